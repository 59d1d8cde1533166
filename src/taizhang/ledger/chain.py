"""The chain of a ledger's events: one canonical form, one hash, each on top of the one before.

The hash is SHA-256 or, where the setting asks for the national algorithm, SM3 (GB/T 32905-2016);
an SM3 hash says so in front, so that a chain may change from one to the other and still be read.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from taizhang.ledger.models import Event

SM3: Final = "sm3:"


def canonical(value: object) -> str:
    """JSON with one spelling only: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def event_hash(event: Event, *, ledger: str, entry: str, by: str) -> str:
    """The hash over all that an event says and the hash of the event before it."""
    said = sealed(
        ledger=ledger,
        sequence=event.sequence,
        entry=entry,
        version=event.version,
        move=event.move,
        at=event.at,
        by=by,
        by_name=event.by_name,
        by_unit=event.by_unit,
        by_unit_code=event.by_unit_code,
        body=event.body,
        previous=event.previous,
    )
    return digest(said, sm3=settings.EVENT_HASH == "sm3")


def sealed(  # everything that an event says
    *,
    ledger: str,
    sequence: int,
    entry: str,
    version: int,
    move: str,
    at: datetime,
    by: str,
    by_name: str,
    by_unit: str,
    by_unit_code: str,
    body: str,
    previous: str,
) -> str:
    """The canonical JSON of an event, put together: a replay does it a million times."""
    return (
        f'{{"at":"{moment(at)}","by":{_quoted(by)},"by_name":{_quoted(by_name)},'
        f'"by_unit":{_quoted(by_unit)},"by_unit_code":{_quoted(by_unit_code)},'
        f'"entry":{_quoted(entry)},"ledger":{_quoted(ledger)},"move":{_quoted(move)},'
        f'"payload":{body},"previous":{_quoted(previous)},"sequence":{sequence},'
        f'"version":{version}}}'
    )


def digest(said: str, *, sm3: bool = False) -> str:
    """The hash of a canonical text, by the algorithm asked for."""
    if sm3:
        return SM3 + hashlib.new("sm3", said.encode()).hexdigest()
    return hashlib.sha256(said.encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment in one spelling, whatever time zone it was written in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
