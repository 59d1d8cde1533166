"""Names that the head of a table's column tells: 企业名称, 责任人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.cells import Cell, as_above, cells, fitted

_LINE: Final = re.compile(r"[^\n]+")
_LONGEST_HEAD: Final = 12
_NO_HEADS: Final = re.compile(rf"[^\t|｜\s]{{{_LONGEST_HEAD + 1}}}")
"""What is in one cell, however the cells are set apart, and too long for a head."""
_WIDEST: Final = 10
"""How many columns a table has whose cells stand one below the other."""


def cells_under(text: str, head: re.Pattern[str]) -> Iterator[Cell]:
    """The filled cells of the column whose head matches, down to the first line that is no row."""
    yield from _across(text, head)
    yield from _below(text, head)


def _across(text: str, head: re.Pattern[str]) -> Iterator[Cell]:
    """Tables whose lines are rows."""
    column: int | None = None
    width = 0
    for line in _LINE.finditer(text):
        if column is None and _NO_HEADS.search(text, line.start(), line.end()):
            continue
        row = cells(text, *line.span())
        if len(row) < 2:  # noqa: PLR2004 - one cell is no row
            column = None
            continue
        heads = [text[start:end] for start, end in row]
        if all(len(title) <= _LONGEST_HEAD for title in heads):
            found = [place for place, title in enumerate(heads) if head.fullmatch(title)]
            if found:
                column, width = found[0], len(row)
                continue
        fitting = fitted(text, row, width) if column is not None else []
        if fitting and column is not None and _says(text, fitting[column]):
            yield fitting[column]


def _says(text: str, cell: Cell) -> bool:
    """Whether a cell has something of its own in it."""
    return cell[0] < cell[1] and not as_above(text, cell)


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
