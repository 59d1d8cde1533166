"""The clocks of an entry, each date with the steps by which it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from taizhang.engine.deadlines import Deadline, Preset, Step, StepKind, due
from taizhang.engine.facts import clock_key
from taizhang.engine.lifecycle import Move
from taizhang.ledger.clocks import resolve_deadline
from taizhang.ledger.models import Assignment, Clock, Entry, Event
from taizhang.ledger.presets import preset_for, preset_of
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
    """The entry's clocks in the order of their dates, each with pauses and extensions."""
    running = list(Clock.objects.filter(entry=entry, unit=None))
    if not running:
        return []
    calendar = work_calendar(running[0].started_on)
    preset = preset_for(entry.ledger.preset, running)
    names = {one.name for one in preset.milestones}
    story, pauses = due_story(entry), pauses_of(entry)
    return [
        _stood_still(
            clock,
            story.deadline
            if story and clock.name == preset.resolve
            else _counted(preset, clock, calendar),
            pauses.get(clock.name, []),
        )
        for clock in running
        if clock.name in names
    ]


def _stood_still(clock: Clock, deadline: Deadline, pauses: list[Step]) -> CountedClock:
    if clock.paused_on is not None and clock.met_on is None:
        pauses = [*pauses, Step(StepKind.STANDS_STILL, clock.paused_on, clock.paused_on)]
    if not pauses:
        return CountedClock(clock, deadline)
    steps = (*deadline.steps, *pauses)
    return CountedClock(clock, Deadline(clock.due, steps))


def pauses_of(entry: Entry) -> dict[str, list[Step]]:
    """By milestone the times for which it stood still since it was started last."""
    since: dict[str, date] = {}
    steps: dict[str, list[Step]] = {}
    before: dict[int, tuple[dict[str, date], dict[str, list[Step]]]] = {}
    for event in Event.objects.filter(entry=entry, body__contains='"clocks"').order_by("version"):
        if event.move == Move.UNDO:  # it restores clocks, and with them when they stood still
            since, steps = before.get(event.payload["undone"], (since, steps))
        before[event.version] = dict(since), {name: list(one) for name, one in steps.items()}
        said = event.payload.get("clocks", {})
        if "on" not in said:
            continue
        day = date.fromisoformat(said["on"])
        for name in said.get("started", ()):
            since.pop(name, None)
            steps.pop(name, None)
        for name in said.get("moved", ()):
            if name in since:
                steps.setdefault(name, []).append(Step(StepKind.PAUSED, since.pop(name), day))
        since |= dict.fromkeys(said.get("paused", ()), day)
    return steps


def _counted(preset: Preset, clock: Clock, calendar: WorkCalendar) -> Deadline:
    milestone = preset.milestone(clock.name)
    return due(milestone, timezone.localtime(clock.started_at), calendar)


def part_clocks(entry: Entry) -> dict[int, CountedClock]:
    """The co-units' own clocks by key of the unit, each with its pauses.

    What was dispatched before co-units had clocks has none: see `part_deadline`.
    """
    running = [clock for clock in entry.clocks.all() if clock.unit_id]  # as they were read ahead
    if not running:
        return {}
    calendar = work_calendar(running[0].started_on)
    preset, pauses, granted = preset_of(entry), pauses_of(entry), _granted_parts(entry)
    first = {one.unit_id: one.original_due for one in entry.assignments.all() if one.assists}
    return {
        clock.unit.pk: _stood_still(
            clock,
            _counted_part(preset, clock, first.get(clock.unit.pk) or clock.due, calendar),
            [
                *pauses.get(clock_key(clock.name, clock.unit.code), []),
                *granted.get(clock.unit.code, []),
            ],
        )
        for clock in running
        if clock.unit
    }


def _counted_part(preset: Preset, clock: Clock, first: date, calendar: WorkCalendar) -> Deadline:
    """By the co-units' milestone, or as the dispatch set it: with the lead's date."""
    start = timezone.localtime(clock.started_at)
    if preset.assisting:
        counted = due(preset.assisting, start, calendar)
        if counted.date <= first:
            return counted
    return Deadline(first, (Step(StepKind.WITH_LEAD, start.date(), first),))


def _granted_parts(entry: Entry) -> dict[str, list[Step]]:
    """By code of the co-unit the extensions of its own since the newest dispatch, not undone."""
    if not any(one.extension_count for one in entry.assignments.all() if one.assists):
        return {}
    granted: dict[str, list[Step]] = {}
    for event in _standing(entry, Move.DISPATCH, Move.GRANT_CO_EXTENSION):
        if event.move == Move.DISPATCH:
            granted = {}
            continue
        end = date.fromisoformat(event.payload["due"])
        step = Step(StepKind.EXTENDED, timezone.localdate(event.at), end)
        granted.setdefault(event.payload["unit"], []).append(step)
    return granted


def _standing(entry: Entry, *moves: Move) -> list[Event]:
    """The events of these moves in order, without those that were undone."""
    found = Event.objects.filter(entry=entry, move__in=[*moves, Move.UNDO]).order_by("version")
    events = list(found)
    undone = {one.payload["undone"] for one in events if one.move == Move.UNDO}
    return [one for one in events if one.move != Move.UNDO and one.version not in undone]


def part_deadline(entry: Entry, part: Assignment) -> Deadline | None:
    """How a co-unit's own date came about; None where it is simply the lead's."""
    milestone = preset_of(entry).assisting
    if milestone is None or part.due is None:
        return None
    start = timezone.localtime(part.dispatched_at)
    counted = due(milestone, start, work_calendar(start.date()))
    return counted if counted.date == part.due else None


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
    events = _standing(entry, Move.DISPATCH, Move.GRANT_EXTENSION)
    places = [n for n, one in enumerate(events) if one.move == Move.DISPATCH and not _keeps(one)]
    place = max(places, default=None)
    if place is None:
        deadline = _told(entry.due, "promise", entry.registered_at)
        return DueStory(entry.due, "promise", entry.original_due, deadline)
    source, deadline = _dispatched(entry, events[place])
    for later in events[place + 1 :]:
        end = date.fromisoformat(later.payload["due"])
        kind = StepKind.KEPT if later.move == Move.DISPATCH else StepKind.EXTENDED
        source = source if kind is StepKind.KEPT else "extension"
        step = Step(kind, timezone.localdate(later.at), end)
        deadline = Deadline(end, (*deadline.steps, step))
    return DueStory(entry.due, source, entry.original_due, deadline)


def _keeps(dispatch: Event) -> bool:
    """Whether it only gave the matter to others: the date that stood binds on."""
    return bool(dispatch.payload.get("kept"))


def _dispatched(entry: Entry, event: Event) -> tuple[str, Deadline]:
    """By what the dispatch set the date, and how it was counted or said."""
    source = str(event.payload.get("due_by", "order"))
    if source == "rule":
        start = timezone.localtime(event.at).date()
        return source, resolve_deadline(entry, event.at, work_calendar(start))
    return source, _told(date.fromisoformat(event.payload["due"]), source, event.at)


_KINDS: Final = {"order": StepKind.ORDERED, "promise": StepKind.PROMISED}


def _told(end: date, source: str, since: datetime) -> Deadline:
    """A date that a person gave, with the day on which they did."""
    return Deadline(end, (Step(_KINDS[source], timezone.localdate(since), end),))
