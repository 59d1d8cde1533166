"""One entry on several ledgers, keyed in once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from taizhang.engine.lifecycle import Facts, Move
from taizhang.ledger import transitions
from taizhang.ledger.errors import LedgerShut, OwnLedger
from taizhang.ledger.models import Ledger
from taizhang.ledger.services.filling import checked_joining
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def put_on(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    ledger: str,
    values: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> Entry:
    """Let it stand on the ledger of this code too, under a number of that ledger.

    `values` are those of that ledger's own columns, by key; what it asks for must be filled in.
    """
    if entry.ledger.code == ledger:
        raise OwnLedger

    def numbered(_entry: Entry, before: Facts) -> dict[str, Any]:
        if any(one.ledger == ledger for one in before.listed):
            return {}  # the lifecycle refuses; no number is given away
        # Both ledgers in one order: two people who list crosswise never wait for each other.
        both = Ledger.objects.select_for_update().filter(code__in=[entry.ledger.code, ledger])
        book = {one.code: one for one in both.order_by("pk")}[ledger]
        if not book.is_open:
            raise LedgerShut(ledger=str(book))
        filled = checked_joining(book, before, values or {})
        said = {"number": transitions.next_number(book, now), "ledger_name": str(book)}
        return {**said, "values": filled} if values else said

    payload: dict[str, Any] = {"ledger": ledger}
    if values:
        payload["values"] = {key: _plain(value) for key, value in values.items()}
    return transitions.apply(
        entry, Move.LIST, by=by, now=now, seen=seen, payload=payload, complete=numbered
    )


def _plain(value: object) -> object:
    """As JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def take_off(
    entry: Entry, *, by: Person, now: datetime, ledger: str, reason: str, seen: int | None = None
) -> Entry:
    """It no longer stands there; its number is not given again."""
    payload = {"ledger": ledger, "reason": plain(reason)}
    return transitions.apply(entry, Move.UNLIST, by=by, now=now, seen=seen, payload=payload)
