"""Workbooks out: what a spreadsheet opens, row by row, never more than one row in memory.

Text stays text. A cell that begins with = + - @ or a tab is what a stranger may have typed; it is
written as a string and marked as one, so that neither opening nor editing it runs a formula.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | date | None

LONGEST: Final = 32_767
"""Characters that one cell of a workbook can hold."""
_RUNNABLE: Final = ("=", "+", "-", "@", "\t", "\r")


def write(
    target: BinaryIO,
    *,
    sheet: str,
    headings: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    frozen: int = 1,
) -> int:
    """Write one sheet: headings (text, width), then `rows`; returns how many rows there were."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(target, options)
    page = workbook.add_worksheet(_sheet_name(sheet))
    cells = _Cells(page, workbook.add_format(), workbook.add_format({"num_format": "yyyy-mm-dd"}))
    cells.guarded.set_quote_prefix()
    bold = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F4F7"})
    for column, (heading, width) in enumerate(headings):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, bold)
    page.freeze_panes(1, frozen)
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            cells.put(count, column, value)
    page.autofilter(0, 0, max(count, 1), max(len(headings) - 1, 0))
    workbook.close()
    return count


class _Cells:
    """Puts one value into one cell, by its kind."""

    def __init__(self, page: Worksheet, guarded: Format, day: Format) -> None:
        self.page = page
        self.guarded = guarded
        self.day = day

    def put(self, row: int, column: int, value: Cell) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
            guarded = text.startswith(_RUNNABLE)
            self.page.write_string(row, column, text, self.guarded if guarded else None)
        elif isinstance(value, date):
            self.page.write_datetime(row, column, value, self.day)
        else:
            self.page.write_number(row, column, value)


def _sheet_name(name: str) -> str:
    """At most 31 characters, none of those a spreadsheet forbids."""
    return "".join(one for one in name if one not in "[]:*?/\\'")[:31] or "1"
