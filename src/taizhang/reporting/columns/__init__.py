"""The columns of the office's workbook: a heading, and what an entry puts under it.

Headings are the office's own words; cells are plain values (text, whole number, date), already
in words. `catalogue.COLUMNS` names every column once: list, file, form and paper read it there.
"""

from __future__ import annotations

from taizhang.reporting.columns.catalogue import COLUMNS, MARK
from taizhang.reporting.columns.cells import SIZES
from taizhang.reporting.columns.kinds import Column
from taizhang.reporting.columns.rows import (
    BY_KEY,
    FIRMS,
    SHOWN,
    chosen,
    columns_for,
    name_in,
    numbered_rows,
    rows_for,
)

__all__ = [
    "BY_KEY",
    "COLUMNS",
    "FIRMS",
    "MARK",
    "SHOWN",
    "SIZES",
    "Column",
    "chosen",
    "columns_for",
    "name_in",
    "numbered_rows",
    "rows_for",
]
