"""The parts of a block: paragraphs with their lines rejoined, headings, bylines, credits."""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from taizhang.engine.records import record
from taizhang.engine.text.bylines import (
    byline,
    dateline,
    is_credit,
    is_source,
    named_only,
    signs,
    trailing,
)
from taizhang.engine.text.headings import heading_lines, looks_like_heading
from taizhang.engine.text.layout import SLACK, Layout, column_of
from taizhang.engine.text.lines import INVISIBLE, Block, Line
from taizhang.engine.text.marks import NEVER_FIRST, balance, closed, ended, enumerated
from taizhang.engine.text.rejoined import Rejoined

LONGEST_SUBHEAD: Final = 30
MOST_HEADING_LINES: Final = 3
_ROW_TABS: Final = 2
"""A line with so many tabs is a row of a table."""
# 牵头单位：…    完成时限：…: a line of labels belongs to the task above it and ends there.
_LABELLED: Final = "牵头|责任|主办|承办|配合|协办|督办|完成|办结|整改|落实"
_LABEL_OPENS: Final = frozenset(word[0] for word in _LABELLED.split("|"))
_LABELS: Final = re.compile(rf"(?:{_LABELLED})(?:责任)?(?:单位|部门|领导|人|时限|期限|时间)[：:]")
_ITEM: Final = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)]|[、.．](?=[一-鿿]))")
LONGEST_REST: Final = 5
"""Characters of a credit that its next line may hold."""
_LATIN: Final = re.compile(r"[0-9A-Za-z]{1,20}")
_DROPPED: Final = frozenset(INVISIBLE)


class Kind(Enum):
    """What a part is."""

    HEADING = "heading"
    BODY = "body"
    BYLINE = "byline"
    CREDIT = "credit"
    SOURCE = "source"


@record
class Part:
    """A paragraph, or a heading, byline, credit."""

    kind: Kind
    text: Rejoined
    indented: bool = False
    full: bool = False
    """Its last line reaches the column: the paragraph may go on elsewhere."""

    @property
    def is_row(self) -> bool:
        """A row of a table is whole, whatever it ends with."""
        return self.text.text.count("\t") >= _ROW_TABS

    @property
    def ends_article(self) -> bool:
        """Who wrote it, or where it comes from, is usually said last."""
        return self.kind is Kind.BYLINE or self.kind is Kind.SOURCE


def rejoin(raw: str, lines: Sequence[Line], *, apart: bool = False) -> Rejoined:
    """The lines as one text.

    Between Latin words, and between the lines of a heading that are complete in themselves
    (`apart`), the line break becomes a blank.
    """
    letters: list[str] = []
    origin = array("I")
    widest = max(line.width for line in lines)
    for index, line in enumerate(lines):
        if letters and _blank_between(lines[index - 1], line, widest, apart=apart):
            letters.append(" ")
            between = range(lines[index - 1].end, line.start)
            origin.append(next(place for place in between if raw[place].isspace()))
        # What can be printed has no such mark: nearly every line.
        if line.text.isprintable() or _DROPPED.isdisjoint(line.text):
            letters.append(line.text)
            origin.extend(range(line.start, line.end))
        else:
            kept = [i for i in range(line.start, line.end) if raw[i] not in _DROPPED]
            letters.extend(raw[i] for i in kept)
            origin.extend(kept)
    return Rejoined("".join(letters), origin)


def joined(first: Rejoined, second: Rejoined) -> Rejoined:
    """A paragraph and its continuation from another place."""
    return first.followed_by(second)


def parts_of(raw: str, block: Block, layout: Layout, column: int | None = None) -> tuple[Part, ...]:
    """The block's parts in the order of its lines; `column` is its width where that is known."""
    headings = heading_lines(block, layout.column, raw) if layout.wrapped else ()
    if headings:
        return tuple(Part(Kind.HEADING, rejoin(raw, lines, apart=True)) for lines in headings)
    column = column_of(block, layout) if column is None else column
    found: list[Part] = []
    for lines in _paragraphs(block, column, layout):
        may_head = not layout.wrapped or _may_head(lines, block, column)
        found.extend(_with_trailing(_part(raw, lines, column, may_head=may_head)))
    return tuple(found)


def _may_head(lines: Sequence[Line], block: Block, column: int) -> bool:
    """May these lines of a column be a heading?

    They stand out; the last line of a block only when it is far too short for running text, which
    would have filled it.
    """
    if lines[-1] is not block[-1]:
        return _stands_out(lines, lines[-1], column)
    first, own = lines[0] is block[0], lines[0]
    if first or len(lines) > 1 or column - own.reach <= 2 * SLACK:
        return False
    return own.reach > own.width or enumerated(own.text)


