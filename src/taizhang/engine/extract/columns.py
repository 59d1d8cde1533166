"""Names that the head of a table's column tells: 企业名称, 责任人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LINE: Final = re.compile(r"[^\n]+")
_CELL: Final = re.compile(r"[^\s|｜](?:[^\t|｜\u3000]*[^\s|｜])?")
_LONGEST_HEAD: Final = 12
_WIDEST: Final = 10
"""How many columns a table has whose cells stand one below the other."""

Cell = tuple[int, int]


def cells_under(text: str, head: re.Pattern[str]) -> Iterator[Cell]:
    """The filled cells of the column whose head matches, down to the first line that is no row."""
    yield from _across(text, head)
    yield from _below(text, head)


def _across(text: str, head: re.Pattern[str]) -> Iterator[Cell]:
    """Tables whose lines are rows."""
    column: int | None = None
    width = 0
    for line in _LINE.finditer(text):
        cells = _cells(text, *line.span())
        if len(cells) < 2:  # noqa: PLR2004 - one cell is no row
            column = None
            continue
        heads = [text[start:end] for start, end in cells]
        if all(len(title) <= _LONGEST_HEAD for title in heads):
            found = [place for place, title in enumerate(heads) if head.fullmatch(title)]
            if found:
                column, width = found[0], len(cells)
                continue
        if column is not None and len(cells) == width:
            yield cells[column]


def _below(text: str, head: re.Pattern[str]) -> Iterator[Cell]:
    """Tables with one cell a line: 序号 and the other heads, then 1 and its cells, 2, and so on."""
    if "序号" not in text:
        return
    lines = [_within(text, *line.span()) for line in _LINE.finditer(text)]
    words = [text[start:end] for start, end in lines]
    for first, word in enumerate(words):
        if word != "序号" or "1" not in words[first : first + _WIDEST]:
            continue
        width = words.index("1", first) - first
        wanted = [at for at in range(1, width) if head.fullmatch(words[first + at])]
        row, number = first + width, 1
        while wanted and words[row : row + 1] == [str(number)] and row + width <= len(lines):
            yield lines[row + wanted[0]]
            row, number = row + width, number + 1


def _within(text: str, start: int, end: int) -> Cell:
    """The line without the blanks around it."""
    line = text[start:end]
    first = start + len(line) - len(line.lstrip())
    return first, max(first, start + len(line.rstrip()))


def _cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line without the blanks around them; none for a line without such marks."""
    line = text[start:end]
    if "\t" not in line and line.count("|") < 2 and line.count("\u3000") < 2:  # noqa: PLR2004
        return []
    return [(start + cell.start(), start + cell.end()) for cell in _CELL.finditer(line)]
