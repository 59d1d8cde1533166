"""What can be asked of a ledger."""

from __future__ import annotations

from taizhang.engine.deadlines import Signal
from taizhang.ledger.facts import facts_of, steps_of
from taizhang.ledger.queries.books import (
    entries_of,
    is_built_in,
    ledger_by_code,
    ledgers,
    name_of,
    own_ledgers,
    plan_of,
    stands_on,
    waiting_workbooks,
    workbook_of,
)
from taizhang.ledger.queries.calendar import calendar_days, calendar_stands, calendar_years
from taizhang.ledger.queries.campaigns import (
    campaign_by_code,
    campaigns,
    entries_of_campaign,
    free_ledgers,
    last_day,
)
from taizhang.ledger.queries.clocks import (
    CountedClock,
    DueStory,
    clocks,
    due_story,
    part_deadline,
)
from taizhang.ledger.queries.columns import (
    ShownValue,
    columns_of,
    own_columns,
    shown,
    shown_values,
)
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
    listed_by_ledger,
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
from taizhang.ledger.queries.reminders import reminders_of
from taizhang.ledger.queries.similar import similar_open
from taizhang.ledger.search import matching

__all__ = [
    "SORTS",
    "CountedClock",
    "Desk",
    "DueStory",
    "EntryFilter",
    "FourFacts",
    "ShownValue",
    "Signal",
    "attachment_path",
    "behind",
    "calendar_days",
    "calendar_stands",
    "calendar_years",
    "campaign_by_code",
    "campaigns",
    "clocks",
    "columns_of",
    "counts_by_ledger",
    "counts_by_state",
    "desk",
    "due_story",
    "entries",
    "entries_of",
    "entries_of_campaign",
    "entry_by_number",
    "events",
    "events_of",
    "facts_of",
    "filtered",
    "four_facts",
    "free_ledgers",
    "in_full",
    "is_built_in",
    "last_day",
    "ledger_by_code",
    "ledgers",
    "listed_by_ledger",
    "matching",
    "merged_into",
    "name_of",
    "numbers_of_drafts",
    "open_attachment",
    "ordered",
    "overdue",
    "own_columns",
    "own_ledgers",
    "part_deadline",
    "permitted_moves",
    "plan_of",
    "public_events",
    "reminders_of",
    "shown",
    "shown_values",
    "signal_of",
    "similar_open",
    "stands_on",
    "steps_of",
    "waiting_for",
    "waiting_workbooks",
    "with_signal",
    "workbook_of",
]
