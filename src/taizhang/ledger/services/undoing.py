"""Taking a mistaken act back: by an event that restores, never by deleting one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from taizhang.engine.lifecycle import Facts, Move
from taizhang.engine.packing import NEVER_RESTORED, differing, packed
from taizhang.ledger import transitions
from taizhang.ledger.replaying import facts_at
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def undo(entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None) -> Entry:
    """Undo the newest act; it stays in the history, with who took it back and why."""

    def restored(entry: Entry, before: Facts) -> dict[str, Any]:
        earlier = facts_at(entry, before.version - 1)
        names = [name for name in differing(earlier, before) if name not in NEVER_RESTORED]
        return {
            "undone": before.version,
            "undone_move": before.last_move,
            "restore": packed(earlier, names),
        }

    return transitions.apply(
        entry,
        Move.UNDO,
        by=by,
        now=now,
        seen=seen,
        payload={"reason": plain(reason)},
        complete=restored,
    )
