"""The four honest facts of an entry: on time, closed, solved, satisfied; None is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import State

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class FourFacts:
    """Never folded into one."""

    on_time: bool | None
    """Answered by the current due date."""
    on_time_first: bool | None
    """Answered by the due date that was set first."""
    closed: bool
    solved: bool | None
    satisfied: bool | None


def four_facts(entry: Entry, today: date) -> FourFacts:
    """What is known on `today`."""
    rating = entry.satisfaction
    return FourFacts(
        on_time=_kept(entry, entry.due, today),
        on_time_first=_kept(entry, entry.original_due, today),
        closed=entry.state == State.CLOSED,
        solved=entry.is_solved,
        satisfied=not Satisfaction(rating).is_bad if rating else None,
    )


def _kept(entry: Entry, due: date | None, today: date) -> bool | None:
    """Unanswered and not yet due is not known; unanswered and past is no."""
    if due is None:
        return None
    if entry.answered_at:
        return timezone.localdate(entry.answered_at) <= due
    return False if today > due else None
