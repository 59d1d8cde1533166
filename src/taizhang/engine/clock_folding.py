"""What an event does to the clocks of an entry and, through them, to its co-units' dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from taizhang.engine.facts import ClockFacts, Facts, Happening
from taizhang.engine.moves import Move
from taizhang.engine.part_begun import with_lead


def clocked(facts: Facts, happening: Happening) -> dict[str, Any]:
    """The clocks after what the event says of them: over, met, run again, paused, moved, started.

    A co-unit's date moves with its clock.
    """
    said: Mapping[str, Any] = happening.payload["clocks"]
    clocks = {clock.key: clock for clock in facts.clocks}
    for key in said.get("over", ()):
        clocks.pop(key, None)
    _stand(clocks, said)
    if happening.move in {Move.PARK, Move.RESUME}:
        with_lead(clocks, happening, said)
    for key, due in sorted(said.get("started", {}).items()):  # in one order, in memory and read
        name, _at, unit = key.partition("@")
        end, rule = date.fromisoformat(due), said.get("rule", "")
        today = date.fromisoformat(said["on"])
        clocks[key] = ClockFacts(name, today, happening.at, end, rule, unit=unit)
    for key, near in said.get("warn", {}).items():
        if clock := clocks.get(key):
            clocks[key] = replace(clock, warn_on=date.fromisoformat(near))
    dues = {key.partition("@")[2]: end for key, end in said.get("moved", {}).items() if "@" in key}
    return {"clocks": tuple(clocks.values()), **with_part_dues(facts, dues)}


def _stand(clocks: dict[str, ClockFacts], said: Mapping[str, Any]) -> None:
    """Clocks that are there already are met, run again, paused or due on another day."""
    today = date.fromisoformat(said["on"])
    for key in said.get("met", ()):
        if (clock := clocks.get(key)) and clock.met_on is None:
            clocks[key] = clock.standing(today, clock.due, None)
    for key in said.get("again", ()):
        if clock := clocks.get(key):
            clocks[key] = clock.standing(None, clock.due, clock.paused_on)
    for key in said.get("paused", ()):
        if clock := clocks.get(key):
            clocks[key] = clock.standing(clock.met_on, clock.due, today)
    for key, due in said.get("moved", {}).items():
        if clock := clocks.get(key):
            clocks[key] = clock.standing(clock.met_on, date.fromisoformat(due), None)


def with_part_dues(facts: Facts, dues: Mapping[str, str]) -> dict[str, Any]:
    """The assignments with the co-units' own new dates, by code of the unit."""
    if not dues:
        return {}
    moved = tuple(
        replace(one, due=date.fromisoformat(dues[one.unit]))
        if one.dispatch == facts.dispatch_count and one.unit in dues
        else one
        for one in facts.assignments
    )
    return {"assignments": moved}
