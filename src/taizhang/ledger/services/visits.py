"""Going there again (回访走访): a visit planned from an entry, and what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.evidence import Upload, kept
from taizhang.ledger.services.wording import person_said, plain

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def plan_visit(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    on: date,
    visitor: Person | None,
    note: str = "",
    seen: int | None = None,
) -> Entry:
    """Somebody goes there on a day; planned again means: on another day, or somebody else."""
    payload = {"on": on.isoformat(), **person_said("visitor", visitor)}
    if plain(note):
        payload["note"] = plain(note)
    return transitions.apply(
        entry,
        Move.PLAN_VISIT,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        mentions=[visitor] if visitor else [],
    )


def visit(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    text: str,
    files: Sequence[Upload] = (),
    seen: int | None = None,
) -> Entry:
    """Write down what was seen and said there."""
    with kept(files) as evidence:
        return transitions.apply(
            entry,
            Move.VISIT,
            by=by,
            now=now,
            seen=seen,
            payload={"text": plain(text)},
            files=evidence,
        )
