"""What the events of an entry add up to.

`fold` is total and asks no questions: what was allowed once stays history, even when the rules
change. Whether a move is allowed is asked of `engine.lifecycle` before it becomes an event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from taizhang.engine.codes import Satisfaction
from taizhang.engine.moves import Move, State

Payload = Mapping[str, Any]
"""What a move said: JSON values only; dates in ISO form, units and people by code."""


@dataclass(frozen=True, slots=True)
class RequesterFacts:
    """One whose matter it is, and what they said of the answer."""

    name: str
    """As registered; the key inside an entry."""
    enterprise: str = ""
    """Code on the roster, empty when it is not on it."""
    satisfaction: str = ""
    is_solved: bool | None = None
    rated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything an entry's row holds that its events add up to."""

    version: int = 0
    number: str = ""
    registered_at: datetime | None = None
    registered_by: str = ""
    changed_at: datetime | None = None
    state: State | None = None
    back_to: State | None = None
    """Where a refused request or the end of parking leads back to."""
    title: str = ""
    text: str = ""
    quote: str = ""
    category: str = ""
    scope: str = ""
    due_text: str = ""
    promise: str = ""
    lead: str = ""
    co_units: tuple[str, ...] = ()
    in_charge: str = ""
    watcher: str = ""
    dispatch_count: int = 0
    dispatched_at: datetime | None = None
    due: date | None = None
    original_due: date | None = None
    asked_due: date | None = None
    warn_on: date | None = None
    review_on: date | None = None
    reply: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    evidence: int = 0
    """Files brought since the entry was last opened."""
    called_back_at: datetime | None = None
    is_solved: bool | None = None
    satisfaction: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    reopen_count: int = 0
    requesters: tuple[RequesterFacts, ...] = ()


NOTHING: Final = Facts()
"""Before the first event."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to an entry, without its place in the chain."""

    move: Move
    at: datetime
    by: str
    """Code of the person."""
    unit: str
    """Code of the person's unit; empty for an enterprise."""
    payload: Payload


_Changes = dict[str, Any]


def fold(facts: Facts, happening: Happening) -> Facts:
    """`facts` after `happening`."""
    changes = {
        "version": facts.version + 1,
        "changed_at": happening.at,
        "evidence": facts.evidence + len(happening.payload.get("files", ())),
    }
    return replace(facts, **{**changes, **_FOLDS[happening.move](facts, happening)})


def _day(payload: Payload, key: str) -> date | None:
    value = payload.get(key)
    return date.fromisoformat(value) if value else None


def _with_due(facts: Facts, payload: Payload) -> _Changes:
    """A new due date; the first one ever is kept as the original."""
    due = _day(payload, "due") or facts.due
    return {
        "due": due,
        "original_due": facts.original_due or due,
        "warn_on": _day(payload, "warn_on") or facts.warn_on,
    }


def _register(facts: Facts, happening: Happening) -> _Changes:
    said = happening.payload
    words = ("number", "title", "text", "quote", "category", "scope", "due_text", "promise")
    return {
        **{word: said.get(word, "") for word in words},
        **_with_due(facts, said),
        "state": State.ACCEPTED if said.get("accepted") else State.TRIAGE,
        "registered_at": happening.at,
        "registered_by": happening.by,
        "watcher": said.get("watcher", ""),
        "requesters": tuple(
            RequesterFacts(name=one["name"], enterprise=one.get("code", ""))
            for one in said.get("requesters", ())
        ),
    }


def _amend(_facts: Facts, happening: Happening) -> _Changes:
    words = ("title", "text", "category", "scope", "watcher")
    return {word: happening.payload[word] for word in words if word in happening.payload}


def _accept(_facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.ACCEPTED}


def _decline(_facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.DECLINED}


def _dispatch(facts: Facts, happening: Happening) -> _Changes:
    said = happening.payload
    return {
        **_with_due(facts, said),
        "state": State.DISPATCHED,
        "back_to": None,
        "asked_due": None,
        "lead": said.get("lead", ""),
        "co_units": tuple(said.get("co_units", ())),
        "in_charge": said.get("in_charge", ""),
        "watcher": said.get("watcher") or facts.watcher,
        "dispatch_count": facts.dispatch_count + 1,
        "dispatched_at": happening.at,
    }


