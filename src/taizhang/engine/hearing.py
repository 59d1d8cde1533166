"""What requesters say of an answer, each for themselves, and what that comes to for the entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from taizhang.engine.codes import Satisfaction
from taizhang.engine.facts import Facts, Happening, RequesterFacts


def heard(facts: Facts, happening: Happening) -> dict[str, Any]:
    """What a requester said of the answer; nothing said changes nothing."""
    said = happening.payload
    satisfaction, is_solved = said.get("satisfaction", ""), said.get("solved")
    if not satisfaction and is_solved is None:
        return {}
    name = said.get("requester", "")
    if not name and len(facts.requesters) == 1:
        name = facts.requesters[0].name
    if not any(one.name == name for one in facts.requesters):
        return {
            "satisfaction": satisfaction or facts.satisfaction,
            "is_solved": facts.is_solved if is_solved is None else is_solved,
        }
    requesters = tuple(
        replace(
            one,
            satisfaction=satisfaction or one.satisfaction,
            is_solved=one.is_solved if is_solved is None else is_solved,
            rated_at=happening.at,
        )
        if one.name == name
        else one
        for one in facts.requesters
    )
    return {"requesters": requesters, **_together(requesters)}


def _together(requesters: tuple[RequesterFacts, ...]) -> dict[str, Any]:
    """One verdict out of many: the least content speaks for the entry."""
    order = list(Satisfaction)
    given = [order.index(Satisfaction(one.satisfaction)) for one in requesters if one.satisfaction]
    solved = [one.is_solved for one in requesters if one.is_solved is not None]
    return {
        "satisfaction": order[max(given)].value if given else "",
        "is_solved": all(solved) if solved else None,
    }
