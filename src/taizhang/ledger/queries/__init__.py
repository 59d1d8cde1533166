"""What can be asked of a ledger."""

from __future__ import annotations

from taizhang.engine.deadlines import Signal
from taizhang.ledger.facts import facts_of, steps_of
from taizhang.ledger.queries.books import (
    entries_of,
    has_listed,
    is_built_in,
    ledger_by_code,
    ledgers,
    listed_on,
    name_of,
    own_ledgers,
    plan_of,
    stands_on,
    waiting_workbooks,
    workbook_of,
)
from taizhang.ledger.queries.calendar import calendar_days, calendar_years
from taizhang.ledger.queries.campaigns import (
    campaign_by_code,
    campaigns,
    entries_of_campaign,
    free_ledgers,
    last_day,
)
from taizhang.ledger.queries.clocks import CountedClock, DueStory, clocks, due_story
from taizhang.ledger.queries.columns import (
    ShownValue,
    columns_of,
    own_columns,
    shown,
    shown_values,
)
from taizhang.ledger.queries.counting import (
    GLANCE,
    ROWS,
    Count,
    added,
    counted,
    counts_by_ledger,
    listed_by_ledger,
    total,
)
from taizhang.ledger.queries.desk import Desk, desk, waiting_for
from taizhang.ledger.queries.entries import (
    attachment_path,
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
    behind,
    helping,
    in_hands_of,
    overdue,
    shows,
    signal_of,
    with_signal,
)
from taizhang.ledger.queries.orders import NEWEST, ORDERS, SPARSE, Place, Run, Sheet, UnknownPlace
from taizhang.ledger.queries.ranking import Excerpt, excerpts, ranked, spans
from taizhang.ledger.queries.reminders import reminders_of
from taizhang.ledger.queries.similar import similar_open
from taizhang.ledger.queries.views import first_view, first_views, view_by_code, views
from taizhang.ledger.search import matching

__all__ = [
    "GLANCE",
    "NEWEST",
    "ORDERS",
    "ROWS",
    "SPARSE",
    "Count",
    "CountedClock",
    "Desk",
    "DueStory",
    "Excerpt",
    "FourFacts",
    "Place",
    "Run",
    "Sheet",
    "ShownValue",
    "Signal",
    "UnknownPlace",
    "added",
    "attachment_path",
    "behind",
    "calendar_days",
    "calendar_years",
    "campaign_by_code",
    "campaigns",
    "clocks",
    "columns_of",
    "counted",
    "counts_by_ledger",
    "desk",
    "due_story",
    "entries",
    "entries_of",
    "entries_of_campaign",
    "entry_by_number",
    "events",
    "events_of",
    "excerpts",
    "facts_of",
    "first_view",
    "first_views",
    "four_facts",
    "free_ledgers",
    "has_listed",
    "helping",
    "in_full",
    "in_hands_of",
    "is_built_in",
    "last_day",
    "ledger_by_code",
    "ledgers",
    "listed_by_ledger",
    "listed_on",
    "matching",
    "merged_into",
    "name_of",
    "numbers_of_drafts",
    "open_attachment",
    "overdue",
    "own_columns",
    "own_ledgers",
    "permitted_moves",
    "plan_of",
    "public_events",
    "ranked",
    "reminders_of",
    "shown",
    "shown_values",
    "shows",
    "signal_of",
    "similar_open",
    "spans",
    "stands_on",
    "steps_of",
    "total",
    "view_by_code",
    "views",
    "waiting_for",
    "waiting_workbooks",
    "with_signal",
    "workbook_of",
]
