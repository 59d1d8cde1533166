"""The answer to the requester (答复), and what the requester says of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop

from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.refusals import NotARequester
from taizhang.ledger import transitions
from taizhang.ledger.evidence import Upload, kept
from taizhang.ledger.services.close import reopen
from taizhang.ledger.services.merging import unmerge
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Enterprise, Person

DISSATISFIED = gettext_noop("The requester is not satisfied.")
"""Reason of a reopening that a bad rating caused; translated when it is shown."""


def answer(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    reply: str,
    missing: str = "",
    files: Sequence[Upload] = (),
    seen: int | None = None,
) -> Entry:
    """Give the one outward answer; `missing` says why it waits for no unit that is silent."""
    said = {"reply": plain(reply), "missing": plain(missing)}
    with kept(files) as evidence:
        return transitions.apply(
            entry,
            Move.ANSWER,
            by=by,
            now=now,
            seen=seen,
            payload={key: value for key, value in said.items() if value or key == "reply"},
            files=evidence,
        )


def call_back(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    said: str,
    enterprise: Enterprise | None = None,
    solved: bool | None = None,
    satisfaction: Satisfaction | str | None = None,
    seen: int | None = None,
) -> Entry:
    """Write down what the requester said when called (回访)."""
    payload: dict[str, Any] = {"said": plain(said)}
    if enterprise:
        payload["requester"] = _name_in(entry, enterprise)
    if solved is not None:
        payload["solved"] = solved
    if satisfaction:
        payload["satisfaction"] = str(satisfaction)
    return transitions.apply(entry, Move.CALL_BACK, by=by, now=now, seen=seen, payload=payload)


def rate(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    enterprise: Enterprise,
    satisfaction: Satisfaction | str,
    solved: bool | None,
    comment: str = "",
    seen: int | None = None,
) -> Entry:
    """Take the requester's own rating; a bad one reopens the entry at once.

    What was merged becomes a matter of its own again: the reply to another did not answer it.
    """
    payload: dict[str, Any] = {
        "requester": _name_in(entry, enterprise),
        "satisfaction": str(satisfaction),
    }
    if solved is not None:
        payload["solved"] = solved
    if plain(comment):
        payload["comment"] = plain(comment)

    def reopened(entry: Entry) -> Entry:
        if not Satisfaction(satisfaction).is_bad:
            return entry
        anew = unmerge if entry.state == State.MERGED else reopen
        return anew(entry, by=by, now=now, reason=plain(comment) or DISSATISFIED)

    return transitions.apply(
        entry, Move.RATE, by=by, now=now, seen=seen, payload=payload, then=reopened
    )


def _name_in(entry: Entry, enterprise: Enterprise) -> str:
    """The name under which the enterprise stands in the entry."""
    requester = entry.requesters.filter(enterprise=enterprise).first()
    if requester is None:
        raise NotARequester(name=enterprise.name)
    return requester.name
