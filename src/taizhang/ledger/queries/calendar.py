"""The work calendar as its screen shows it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from taizhang.engine.calendar import Special
from taizhang.ledger.models import CalendarDay, CalendarYear

if TYPE_CHECKING:
    from datetime import date


def calendar_years(around: int) -> list[CalendarYear]:
    """The years that are known and the one after `around`, newest first."""
    known = {one.year: one for one in CalendarYear.objects.all()}
    for year in (around, around + 1):
        known.setdefault(year, CalendarYear(year=year))
    return [known[year] for year in sorted(known, reverse=True)]


def calendar_stands(year: int) -> str:
    """A short sign of all that is written of a year: another one after any change."""
    days = sorted(calendar_days(year).items())
    stands = CalendarYear.objects.filter(year=year).values_list("confirmed", "source")
    said = [*((day, one.is_workday, one.name) for day, one in days), *stands]
    return sha256(repr(said).encode()).hexdigest()[:16]


def calendar_days(year: int) -> dict[date, Special]:
    """The days of a year that differ from their weekday."""
    rows = CalendarDay.objects.filter(day__year=year)
    return {one.day: Special(one.is_workday, one.name) for one in rows}
