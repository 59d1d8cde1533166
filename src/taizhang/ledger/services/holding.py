"""Who holds an entry, when people leave or units merge: handed over in one act each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.services.wording import person_said, plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit


def hand_over(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    in_charge: Person | None = None,
    watcher: Person | None = None,
    accountable: Person | None = None,
    visitor: Person | None = None,
    units: Mapping[Unit, Unit] | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Entry:
    """Give what somebody holds in it to somebody else; None leaves it as it is."""
    people = {
        "in_charge": in_charge,
        "watcher": watcher,
        "accountable": accountable,
        "visitor": visitor,
    }
    payload: dict[str, Any] = {}
    for key, person in people.items():
        payload |= person_said(key, person)
    if units:
        payload["units"] = {old.code: new.code for old, new in units.items()}
        payload["units_name"] = [new.name for new in units.values()]
    if plain(reason):
        payload["reason"] = plain(reason)
    mentions = [person for person in people.values() if person]
    return transitions.apply(
        entry,
        Move.HAND_OVER,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        mentions=[*mentions, *(units or {}).values()],
    )
