"""Which chunk goes on with the sentence another one was cut off in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from taizhang.engine.text.chunks import Chunk
from taizhang.engine.text.cues import DATED, MIDDLE
from taizhang.engine.text.layout import FEW, Layout

REACH: Final = 40
"""Chunks to either side among which a continuation is looked for: a page has fewer."""
NEARLY: Final = 2
"""Cells by which columns of one width may differ: punctuation hangs over."""
ENOUGH: Final = 1.0
"""Evidence without which two chunks are not put together."""

Link = tuple[int, int]


class Wording:
    """Which characters stand side by side inside the chunks.

    A word cut in two at a column's end is often found whole elsewhere on the page.
    """

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._text = "\n".join(part.text.text for chunk in chunks for part in chunk.parts)

    def heals(self, before: str, after: str) -> float:
        """How well a known word is made whole where `after` is put behind `before`."""
        last, first = before[-1:], after[:1]
        # Searched for instead of counted beforehand: few pairs of chunks come into question.
        if last + first not in self._text:
            return 0.0
        whole = before[-2:] + first in self._text or last + after[:2] in self._text
        return 2.0 if whole else 1.0


def links(chunks: Sequence[Chunk], layout: Layout) -> dict[int, int]:
    """For a chunk (by its place in `chunks`) the one that goes on with it; the best first."""
    wording = Wording(chunks)
    ranked: list[tuple[float, int, int]] = []
    for here, chunk in enumerate(chunks):
        if chunk.is_heading or chunk.ends_article:
            continue
        for there in range(max(0, here - REACH), min(len(chunks), here + REACH + 1)):
            if there != here:
                score = _evidence(chunks, here, there, wording, layout)
                if score >= ENOUGH:
                    ranked.append((-score, here, there))
    return _choose(sorted(ranked))


def _choose(ranked: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """One continuation for each, each the continuation of one, and no circle."""
    after: dict[int, int] = {}
    start: dict[int, int] = {}  # the end of a path → its beginning
    taken: set[int] = set()
    for _, here, there in ranked:
        if here in after or there in taken or start.get(here, here) == there:
            continue
        after[here] = there
        taken.add(there)
        first = start.pop(here, here)
        last = there
        while last in after:
            last = after[last]
        start[last] = first
    return after


def _evidence(
    chunks: Sequence[Chunk], here: int, there: int, wording: Wording, layout: Layout
) -> float:
    """Reasons for `there` going on with `here`, added up; below zero when it cannot."""
    one, other = chunks[here], chunks[there]
    if (
        one.is_heading
        or one.ends_article
        or not other.body
        or other.parts[0].kind is not other.body[0].kind
    ):
        return -1.0
    following = there == here + 1
    if not (one.open or one.unclosed):
        return _goes_on(one, other, layout) if following else -1.0
    if other.fresh >= DATED or (layout.indented and other.parts[0].indented):
        return -1.0
    score = 2.5 * following + 0.25 * (there > here) + _same_column(one, other)
    score += wording.heals(one.last, other.first)
    score += _quotation(one, other)
    score += 1.0 if other.fresh == MIDDLE else 0.0
    score -= 1.0 if MIDDLE < other.fresh < 0 else 0.0
    if there and not following and chunks[there - 1].open:
        score -= 0.5
    return score + 6 * shared(one, other)


def _goes_on(one: Chunk, other: Chunk, layout: Layout) -> float:
    """After a whole sentence only the next block, and only when nothing marks a beginning."""
    if not layout.indented or other.parts[0].indented or other.fresh >= DATED:
        return -1.0
    return ENOUGH + _same_column(one, other)


def _same_column(one: Chunk, other: Chunk) -> float:
    """Chunks of an article are usually set in columns of one width."""
    apart = abs(one.width - other.width)
    if min(one.lines, other.lines) < FEW:
        return 0.0
    if apart <= NEARLY:
        return 2.0 if apart < NEARLY else 1.0
    return -2.0


def _quotation(one: Chunk, other: Chunk) -> float:
    if one.unclosed and other.unopened:
        return 2.0
    return -1.0 if one.unclosed != other.unopened else 0.0


def shared(one: Chunk, other: Chunk) -> float:
    """How much of the smaller one's wording the other has too, from 0 to 1.

    A line or two prove nothing.
    """
    least = max(min(len(one.grams), len(other.grams)), 60)
    return len(one.grams & other.grams) / least
