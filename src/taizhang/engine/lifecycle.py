"""One lifecycle for every ledger: which move is open in which state, and what it requires.

A ledger switches steps on or off; it never invents its own. `check` refuses by name before an
event is written, `fold` says what the entry is afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from taizhang.engine import part_requirements as of_part
from taizhang.engine import refusals
from taizhang.engine import requirements as must
from taizhang.engine.facts import (
    NOTHING,
    AssignmentFacts,
    ClockFacts,
    Facts,
    Happening,
    ListedFacts,
    Payload,
    RequesterFacts,
)
from taizhang.engine.folding import fold
from taizhang.engine.moves import Level, Move, Part, State
from taizhang.engine.requirements import (
    TEXT_LIMIT,
    Asked,
    ParkKind,
    Requirement,
    Steps,
    is_empty_receipt,
    needs,
    reason,
)

__all__ = [
    "NOTHING",
    "RULES",
    "TEXT_LIMIT",
    "UNDOABLE",
    "AssignmentFacts",
    "ClockFacts",
    "Facts",
    "Happening",
    "Level",
    "ListedFacts",
    "Move",
    "ParkKind",
    "Part",
    "Payload",
    "RequesterFacts",
    "Rule",
    "State",
    "Steps",
    "check",
    "fold",
    "is_empty_receipt",
    "permitted",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """From where a move starts and what must be true for it."""

    begins: frozenset[State]
    requires: tuple[Requirement, ...] = ()


def permitted(facts: Facts, steps: Steps) -> frozenset[Move]:
    """The moves that the state of an entry leaves open, whoever asks."""
    return frozenset(
        move
        for move, rule in RULES.items()
        if facts.state in rule.begins and not _is_idle(move, facts, steps)
    )


def _is_idle(move: Move, facts: Facts, steps: Steps) -> bool:
    """Open by the state, but without an object: no co-unit, no due date, nobody to call back."""
    if facts.state is State.REOPENED and not facts.lead and move in _OF_A_UNIT:
        return True
    idle = {
        Move.ACKNOWLEDGE_PART: not facts.co_units,
        Move.CONTRIBUTE: not facts.co_units,
        Move.REQUEST_CO_EXTENSION: not facts.co_units or steps.extensions == 0,
        Move.GRANT_CO_EXTENSION: not facts.asking,
        Move.REFUSE_CO_EXTENSION: not facts.asking,
        Move.REQUEST_RETURN: facts.designated,
        Move.REQUEST_EXTENSION: facts.due is None or facts.extension_count >= steps.extensions,
        Move.ESCALATE: facts.level == Level.ZONE,
        Move.VISIT: facts.visit_on is None,
        Move.RATE: not facts.requesters or facts.answered_at is None,
        Move.CALL_BACK: not (facts.requesters or steps.needs_call_back),
        Move.UNLIST: not facts.listed,
        Move.UNDO: facts.last_move not in UNDOABLE,
    }
    return idle.get(move, False)


def check(facts: Facts, happening: Happening, steps: Steps, *, today: date) -> None:
    """Refuse by name what may not happen; return when it may."""
    if happening.move is Move.REGISTER:
        if facts.state is not None:
            raise refusals.MoveNotAllowed(move=Move.REGISTER, state=facts.state)
    elif happening.move not in permitted(facts, steps):
        _refuse(facts, happening, steps, today)
    asked = Asked(facts, happening, steps, today)
    must.short_texts(asked)
    for requirement in RULES[happening.move].requires:
        requirement(asked)


def _refuse(facts: Facts, happening: Happening, steps: Steps, today: date) -> None:
    """By the rule's own words where the state alone would allow it, else by the state."""
    rule = RULES[happening.move]
    if facts.state in rule.begins:
        for requirement in rule.requires:
            requirement(Asked(facts, happening, steps, today))
    raise refusals.MoveNotAllowed(move=happening.move, state=facts.state or "")


_S = State
_ANY: Final = frozenset(State)
_OPEN: Final = frozenset(state for state in State if state.is_open)
_AT_WORK: Final = frozenset({_S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.REOPENED})
_GIVEN: Final = _AT_WORK | {_S.DISPATCHED, _S.EXTENSION_REQUESTED}
_ANSWERED: Final = frozenset({_S.ANSWERED, _S.CALLED_BACK})
_DISPATCHABLE: Final = _AT_WORK | {_S.ACCEPTED, _S.DISPATCHED, _S.RETURN_REQUESTED}
_OF_A_UNIT: Final = frozenset(
    {
        Move.PROGRESS,
        Move.CONTRIBUTE,
        Move.ACKNOWLEDGE_PART,
        Move.REQUEST_EXTENSION,
        Move.REQUEST_CO_EXTENSION,
        Move.PARK,
        Move.ANSWER,
    }
)
"""What only a unit that was given the matter can do."""
UNDOABLE: Final = frozenset(
    {
        Move.ACCEPT,
        Move.DECLINE,
        Move.DISPATCH,
        Move.ACKNOWLEDGE,
        Move.REQUEST_RETURN,
        Move.REFUSE_RETURN,
        Move.PROGRESS,
        Move.REQUEST_EXTENSION,
        Move.GRANT_EXTENSION,
        Move.REFUSE_EXTENSION,
        Move.REQUEST_CO_EXTENSION,
        Move.GRANT_CO_EXTENSION,
        Move.REFUSE_CO_EXTENSION,
        Move.PARK,
        Move.RESUME,
        Move.ESCALATE,
        Move.PLAN_VISIT,
        Move.CLOSE,
        Move.REOPEN,
        Move.MERGE,
        Move.UNMERGE,
        Move.HAND_OVER,
        Move.LIST,
        Move.UNLIST,
    }
)
"""What a slip of the finger may take back: nothing that a requester said or was told."""

