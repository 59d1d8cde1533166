"""The cells of a table that is written as lines: between tabs, bars or wide blanks.

An empty cell is a cell: without it every cell behind it would stand under the wrong title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_BARS: Final = re.compile(r"[|｜]")
_WIDE_BLANKS: Final = re.compile("\u3000+")
_FEWEST_BARS: Final = 2
_NUMBER: Final = re.compile(r"\d{1,4}")
_AS_ABOVE: Final = frozenset({"同上", "同前", "〃", "″", "”", '"', "-〃-"})

Cell = tuple[int, int]
"""From, to; an empty one begins where it ends."""


def cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of the line `[start, end)`, without the blanks around them; none without marks."""
    line = text[start:end]
    if "\t" in line:
        found = _split(text, start, end, re.compile("\t"))
    elif len(_BARS.findall(line)) >= _FEWEST_BARS:
        found = _split(text, start, end, _BARS)
        found = found[_is_empty(found[0]) : len(found) - _is_empty(found[-1])]
    elif line.count("\u3000") >= _FEWEST_BARS:
        found = [cell for cell in _split(text, start, end, _WIDE_BLANKS) if not _is_empty(cell)]
    else:
        found = []
    return found


def fitted(text: str, row: Sequence[Cell], width: int) -> list[Cell]:
    """The cells of a row under `width` titles, from the left unless the number is what is missing.

    Nothing when the row has more cells than there are titles.
    """
    filled = [cell for cell in row if not _is_empty(cell)]
    if len(row) == width:
        return list(row)
    if len(filled) == width:
        return filled
    while len(row) > width and _is_empty(row[-1]):
        row = row[:-1]
    if not row or len(row) > width:
        return []
    start, end = row[0]
    missing = [(end, end)] * (width - len(row))
    if _NUMBER.fullmatch(text[start:end]):
        return [*row, *missing]
    return [*missing, *row]


def as_above(text: str, cell: Cell) -> bool:
    """Whether the cell says no more than that it says what the one above it says."""
    return text[cell[0] : cell[1]] in _AS_ABOVE


def _split(text: str, start: int, end: int, mark: re.Pattern[str]) -> list[Cell]:
    places = [start]
    for found in mark.finditer(text, start, end):
        places += found.span()
    places.append(end)
    return [_trimmed(text, *pair) for pair in zip(places[::2], places[1::2], strict=True)]


def _trimmed(text: str, start: int, end: int) -> Cell:
    said = text[start:end]
    first = start + len(said) - len(said.lstrip())
    return first, max(first, start + len(said.rstrip()))


def _is_empty(cell: Cell) -> bool:
    return cell[0] == cell[1]
