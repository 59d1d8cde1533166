"""How far and until when more time can be asked for: by the rule of an entry's clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from taizhang.engine.deadlines import Milestone, due
from taizhang.engine.lifecycle import Move
from taizhang.ledger.presets import preset_of
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from taizhang.engine.calendar import WorkCalendar
    from taizhang.engine.preset_limits import Span
    from taizhang.ledger.models import Entry

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ExtensionBounds:
    """What an extension asked for today has to keep to; None: the rule does not say."""

    today: date
    latest: date | None = None
    """The last day that can be asked for."""
    ask_until: date | None = None
    """The last day on which it can be asked for."""


def extension_bounds(entry: Entry, now: datetime) -> ExtensionBounds:
    """By the preset that the entry runs by; the ledger's own caps stand beside it."""
    today, limits = timezone.localdate(now), preset_of(entry).limits
    if entry.due is None or (limits.extension is None and limits.ask_before is None):
        return ExtensionBounds(today)
    calendar = work_calendar(entry.due)
    return ExtensionBounds(
        today,
        latest=_after(limits.extension, entry.due, calendar) if limits.extension else None,
        ask_until=_before(limits.ask_before, entry.due, calendar) if limits.ask_before else None,
    )


def _after(span: Span, end: date, calendar: WorkCalendar) -> date:
    """`end` and the span more; a last day that is a rest day moves on (Civil Code 203)."""
    more = Milestone(
        name="extension",
        amount=span.amount,
        unit=span.unit,
        roll=True,
        starts=Move.GRANT_EXTENSION,
        met_by=frozenset(),
    )
    return due(more, timezone.make_aware(datetime.combine(end, time(9))), calendar).date


def _before(days: int, end: date, calendar: WorkCalendar) -> date:
    """The day so many working days before `end`."""
    while days:
        end -= _ONE_DAY
        days -= calendar.is_workday(end)
    return end
