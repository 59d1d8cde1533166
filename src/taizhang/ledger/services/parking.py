"""What cannot be solved now (挂账): said honestly, with a reason and a day to come back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import Move, ParkKind
from taizhang.ledger import transitions
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def park(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    kind: ParkKind | str,
    reason: str,
    review_on: date,
    seen: int | None = None,
) -> Entry:
    """Park it until `review_on`."""
    payload = {"kind": str(kind), "reason": plain(reason), "review_on": review_on.isoformat()}
    return transitions.apply(entry, Move.PARK, by=by, now=now, seen=seen, payload=payload)


def resume(
    entry: Entry, *, by: Person, now: datetime, note: str = "", seen: int | None = None
) -> Entry:
    """Take a parked entry up again."""
    payload = {"note": plain(note)} if plain(note) else {}
    return transitions.apply(entry, Move.RESUME, by=by, now=now, seen=seen, payload=payload)
