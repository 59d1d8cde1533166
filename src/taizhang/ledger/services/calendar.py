"""Changing the work calendar: previewed, written, and every running entry dated anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from taizhang.engine.calendar import Special, WorkCalendar
from taizhang.engine.codes import AuditAct
from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.errors import CalendarChanged, DayOfAnotherYear
from taizhang.ledger.models import CalendarDay, CalendarYear
from taizhang.ledger.queries.calendar import calendar_days, calendar_stands
from taizhang.ledger.redating import Difference, differences
from taizhang.ledger.work_calendar import whole_calendar
from taizhang.roster.queries import AuditFilter, audit_lines
from taizhang.roster.services import trail

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
    seen: str | None = None,
    origin: trail.Origin | None = None,
) -> int:
    """Write the days of a year and date running entries anew; how many were. One transaction.

    `seen` is what `queries.calendar_stands` said when the form was made: an older one is refused,
    unless the calendar says all of it already (a double click).
    """
    list(CalendarYear.objects.select_for_update())
    if seen is not None and seen != calendar_stands(year):
        stands = CalendarYear.objects.filter(year=year, confirmed=confirmed, source=source[:200])
        if calendar_days(year) == dict(days) and stands.exists():
            return 0
        raise CalendarChanged(by=_changed_by(year), year=year)
    before = calendar_days(year)
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
    changed = [day for day in {*before, *days} if before.get(day) != days.get(day)]
    trail.audit(
        AuditAct.CALENDAR_CHANGED,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{year}: {by.name}, {len(changed)} / {len(moved)}",
        origin=origin,
    )
    return len(moved)


def _changed_by(year: int) -> str:
    """The name of who changed a year last, as the trail keeps it; empty when nobody did here."""
    wanted = AuditFilter(act=AuditAct.CALENDAR_CHANGED, words=f"{year}: ")
    line = audit_lines(wanted).first()
    return line.subject.partition(": ")[2].rpartition(", ")[0] if line else ""


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
