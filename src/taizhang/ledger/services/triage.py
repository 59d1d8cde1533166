"""Deciding whether a matter is taken up (受理)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def accept(entry: Entry, *, by: Person, now: datetime, seen: int | None = None) -> Entry:
    """Take the matter up."""
    return transitions.apply(entry, Move.ACCEPT, by=by, now=now, seen=seen)


def decline(
    entry: Entry, *, by: Person, now: datetime, reason: str, route: str, seen: int | None = None
) -> Entry:
    """Do not take it up; say why and which other way the requester was told."""
    payload = {"reason": plain(reason), "route": plain(route)}
    return transitions.apply(entry, Move.DECLINE, by=by, now=now, seen=seen, payload=payload)
