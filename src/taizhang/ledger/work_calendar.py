"""The work calendar out of its tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from taizhang.engine.calendar import Special, WorkCalendar
from taizhang.ledger.models import CalendarDay, CalendarYear
from taizhang.roster.batches import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

_YEARS_AHEAD: Final = 2


_DAYS: Final = "SELECT day, is_workday, name FROM ledger_calendarday WHERE day BETWEEN %s AND %s"
_CONFIRMED: Final = (
    "SELECT year FROM ledger_calendaryear WHERE confirmed AND year BETWEEN %s AND %s"
)


def work_calendar(around: date) -> WorkCalendar:
    """The calendar from the year before `around` to two years after it."""
    first, last = around.year - 1, around.year + _YEARS_AHEAD
    ends = date(first, 1, 1), date(last, 12, 31)
    specials: dict[date, Special] = {}
    confirmed: set[int] = set()
    batch = Batch()
    batch.add(
        _DAYS,
        [connection.ops.adapt_datefield_value(day) for day in ends],
        lambda rows: specials.update(_by_day(rows)),
    )
    batch.add(_CONFIRMED, [first, last], lambda rows: confirmed.update(year for (year,) in rows))
    batch.tell()
    return WorkCalendar(specials=specials, confirmed=frozenset(confirmed))


def whole_calendar() -> WorkCalendar:
    """Every year that is known: for counting entries of any age anew."""
    confirmed = CalendarYear.objects.filter(confirmed=True)
    return WorkCalendar(
        specials=_specials(CalendarDay.objects.all()),
        confirmed=frozenset(confirmed.values_list("year", flat=True)),
    )


def _specials(days: QuerySet[CalendarDay]) -> dict[date, Special]:
    return _by_day(days.values_list("day", "is_workday", "name"))


def _by_day(told: Iterable[tuple[Any, ...]]) -> dict[date, Special]:
    return {day: Special(is_workday, name) for day, is_workday, name in told}
