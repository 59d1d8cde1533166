"""What an act beside the straight way shows before it is done: the other entry, the act undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from taizhang.access.scopes import comparable_entries, visible_entries
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.requirements import UNDO_WITHIN
from taizhang.ledger import queries
from taizhang.web.ledger.sentences import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from taizhang.ledger.models import Entry
    from taizhang.web.ledger.sentences import Told
    from taizhang.web.request import Request

MOST: Final = 8
"""Entries of one search; more than that nobody compares."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Entries into which this one may be merged."""

    words: str
    """What was searched for; empty: those that say much the same."""
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Undone:
    """The newest act, and until when it can be taken back."""

    act: Told
    until: datetime


def shown_before(request: Request, entry: Entry, move: Move) -> dict[str, Any]:
    """More for the page of the act."""
    more = _MORE.get(move)
    return more(request, entry) if more else {}


def may_still_undo(entry: Entry, now: datetime) -> bool:
    """Within a day; afterwards the screen does not offer what would be refused."""
    return now - entry.changed_at <= UNDO_WITHIN


def _candidates(request: Request, entry: Entry) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()[:100]
    if words:
        open_ones = visible_entries(request.person).filter(
            state__in=[state.value for state in State if state.is_open]
        )
        rows = queries.matching(open_ones, words).exclude(pk=entry.pk)
        found = list(rows.select_related("ledger").prefetch_related("requesters")[:MOST])
    else:
        codes = [one.enterprise.code for one in entry.requesters.all() if one.enterprise]
        alike = queries.similar_open(
            entry.text,
            among=comparable_entries(request.person),
            category=entry.category,
            enterprises=codes,
            limit=MOST + 1,
        )
        found = [one for one in alike if one.pk != entry.pk]
    return {"candidates": Candidates(words, found)}


def _undone(_request: Request, entry: Entry) -> dict[str, Any]:
    newest = queries.events(entry).order_by("-version").first()
    return {"undone": Undone(told(newest), entry.changed_at + UNDO_WITHIN)} if newest else {}


_MORE: Final[dict[Move, Callable[[Request, Entry], dict[str, Any]]]] = {
    Move.MERGE: _candidates,
    Move.UNDO: _undone,
}
