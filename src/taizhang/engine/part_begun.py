"""The own clocks of co-units that were dispatched before co-units had any.

Such a dispatch gave each co-unit a date (`co_dues`) and said nothing of a clock; the acts of that
time name the lead's clocks alone. What it meant is read out of it here: a clock that runs by the
date that was given, stands still and runs on with the lead's, and is over with the answer. It
carries no rule, because none was counted; that is how it is told from one that an event began.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from taizhang.engine.facts import AssignmentFacts, ClockFacts, Facts, Happening
from taizhang.engine.moves import Move, Part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

NAME: Final = "assist"
TOUCHES: Final = frozenset({Move.DISPATCH, Move.CONTRIBUTE, Move.REDATE, Move.UNDO, Move.HAND_OVER})
"""Moves after which a co-unit may be without its clock, or this one with another date."""
_ONE_DAY: Final = timedelta(days=1)
_NEAR_SHARE: Final = 5


def is_begun(clock: ClockFacts) -> bool:
    """Whether it was read out of an older dispatch."""
    return bool(clock.unit) and not clock.rule


def begun(facts: Facts, happening: Happening) -> Facts:
    """`facts` with a clock for each co-unit that still owes its part by a date of its own."""
    helping = {one.unit: one for one in facts.in_force if one.part is Part.CO_UNIT and one.due}
    if not helping:
        return facts
    clocks = [
        one if not is_begun(one) or one.unit not in helping else _dated(one, helping[one.unit])
        for one in facts.clocks
        if not _is_over(one, helping)
    ]
    there = {one.unit for one in clocks}
    clocks += [
        _new(one, happening)
        for unit, one in helping.items()
        if unit not in there and one.contributed_at is None
    ]
    return replace(facts, clocks=tuple(clocks)) if tuple(clocks) != facts.clocks else facts


def _is_over(clock: ClockFacts, helping: Mapping[str, AssignmentFacts]) -> bool:
    """Answered by an act of that time, which met no clock."""
    if not is_begun(clock) or clock.met_on is not None or clock.unit not in helping:
        return False
    return helping[clock.unit].contributed_at is not None


def _dated(clock: ClockFacts, part: AssignmentFacts) -> ClockFacts:
    if part.due is None or part.due == clock.due:
        return clock
    return clock.standing(clock.met_on, part.due, clock.paused_on)


def _new(part: AssignmentFacts, happening: Happening) -> ClockFacts:
    end = part.due or part.dispatched_at.date()
    said: Mapping[str, Any] = happening.payload.get("clocks", {})
    is_its_own = happening.move is Move.DISPATCH and "on" in said
    day = date.fromisoformat(said["on"]) if is_its_own else part.dispatched_at.date()
    start = min(day, end)
    near = end - max(_ONE_DAY, timedelta(days=(end - start).days // _NEAR_SHARE))
    return ClockFacts(
        NAME, start, part.dispatched_at, end, unit=part.unit, warn_on=max(start, near)
    )


def with_lead(clocks: dict[str, ClockFacts], happening: Happening, said: Mapping[str, Any]) -> None:
    """Parked and resumed with the lead's clock, where the event names only that one."""
    named = {*said.get("paused", ()), *said.get("moved", ())}
    on = date.fromisoformat(said["on"])
    for key, clock in clocks.items():
        if not is_begun(clock) or clock.met_on is not None or key in named:
            continue
        if happening.move is Move.PARK and said.get("paused"):
            clocks[key] = clock.standing(None, clock.due, on)
        elif happening.move is Move.RESUME and clock.paused_on is not None:
            clocks[key] = clock.standing(None, clock.due, None)
