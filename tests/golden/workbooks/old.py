"""Workbooks of before 2007 (BIFF8 in a compound file), as Excel 97 and WPS write them."""

from __future__ import annotations

from tests.golden.workbooks.binary import book, compound
from tests.golden.workbooks.building import HEADINGS, ROWS


def old_workbook() -> bytes:
    """An XLS is read like an XLSX, its merged cells too; the form is drawn anew."""
    rows = (HEADINGS, *ROWS, (3, "", "围墙倒塌，需要重建", "发展改革局"))
    return compound(book(("台账", rows, ((2, 3, 1, 1),))))


def old_hidden_sheet() -> bytes:
    """A hidden sheet of an XLS is left out; it is said."""
    rows = (HEADINGS, *ROWS)
    return compound(book(("台账", rows, ()), ("旧台账", rows, ()), hidden=("旧台账",)))


def wps_table() -> bytes:
    """An ET of WPS is a compound file, too: read where it holds what an XLS holds."""
    return compound(book(("台账", (HEADINGS, *ROWS), ())), stream="Book")
