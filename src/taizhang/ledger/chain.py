"""The chain of a ledger's events: one canonical form, one hash, each on top of the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taizhang.ledger.models import Event


def canonical(value: object) -> str:
    """JSON with one spelling only: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def event_hash(event: Event, *, ledger: str, entry: str, by: str) -> str:
    """SHA-256 over all that an event says and the hash of the event before it."""
    return hash_of(
        {
            "ledger": ledger,
            "sequence": event.sequence,
            "entry": entry,
            "version": event.version,
            "move": event.move,
            "at": moment(event.at),
            "by": by,
            "by_name": event.by_name,
            "by_unit": event.by_unit,
            "by_unit_code": event.by_unit_code,
            "payload": event.payload,
            "previous": event.previous,
        }
    )


def hash_of(said: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment in one spelling, whatever time zone it was written in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
