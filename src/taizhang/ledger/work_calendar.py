"""The work calendar out of its tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from taizhang.engine.calendar import Special, WorkCalendar
from taizhang.ledger.models import CalendarDay, CalendarYear

if TYPE_CHECKING:
    from django.db.models import QuerySet

_YEARS_AHEAD: Final = 2


def work_calendar(around: date) -> WorkCalendar:
    """The calendar from the year before `around` to two years after it: two short queries."""
    years = range(around.year - 1, around.year + _YEARS_AHEAD + 1)
    days = CalendarDay.objects.filter(
        day__gte=date(years[0], 1, 1), day__lte=date(years[-1], 12, 31)
    )
    confirmed = CalendarYear.objects.filter(confirmed=True, year__in=years)
    return WorkCalendar(
        specials=_specials(days),
        confirmed=frozenset(confirmed.values_list("year", flat=True)),
    )


def whole_calendar() -> WorkCalendar:
    """Every year that is known: for counting entries of any age anew."""
    confirmed = CalendarYear.objects.filter(confirmed=True)
    return WorkCalendar(
        specials=_specials(CalendarDay.objects.all()),
        confirmed=frozenset(confirmed.values_list("year", flat=True)),
    )


def _specials(days: QuerySet[CalendarDay]) -> dict[date, Special]:
    told = days.values_list("day", "is_workday", "name")
    return {day: Special(is_workday, name) for day, is_workday, name in told}
