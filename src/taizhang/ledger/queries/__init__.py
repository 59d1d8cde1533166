"""What can be asked of a ledger."""

from __future__ import annotations

from taizhang.engine.deadlines import Signal
from taizhang.ledger.facts import facts_of, steps_of
from taizhang.ledger.queries.books import ledgers, name_of
from taizhang.ledger.queries.calendar import calendar_days, calendar_years
from taizhang.ledger.queries.clocks import CountedClock, DueStory, clocks, due_story
from taizhang.ledger.queries.desk import Desk, desk, waiting_for
from taizhang.ledger.queries.entries import (
    attachment_path,
    counts_by_ledger,
    counts_by_state,
    entries,
    entry_by_number,
    events,
    events_of,
    in_full,
    merged_into,
    numbers_of_drafts,
    open_attachment,
    permitted_moves,
    public_events,
)
from taizhang.ledger.queries.facts import FourFacts, four_facts
from taizhang.ledger.queries.listing import (
    SORTS,
    EntryFilter,
    behind,
    filtered,
    ordered,
    overdue,
    signal_of,
    with_signal,
)
from taizhang.ledger.queries.similar import similar_open
from taizhang.ledger.search import matching

__all__ = [
    "SORTS",
    "CountedClock",
    "Desk",
    "DueStory",
    "EntryFilter",
    "FourFacts",
    "Signal",
    "attachment_path",
    "behind",
    "calendar_days",
    "calendar_years",
    "clocks",
    "counts_by_ledger",
    "counts_by_state",
    "desk",
    "due_story",
    "entries",
    "entry_by_number",
    "events",
    "events_of",
    "facts_of",
    "filtered",
    "four_facts",
    "in_full",
    "ledgers",
    "matching",
    "merged_into",
    "name_of",
    "numbers_of_drafts",
    "open_attachment",
    "ordered",
    "overdue",
    "permitted_moves",
    "public_events",
    "signal_of",
    "similar_open",
    "steps_of",
    "waiting_for",
    "with_signal",
]
