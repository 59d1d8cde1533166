"""taizhang (台账): the work ledger of a development zone."""

from __future__ import annotations

__version__ = "0.1.0"