def _part(raw: str, lines: Sequence[Line], column: int, *, may_head: bool) -> Part:
    text = rejoin(raw, lines)
    kind = _kind(text.text, may_head=may_head, longest=LONGEST_SUBHEAD * len(lines))
    full = lines[-1].reach + SLACK > column
    return Part(kind, text, indented=lines[0].indent > 0, full=full)


def _kind(text: str, *, may_head: bool, longest: int) -> Kind:
    if byline(text) or named_only(text):
        return Kind.BYLINE
    if is_source(text):
        return Kind.SOURCE
    if is_credit(text):
        return Kind.CREDIT
    short = may_head and len(text) <= longest
    return Kind.HEADING if short and looks_like_heading(text) and not ended(text) else Kind.BODY


def _with_trailing(part: Part) -> tuple[Part, ...]:
    """Names in brackets behind the last sentence are a byline of their own."""
    found = trailing(part.text.text) if part.kind is Kind.BODY else None
    if found is None:
        return (part,)
    text = part.text
    start = found[0]
    before = len(text.text[:start].rstrip())
    while text.text[start].isspace():
        start += 1
    end = len(text.text.rstrip())
    return (
        replace(part, text=text.slice(0, before), full=False),
        Part(Kind.BYLINE, text.slice(start, end)),
    )


def _paragraphs(block: Block, column: int, layout: Layout) -> list[list[Line]]:
    found: list[list[Line]] = [[block[0]]]
    for above, below in itertools.pairwise(block):
        if _breaks(found[-1], above, below, column, layout):
            found.append([below])
        else:
            found[-1].append(below)
    return found


def _breaks(
    paragraph: Sequence[Line], above: Line, below: Line, column: int, layout: Layout
) -> bool:
    """Does a paragraph end between these two lines?"""
    if not layout.wrapped or _apart(above.text, below.text):
        return True
    if len(paragraph) <= MOST_HEADING_LINES and signs(paragraph[0].text):
        whole = "".join(line.text for line in paragraph)
        if _signature_goes_on(whole, above, below, column):
            return False
        if _complete(whole):
            return True
    if below.text[0] in NEVER_FIRST:
        return False
    if closed(above.text):
        return _breaks_after_stop(above, below, column, layout)
    return len(paragraph) <= MOST_HEADING_LINES and _stands_out(paragraph, below, column)


def _apart(above: str, below: str) -> bool:
    """Rows of a table, lines of labels, and the item that follows such a line."""
    labelled = below[0] in _LABEL_OPENS and _LABELS.match(below)
    if labelled or below.count("\t") >= _ROW_TABS:
        return True
    return bool(_ITEM.match(below) and _LABELS.search(above))


def _stands_out(lines: Sequence[Line], below: Line, column: int) -> bool:
    """A heading above running text: all its lines are much shorter than the column.

    The first line of a paragraph whose indent was lost is short by two or three characters only.
    """
    text = "".join(line.text for line in lines)
    missing = column - max([line.reach for line in lines]) - _unbreakable(below.text)
    enough = column // 3 if "，" in text else SLACK + 2 + (0 if lines[0].indent else 2)
    return missing >= enough and looks_like_heading(text)


def _breaks_after_stop(above: Line, below: Line, column: int, layout: Layout) -> bool:
    if below.indent or (signs(below.text) and _complete(below.text)) or dateline(below.text)[0]:
        return True
    # Without an indent to go by, a line that stops two characters early stops for good: text
    # that goes on would have filled it.
    missing = column - above.reach
    allowed = SLACK if layout.indented else SLACK // 2
    return missing > allowed + _unbreakable(below.text)


def _complete(text: str) -> bool:
    """A line that is a part by itself wherever it stands."""
    return bool(byline(text) or named_only(text) or is_source(text) or is_credit(text))


def _signature_goes_on(whole: str, above: Line, below: Line, column: int) -> bool:
    """Are the names of a byline, or the words of a credit, continued in the next line?"""
    if below.indent or above.reach + SLACK < column or _complete(below.text):
        return False
    if len(below.text) <= LONGEST_REST and is_credit(whole + below.text):
        return True
    # A blank between two names is lost where the line ends between them.
    return byline(whole + below.text) is not None or byline(f"{whole} {below.text}") is not None


def _unbreakable(text: str) -> int:
    """Cells of the Latin word or number that `text` begins with: it may not have fitted above."""
    latin = _LATIN.match(text) if text[:1].isascii() else None
    return latin.end() if latin else 0


def _blank_between(above: Line, below: Line, widest: int, *, apart: bool) -> bool:
    last, first = above.text[-1], below.text[0]
    if last.isascii() and first.isascii() and last.isalpha() and first.isalpha():
        return True
    return (
        apart and (above.width < widest or below.width == widest) and balance(above.text) == (0, 0)
    )
