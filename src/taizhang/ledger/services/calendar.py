"""Changing the work calendar: previewed, written, and every running entry dated anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from taizhang.engine.calendar import Special, WorkCalendar
from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.errors import DayOfAnotherYear
from taizhang.ledger.models import CalendarDay, CalendarYear
from taizhang.ledger.redating import Difference, differences
from taizhang.ledger.work_calendar import whole_calendar

if TYPE_CHECKING:
    from taizhang.roster.models import Person


def preview_days(
    year: int, days: Mapping[date, Special], *, confirmed: bool
) -> tuple[WorkCalendar, list[Difference]]:
    """The calendar with `days` in place of the year's own, and the entries it would date anew."""
    _require_of_year(year, days)
    calendar = _with_days(whole_calendar(), year, days, confirmed=confirmed)
    return calendar, list(differences(calendar))


@transaction.atomic
def change_days(
    year: int,
    days: Mapping[date, Special],
    *,
    confirmed: bool,
    source: str,
    by: Person,
    now: datetime,
) -> int:
    """Write the days of a year and date running entries anew; how many were. One transaction."""
    calendar, moved = preview_days(year, days, confirmed=confirmed)
    neighbours = [day for day in days if day.year != year]
    CalendarDay.objects.filter(day__year=year).delete()
    CalendarDay.objects.filter(day__in=neighbours).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, is_workday=special.is_workday, name=special.name[:50])
        for day, special in days.items()
    )
    CalendarYear.objects.update_or_create(
        year=year, defaults={"confirmed": confirmed, "source": source[:200]}
    )
    del calendar
    today = timezone.localdate(now)
    for one in moved:
        said: dict[str, Any] = {**one.as_payload(today), "calendar": year}
        transitions.apply(one.entry, Move.REDATE, by=by, now=now, payload=said)
    return len(moved)


def _require_of_year(year: int, days: Mapping[date, Special]) -> None:
    """A notice may reach into the last days of the year before, and no further."""
    for day in days:
        if (day.year != year and day < date(year - 1, 12, 20)) or day.year > year:
            raise DayOfAnotherYear(day=day, year=year)


def _with_days(
    calendar: WorkCalendar, year: int, days: Mapping[date, Special], *, confirmed: bool
) -> WorkCalendar:
    kept = {
        day: special
        for day, special in calendar.specials.items()
        if day.year != year and day not in days
    }
    sure = calendar.confirmed | {year} if confirmed else calendar.confirmed - {year}
    return WorkCalendar(specials={**kept, **days}, confirmed=frozenset(sure))
