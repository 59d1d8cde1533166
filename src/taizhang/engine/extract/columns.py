"""Names that the head of a table's column tells: 企业名称, 责任人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LINE: Final = re.compile(r"[^\n]+")
_CELL: Final = re.compile(r"[^\s|｜](?:[^\t|｜]*[^\s|｜])?")
_LONGEST_HEAD: Final = 12


def cells_under(text: str, head: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The filled cells of the column whose head matches, down to the first line that is no row."""
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


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line without the blanks around them; none for a line without tabs or bars."""
    line = text[start:end]
    if "\t" not in line and line.count("|") < 2:  # noqa: PLR2004
        return []
    return [(start + cell.start(), start + cell.end()) for cell in _CELL.finditer(line)]
