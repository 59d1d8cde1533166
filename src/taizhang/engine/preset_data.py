"""A preset as plain values: how a site's own version of it is kept and told apart."""

from __future__ import annotations

from typing import Any, Final

from taizhang.engine.deadlines import Milestone, Preset
from taizhang.engine.moves import Move

FIRST_OWN: Final = 101
"""Versions that ship with the product stay below; a site's own ones begin here."""
STARTS: Final = (Move.REGISTER, Move.ACCEPT, Move.DISPATCH, Move.ACKNOWLEDGE, Move.ANSWER)
"""Moves from which a clock may run."""


def saying(preset: Preset) -> dict[str, Any]:
    """JSON values out of which `deadlines.preset_from` makes the same preset."""
    return {
        "code": preset.code,
        "name": preset.name,
        "version": preset.version,
        "resolve": preset.resolve,
        "warn_days": preset.warn_days,
        "limits": preset.limits.as_values(),
        "milestones": [_milestone(one) for one in preset.milestones],
        "escalations": [
            {"when": rule.ground.value, "count": rule.count, "to": rule.level.value}
            for rule in preset.escalations
        ],
    }


def _milestone(one: Milestone) -> dict[str, Any]:
    return {
        "name": one.name,
        "amount": one.amount,
        "unit": one.unit.value,
        "roll": one.roll,
        "starts": one.starts.value,
        "met_by": sorted(move.value for move in one.met_by),
        "pauses": sorted(state.value for state in one.pauses),
        "part": one.part.value,
    }
