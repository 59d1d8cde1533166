"""Deciding whether a matter is taken up (受理), what it is and whose: one by one or in one act."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import transitions
from taizhang.ledger.services.dispatch import dispatch
from taizhang.ledger.services.register import amend
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit


def accept(entry: Entry, *, by: Person, now: datetime, seen: int | None = None) -> Entry:
    """Take the matter up."""
    return transitions.apply(entry, Move.ACCEPT, by=by, now=now, seen=seen)


def decline(
    entry: Entry, *, by: Person, now: datetime, reason: str, route: str, seen: int | None = None
) -> Entry:
    """Do not take it up; say why and which other way the requester was told."""
    payload = {"reason": plain(reason), "route": plain(route)}
    return transitions.apply(entry, Move.DECLINE, by=by, now=now, seen=seen, payload=payload)


@transaction.atomic
def settle(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    category: str = "",
    lead: Unit | None = None,
    due: date | None = None,
    seen: int | None = None,
) -> Entry:
    """All that triage decides at once: taken up, category, lead unit; each an event of its own.

    What stands already is left as it is; a category alone takes nothing up. All of it or nothing.
    """
    if lead is not None and State(entry.state) is State.TRIAGE:
        entry = accept(entry, by=by, now=now, seen=seen)
        seen = entry.version
    if category and category != entry.category:
        entry = amend(entry, category=category, by=by, now=now, seen=seen)
        seen = entry.version
    if lead is not None:
        entry = dispatch(entry, lead=lead, due=due, by=by, now=now, seen=seen)
    return entry
