"""Who holds an entry after others took it over: people, and units in the place of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from taizhang.engine.facts import AssignmentFacts, ClockFacts, Facts, Happening
from taizhang.engine.moves import Part

_HOLDERS: Final = ("accountable", "in_charge", "watcher", "visitor")


def taken_over(happening: Happening) -> dict[str, Any]:
    """The people that the event names; who is not named goes on."""
    said = happening.payload
    return {name: said[name] for name in _HOLDERS if name in said}


def handed_over(facts: Facts, happening: Happening) -> dict[str, Any]:
    """Other people, or other units that took the place of old ones, hold what was held."""
    changes = taken_over(happening)
    units: Mapping[str, str] = happening.payload.get("units", {})
    if units:
        changes["lead"] = units.get(facts.lead, facts.lead)
        changes["first_receiver"] = units.get(facts.first_receiver, facts.first_receiver)
        changes["assignments"] = assignments = _merged(facts, units)
        changes["clocks"] = _own_clocks(facts, units, assignments)
    return changes


def _own_clocks(
    facts: Facts, units: Mapping[str, str], assignments: tuple[AssignmentFacts, ...]
) -> tuple[ClockFacts, ...]:
    """The clocks of the units that took over: one for each that assists, a met one before others.

    Who leads now runs by the entry's own clocks.
    """
    helping = {
        one.unit
        for one in assignments
        if one.dispatch == facts.dispatch_count and one.part is Part.CO_UNIT
    }
    moved = [
        replace(one, unit=units.get(one.unit, one.unit)) if one.unit else one
        for one in facts.clocks
    ]
    best: dict[str, ClockFacts] = {}
    for one in sorted(moved, key=lambda one: one.met_on is None):
        best.setdefault(one.key, one)
    return tuple(
        one for one in moved if best[one.key] is one and (not one.unit or one.unit in helping)
    )


def _merged(facts: Facts, units: Mapping[str, str]) -> tuple[AssignmentFacts, ...]:
    """The assignments of the units that took over; what one would have twice it has once.

    Leading goes before assisting, an answer that was given before one that was not.
    """
    moved = [replace(one, unit=units.get(one.unit, one.unit)) for one in facts.in_force]
    best: dict[str, AssignmentFacts] = {}
    for one in sorted(moved, key=lambda one: (one.part != Part.LEAD, one.contributed_at is None)):
        best.setdefault(one.unit, one)
    earlier = [one for one in facts.assignments if one.dispatch != facts.dispatch_count]
    return (*earlier, *(one for one in moved if best[one.unit] is one))
