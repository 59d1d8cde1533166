"""Lines and blocks of a raw text: what the page itself shows before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.patterns import compiled
from taizhang.engine.records import record
from taizhang.engine.text.raw import RawText

_BREAKS: Final = r"\n\r\f\v\x1c-\x1e\x85\u2028\u2029"
BREAK: Final = compiled(rf"\r\n|[{_BREAKS}]")
_BETWEEN: Final = re.compile(f"[^{_BREAKS}]++")

INVISIBLE: Final = (
    "\u00ad\u061c\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069"
)
"""Marks without a width (byte order, joiners, writing direction): never part of a readable text."""
_EDGE: Final = INVISIBLE + "".join(filter(str.isspace, map(chr, range(0x3001))))
"""Marks and white space in any order: a line of nothing else is empty."""


MOST_WORDLESS: Final = 400
"""Short lines of marks and digits in a row; what comes behind so many belongs to no article."""
_SHORT: Final = 16
_WORDLESS: Final = re.compile(r"[\W\d_〇零一二三四五六七八九十百千①-⑳]+")


@record
class Line:
    """One line without the white space around it."""

    start: int
    end: int
    text: str
    indent: int
    """Cells of white space before it."""
    width: int
    """Cells it fills: a Chinese character is two, a Latin letter one."""
    reach: int
    """How far it comes from the edge of its column: `indent` and `width` together."""


Block = tuple[Line, ...]
"""Lines with nothing between them: a column or a part of one."""


def cells(text: str) -> int:
    """The width of `text` in half-width cells."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def blocks(raw: RawText) -> tuple[Block, ...]:
    """Runs of lines; they end at empty lines and where the format itself says a block ends.

    Of very many short lines without a word, one below the other, the rest is left out.
    """
    borders = {span.start for span in raw.blocks} | {span.end for span in raw.blocks}
    found: list[Block] = []
    run: list[Line] = []
    wordless = 0
    for line, gap in _lines(raw.text, borders):
        wordless = wordless + 1 if line.width <= _SHORT and _WORDLESS.fullmatch(line.text) else 0
        if wordless > MOST_WORDLESS:
            continue
        if gap and run:
            found.append(tuple(run))
            run = []
        run.append(line)
    if run:
        found.append(tuple(run))
    return tuple(found)


def _lines(text: str, borders: set[int]) -> Iterator[tuple[Line, bool]]:
    """The lines that are not empty, each with whether a gap stands before it."""
    gap, stop = True, 0
    for found in _BETWEEN.finditer(text):
        start, end = found.span()
        # Between two lines stands one break, or else an empty line.
        gap = gap or (start - stop > 1 and text[stop:start] != "\r\n")
        stop = end
        line = _line(text, start, end)
        if line is None:
            gap = True
            continue
        yield line, gap or start in borders or line.start in borders
        gap = end in borders or line.end in borders


def _line(text: str, start: int, end: int) -> Line | None:
    whole = text[start:end]
    bare = whole.strip()
    if bare and not bare.isprintable():
        bare = bare.strip(_EDGE)
    if not bare:
        return None
    width = cells(bare)
    if len(bare) == end - start:
        return Line(start, end, bare, 0, width, width)
    offset = whole.index(bare)
    indent = cells(whole[:offset]) if offset else 0
    start += offset
    return Line(start, start + len(bare), bare, indent, width, indent + width)
