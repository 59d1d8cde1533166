"""Chunks: what of an article stands together on the page, and how it begins and ends."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from taizhang.engine.text.bylines import dateline
from taizhang.engine.text.cues import DATELINE, freshness, introduced
from taizhang.engine.text.layout import Layout, column_of
from taizhang.engine.text.lines import Block
from taizhang.engine.text.marks import balance, ended
from taizhang.engine.text.parts import Kind, Part, parts_of

NEARLY: Final = 2
"""Cells by which columns of one width may differ: punctuation hangs over."""
_WORD: Final = re.compile(r"[一-龥]{2,}")


@dataclass(frozen=True)
class Chunk:
    """Consecutive parts of one block that belong to one article."""

    index: int
    parts: tuple[Part, ...]
    width: int
    """Of its column, in cells; nothing to go by when `narrow` evidence: see `lines`."""
    lines: int
    fresh: int
    """How surely an article begins here."""

    # Worked out when a section is compared: for all of a long document it would fill the memory.
    @cached_property
    def grams(self) -> frozenset[str]:
        """Its wording."""
        return grams(self._text)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names introduced here with a title."""
        return introduced(self._text)

    @property
    def _text(self) -> str:
        return "\n".join(part.text.text for part in self.parts)

    @cached_property
    def is_heading(self) -> bool:
        """Nothing but headings."""
        return all(part.kind is Kind.HEADING for part in self.parts)

    @cached_property
    def is_credit(self) -> bool:
        """Nothing but the caption of a photograph: it stands anywhere beside its article."""
        return all(part.kind is Kind.CREDIT for part in self.parts)

    @cached_property
    def body(self) -> tuple[Part, ...]:
        """Its paragraphs of running text."""
        return tuple(part for part in self.parts if part.kind is Kind.BODY)

    @cached_property
    def is_table(self) -> bool:
        """It ends with a row: nothing goes on with it, whatever the last cell says."""
        return self.parts[-1].is_row or (
            any(part.is_row for part in self.parts) and _in_cells(self.parts)
        )

    @cached_property
    def open(self) -> bool:
        """Its last sentence is cut off: the rest must stand somewhere else."""
        last = self.parts[-1]
        return last.kind is Kind.BODY and not self.is_table and not ended(last.text.text)

    @cached_property
    def ends_article(self) -> bool:
        """It has the byline or source that stands at an end."""
        return any(part.ends_article for part in self.parts[1:]) or (
            len(self.parts) == 1 and self.parts[0].ends_article
        )

    @cached_property
    def can_start(self) -> bool:
        """Nothing in its first words speaks against an article beginning here."""
        return self.fresh >= 0

    @cached_property
    def first(self) -> str:
        """The text of its first part."""
        return self.parts[0].text.text

    @cached_property
    def last(self) -> str:
        """The text of its last part."""
        return self.parts[-1].text.text

    @cached_property
    def unclosed(self) -> bool:
        """A quotation or bracket is opened at its end and closed elsewhere."""
        return not self.is_table and balance(self.last)[1] > 0

    @cached_property
    def unopened(self) -> bool:
        """A quotation or bracket is closed at its beginning that was opened elsewhere."""
        return balance(self.first)[0] > 0


def grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters: what two pieces of one article share."""
    words = _WORD.findall(text)
    return frozenset([word[at : at + 2] for word in words for at in range(len(word) - 1)])


class Wording:
    """The wording of a page: what each pair of characters is worth, which stand side by side."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._text = "\n".join(part.text.text for chunk in chunks for part in chunk.parts)
        spread = Counter(chain.from_iterable(chunk.grams for chunk in chunks))
        total = len(chunks) + 1
        value = [0.0, *(math.log(total / count) ** 2 for count in range(1, total))]
        self._worth = {gram: value[count] for gram, count in spread.items()}
        # Most pairs stand in one chunk only: they count for its size, and nothing has them as well.
        shared = {gram for gram, count in spread.items() if count > 1}
        shared.update(*(chunk.grams for chunk in chunks if chunk.is_heading))
        self._shared = {chunk.index: chunk.grams & shared for chunk in chunks}
        self._only_here = max(value)  # nothing is worth more than what stands once

    def size(self, words: Iterable[str]) -> float:
        """What the wording is worth: what all of the page says tells nothing apart."""
        return sum(map(self._worth.__getitem__, words))

    def shared(self, chunk: Chunk) -> frozenset[str]:
        """What of its wording other chunks of the page may have, too; all of a heading's."""
        return self._shared[chunk.index]

    def own(self, chunk: Chunk) -> float:
        """What the rest of its wording is worth."""
        return self._only_here * (len(chunk.grams) - len(self.shared(chunk)))

    def heals(self, before: str, after: str) -> float:
        """How well a word known from the page is made whole where `after` is put behind `before`.

        A word cut in two at a column's end is often found whole elsewhere.
        """
        last, first = before[-1:], after[:1]
        pair = last + first
        # Of two Chinese characters the wording knows; the text is searched for other pairs only.
        wording = "一" <= last <= "龥" and "一" <= first <= "龥"
        if pair not in (self._worth if wording else self._text):
            return 0.0
        whole = before[-2:] + first in self._text or last + after[:2] in self._text
        return 3.3 if whole else 1.6


def chunks(raw: str, blocks: Sequence[Block], layout: Layout) -> tuple[Chunk, ...]:
    """The chunks in the order they stand in; rows below each other are one."""
    found: list[tuple[list[Part], int, int]] = []
    for block in blocks:
        width = column_of(block, layout)
        for parts in _pieces(parts_of(raw, block, layout, width)):
            if found and _in_cells(parts) and _in_cells(found[-1][0][-1:]):
                found[-1][0].extend(parts)
            else:
                found.append((list(parts), width, len(block)))
    return tuple(_chunk(i, tuple(parts), *size) for i, (parts, *size) in enumerate(found))


def _in_cells(parts: Sequence[Part]) -> bool:
    return all("\t" in part.text.text for part in parts)


def _chunk(index: int, parts: tuple[Part, ...], width: int, lines: int) -> Chunk:
    return Chunk(index=index, parts=parts, width=width, lines=lines, fresh=_fresh(parts))


def _fresh(parts: Sequence[Part]) -> int:
    body = next((part for part in parts if part.kind is Kind.BODY), None)
    if body is not None and len(parts) > 1 and parts[0].kind is Kind.BYLINE and parts[1] is body:
        # Who wrote it stands above the first paragraph, or below the article that ended there.
        return DATELINE
    return 0 if body is None else freshness(body.text.text)


def _pieces(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """The parts of a block, cut where one article ends inside it and the next one begins."""
    piece: list[Part] = []
    for part in parts:
        if piece and _begins_article(piece, part):
            yield tuple(piece)
            piece = []
        piece.append(part)
    yield tuple(piece)


def _begins_article(piece: Sequence[Part], part: Part) -> bool:
    if part.ends_article or part.kind is Kind.CREDIT:
        return False
    if any(before.kind is Kind.BODY for before in piece):
        return piece[-1].ends_article or (
            part.kind is Kind.BODY and dateline(part.text.text)[0] > 0
        )
    return False
