"""How a due date stands: blue before, orange behind, red over; and from which day it is near."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from taizhang.engine.calendar import ONE_DAY, WorkCalendar
from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Signal(Labelled):
    """How a due date stands: apart from how the work goes."""

    NONE = "none", _("In time")
    BLUE = "blue", _("Due soon")
    ORANGE = "orange", _("Due today or behind")
    RED = "red", _("Overdue")


NEAR_SHARE: Final = 5
"""The last fifth of a period counts as near."""


def warn_on(start: date, end: date, calendar: WorkCalendar, days: int | None = None) -> date:
    """The first day on which `end` is near: one working day left, or the last fifth begun.

    With `days` it is so many working days before `end`, whatever the length.
    """
    if days is not None:
        day = end
        while day > start and calendar.workdays_between(day, end) < days:
            day -= ONE_DAY
        return max(start, day)
    fifth = end - timedelta(days=(end - start).days // NEAR_SHARE)
    one_left = end - ONE_DAY
    while one_left > start and calendar.workdays_between(one_left, end) < 1:
        one_left -= ONE_DAY
    return max(start, min(fifth, one_left))


def signal(end: date | None, warn: date | None, today: date, *, is_behind: bool = False) -> Signal:
    """Blue before, orange behind, red over."""
    if end is not None and today > end:
        return Signal.RED
    if is_behind or today == end:
        return Signal.ORANGE
    if warn is not None and today >= warn:
        return Signal.BLUE
    return Signal.NONE
