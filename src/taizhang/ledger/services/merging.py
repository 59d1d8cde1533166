"""The same matter twice (并单): worked on once, answered to each requester."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.models import Entry
from taizhang.ledger.services.defaults import at_return
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.roster.models import Person


@transaction.atomic
def merge(
    entry: Entry, *, by: Person, now: datetime, into: Entry, reason: str, seen: int | None = None
) -> Entry:
    """Let `into` be worked on for both; the requesters of `entry` keep their own line."""
    # Both in one order: two people who merge crosswise never wait for each other.
    both = Entry.objects.select_for_update(of=("self",)).filter(pk__in=[entry.pk, into.pk])
    list(both.order_by("pk").values_list("pk"))
    payload = {"into": into.number, "reason": plain(reason)}
    return transitions.apply(entry, Move.MERGE, by=by, now=now, seen=seen, payload=payload)


def unmerge(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """It is a matter of its own after all."""
    payload = {"reason": plain(reason)}
    return transitions.apply(
        entry,
        Move.UNMERGE,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=lambda entry, _before: at_return(entry, by),
    )


def share_answer(
    entry: Entry, *, by: Person, now: datetime, reply: str, seen: int | None = None
) -> Entry:
    """Give the requesters of a merged entry their own reply, after somebody looked at it."""
    payload = {"reply": plain(reply)}
    return transitions.apply(entry, Move.SHARE_ANSWER, by=by, now=now, seen=seen, payload=payload)


def withdraw(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """The requester takes it back, or says that nothing needs to be done any more."""
    payload = {"reason": plain(reason)}
    return transitions.apply(entry, Move.WITHDRAW, by=by, now=now, seen=seen, payload=payload)
