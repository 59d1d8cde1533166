"""What a move does to the co-units' own clocks; `clocks` says it in the event with the others.

A co-unit's clock begins with the dispatch, is met by its answer, stands still while the matter is
parked, and never runs longer than the lead's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.deadlines import Preset, warn_on
from taizhang.engine.facts import clock_key
from taizhang.engine.lifecycle import Facts, Move, Part


def is_part(key: str) -> bool:
    """Whether an event's name of a clock is that of a co-unit's own."""
    return "@" in key


def started(preset: Preset, move: Move, after: Facts) -> dict[str, date]:
    """The clocks that a dispatch sets going, with their ends."""
    if move is not Move.DISPATCH:
        return {}
    name = preset.helping.name
    return {
        clock_key(name, one.unit): one.due
        for one in after.in_force
        if one.part is Part.CO_UNIT and one.due
    }


def over(move: Move, before: Facts, after: Facts) -> list[str]:
    """The clocks of units that the new dispatch no longer asks."""
    if move is not Move.DISPATCH:
        return []
    return [clock.key for clock in before.clocks if clock.unit and clock.unit not in after.co_units]


def met(before: Facts, after: Facts) -> list[str]:
    """The clocks of units that have answered by now."""
    answered = {one.unit for one in after.in_force if one.contributed_at is not None}
    return [clock.key for clock in before.clocks if clock.unit in answered and clock.met_on is None]


def extended(preset: Preset, move: Move, before: Facts, after: Facts) -> dict[str, date]:
    """Given more time of its own; or it simply shares the lead's date, and its extension too."""
    if move is Move.GRANT_CO_EXTENSION:
        was = {one.unit: one.due for one in before.in_force}
        now = {one.unit: one.due for one in after.in_force}
        return {
            clock.key: end
            for clock in before.clocks
            if (end := now.get(clock.unit)) and end != was[clock.unit]
        }
    if move is not Move.GRANT_EXTENSION or preset.assisting or after.due is None:
        return {}
    return {
        clock.key: after.due
        for clock in before.clocks
        if clock.unit and clock.met_on is None and clock.due == before.due
    }


def within(moved: Mapping[str, date], end: date | None) -> dict[str, date]:
    """`moved`, no co-unit's date later than the lead's `end`."""
    return {key: min(day, end) if end and is_part(key) else day for key, day in moved.items()}


def near(
    said: Mapping[str, Mapping[str, date]], preset: Preset, today: date, calendar: WorkCalendar
) -> dict[str, str]:
    """From which day on each date that was started or moved counts as near."""
    ends = {**said["started"], **said["moved"]}
    return {
        key: warn_on(today, max(end, today), calendar, preset.warn_days).isoformat()
        for key, end in ends.items()
        if is_part(key)
    }
