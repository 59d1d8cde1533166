"""Where a table's headings stand: one to three rows, below titles, merged or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from taizhang.engine.sheets.grid import TOP, Grid
from taizhang.engine.sheets.known import facts_named
from taizhang.engine.sheets.places import Area
from taizhang.engine.sheets.values import day_of, number_of

TALLEST: Final = 3
"""Rows of headings."""
LONGEST: Final = 40
"""Characters of a heading; what is longer is a sentence."""
_A_KNOWN_NAME: Final = 4.0
_A_VALUE: Final = -3.0
_FULL: Final = 5.0
_LATER: Final = -0.5


class Heading(NamedTuple):
    """First and last row of the headings, counted from 0."""

    top: int
    bottom: int


class _Cells(NamedTuple):
    """What a row says, by column; a merged cell says it once."""

    texts: Mapping[int, str]
    values: int
    """Cells that are no name: numbers, dates, sentences."""

    @property
    def is_names(self) -> bool:
        return len(self.texts) > 0 and not self.values


def find_heading(grid: Grid) -> Heading | None:
    """The rows that name the columns; None where no row looks like it."""
    rows = [_cells(grid, row) for row in range(min(TOP, len(grid.rows)))]
    widest = max((len(row.texts) for row in rows), default=0)
    best, row = 0.0, None
    earlier = 0
    for place, cells in enumerate(rows):
        if len(cells.texts) < 2:  # noqa: PLR2004  # a title, a note, nothing
            continue
        score = _score(cells, widest) + _LATER * earlier
        earlier += 1
        if score > best:
            best, row = score, place
    if row is None:
        return None
    top = _upwards(grid, rows, row)
    return Heading(top, _downwards(grid, rows, top, row))


def _cells(grid: Grid, row: int) -> _Cells:
    texts: dict[int, str] = {}
    values = 0
    for column, value in enumerate(grid.rows[row]):
        area = grid.covers.get((row, column))
        if value == "" or (area and (area.top, area.left) != (row, column)):
            continue
        text = grid.text(row, column)
        if not text:
            continue
        texts[column] = text
        is_value = number_of(value) is not None or day_of(value) is not None
        values += is_value or len("".join(text.split())) > LONGEST
    return _Cells(texts, values)


def _score(cells: _Cells, widest: int) -> float:
    """How much a row looks like names of columns; nothing when most of it is values."""
    if 2 * cells.values >= len(cells.texts):
        return 0.0
    known = sum(bool(facts_named(text)) for text in cells.texts.values())
    share = len(cells.texts) / widest
    if not known and share < 0.5:  # noqa: PLR2004
        return 0.0
    full = _FULL if share >= 0.6 else 0.0  # noqa: PLR2004
    different = len(set(cells.texts.values()))
    return known * _A_KNOWN_NAME + different + cells.values * _A_VALUE + full


def _upwards(grid: Grid, rows: list[_Cells], row: int) -> int:
    """Rows above that belong to the headings: names of groups, cells merged down into them."""
    top = row
    while top > 0 and row - top < TALLEST - 1 and rows[top - 1].is_names:
        above = rows[top - 1]
        merged = [grid.covers.get((top - 1, column)) for column in above.texts]
        goes_down = any(area and area.bottom >= top for area in merged)
        groups = [area for area in merged if area and area.right > area.left]
        if not goes_down and (len(above.texts) < 2 or not groups):  # noqa: PLR2004
            break
        top -= 1
    return top


def _downwards(grid: Grid, rows: list[_Cells], top: int, row: int) -> int:
    bottom = row
    while bottom - top < TALLEST - 1 and bottom + 1 < len(rows):
        below = rows[bottom + 1]
        areas = {grid.covers.get((bottom, column)) for column in rows[bottom].texts}
        areas |= {grid.covers.get((top, column)) for column in rows[top].texts}
        held = [area for area in areas if area]
        if not _continues(below, held, bottom):
            break
        bottom += 1
    # A cell of one merged heading ends the headings where it ends.
    ends = [area.bottom for (line, _c), area in grid.covers.items() if line == top == area.top]
    return max([bottom, *(end for end in ends if end - top < TALLEST)])


def _continues(below: _Cells, held: Iterable[Area], bottom: int) -> bool:
    """Whether the next row divides headings merged over several columns, and says nothing else."""
    if not below.is_names:
        return False
    groups = [area for area in held if area.right > area.left and area.bottom == bottom]
    return bool(groups) and all(
        any(area.left <= column <= area.right for area in groups) for column in below.texts
    )
