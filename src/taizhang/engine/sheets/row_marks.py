"""What an export writes out of sight beside each row: which version of an entry it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from taizhang.engine.sheets.grid import Grid

NUMBER: Final = re.compile(r"[A-Z]{1,8}-\d{4}-\d{1,9}")
"""Of an entry, such as SQ-2026-0001."""
MARK: Final = re.compile(rf"(?P<number>{NUMBER.pattern})@(?P<version>\d{{1,9}})")
"""Number and version of the entry, such as SQ-2026-0001@4."""


def mark_of(number: str, version: int) -> str:
    """The mark of an exported row."""
    return f"{number}@{version}"


def holds_marks(grid: Grid, column: int) -> bool:
    """Whether the column is one that an export wrote: marks below a heading, nothing else."""
    said = [str(text) for row in range(len(grid.rows)) if (text := grid.cell(row, column)) != ""]
    return len(said) > 1 and all(MARK.fullmatch(text) for text in said[1:])
