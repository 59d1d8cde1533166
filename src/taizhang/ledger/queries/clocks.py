"""The clocks of an entry, each date with the steps by which it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from taizhang.engine.deadlines import PRESETS, Deadline, Step, due
from taizhang.engine.lifecycle import Move
from taizhang.ledger.models import Clock, Entry, Event
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from taizhang.engine.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class CountedClock:
    """A clock and its explanation."""

    clock: Clock
    deadline: Deadline
    """As the calendar of today would count it."""

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.deadline.steps

    @property
    def is_recounted(self) -> bool:
        """The calendar has changed since: the date that binds is another."""
        return self.deadline.date != self.clock.due


def clocks(entry: Entry) -> list[CountedClock]:
    """The entry's clocks in the order of their dates: three queries."""
    running = list(Clock.objects.filter(entry=entry))
    if not running:
        return []
    calendar = work_calendar(running[0].started_on)
    names = {one.name for one in PRESETS[entry.ledger.preset].milestones}
    return [
        CountedClock(clock, _counted(entry, clock, calendar))
        for clock in running
        if clock.name in names
    ]


def _counted(entry: Entry, clock: Clock, calendar: WorkCalendar) -> Deadline:
    milestone = PRESETS[entry.ledger.preset].milestone(clock.name)
    return due(milestone, timezone.localtime(clock.started_at), calendar)


@dataclass(frozen=True, slots=True)
class DueStory:
    """Where an entry's due date comes from."""

    due: date
    due_by: str
    """order (said at dispatch), promise (said in the text), rule, or extension."""
    original_due: date | None
    deadline: Deadline | None
    """How it was counted, when a rule gave it."""


def due_story(entry: Entry) -> DueStory | None:
    """The story of the due date; None while there is none."""
    if entry.due is None:
        return None
    setting = Event.objects.filter(entry=entry, move__in=[Move.DISPATCH, Move.GRANT_EXTENSION])
    event = setting.order_by("version").last()
    if event is None:
        return DueStory(entry.due, "promise", entry.original_due, None)
    if event.move == Move.GRANT_EXTENSION:
        return DueStory(entry.due, "extension", entry.original_due, None)
    source = str(event.payload.get("due_by", "order"))
    deadline = None
    if source == "rule":
        start = timezone.localtime(event.at)
        resolving = PRESETS[entry.ledger.preset].resolving
        deadline = due(resolving, start, work_calendar(start.date()))
    return DueStory(entry.due, source, entry.original_due, deadline)
