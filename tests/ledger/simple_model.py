"""What one entry should be, in a few plain values: the other side of random walks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from taizhang.engine.lifecycle import Part, State

if TYPE_CHECKING:
    from datetime import date

    from taizhang.engine.lifecycle import Facts
    from taizhang.ledger.models import Entry


@dataclass(frozen=True)
class Model:
    """What one entry should be."""

    state: State
    back_to: State | None = None
    lead: str = ""
    in_charge: str = ""
    due: date | None = None
    original: date | None = None
    asked: date | None = None
    events: int = 1
    dispatches: int = 0
    extensions: int = 0
    reopened: int = 0
    level: str = ""
    reply: str = ""
    into: int = 0
    visit_on: date | None = None
    visitor: str = ""
    asked_of: frozenset[str] = frozenset()
    """Co-units of the newest dispatch; of them those that signed, and those that answered."""
    signed: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    """Co-units that wait for more time of their own, and those that were given it."""
    given: frozenset[str] = frozenset()
    is_broadcast: bool = False
    worked: frozenset[str] = frozenset()
    """Who worked on it since it was dispatched or taken up anew."""
    answered_by: str = ""
    before: Model | None = field(default=None, compare=False)
    """As it was before the newest act, for undoing it."""


def after(model: Model, **changes: Any) -> Model:
    return replace(model, events=model.events + 1, before=model, **changes)


def taken_up(model: Model) -> Model:
    """Opened anew: somebody else may have worked on it until then."""
    anew = {"worked": frozenset(), "answered_by": "", "reopened": model.reopened + 1}
    return after(model, state=State.REOPENED, **anew)


def seen(facts: Facts, entry: Entry) -> Model:
    """The same values as the tables hold them."""
    return Model(
        state=facts.state or State.TRIAGE,
        back_to=facts.back_to,
        lead=facts.lead,
        in_charge=facts.in_charge,
        due=facts.due,
        original=facts.original_due,
        asked=facts.asked_due,
        events=entry.events.count(),
        dispatches=facts.dispatch_count,
        extensions=facts.extension_count,
        reopened=facts.reopen_count,
        level=facts.level,
        reply=facts.reply,
        into=entry.merged_into_id or 0,
        visit_on=facts.visit_on,
        visitor=facts.visitor,
        asked_of=frozenset(facts.co_units),
        signed=_of(facts, "acknowledged_at"),
        told=_of(facts, "contributed_at"),
        asking=_of(facts, "asked_due"),
        given=_of(facts, "extension_count"),
        is_broadcast=facts.is_broadcast,
        worked=frozenset(facts.worked_by),
        answered_by=facts.answered_by,
    )


def _of(facts: Facts, when: str) -> frozenset[str]:
    parts = [one for one in facts.in_force if one.part is Part.CO_UNIT]
    return frozenset(one.unit for one in parts if getattr(one, when))
