"""What a change of the work calendar does to the dates of running entries.

Only dates that were counted are counted anew: what was ordered, promised or extended stands, and
the days for which a clock stood still are given back again, counted by the new calendar too. A
calendar is held against the tables without being written, so that people see the difference first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.deadlines import Milestone, Preset, Step, due, shifted, warn_on
from taizhang.engine.facts import clock_key
from taizhang.engine.lifecycle import Move
from taizhang.ledger.models import Clock, Entry, Event
from taizhang.ledger.presets import preset_by, rule_of
from taizhang.ledger.queries.clocks import pauses_of
from taizhang.ledger.queries.listing import NOT_OVER

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry whose dates are others by the new calendar."""

    entry: Entry
    clocks: Mapping[str, tuple[date, date]]
    """By milestone the date that stands and the one it becomes."""
    due: tuple[date, date] | None = None
    warn_on: date | None = None
    co_dues: Mapping[str, date] = field(default_factory=dict)
    """By code of the co-unit."""
    co_clocks: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    """By the event's name of a co-unit's clock its date and from when it is near."""

    def as_payload(self, today: date) -> dict[str, Any]:
        """What the event of the new dates says."""
        said: dict[str, Any] = {}
        if self.clocks or self.co_clocks:
            moved = {name: new.isoformat() for name, (_old, new) in self.clocks.items()}
            moved |= {key: new.isoformat() for key, (new, _warn) in self.co_clocks.items()}
            said["clocks"] = {"on": today.isoformat(), "moved": moved}
        if self.co_clocks:
            near = {key: warn.isoformat() for key, (_new, warn) in self.co_clocks.items()}
            said["clocks"]["warn"] = near
        if self.due and self.warn_on:
            said |= {"due": self.due[1].isoformat(), "warn_on": self.warn_on.isoformat()}
        if self.co_dues:
            said["co_dues"] = {code: day.isoformat() for code, day in self.co_dues.items()}
        return said


def differences(calendar: WorkCalendar) -> Iterator[Difference]:
    """Every open entry whose counted dates `calendar` moves, in the order of their numbers."""
    presets = cache(preset_by)  # thousands of entries, a few versions
    for entry in _running().iterator(CHUNK):
        preset = presets(entry.ledger.preset, rule_of(entry.clocks.all()))
        found = _difference(entry, preset, calendar)
        if found is not None:
            yield found


def _running() -> QuerySet[Entry]:
    """Open entries with running clocks, and by what their due date was set last."""
    setting = Event.objects.filter(
        entry=OuterRef("pk"), move__in=[Move.DISPATCH, Move.GRANT_EXTENSION]
    ).order_by("-version")
    paused = Event.objects.filter(entry=OuterRef("pk"), body__contains='"paused"')
    running = Clock.objects.filter(entry=OuterRef("pk"), met_on=None)
    return (
        Entry.objects.filter(state__in=NOT_OVER)
        .annotate(
            clock=Subquery(running.values("pk")[:1]),
            set_by=Subquery(setting.values("body")[:1]),
            stood_still=Exists(paused),
        )
        .filter(clock__isnull=False)
        .select_related("ledger")
        .prefetch_related("clocks__unit", "assignments__unit")
        .order_by("number")
    )


def _difference(entry: Entry, preset: Preset, calendar: WorkCalendar) -> Difference | None:
    set_by = getattr(entry, "set_by", None) or ""
    # Before it was dispatched only a promise is no counted date.
    counted = '"due_by":"rule"' in set_by if set_by else entry.due is None
    milestones = {one.name: one for one in preset.milestones}
    moved: dict[str, tuple[date, date]] = {}
    pauses = pauses_of(entry) if getattr(entry, "stood_still", False) else {}
    for clock in entry.clocks.all():
        milestone = None if clock.unit_id else milestones.get(clock.name)
        is_due = clock.name == preset.resolve
        if milestone is None or clock.met_on or clock.paused_on or (is_due and not counted):
            continue
        new = _counted(milestone, clock.started_at, calendar)
        new = _given_back(milestone, new, pauses.get(clock.name, ()), calendar)
        if new != clock.due:
            moved[clock.name] = (clock.due, new)
    end = moved[preset.resolve][1] if preset.resolve in moved else entry.due
    helping = _co_dues(entry, preset, end, pauses, calendar) if end else {}
    if not moved and not helping:
        return None
    due_moved = moved.get(preset.resolve)
    warn = None
    if due_moved and entry.dispatched_at:
        start = timezone.localdate(entry.dispatched_at)
        warn = warn_on(start, max(start, due_moved[1]), calendar, preset.warn_days)
    near = _co_clocks(entry, preset, helping, calendar)
    return Difference(entry, moved, due_moved, warn, helping, near)


def _counted(milestone: Milestone, start: datetime, calendar: WorkCalendar) -> date:
    return due(milestone, timezone.localtime(start), calendar).date


def _given_back(
    milestone: Milestone, end: date, pauses: Iterable[Step], calendar: WorkCalendar
) -> date:
    for pause in pauses:
        end = shifted(milestone, end, pause.first, pause.last, calendar)
    return end


def _co_dues(
    entry: Entry,
    preset: Preset,
    end: date,
    pauses: Mapping[str, Iterable[Step]],
    calendar: WorkCalendar,
) -> dict[str, date]:
    """Co-units that have not answered and whose own date moves; it is never after the lead's.

    Who simply shares the lead's date goes with it; a clock that stands still waits.
    """
    still = {one.unit_id for one in entry.clocks.all() if one.paused_on}
    dues: dict[str, date] = {}
    for one in entry.assignments.all():
        if not one.assists or one.contributed_at or one.unit_id in still:
            continue
        if one.extension_count:  # a date that was granted is no counted one
            continue
        new = end if one.due == entry.due else one.due
        if preset.assisting:
            stood = pauses.get(clock_key(preset.helping.name, one.unit.code), ())
            new = _counted(preset.assisting, one.dispatched_at, calendar)
            new = min(end, _given_back(preset.assisting, new, stood, calendar))
        if new and new != one.due:
            dues[one.unit.code] = new
    return dues


def _co_clocks(
    entry: Entry, preset: Preset, dues: Mapping[str, date], calendar: WorkCalendar
) -> dict[str, tuple[date, date]]:
    """Of the co-units whose date moves those that have a clock."""
    found = {}
    for clock in entry.clocks.all():
        if clock.unit and clock.unit.code in dues:
            end = dues[clock.unit.code]
            near = warn_on(clock.started_on, max(clock.started_on, end), calendar, preset.warn_days)
            found[clock_key(clock.name, clock.unit.code)] = end, near
    return found