RULES: Final[Mapping[Move, Rule]] = {
    Move.REGISTER: Rule(
        frozenset(),
        (
            needs("title", refusals.TextMissing),
            needs("text", refusals.TextMissing),
            must.codes_are_known,
            must.watcher_is_free,
        ),
    ),
    Move.AMEND: Rule(_OPEN, (must.changes_something, must.codes_are_known, must.watcher_is_free)),
    Move.ACCEPT: Rule(frozenset({_S.TRIAGE})),
    Move.DECLINE: Rule(
        frozenset({_S.TRIAGE, _S.ACCEPTED}), (reason, needs("route", refusals.RouteMissing))
    ),
    Move.DISPATCH: Rule(
        _DISPATCHABLE,
        (
            needs("lead", refusals.LeadMissing),
            must.lead_does_not_assist,
            must.broadcast_reaches_somebody,
            must.watcher_is_free,
            must.due_is_not_past,
        ),
    ),
    Move.ACKNOWLEDGE: Rule(frozenset({_S.DISPATCHED}), (must.watcher_is_free,)),
    Move.ACKNOWLEDGE_PART: Rule(_GIVEN | {_S.PARKED}, (must.unit_assists,)),
    Move.REQUEST_RETURN: Rule(
        frozenset({_S.DISPATCHED, _S.ACKNOWLEDGED}),
        (must.unit_is_not_designated, must.return_is_in_time, reason),
    ),
    Move.REFUSE_RETURN: Rule(frozenset({_S.RETURN_REQUESTED}), (reason,)),
    Move.PROGRESS: Rule(
        _AT_WORK | {_S.EXTENSION_REQUESTED}, (needs("text", refusals.TextMissing),)
    ),
    Move.CONTRIBUTE: Rule(
        _GIVEN | {_S.PARKED}, (must.unit_assists, needs("text", refusals.TextMissing))
    ),
    Move.REQUEST_EXTENSION: Rule(
        _AT_WORK, (reason, must.extension_is_in_time, must.extension_is_within_limits)
    ),
    Move.GRANT_EXTENSION: Rule(frozenset({_S.EXTENSION_REQUESTED}), (must.another_person_decides,)),
    Move.REFUSE_EXTENSION: Rule(
        frozenset({_S.EXTENSION_REQUESTED}), (must.another_person_decides, reason)
    ),
    Move.REQUEST_CO_EXTENSION: Rule(
        _GIVEN,
        (of_part.part_asks_in_time, reason, of_part.part_asks_within_limits),
    ),
    Move.GRANT_CO_EXTENSION: Rule(
        _GIVEN,
        (of_part.part_asks, of_part.another_person_decides_part, of_part.part_stays_within_lead),
    ),
    Move.REFUSE_CO_EXTENSION: Rule(
        _GIVEN | {_S.PARKED},
        (of_part.part_asks, of_part.another_person_decides_part, reason),
    ),
    Move.PARK: Rule(_AT_WORK, (must.park_kind_is_known, reason, must.review_lies_ahead)),
    Move.RESUME: Rule(frozenset({_S.PARKED})),
    Move.ESCALATE: Rule(_OPEN - {_S.TRIAGE}, (must.level_is_higher, reason)),
    Move.PLAN_VISIT: Rule(
        _OPEN | {_S.CLOSED}, (needs("visitor", refusals.VisitorMissing), must.visit_lies_ahead)
    ),
    Move.VISIT: Rule(_OPEN | {_S.CLOSED}, (needs("text", refusals.TextMissing),)),
    Move.ANSWER: Rule(
        _AT_WORK | {_S.EXTENSION_REQUESTED},
        (
            needs("reply", refusals.ReplyMissing),
            must.reply_says_something,
            must.every_unit_answered,
        ),
    ),
    Move.CALL_BACK: Rule(
        _ANSWERED,
        (
            needs("said", refusals.WordsMissing),
            must.requester_is_known,
            must.satisfaction_is_known,
        ),
    ),
    Move.RATE: Rule(
        _ANSWERED | {_S.CLOSED, _S.MERGED},
        (
            needs("satisfaction", refusals.SatisfactionUnknown),
            must.satisfaction_is_known,
            needs("requester", refusals.NotARequester),
            must.requester_is_known,
        ),
    ),
    Move.CLOSE: Rule(
        _ANSWERED,
        (
            must.another_person_closes,
            must.requester_was_heard,
            must.unsolved_is_explained,
            must.evidence_is_there,
        ),
    ),
    Move.REOPEN: Rule(_ANSWERED | {_S.CLOSED, _S.DECLINED, _S.WITHDRAWN}, (reason,)),
    Move.MERGE: Rule(_OPEN - _ANSWERED, (must.merges_into_another, reason)),
    Move.UNMERGE: Rule(frozenset({_S.MERGED}), (reason,)),
    Move.SHARE_ANSWER: Rule(
        frozenset({_S.MERGED}),
        (needs("reply", refusals.ReplyMissing), must.reply_says_something),
    ),
    Move.WITHDRAW: Rule(_OPEN, (reason,)),
    Move.HAND_OVER: Rule(_OPEN, (must.hands_something_over, must.watcher_is_free)),
    Move.LIST: Rule(_OPEN, (must.ledger_is_another,)),
    Move.UNLIST: Rule(_OPEN, (must.stands_on_ledger, reason)),
    Move.REDATE: Rule(_OPEN),
    Move.UNDO: Rule(_ANY, (must.act_can_be_undone, reason)),
}
