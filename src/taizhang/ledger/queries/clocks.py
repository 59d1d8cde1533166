"""The clocks of an entry, each date with the steps by which it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from taizhang.engine.deadlines import PRESETS, Deadline, Preset, Step, StepKind, due
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
    preset = PRESETS[entry.ledger.preset]
    names = {one.name for one in preset.milestones}
    story = due_story(entry)
    return [
        CountedClock(clock, story.deadline)
        if story and clock.name == preset.resolve
        else CountedClock(clock, _counted(preset, clock, calendar))
        for clock in running
        if clock.name in names
    ]


def _counted(preset: Preset, clock: Clock, calendar: WorkCalendar) -> Deadline:
    milestone = preset.milestone(clock.name)
    return due(milestone, timezone.localtime(clock.started_at), calendar)


@dataclass(frozen=True, slots=True)
class DueStory:
    """Where an entry's due date comes from."""

    due: date
    due_by: str
    """order (said at dispatch), promise (said in the text), rule, or extension."""
    original_due: date | None
    deadline: Deadline
    """How it came about, step by step."""


def due_story(entry: Entry) -> DueStory | None:
    """The story of the due date; None while there is none."""
    if entry.due is None:
        return None
    setting = Event.objects.filter(entry=entry, move__in=[Move.DISPATCH, Move.GRANT_EXTENSION])
    event = setting.order_by("version").last()
    if event is None:
        return _told(entry.due, entry, "promise", entry.registered_at)
    if event.move == Move.GRANT_EXTENSION:
        return _told(entry.due, entry, "extension", event.at)
    source = str(event.payload.get("due_by", "order"))
    if source != "rule":
        return _told(entry.due, entry, source, event.at)
    start = timezone.localtime(event.at)
    resolving = PRESETS[entry.ledger.preset].resolving
    deadline = due(resolving, start, work_calendar(start.date()))
    return DueStory(entry.due, source, entry.original_due, deadline)


_KINDS: Final = {
    "order": StepKind.ORDERED,
    "promise": StepKind.PROMISED,
    "extension": StepKind.EXTENDED,
}


def _told(end: date, entry: Entry, source: str, since: datetime) -> DueStory:
    """A date that a person gave, with the day on which they did."""
    step = Step(_KINDS[source], timezone.localdate(since), end)
    return DueStory(end, source, entry.original_due, Deadline(end, (step,)))
