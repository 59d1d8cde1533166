"""One lifecycle for every ledger: which move is open in which state, and what it requires.

A ledger switches steps on or off; it never invents its own. `check` refuses by name before an
event is written, `fold` says what the entry is afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from taizhang.engine import refusals
from taizhang.engine.codes import Category, Labelled, Satisfaction, Scope
from taizhang.engine.facts import NOTHING, Facts, Happening, Payload, RequesterFacts, fold
from taizhang.engine.moves import Move, State

__all__ = [
    "NOTHING",
    "RULES",
    "Facts",
    "Happening",
    "Move",
    "ParkKind",
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


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


TEXT_LIMIT: Final = 5000
"""Longest text of one field; what is longer is a paper and belongs into an attachment."""


class ParkKind(Labelled):
    """Why a matter cannot be solved now (挂账原因)."""

    POLICY_GAP = "policy_gap", _("No policy covers it")
    PARENT_COMPANY = "parent_company", _("The parent company decides")
    FUNDS = "funds", _("No funds")
    LAW = "law", _("The law does not allow it")
    OTHER = "other", _("Another reason")


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps a ledger asks for."""

    needs_triage: bool = False
    needs_call_back: bool = False
    needs_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A move that somebody wants to make, with all that its rule may look at."""

    facts: Facts
    happening: Happening
    steps: Steps
    today: date

    @property
    def said(self) -> Payload:
        return self.happening.payload

    def day(self, key: str) -> date | None:
        value = self.said.get(key)
        return date.fromisoformat(value) if value else None


Requirement = Callable[[Asked], None]


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
    if facts.state is State.REOPENED and not facts.lead:
        return move not in {Move.AMEND, Move.DISPATCH}
    idle = {
        Move.CONTRIBUTE: not facts.co_units,
        Move.REQUEST_EXTENSION: facts.due is None,
        Move.RATE: not facts.requesters,
        Move.CALL_BACK: not (facts.requesters or steps.needs_call_back),
    }
    return idle.get(move, False)


def check(facts: Facts, happening: Happening, steps: Steps, *, today: date) -> None:
    """Refuse by name what may not happen; return when it may."""
    if happening.move is Move.REGISTER:
        if facts.state is not None:
            raise refusals.MoveNotAllowed(move=Move.REGISTER, state=facts.state)
    elif happening.move not in permitted(facts, steps):
        state = facts.state or ""
        raise refusals.MoveNotAllowed(move=happening.move, state=state)
    asked = Asked(facts, happening, steps, today)
    _require_short_texts(asked)
    for requirement in RULES[happening.move].requires:
        requirement(asked)


def _require_short_texts(asked: Asked) -> None:
    for value in asked.said.values():
        if isinstance(value, str) and len(value) > TEXT_LIMIT:
            raise refusals.TextTooLong(length=len(value), limit=TEXT_LIMIT)


def _needs(key: str, refusal: type[refusals.Refused]) -> Requirement:
    """`key` must hold more than blanks."""

    def requirement(asked: Asked) -> None:
        if not str(asked.said.get(key) or "").strip():
            raise refusal

    return requirement


def _changes_something(asked: Asked) -> None:
    now = {word: getattr(asked.facts, word, None) for word in asked.said}
    if all(now[word] == value for word, value in asked.said.items() if not word.endswith("_name")):
        raise refusals.NothingToAmend
    for word in ("title", "text"):
        if word in asked.said and not asked.said[word].strip():
            raise refusals.TextMissing


def _codes_are_known(asked: Asked) -> None:
    for key, codes in (("category", Category), ("scope", Scope)):
        value = asked.said.get(key)
        if value and value not in set(codes):
            raise refusals.CodeUnknown(value=value)


def _watcher_is_free(asked: Asked) -> None:
    """The watcher (盯办) is neither in charge nor, by that, watching himself."""
    watcher = asked.said.get("watcher") or asked.facts.watcher
    in_charge = asked.said.get("in_charge") or (
        "" if asked.happening.move is Move.DISPATCH else asked.facts.in_charge
    )
    if watcher and watcher == in_charge:
        raise refusals.WatcherInCharge


def _lead_does_not_assist(asked: Asked) -> None:
    if asked.said["lead"] in asked.said.get("co_units", ()):
        raise refusals.LeadAlsoAssists(unit=asked.said.get("lead_name") or asked.said["lead"])


def _due_is_not_past(asked: Asked) -> None:
    due = asked.day("due")
    if due and due < asked.today:
        raise refusals.DueInThePast(due=due)


def _unit_assists(asked: Asked) -> None:
    if asked.happening.unit not in asked.facts.co_units:
        raise refusals.NotACoUnit


def _extension_is_in_time(asked: Asked) -> None:
    current, wanted = asked.facts.due, asked.day("due")
    if current is not None and asked.today > current:
        raise refusals.ExtensionTooLate(due=current)
    if wanted is None or (current is not None and wanted <= current):
        raise refusals.ExtensionNotLater(due=current)


def _park_kind_is_known(asked: Asked) -> None:
    if asked.said.get("kind") not in set(ParkKind):
        raise refusals.ParkKindUnknown


def _review_lies_ahead(asked: Asked) -> None:
    review_on = asked.day("review_on")
    if review_on is None or review_on <= asked.today:
        raise refusals.ReviewNotAhead


def _reply_says_something(asked: Asked) -> None:
    if is_empty_receipt(asked.said["reply"]):
        raise refusals.EmptyReceipt(reply=asked.said["reply"].strip())


def _requester_is_known(asked: Asked) -> None:
    name = asked.said.get("requester", "")
    if name and all(one.name != name for one in asked.facts.requesters):
        raise refusals.NotARequester(name=name)


def _satisfaction_is_known(asked: Asked) -> None:
    value = asked.said.get("satisfaction")
    if value and value not in set(Satisfaction):
        raise refusals.SatisfactionUnknown


def _requester_was_heard(asked: Asked) -> None:
    if not asked.steps.needs_call_back or asked.facts.called_back_at:
        return
    if not asked.said.get("impossible", "").strip():
        raise refusals.CallBackMissing


def _unsolved_is_explained(asked: Asked) -> None:
    facts = asked.facts
    bad = bool(facts.satisfaction) and Satisfaction(facts.satisfaction).is_bad
    if (facts.is_solved is False or bad) and not asked.said.get("impossible", "").strip():
        raise refusals.UnsolvedNotExplained


def _evidence_is_there(asked: Asked) -> None:
    if asked.steps.needs_evidence and not asked.facts.evidence and not asked.said.get("files"):
        raise refusals.EvidenceMissing


def _another_person_closes(asked: Asked) -> None:
    if asked.happening.by in {asked.facts.answered_by, asked.facts.in_charge}:
        raise refusals.HandlerMayNotClose


_CLAUSE: Final = re.compile(r"[\s,，.。;；:：!！?？、~…]+")
_RECEIPT: Final = re.compile(
    r"(?:您好|你好|谢谢|感谢(?:您的)?(?:来信|来件|反映|支持|关注)?"
    r"|(?:您|贵司|贵单位|贵公司)?的?(?:来件|来信|来函|问题|诉求|材料|情况|意见|反映)?(?:我单位|我局|我中心)?"
    r"(?:已经?|均已)?(?:收悉|收到|知悉|知晓|已?阅|登记|记录|受理|接收)了?"
    r"|(?:将|会)?(?:已经?|及时|尽快)?(?:转交|转办|转送|转至|移交|上报|转)[^，。；]{0,16}"
    r"|(?:正在|正|将|会)?(?:尽快|抓紧|及时)?(?:办理|处理|研究|核实|答复|跟进|落实)中?"
    r"|received|noted|forwarded|passedon|in(?:process|progress)|willfollowup)",
    re.IGNORECASE,
)


def is_empty_receipt(reply: str) -> bool:
    """Whether a reply only says that something arrived or was passed on (已收悉、已转交…)."""
    plain = re.sub(r"(?<=[A-Za-z])[ \t]+(?=[A-Za-z])", "", reply)
    return all(_RECEIPT.fullmatch(clause) for clause in _CLAUSE.split(plain) if clause)


_S = State
_AT_WORK: Final = frozenset({_S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.REOPENED})
_GIVEN: Final = _AT_WORK | {_S.DISPATCHED, _S.EXTENSION_REQUESTED}
_ANSWERED: Final = frozenset({_S.ANSWERED, _S.CALLED_BACK})
_reason: Final = _needs("reason", refusals.ReasonMissing)

RULES: Final[Mapping[Move, Rule]] = {
    Move.REGISTER: Rule(
        frozenset(),
        (
            _needs("title", refusals.TextMissing),
            _needs("text", refusals.TextMissing),
            _codes_are_known,
        ),
    ),
    Move.AMEND: Rule(
        frozenset(state for state in State if state.is_open),
        (_changes_something, _codes_are_known, _watcher_is_free),
    ),
    Move.ACCEPT: Rule(frozenset({_S.TRIAGE})),
    Move.DECLINE: Rule(
        frozenset({_S.TRIAGE, _S.ACCEPTED}), (_reason, _needs("route", refusals.RouteMissing))
    ),
    Move.DISPATCH: Rule(
        frozenset(
            {
                _S.ACCEPTED,
                _S.DISPATCHED,
                _S.ACKNOWLEDGED,
                _S.RETURN_REQUESTED,
                _S.IN_PROGRESS,
                _S.REOPENED,
            }
        ),
        (
            _needs("lead", refusals.LeadMissing),
            _lead_does_not_assist,
            _watcher_is_free,
            _due_is_not_past,
        ),
    ),
    Move.ACKNOWLEDGE: Rule(frozenset({_S.DISPATCHED}), (_watcher_is_free,)),
    Move.REQUEST_RETURN: Rule(frozenset({_S.DISPATCHED, _S.ACKNOWLEDGED}), (_reason,)),
    Move.REFUSE_RETURN: Rule(frozenset({_S.RETURN_REQUESTED}), (_reason,)),
    Move.PROGRESS: Rule(
        _AT_WORK | {_S.EXTENSION_REQUESTED}, (_needs("text", refusals.TextMissing),)
    ),
    Move.CONTRIBUTE: Rule(
        _GIVEN | {_S.PARKED}, (_unit_assists, _needs("text", refusals.TextMissing))
    ),
    Move.REQUEST_EXTENSION: Rule(_AT_WORK, (_reason, _extension_is_in_time)),
    Move.GRANT_EXTENSION: Rule(frozenset({_S.EXTENSION_REQUESTED})),
    Move.REFUSE_EXTENSION: Rule(frozenset({_S.EXTENSION_REQUESTED}), (_reason,)),
    Move.PARK: Rule(_AT_WORK, (_park_kind_is_known, _reason, _review_lies_ahead)),
    Move.RESUME: Rule(frozenset({_S.PARKED})),
    Move.ANSWER: Rule(
        _AT_WORK | {_S.EXTENSION_REQUESTED},
        (_needs("reply", refusals.ReplyMissing), _reply_says_something),
    ),
    Move.CALL_BACK: Rule(
        _ANSWERED,
        (
            _needs("said", refusals.WordsMissing),
            _requester_is_known,
            _satisfaction_is_known,
        ),
    ),
    Move.RATE: Rule(
        _ANSWERED | {_S.CLOSED},
        (
            _needs("satisfaction", refusals.SatisfactionUnknown),
            _satisfaction_is_known,
            _needs("requester", refusals.NotARequester),
            _requester_is_known,
        ),
    ),
    Move.CLOSE: Rule(
        _ANSWERED,
        (
            _another_person_closes,
            _requester_was_heard,
            _unsolved_is_explained,
            _evidence_is_there,
        ),
    ),
    Move.REOPEN: Rule(_ANSWERED | {_S.CLOSED, _S.DECLINED}, (_reason,)),
}
