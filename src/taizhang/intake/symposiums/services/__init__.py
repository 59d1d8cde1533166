"""What can be done at the table: every act by its name."""

from __future__ import annotations

from taizhang.intake.symposiums.services.remarks import (
    correct,
    note,
    strike,
    take_lines,
    take_strike_back,
)
from taizhang.intake.symposiums.services.table import close, open_symposium, reopen, seat

__all__ = [
    "close",
    "correct",
    "note",
    "open_symposium",
    "reopen",
    "seat",
    "strike",
    "take_lines",
    "take_strike_back",
]
