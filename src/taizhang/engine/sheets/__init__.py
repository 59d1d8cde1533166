"""Workbooks as ledgers: where a sheet's table stands, what its columns are, its rows by kind.

`read_sheets` gives the tables of a workbook, `recognised` what each column is and why;
`layout_of` remembers the workbook's form, `emptied` takes its rows out and `filled` writes others
into a copy of it, everything around them as it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from taizhang.engine.formats.limits import Limits
from taizhang.engine.sheets.grid import LIMITS, Grid, of_name, read_grids
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.layout import Layout, layout_of
from taizhang.engine.sheets.places import letters
from taizhang.engine.sheets.recognition import Reason, SheetColumn, recognised
from taizhang.engine.sheets.refusals import (
    MacroWorkbook,
    NoTable,
    NoWorkbook,
    SheetUnknown,
    TableTooWide,
)
from taizhang.engine.sheets.table import Field, Kind, Row, Table, read_table
from taizhang.engine.sheets.writing import emptied, filled

__all__ = [
    "LIMITS",
    "ColumnType",
    "Field",
    "Grid",
    "Kind",
    "Known",
    "Layout",
    "MacroWorkbook",
    "NoTable",
    "NoWorkbook",
    "Reason",
    "Row",
    "SheetColumn",
    "SheetUnknown",
    "Table",
    "TableTooWide",
    "emptied",
    "filled",
    "layout_of",
    "letters",
    "read_grids",
    "read_sheet",
    "read_sheets",
    "read_table",
    "recognised",
]


def read_sheets(data: bytes, *, limits: Limits = LIMITS) -> list[Table]:
    """The tables of all sheets that are shown; sheets without one are left out."""
    found = []
    for grid in read_grids(data, limits=limits):
        try:
            found.append(read_table(grid))
        except NoTable:
            continue
    if not found:
        raise NoTable
    return found


def read_sheet(data: bytes, sheet: str = "", *, limits: Limits = LIMITS) -> Table:
    """The table of the sheet of that name; without a name the one with most known columns."""
    if sheet:
        return read_table(of_name(read_grids(data, limits=limits), sheet))
    return max(read_sheets(data, limits=limits), key=_knows)


def _knows(table: Table) -> int:
    columns: Sequence[SheetColumn] = recognised(table)
    return sum(column.known is not None for column in columns)
