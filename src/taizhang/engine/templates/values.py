"""What a field says, in words: as official papers write it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from taizhang.engine.sheets.cells import Value

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold; some of it the library that fills Word files takes for commands."""


def in_words(value: Value) -> str:
    """2026年8月6日, figures as they are, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return _FORBIDDEN.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
