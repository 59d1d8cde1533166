"""What lead and co-units report while they work (进展)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.evidence import Upload, kept
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def report_progress(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    text: str,
    files: Sequence[Upload] = (),
    seen: int | None = None,
) -> Entry:
    """Say how far it is."""
    with kept(files) as evidence:
        return transitions.apply(
            entry,
            Move.PROGRESS,
            by=by,
            now=now,
            seen=seen,
            payload={"text": plain(text)},
            files=evidence,
        )


def contribute(
    entry: Entry, *, by: Person, now: datetime, text: str, seen: int | None = None
) -> Entry:
    """Give the co-unit's own answer; the lead unit sees it."""
    return transitions.apply(
        entry,
        Move.CONTRIBUTE,
        by=by,
        now=now,
        seen=seen,
        payload={"text": plain(text)},
    )
