"""How official papers write days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    from datetime import date

    from taizhang.reporting.queries import Period


def day(value: date) -> str:
    """2026年8月6日: Arabic numerals without zeros before them."""
    return f"{value.year}年{value.month}月{value.day}日"


def span(period: Period) -> str:
    """2026年9月14日至20日: what both days share is said once."""
    start, end = period.start, period.end
    if start == end:
        return day(start)
    if start.year != end.year:
        last = day(end)
    elif start.month != end.month:
        last = f"{end.month}月{end.day}日"
    else:
        last = f"{end.day}日"
    return gettext("{start} to {end}").format(start=day(start), end=last)
