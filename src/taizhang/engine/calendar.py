"""The work calendar as values: which days are worked, by which holiday not, and how sure that is.

Rows come from the ledger's tables; a year without the State Council's notice is unconfirmed and
falls back to its weekdays, and every date that rests on it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


HOLIDAYS: Final = (
    _("New Year's Day"),
    _("Spring Festival"),
    _("Tomb-sweeping Day"),
    _("Labour Day"),
    _("Dragon Boat Festival"),
    _("National Day"),
    _("Mid-autumn Festival"),
    _("Anti-Fascist 70th Day"),
)
"""As the calendar library writes them; the surface translates, other names pass as they are."""


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from its weekday."""

    is_workday: bool
    name: str


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Holidays, make-up workdays, and the years for which they are known."""

    specials: Mapping[date, Special] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked, by its notice or else by its weekday."""
        special = self.specials.get(day)
        return special.is_workday if special else day.weekday() < _SATURDAY

    def name(self, day: date) -> str:
        """Which holiday the day is, or is made up for; empty for an ordinary one."""
        special = self.specials.get(day)
        return special.name if special else ""

    def is_make_up(self, day: date) -> bool:
        """Whether it is a weekend day that is worked."""
        return day.weekday() >= _SATURDAY and self.is_workday(day)

    def next_workday(self, day: date) -> date:
        """`day` itself when it is worked, else the first worked day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def workday_after(self, day: date, amount: int) -> date:
        """The `amount`-th worked day after `day`, `day` itself not counted."""
        while amount:
            day += ONE_DAY
            amount -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """How many days are worked after `first` up to and with `last`."""
        days = (first + ONE_DAY * step for step in range(1, (last - first).days + 1))
        return sum(self.is_workday(day) for day in days)
