"""Raising a matter above those who have it (提级)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import Level, Move
from taizhang.ledger import transitions
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def escalate(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    level: Level | str,
    reason: str,
    seen: int | None = None,
) -> Entry:
    """Raise it to `level`; it stays with its units, a higher one sees to it."""
    payload = {"level": str(level), "reason": plain(reason)}
    return transitions.apply(entry, Move.ESCALATE, by=by, now=now, seen=seen, payload=payload)
