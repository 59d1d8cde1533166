"""Rows of a workbook that an import did not take, as they came in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from taizhang.engine.sheets.values import said
from taizhang.intake import importing
from taizhang.intake.services.stored import bytes_of

if TYPE_CHECKING:
    from taizhang.engine.sheets.values import Cell
    from taizhang.intake.models import Import
    from taizhang.reporting import workbooks


def cells_of(one: Import, at: int) -> dict[int, list[workbooks.Cell]]:
    """By row of one of its tables, as a person counts it, what its cells say."""
    source = importing.read(bytes_of(one.stored_as), one.name)
    _part, table = importing.tables_of(source)[at]
    return {row.number: [_plain(cell) for cell in row.cells] for row in table.rows}


def _plain(cell: Cell) -> workbooks.Cell:
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date()
    if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    return cell if isinstance(cell, str) else said(cell)
