"""Anchors: where each chain stood on a day, kept outside the database.

Who can write to the database can forge a whole chain; who holds an older anchor finds out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.utils import timezone

from taizhang.ledger import chain
from taizhang.ledger.errors import AnchorsUnreadable
from taizhang.ledger.models import Event, Ledger
from taizhang.ledger.verification import ANCHOR_DIFFERS, Misfit

log = structlog.get_logger(__name__)


def drop(path: Path, *, now: datetime) -> int:
    """Append the head of every chain to the file at `path`; how many."""
    books = [book for book in Ledger.objects.order_by("pk") if book.events]
    with path.open("a", encoding="utf-8") as file:
        for book in books:
            said = {
                "at": chain.moment(now),
                "ledger": book.code,
                "sequence": book.events,
                "hash": book.head,
            }
            file.write(chain.canonical(said) + "\n")
    return len(books)


def daily(path: Path, *, now: datetime) -> int:
    """The anchors of the day, once; how many were added.

    A file that cannot be written keeps nothing else waiting: the log says so every time.
    """
    try:
        begun = path.exists() and path.stat().st_size
        if begun and timezone.localdate(_newest(path)) >= timezone.localdate(now):
            return 0
        return drop(path, now=now)
    except (OSError, AnchorsUnreadable) as error:
        log.warning("anchors_missed", path=str(path), reason=type(error).__name__)
        return 0


def _newest(path: Path) -> datetime:
    """When the newest line was written."""
    last = path.read_text(encoding="utf-8").splitlines()[-1:]
    try:
        return datetime.fromisoformat(json.loads(last[0])["at"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise AnchorsUnreadable(path=str(path), line=0) from error


def hold(path: Path) -> Misfit | None:
    """The first anchor at `path` that the chains do not hold any more."""
    for said in _anchors(path):
        event = Event.objects.filter(
            ledger__code=said["ledger"], sequence=said["sequence"], hash=said["hash"]
        )
        if not event.exists():
            return Misfit(said["ledger"], "", said["sequence"], ANCHOR_DIFFERS)
    return None


def _anchors(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise AnchorsUnreadable(path=str(path), line=0) from error
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            yield {key: said[key] for key in ("ledger", "sequence", "hash")}
        except (ValueError, KeyError, TypeError) as error:
            raise AnchorsUnreadable(path=str(path), line=number) from error
