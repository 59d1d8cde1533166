"""What a move does to the clocks of an entry, counted once and said in its event.

A replay never counts: the dates that the calendar gave on that day stand in the event. When the
calendar changes, `services.redate` says new ones in an event of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.deadlines import Deadline, Milestone, Preset, due, shifted, warn_on
from taizhang.engine.lifecycle import ClockFacts, Facts, Move
from taizhang.ledger import part_clocks
from taizhang.ledger.models import Entry
from taizhang.ledger.presets import preset_of
from taizhang.ledger.work_calendar import work_calendar


def resolve_deadline(entry: Entry, at: datetime, calendar: WorkCalendar) -> Deadline:
    """When an entry dispatched at `at` is to be answered by its ledger's rule.

    Some rules count from the day on which the request came in or was taken up, however late it
    is dispatched.
    """
    resolving = preset_of(entry).resolving
    return due(resolving, timezone.localtime(_since(entry, resolving, at)), calendar)


def _since(entry: Entry, resolving: Milestone, at: datetime) -> datetime:
    if resolving.starts is Move.REGISTER:
        return entry.registered_at
    if resolving.starts is not Move.ACCEPT:
        return at
    running = (one.started_at for one in entry.clocks.all() if one.name == resolving.name)
    return next(running, entry.registered_at)  # taken up as it came in


def assist_due(entry: Entry, at: datetime, end: date, calendar: WorkCalendar) -> date:
    """When a co-unit is to have contributed: by a milestone of its own, else with the lead."""
    milestone = preset_of(entry).assisting
    if milestone is None:
        return end
    return min(end, due(milestone, timezone.localtime(at), calendar).date)


def told(
    preset: Preset,
    move: Move,
    before: Facts,
    after: Facts,
    at: datetime,
    *,
    calendar_of: Callable[[date], WorkCalendar] = work_calendar,
) -> dict[str, Any]:
    """What the event of `move` says of clocks and due date; empty where it touches none."""
    start = timezone.localtime(at)
    today = start.date()
    running = {clock.key: clock for clock in before.clocks}
    said: dict[str, Any] = {
        "over": part_clocks.over(move, before, after),
        "met": [*_met(preset, move, running), *part_clocks.met(before, after)],
        "again": _again(preset, move, running),
        "paused": _paused(preset, running, before, after),
    }
    calendar: WorkCalendar | None = None
    begun = preset.started_by(move, after.state)
    started = [one for one in begun if not _runs_on(preset, one, before, after)]
    resumed = _resumed(preset, running, after)
    helping = part_clocks.started(preset, move, after)
    later = part_clocks.extended(preset, move, before, after)
    if started or resumed or helping or later:
        calendar = calendar_of(today)
    moved = {
        clock.key: shifted(milestone, clock.due, since, today, calendar)
        for clock, since in resumed
        if calendar and (milestone := preset.of_clock(clock.name, clock.unit))
    }
    if move is Move.GRANT_EXTENSION and preset.resolve in running and after.due:
        moved[preset.resolve] = after.due
    if after.due and _is_ordered(preset, move, running, after):
        moved[preset.resolve] = after.due
    said["started"] = {
        milestone.name: (after.due if milestone.name == preset.resolve else None)
        # An order or a promise binds instead of the rule.
        or due(milestone, start, calendar).date
        for milestone in started
        if calendar
    } | helping
    said["moved"] = part_clocks.within(moved, moved.get(preset.resolve) or after.due) | later
    return _in_words(said, preset, after, today, calendar)


def _runs_on(preset: Preset, milestone: Milestone, before: Facts, after: Facts) -> bool:
    """Whether the clock of a due date that stays as it is simply runs on after another dispatch."""
    clock = next((one for one in before.clocks if one.key == milestone.name), None)
    return (
        milestone.name == preset.resolve
        and clock is not None
        and clock.met_on is None
        and before.due == after.due == clock.due
    )


def _is_ordered(
    preset: Preset, move: Move, running: Mapping[str, ClockFacts], after: Facts
) -> bool:
    """Whether a dispatch gives another date than the clock that has run since the request."""
    clock = running.get(preset.resolve)
    since_before = preset.resolving.starts is not Move.DISPATCH
    if move is not Move.DISPATCH or clock is None:
        return False
    return since_before and clock.due != after.due


def _met(preset: Preset, move: Move, running: Mapping[str, ClockFacts]) -> list[str]:
    """The running clocks that `move` ends; a shared reply is a reply."""
    made = Move.ANSWER if move is Move.SHARE_ANSWER else move
    names = [one.name for one in preset.milestones if made in one.met_by]
    return [name for name in names if name in running and running[name].met_on is None]


def _again(preset: Preset, move: Move, running: Mapping[str, ClockFacts]) -> list[str]:
    """Work begins anew: what was answered is no longer met, and its old date stands."""
    if move not in {Move.REOPEN, Move.UNMERGE}:
        return []
    answered = {Move.ANSWER, Move.CLOSE}
    names = [one.name for one in preset.milestones if one.met_by & answered]
    return [name for name in names if name in running and running[name].met_on is not None]


def _paused(
    preset: Preset, running: Mapping[str, ClockFacts], before: Facts, after: Facts
) -> list[str]:
    if before.state is after.state:
        return []
    return [
        key
        for key, clock in running.items()
        if (milestone := preset.of_clock(clock.name, clock.unit))
        and after.state in milestone.pauses
        and clock.met_on is None
        and clock.paused_on is None
    ]


def _resumed(
    preset: Preset, running: Mapping[str, ClockFacts], after: Facts
) -> list[tuple[ClockFacts, date]]:
    """Clocks that stood still and run on, with the day since when they stood."""
    return [
        (clock, clock.paused_on)
        for clock in running.values()
        if clock.paused_on is not None
        and clock.met_on is None
        and (milestone := preset.of_clock(clock.name, clock.unit))
        and after.state not in milestone.pauses
    ]


def _in_words(
    said: Mapping[str, Any],
    preset: Preset,
    after: Facts,
    today: date,
    calendar: WorkCalendar | None,
) -> dict[str, Any]:
    clocks: dict[str, Any] = {}
    for key in ("over", "met", "again", "paused"):
        if said[key]:
            clocks[key] = said[key]
    for key in ("moved", "started"):
        if said[key]:
            clocks[key] = {name: end.isoformat() for name, end in said[key].items()}
    if not clocks:
        return {}
    if said["started"]:
        clocks["rule"] = preset.rule
    if calendar and (near := part_clocks.near(said, preset, today, calendar)):
        clocks["warn"] = near
    words: dict[str, Any] = {"clocks": {"on": today.isoformat(), **clocks}}
    end = said["moved"].get(preset.resolve)
    if end and end != after.due and calendar:
        # The clock stood still: the entry's own date moves with it.
        warn = warn_on(today, max(end, today), calendar, preset.warn_days)
        words |= {"due": end.isoformat(), "warn_on": warn.isoformat()}
    return words
