"""What a list of entries can be narrowed by: one declared list, from which all else follows.

`catalogue.FILTERS` names every filter once. The form, the address, the line of what is chosen, the
query and the export read it from there; a ledger's own columns add theirs (`own`). A value that
cannot be understood is told to the reader, never left aside.
"""

from __future__ import annotations

from taizhang.reporting.filters.asked import Asked
from taizhang.reporting.filters.catalogue import FILTERS, filters_for
from taizhang.reporting.filters.kinds import (
    Acts,
    Choice,
    Days,
    Filter,
    Named,
    Numbers,
    Reader,
    Words,
)

__all__ = [
    "FILTERS",
    "Acts",
    "Asked",
    "Choice",
    "Days",
    "Filter",
    "Named",
    "Numbers",
    "Reader",
    "Words",
    "filters_for",
]
