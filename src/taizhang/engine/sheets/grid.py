"""One sheet as a grid: values from its first row and column, merged areas, lists of choices.

Values are those last worked out; nothing inside a workbook is ever run. Sizes are checked before
anything is unpacked into memory (`engine.formats`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

import python_calamine as calamine

from taizhang.engine.formats import sniff, xlsx
from taizhang.engine.formats.limits import Limits
from taizhang.engine.sheets.package import Package
from taizhang.engine.sheets.places import Area, areas
from taizhang.engine.sheets.refusals import MacroWorkbook, NoWorkbook, SheetUnknown
from taizhang.engine.sheets.values import Cell, said

LIMITS: Final = Limits(bytes=20_000_000, unzipped_bytes=100_000_000, columns=1_000, cells=500_000)
"""Of a workbook whose table is looked at; a ledger's form is far smaller."""
LONGEST_LIST: Final = 200
"""Choices of one list; a longer one is no list a person picks from."""


@dataclass(frozen=True, slots=True)
class ListRule:
    """Cells that offer a list to choose from."""

    areas: tuple[Area, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet; rows and columns count from 0 at its first cell, whether used or not."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Area, ...] = ()
    lists: tuple[ListRule, ...] = ()
    covers: Mapping[tuple[int, int], Area] = field(default_factory=dict)
    """By place the merged area that covers it, near the top of the sheet."""

    @classmethod
    def of(
        cls,
        name: str,
        rows: Sequence[Sequence[Cell]],
        merged: tuple[Area, ...] = (),
        lists: tuple[ListRule, ...] = (),
    ) -> Self:
        """A sheet of these rows, what its merged areas cover looked up."""
        return cls(name, rows, merged, lists, _covers(merged))

    def cell(self, row: int, column: int) -> Cell:
        """The value there; nothing beyond the edges."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int) -> str:
        """What the cell says, of a merged one what its first cell says."""
        area = self.covers.get((row, column))
        return said(self.cell(area.top, area.left) if area else self.cell(row, column))


TOP: Final = 120
"""Rows in which headings are looked for."""


def read_grids(data: bytes, *, limits: Limits = LIMITS) -> tuple[Grid, ...]:
    """Every sheet that is shown and holds anything, in the workbook's order."""
    with checked(data, limits=limits) as package:
        names = package.shown
        lists = {name: tuple(_lists(package, name)) for name in names}
    workbook = xlsx.opened_workbook(data)
    grids = (_grid(workbook, name, lists[name]) for name in names)
    return tuple(grid for grid in grids if grid.rows)


def checked(data: bytes, *, limits: Limits = LIMITS, is_form: bool = True) -> Package:
    """The workbook's package, after every guard has passed.

    One that is no form, whose values alone are read, may carry a program and state its size
    wrongly.
    """
    limits.check("bytes", len(data))
    if sniff(data) != "xlsx":
        raise NoWorkbook
    package = Package(data, limits, xlsx.check(data, limits, is_declared=is_form))
    if package.has_macros and is_form:
        raise MacroWorkbook
    return package


def grid_of(workbook: calamine.CalamineWorkbook, package: Package | None, name: str) -> Grid:
    """One sheet of an opened workbook; of a workbook without a package no lists are known."""
    return _grid(workbook, name, tuple(_lists(package, name)) if package else ())


def of_name(grids: Sequence[Grid], name: str) -> Grid:
    """The sheet of that name."""
    found = next((grid for grid in grids if grid.name == name), None)
    if found is None:
        raise SheetUnknown(sheet=name, sheets="、".join(grid.name for grid in grids))
    return found


def _grid(workbook: calamine.CalamineWorkbook, name: str, lists: tuple[ListRule, ...]) -> Grid:
    rows, start, merged = xlsx.values_of(workbook, name)
    if not rows:
        return Grid(name, ())
    margin: list[Cell] = [""] * start[1]
    whole: list[list[Cell]] = [[] for _row in range(start[0])] + [
        margin + list(row) for row in rows
    ]
    spans = tuple(Area(*top_left, *bottom_right) for top_left, bottom_right in merged)
    return Grid.of(name, whole, spans, lists)


def _covers(spans: Iterable[Area]) -> dict[tuple[int, int], Area]:
    """Near the top only, where headings are: a sheet may state any number of merged areas."""
    found: dict[tuple[int, int], Area] = {}
    for area in spans:
        if area.top >= TOP or area.size > _WIDE:
            continue
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                found[row, column] = area
    return found


_WIDE: Final = 20_000
"""Cells of one merged area that is looked into."""
_INLINE: Final = re.compile(r'"(.*)"', re.DOTALL)


def _lists(package: Package, name: str) -> Iterable[ListRule]:
    """The lists of a sheet's cells, written out or standing elsewhere in the workbook."""
    for rule in package.shell(name).iter("{*}dataValidation"):
        if rule.get("type") != "list":
            continue
        # Lists on other sheets stand in the newer form, below an extension.
        wanted = rule.find("{*}formula1")
        formula = "".join(wanted.itertext()).strip() if wanted is not None else ""
        place = rule.get("sqref") or (rule.findtext("{*}sqref") or "")
        choices = _choices(package, name, formula)
        if choices:
            yield ListRule(tuple(areas(place)), choices)


def _choices(package: Package, sheet: str, formula: str) -> tuple[str, ...]:
    inline = _INLINE.fullmatch(formula)
    words = inline[1].replace("，", ",").split(",") if inline else package.range(sheet, formula)
    found = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
    return found if len(found) <= LONGEST_LIST else ()
