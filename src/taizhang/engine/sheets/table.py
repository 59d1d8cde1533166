"""A table out of a sheet: titles, headings, rows by kind, notes below.

Every row that holds anything is accounted for: it is a title, part of the headings, data, a
group's name, a sub-total, an example, headings repeated on a further page, or a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from taizhang.engine.sheets.grid import Grid
from taizhang.engine.sheets.heading import Heading, find_heading
from taizhang.engine.sheets.places import letters
from taizhang.engine.sheets.refusals import NoTable, TableTooWide
from taizhang.engine.sheets.values import Cell, folded, is_blank, said

WIDEST: Final = 120
"""Columns of a ledger."""
JOINT: Final = "·"
"""Between the names of a group and of its column."""
MOST_FILLED: Final = 200_000
"""Cells that merged areas fill down into."""
_TOTAL: Final = re.compile(r"(?:本页|本月|本周|分类)?(?:合计|小计|总计|共计|累计)[:：]?")
_EXAMPLE: Final = re.compile(r"(?:示?例|样例|例如|填写示例|范例|示范)[:：]?\d*")
_NOTE: Final = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|附注|备\s*注)\s*\d*[:：.、]|※|"
    r"(?:填报|填表|制表|审核|联系|负责|经办|报送|签发|单位)(?:单位|人|日期|时间|领导|负责人)?"
    r"(?:[（(][^）)]*[)）])?[:：]"
)
FEW: Final = 3
"""Cells that a note fills at most."""
LEFT: Final = 2
"""Columns in which the name of a group stands."""


class Kind(StrEnum):
    """What a row of a table is."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"
    EXAMPLE = "example"
    AGAIN = "again"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: where it stands and what its headings say, the group's first."""

    place: int
    parts: tuple[str, ...]
    name: str

    @property
    def heading(self) -> str:
        """What the lowest heading says, as it is written."""
        return self.parts[-1] if self.parts else self.name


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a person sees it; cells in the order of the table's fields."""

    number: int
    kind: Kind
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a sheet holds."""

    grid: Grid
    heading: Heading
    titles: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    offset: int = 0
    """Rows of the sheet above `grid`, where a sheet holds several tables."""

    @property
    def data(self) -> tuple[Row, ...]:
        """The rows that are entries."""
        return tuple(row for row in self.rows if row.kind is Kind.DATA)

    @property
    def first(self) -> int:
        """The row below the headings, counted from 0."""
        return self.heading.bottom + 1

    @property
    def end(self) -> int:
        """The first row behind the table, counted from 0: totals and notes at its foot."""
        last = len(self.grid.rows)
        for row in reversed(self.rows):
            if row.kind not in {Kind.NOTE, Kind.TOTAL}:
                break
            last = row.number - 1
        return last


def read_table(grid: Grid) -> Table:
    """The table of a sheet."""
    heading = find_heading(grid)
    if heading is None:
        raise NoTable
    values = _filled_down(grid, heading.bottom + 1)
    fields = tuple(_fields(grid, heading, values))
    if len(fields) > WIDEST:
        raise TableTooWide(found=len(fields), allowed=WIDEST)
    titles = (_title(grid.rows[row]) for row in range(heading.top))
    rows = tuple(_rows(grid, heading, fields, values))
    return Table(grid, heading, tuple(title for title in titles if title), fields, rows)


def _title(row: Sequence[Cell]) -> str:
    return "　".join(text for cell in row if (text := said(cell)))


def _filled_down(grid: Grid, first: int) -> list[Sequence[Cell]]:
    """The rows below the headings; a cell merged over several says the same in each of them."""
    values: list[Sequence[Cell]] = list(grid.rows)
    copied: dict[int, list[Cell]] = {}
    left = MOST_FILLED
    for area in grid.merged:
        if area.top < first or area.bottom == area.top or area.top >= len(values):
            continue
        last = min(area.bottom, len(values) - 1, area.top + left)
        left -= last - area.top
        value = grid.cell(area.top, area.left)
        for number in range(area.top + 1, last + 1):
            row = copied.setdefault(number, list(grid.rows[number]))
            row.extend([""] * (area.left + 1 - len(row)))
            row[area.left] = value if row[area.left] == "" else row[area.left]
    for number, row in copied.items():
        values[number] = row
    return values[first:]


def _fields(grid: Grid, heading: Heading, values: Sequence[Sequence[Cell]]) -> Iterator[Field]:
    width = max(len(row) for row in grid.rows)
    used = {column for row in values for column, cell in enumerate(row) if cell != ""}
    names: dict[str, int] = {}
    shown: tuple[str, ...] = ()
    for column in range(width):
        before, shown = shown, _parts(grid, heading, column)
        area = grid.covers.get((heading.bottom, column))
        follows = area is not None and area.left < column and shown == before
        if (follows or not shown) and column not in used:
            continue
        name = JOINT.join(_plain(part) for part in shown) or letters(column)
        names[name] = names.get(name, 0) + 1
        yield Field(column, shown, f"{name} {names[name]}" if names[name] > 1 else name)


def _parts(grid: Grid, heading: Heading, column: int) -> tuple[str, ...]:
    """What the headings of a column say from top to bottom, each once."""
    texts = (grid.text(row, column) for row in range(heading.top, heading.bottom + 1))
    return tuple(dict.fromkeys(text for text in texts if text))


def _plain(text: str) -> str:
    """In one line: Chinese written over several lines without the breaks between."""
    line = ""
    for word in text.split():
        apart = line[-1:].isascii() and word[0].isascii() and line
        line += f" {word}" if apart else word
    return line


def _rows(
    grid: Grid, heading: Heading, fields: Sequence[Field], values: Sequence[Sequence[Cell]]
) -> Iterator[Row]:
    names = frozenset(folded(field.heading) for field in fields)
    places = [one.place for one in fields]
    width = max(places, default=-1) + 1
    found: list[Row] = []
    for number, line in enumerate(values, start=heading.bottom + 2):
        # What only a merged cell above says is part of the row above.
        if not _says_anything(grid.rows[number - 1]):
            continue
        whole = line if len(line) >= width else [*line, *[""] * (width - len(line))]
        cells = tuple([whole[place] for place in places])
        found.append(Row(number, _kind(cells, names), cells))
    # Only at the foot are notes notes: a matter may well begin with 说明：.
    last = max((place for place, row in enumerate(found) if row.kind is Kind.DATA), default=-1)
    for place, row in enumerate(found):
        is_note = row.kind is Kind.NOTE or (row.kind is Kind.GROUP and place > last)
        kind = (Kind.NOTE if place > last else Kind.DATA) if is_note else row.kind
        yield Row(row.number, kind, row.cells)


def _says_anything(row: Sequence[Cell]) -> bool:
    return any(cell != "" and not is_blank(cell) for cell in row)


def _kind(cells: Sequence[Cell], names: frozenset[str]) -> Kind:
    """Told by the first cells: most rows are data, and there may be very many."""
    filled = [place for place, cell in enumerate(cells) if cell != "" and not is_blank(cell)]
    first = [folded(cells[place]) for place in filled[:FEW]]
    if any(_TOTAL.fullmatch(text) for text in first):
        return Kind.TOTAL
    if first and _EXAMPLE.fullmatch(first[0]):
        return Kind.EXAMPLE
    if len(filled) > 1 and first[0] in names and _repeats(cells, filled, names):
        return Kind.AGAIN
    width = len(cells)
    if 0 < len(filled) <= min(FEW, max(1, width - 1)) and _NOTE.match(first[0]):
        return Kind.NOTE
    # A line of one cell at the left of a table names a group, if it is not a number.
    alone = len(filled) == 1 < width - 1 and filled[0] < LEFT
    return Kind.GROUP if alone and not first[0].isdigit() else Kind.DATA


def _repeats(cells: Sequence[Cell], filled: Sequence[int], names: frozenset[str]) -> bool:
    """Whether most cells say what the headings say."""
    return sum(folded(cells[place]) in names for place in filled) * 2 > len(filled)
