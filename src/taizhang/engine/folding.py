"""What the events of an entry add up to.

`fold` is total and asks no questions: what was allowed once stays history, even when the rules
change. Whether a move is allowed is asked of `engine.lifecycle` before it becomes an event.
Everything that needs a calendar was counted when the event was written and stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from taizhang.engine.clock_folding import clocked, with_part_dues
from taizhang.engine.facts import (
    AssignmentFacts,
    Facts,
    Happening,
    ListedFacts,
    Payload,
    RequesterFacts,
)
from taizhang.engine.handing import handed_over, taken_over
from taizhang.engine.hearing import heard
from taizhang.engine.moves import Move, Part, State
from taizhang.engine.packing import unpacked
from taizhang.engine.part_begun import TOUCHES, begun

_Changes = dict[str, Any]


def fold(facts: Facts, happening: Happening) -> Facts:
    """`facts` after `happening`."""
    said = happening.payload
    changes = {
        "version": facts.version + 1,
        "changed_at": happening.at,
        "last_move": str(happening.move),
        "last_by": happening.by,
        "evidence": facts.evidence + len(said.get("files", ())),
    }
    if "clocks" in said:
        changes |= clocked(facts, happening)
    changes |= _FOLDS[happening.move](facts, happening)
    after = object.__new__(Facts)
    after.__dict__.update(facts.__dict__)
    after.__dict__.update(changes)
    # Nearly every entry has no co-unit: then nothing more is looked at.
    return begun(after, happening) if happening.move in TOUCHES and after.assignments else after


def _day(payload: Payload, key: str) -> date | None:
    value = payload.get(key)
    return date.fromisoformat(value) if value else None


def _moment(payload: Payload, key: str) -> datetime | None:
    value = payload.get(key)
    return datetime.fromisoformat(value) if value else None


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
    people = ("watcher", "accountable", "in_charge")
    return {
        **{word: said.get(word, "") for word in (*words, *people)},
        **_with_due(facts, said),
        "values": said.get("values", {}),
        "state": State.ACCEPTED if said.get("accepted") else State.TRIAGE,
        "registered_at": happening.at,
        "registered_by": happening.by,
        "requesters": tuple(
            RequesterFacts(name=one["name"], enterprise=one.get("code", ""))
            for one in said.get("requesters", ())
        ),
    }


def _amend(facts: Facts, happening: Happening) -> _Changes:
    said = happening.payload
    words = ("title", "text", "category", "scope", "watcher")
    changes = {word: said[word] for word in words if word in said}
    if "values" in said:
        changes["values"] = {**facts.values, **said["values"]}
    return changes


def _accept(_facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.ACCEPTED}


def _decline(_facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.DECLINED}


def _dispatch(facts: Facts, happening: Happening) -> _Changes:
    said = happening.payload
    lead, count = said.get("lead", ""), facts.dispatch_count + 1
    dues: Mapping[str, str] = said.get("co_dues", {})
    given = [
        AssignmentFacts(lead, Part.LEAD, count, happening.at),
        *(
            AssignmentFacts(unit, Part.CO_UNIT, count, happening.at, _day(dues, unit))
            for unit in said.get("co_units", ())
        ),
    ]
    return {
        **_with_due(facts, said),
        "state": State.DISPATCHED,
        "back_to": None,
        "asked_due": None,
        "asked_by": "",
        "lead": lead,
        "first_receiver": facts.first_receiver or lead,
        "assignments": (*facts.assignments, *given),
        "accountable": said.get("accountable") or facts.accountable,
        "in_charge": said.get("in_charge", ""),
        "watcher": said.get("watcher") or facts.watcher,
        "dispatch_count": count,
        "dispatched_at": happening.at,
        "return_by": _moment(said, "return_by"),
        "designated": bool(said.get("designated")),
        "is_broadcast": bool(said.get("broadcast")),
        "worked_by": (),
    }


def _of_part(facts: Facts, part: Part, unit: str, changes: _Changes) -> tuple[AssignmentFacts, ...]:
    """The assignments, the one of this unit in the newest dispatch changed."""
    return tuple(
        replace(one, **changes)
        if (one.dispatch, one.part, one.unit) == (facts.dispatch_count, part, unit)
        else one
        for one in facts.assignments
    )


def _acknowledge(facts: Facts, happening: Happening) -> _Changes:
    signed = _of_part(facts, Part.LEAD, facts.lead, {"acknowledged_at": happening.at})
    in_charge = happening.payload.get("in_charge") or facts.in_charge
    return {"state": State.ACKNOWLEDGED, "in_charge": in_charge, "assignments": signed}


def _acknowledge_part(facts: Facts, happening: Happening) -> _Changes:
    signed = {"acknowledged_at": happening.at}
    return {"assignments": _of_part(facts, Part.CO_UNIT, happening.unit, signed)}


def _contribute(facts: Facts, happening: Happening) -> _Changes:
    told = {
        "contribution": happening.payload.get("text", ""),
        "contributed_at": happening.at,
        **_ASKS_NOTHING,
    }
    answered = _of_part(facts, Part.CO_UNIT, happening.unit, told)
    return {"assignments": answered, "worked_by": _worked(facts, happening)}


def _worked(facts: Facts, happening: Happening) -> tuple[str, ...]:
    """Each who worked on it once, in the order in which they began."""
    known = facts.worked_by
    return known if happening.by in known else (*known, happening.by)


def _request_return(facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.RETURN_REQUESTED, "back_to": facts.state}


def _go_back(facts: Facts, _happening: Happening) -> _Changes:
    back = {"state": facts.back_to, "back_to": None}
    return {**back, "asked_due": None, "asked_by": "", "review_on": None}


def _refuse_return(facts: Facts, happening: Happening) -> _Changes:
    """The office has decided: the unit is designated."""
    return {**_go_back(facts, happening), "designated": True}


def _progress(facts: Facts, happening: Happening) -> _Changes:
    worked: _Changes = {"worked_by": _worked(facts, happening)}
    if facts.state is State.EXTENSION_REQUESTED:
        return worked  # the request stays undecided while work goes on
    return {**worked, "state": State.IN_PROGRESS}


def _request_extension(facts: Facts, happening: Happening) -> _Changes:
    return {
        "state": State.EXTENSION_REQUESTED,
        "back_to": facts.state,
        "asked_due": _day(happening.payload, "due"),
        "asked_by": happening.by,
    }


def _grant_extension(facts: Facts, happening: Happening) -> _Changes:
    granted = {**happening.payload, "due": facts.asked_due and facts.asked_due.isoformat()}
    return {
        **_go_back(facts, happening),
        **_with_due(facts, granted),
        "extension_count": facts.extension_count + 1,
    }


_ASKS_NOTHING: Final[_Changes] = {"asked_due": None, "asked_by": ""}


def _request_co_extension(facts: Facts, happening: Happening) -> _Changes:
    asked = {"asked_due": _day(happening.payload, "due"), "asked_by": happening.by}
    return {"assignments": _of_part(facts, Part.CO_UNIT, happening.unit, asked)}


def _grant_co_extension(facts: Facts, happening: Happening) -> _Changes:
    """Its first date is kept; its clock moves by what the event says of the clocks."""
    unit = happening.payload.get("unit", "")
    part = facts.helper(unit)
    if part is None:
        return {}
    given = {
        **_ASKS_NOTHING,
        "due": part.asked_due or part.due,
        "original_due": part.original_due or part.due or facts.due,
        "extension_count": part.extension_count + 1,
    }
    return {"assignments": _of_part(facts, Part.CO_UNIT, unit, given)}


def _refuse_co_extension(facts: Facts, happening: Happening) -> _Changes:
    unit = happening.payload.get("unit", "")
    return {"assignments": _of_part(facts, Part.CO_UNIT, unit, _ASKS_NOTHING)}


def _park(facts: Facts, happening: Happening) -> _Changes:
    return {
        "state": State.PARKED,
        "back_to": facts.state,
        "review_on": _day(happening.payload, "review_on"),
        "park_kind": happening.payload.get("kind", ""),
    }


def _resume(facts: Facts, happening: Happening) -> _Changes:
    """Where it was; a clock that stood still gives the due date back its days."""
    return {**_go_back(facts, happening), **_with_due(facts, happening.payload)}


def _escalate(_facts: Facts, happening: Happening) -> _Changes:
    return {"level": happening.payload.get("level", "")}


def _plan_visit(_facts: Facts, happening: Happening) -> _Changes:
    said = happening.payload
    return {"visit_on": _day(said, "on"), "visitor": said.get("visitor", "")}


def _visit(_facts: Facts, _happening: Happening) -> _Changes:
    return {"visit_on": None, "visitor": ""}


def _replied(happening: Happening) -> _Changes:
    return {
        "reply": happening.payload.get("reply", ""),
        "answered_at": happening.at,
        "answered_by": happening.by,
    }


def _answer(_facts: Facts, happening: Happening) -> _Changes:
    asked = {"back_to": None, "asked_due": None, "asked_by": ""}
    return {**_replied(happening), **asked, "state": State.ANSWERED}


def _share_answer(_facts: Facts, happening: Happening) -> _Changes:
    return _replied(happening)  # it stays merged; each requester has the reply as an own one


def _call_back(facts: Facts, happening: Happening) -> _Changes:
    called = {"called_back_at": happening.at, "called_back_by": happening.by}
    return {**heard(facts, happening), **called, "state": State.CALLED_BACK}


def _close(_facts: Facts, happening: Happening) -> _Changes:
    return {"state": State.CLOSED, "closed_at": happening.at, "closed_by": happening.by}


_UNANSWERED: Final[_Changes] = {
    "answered_at": None,
    "answered_by": "",
    "evidence": 0,
    "called_back_at": None,
    "closed_at": None,
    "closed_by": "",
}


def _reopen(facts: Facts, happening: Happening) -> _Changes:
    """A new round: a new answer, new evidence; what the requester last said stands until then."""
    anew = {**_UNANSWERED, **taken_over(happening)}
    begun: _Changes = {"worked_by": (), "reopen_count": facts.reopen_count + 1}
    return {**anew, **begun, "state": State.REOPENED}


def _merge(facts: Facts, happening: Happening) -> _Changes:
    """What was asked for or parked until then is over: it would come back to where that began."""
    return {
        "state": State.MERGED,
        "back_to": facts.back_to or facts.state,
        "merged_into": happening.payload.get("into", ""),
        "asked_due": None,
        "asked_by": "",
        "review_on": None,
    }


def _unmerge(facts: Facts, happening: Happening) -> _Changes:
    """On its own again where it stood; a reply that was only shared no longer answers it."""
    anew = {**_UNANSWERED, **taken_over(happening)}
    return {**anew, "state": facts.back_to, "back_to": None, "merged_into": ""}


def _withdraw(_facts: Facts, _happening: Happening) -> _Changes:
    return {"state": State.WITHDRAWN, "back_to": None, "asked_due": None, "asked_by": ""}


def _list(facts: Facts, happening: Happening) -> _Changes:
    said = happening.payload
    listed = ListedFacts(said.get("ledger", ""), said.get("number", ""))
    changes: _Changes = {"listed": (*facts.listed, listed)}
    if "values" in said:
        changes["values"] = {**facts.values, **said["values"]}
    return changes


def _unlist(facts: Facts, happening: Happening) -> _Changes:
    ledger = happening.payload.get("ledger", "")
    return {"listed": tuple(one for one in facts.listed if one.ledger != ledger)}


def _redate(facts: Facts, happening: Happening) -> _Changes:
    """The work calendar has changed: the dates that rest on it are counted anew."""
    said = happening.payload
    return {**_with_due(facts, said), **with_part_dues(facts, said.get("co_dues", {}))}


def _undo(_facts: Facts, happening: Happening) -> _Changes:
    """What the undone act had changed is as it was; the act itself stays in the history."""
    return unpacked(happening.payload.get("restore", {}))


_FOLDS: Final[Mapping[Move, Callable[[Facts, Happening], _Changes]]] = {
    Move.REGISTER: _register,
    Move.AMEND: _amend,
    Move.ACCEPT: _accept,
    Move.DECLINE: _decline,
    Move.DISPATCH: _dispatch,
    Move.ACKNOWLEDGE: _acknowledge,
    Move.ACKNOWLEDGE_PART: _acknowledge_part,
    Move.REQUEST_RETURN: _request_return,
    Move.REFUSE_RETURN: _refuse_return,
    Move.PROGRESS: _progress,
    Move.CONTRIBUTE: _contribute,
    Move.REQUEST_EXTENSION: _request_extension,
    Move.GRANT_EXTENSION: _grant_extension,
    Move.REFUSE_EXTENSION: _go_back,
    Move.REQUEST_CO_EXTENSION: _request_co_extension,
    Move.GRANT_CO_EXTENSION: _grant_co_extension,
    Move.REFUSE_CO_EXTENSION: _refuse_co_extension,
    Move.PARK: _park,
    Move.RESUME: _resume,
    Move.ESCALATE: _escalate,
    Move.PLAN_VISIT: _plan_visit,
    Move.VISIT: _visit,
    Move.ANSWER: _answer,
    Move.CALL_BACK: _call_back,
    Move.RATE: heard,
    Move.CLOSE: _close,
    Move.REOPEN: _reopen,
    Move.MERGE: _merge,
    Move.UNMERGE: _unmerge,
    Move.SHARE_ANSWER: _share_answer,
    Move.WITHDRAW: _withdraw,
    Move.HAND_OVER: handed_over,
    Move.LIST: _list,
    Move.UNLIST: _unlist,
    Move.REDATE: _redate,
    Move.UNDO: _undo,
}
