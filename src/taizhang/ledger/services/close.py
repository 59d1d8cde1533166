"""Ending a matter (销号), and taking it up anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.evidence import Upload, kept
from taizhang.ledger.services.defaults import at_return
from taizhang.ledger.services.wording import plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def close(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    note: str = "",
    impossible: str = "",
    files: Sequence[Upload] = (),
    seen: int | None = None,
) -> Entry:
    """Strike it off; `impossible` explains what could not be solved or who not be reached."""
    said = {"note": plain(note), "impossible": plain(impossible)}
    with kept(files) as evidence:
        return transitions.apply(
            entry,
            Move.CLOSE,
            by=by,
            now=now,
            seen=seen,
            payload={key: value for key, value in said.items() if value},
            files=evidence,
        )


def reopen(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Take it up anew; counted."""
    payload = {"reason": plain(reason)}
    return transitions.apply(
        entry,
        Move.REOPEN,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=lambda entry, _before: at_return(entry, by),
    )
