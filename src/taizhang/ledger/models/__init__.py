"""台账: ledgers, entries, what happened to them, and the clocks they run by."""

from __future__ import annotations

from taizhang.ledger.models.calendar import CalendarDay, CalendarYear
from taizhang.ledger.models.clocks import Clock
from taizhang.ledger.models.entries import Assignment, Entry, Listing, Requester
from taizhang.ledger.models.events import Attachment, Event
from taizhang.ledger.models.finding import EntryValue, FirstView, Passage, Reading, View
from taizhang.ledger.models.ledgers import (
    Campaign,
    CampaignLine,
    Column,
    Ledger,
    LedgerRight,
    Numbering,
    RaisingRule,
    Workbook,
)
from taizhang.ledger.models.presets import PresetVersion
from taizhang.ledger.models.reminders import Reminder

__all__ = [
    "Assignment",
    "Attachment",
    "CalendarDay",
    "CalendarYear",
    "Campaign",
    "CampaignLine",
    "Clock",
    "Column",
    "Entry",
    "EntryValue",
    "Event",
    "FirstView",
    "Ledger",
    "LedgerRight",
    "Listing",
    "Numbering",
    "Passage",
    "PresetVersion",
    "RaisingRule",
    "Reading",
    "Reminder",
    "Requester",
    "View",
    "Workbook",
]
