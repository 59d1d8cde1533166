"""When somebody is reminded of a date: not too often, not on rest days, not at night.

Reminders follow deadline signals (blue, orange, red); how the work goes is said elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.deadlines import Signal


@dataclass(frozen=True, slots=True)
class Manners:
    """How a site wants its people to be reminded."""

    every: int
    """Working days between two reminders of the same matter to the same person, at least."""
    opens: time
    """Before this hour of a working day nobody is reminded."""
    shuts: time
    """… nor from this hour on."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reminder of a matter to a person."""

    on: date
    signal: Signal
    due: date | None
    is_acknowledged: bool = False


def is_quiet(now: datetime, calendar: WorkCalendar, manners: Manners) -> bool:
    """Whether nobody is reminded at `now` (local time): a rest day, early, or late."""
    hour = now.time()
    return not calendar.is_workday(now.date()) or not manners.opens <= hour < manners.shuts


def is_time(last: Told | None, wanted: Told, calendar: WorkCalendar, manners: Manners) -> bool:
    """Whether to remind once more; what was acknowledged falls silent until it changes."""
    if last is None:
        return True
    if last.is_acknowledged and (last.signal, last.due) == (wanted.signal, wanted.due):
        return False
    return calendar.workdays_between(last.on, wanted.on) >= manners.every


WHOM: Final = {
    Signal.NONE: (),
    Signal.BLUE: ("in_charge",),
    Signal.ORANGE: ("in_charge", "watcher"),
    Signal.RED: ("in_charge", "watcher", "accountable"),
}
"""Who of an entry is reminded at which signal: the later, the more."""
WHOM_OF_PART: Final = {
    Signal.NONE: (),
    Signal.BLUE: ("head",),
    Signal.ORANGE: ("head",),
    Signal.RED: ("head", "leader"),
}
"""Who of a co-unit is reminded of its own date."""