def _acknowledge(facts: Facts, happening: Happening) -> _Changes:
    in_charge = happening.payload.get("in_charge") or facts.in_charge
    return {"state": State.ACKNOWLEDGED, "in_charge": in_charge}


def _request_return(facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.RETURN_REQUESTED, "back_to": facts.state}


def _go_back(facts: Facts, _happening: Happening) -> _Changes:
    return {"state": facts.back_to, "back_to": None, "asked_due": None, "review_on": None}


def _progress(facts: Facts, _happening: Happening) -> _Changes:
    if facts.state is State.EXTENSION_REQUESTED:
        return {}  # the request stays undecided while work goes on
    return {"state": State.IN_PROGRESS}


def _contribute(_facts: Facts, _happening: Happening) -> _Changes:
    return {}  # what a co-unit wrote stands in its assignment


def _request_extension(facts: Facts, happening: Happening) -> _Changes:
    return {
        "state": State.EXTENSION_REQUESTED,
        "back_to": facts.state,
        "asked_due": _day(happening.payload, "due"),
    }


def _grant_extension(facts: Facts, happening: Happening) -> _Changes:
    granted = {**happening.payload, "due": facts.asked_due and facts.asked_due.isoformat()}
    return {**_go_back(facts, happening), **_with_due(facts, granted)}


def _park(facts: Facts, happening: Happening) -> _Changes:
    return {
        "state": State.PARKED,
        "back_to": facts.state,
        "review_on": _day(happening.payload, "review_on"),
    }


def _answer(_facts: Facts, happening: Happening) -> _Changes:
    return {
        "state": State.ANSWERED,
        "back_to": None,
        "asked_due": None,
        "reply": happening.payload.get("reply", ""),
        "answered_at": happening.at,
        "answered_by": happening.by,
    }


def _heard(facts: Facts, happening: Happening) -> _Changes:
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


def _together(requesters: tuple[RequesterFacts, ...]) -> _Changes:
    """One verdict out of many: the least content speaks for the entry."""
    order = list(Satisfaction)
    given = [order.index(Satisfaction(one.satisfaction)) for one in requesters if one.satisfaction]
    solved = [one.is_solved for one in requesters if one.is_solved is not None]
    return {
        "satisfaction": order[max(given)].value if given else "",
        "is_solved": all(solved) if solved else None,
    }


def _call_back(facts: Facts, happening: Happening) -> _Changes:
    return {
        **_heard(facts, happening),
        "state": State.CALLED_BACK,
        "called_back_at": happening.at,
    }


def _close(_facts: Facts, happening: Happening) -> _Changes:
    return {"state": State.CLOSED, "closed_at": happening.at, "closed_by": happening.by}


def _reopen(facts: Facts, _happening: Happening) -> _Changes:
    """A new round: a new answer, new evidence; what the requester last said stands until then."""
    return {
        "state": State.REOPENED,
        "answered_at": None,
        "answered_by": "",
        "evidence": 0,
        "called_back_at": None,
        "closed_at": None,
        "closed_by": "",
        "reopen_count": facts.reopen_count + 1,
    }


_FOLDS: Final[Mapping[Move, Callable[[Facts, Happening], _Changes]]] = {
    Move.REGISTER: _register,
    Move.AMEND: _amend,
    Move.ACCEPT: _accept,
    Move.DECLINE: _decline,
    Move.DISPATCH: _dispatch,
    Move.ACKNOWLEDGE: _acknowledge,
    Move.REQUEST_RETURN: _request_return,
    Move.REFUSE_RETURN: _go_back,
    Move.PROGRESS: _progress,
    Move.CONTRIBUTE: _contribute,
    Move.REQUEST_EXTENSION: _request_extension,
    Move.GRANT_EXTENSION: _grant_extension,
    Move.REFUSE_EXTENSION: _go_back,
    Move.PARK: _park,
    Move.RESUME: _go_back,
    Move.ANSWER: _answer,
    Move.CALL_BACK: _call_back,
    Move.RATE: _heard,
    Move.CLOSE: _close,
    Move.REOPEN: _reopen,
}
