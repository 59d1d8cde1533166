"""Entries, what happened to them, and what came with that.

What an event's payload may hold, by move; units, people and enterprises stand by code with the
name of that day beside it (`lead` and `lead_name`), days in ISO form:

- register: number, title, text, quote, category, scope, due_text, due, promise, requesters
  [{name, code}], accepted, draft, activity, watcher
- amend: title, text, category, scope, watcher · decline: reason, route
- dispatch: lead, co_units [..], in_charge, watcher, due, warn_on, due_by (order, promise, rule,
  extension), kept (dispatched anew, the date that stood binds on)
- acknowledge: in_charge · request_return, refuse_return, refuse_extension, reopen: reason
- progress, contribute: text · request_extension: reason, due · grant_extension: due, warn_on
- request_co_extension: reason, due · grant_co_extension: unit, due · refuse_co_extension: unit
- park: kind, reason, review_on · resume: note · answer: reply
- call_back: said, requester, solved, satisfaction · rate: requester, satisfaction, solved, comment
- close: note, impossible · any with files: files [{name, size, sha256}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from django.db.models import prefetch_related_objects

from taizhang.engine.lifecycle import Move, permitted
from taizhang.ledger.evidence import path_of
from taizhang.ledger.facts import facts_of, parts, steps_of
from taizhang.ledger.models import Entry, Event
from taizhang.ledger.whole import put_in_order, whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from django.db.models import QuerySet

    from taizhang.ledger.models import Attachment

_INSIDE: Final = (
    Move.AMEND,
    Move.REQUEST_RETURN,
    Move.REFUSE_RETURN,
    Move.CONTRIBUTE,
    Move.REQUEST_EXTENSION,
    Move.REFUSE_EXTENSION,
    Move.REQUEST_CO_EXTENSION,
    Move.GRANT_CO_EXTENSION,
    Move.REFUSE_CO_EXTENSION,
)
"""What units say among themselves; a requester reads the rest."""


def entries() -> QuerySet[Entry]:
    """Every entry with what a list shows of it."""
    rows = Entry.objects.select_related("ledger", "lead", "in_charge")
    return rows.prefetch_related("requesters")


def entry_by_number(number: str) -> Entry | None:
    """The entry of that number, if there is one."""
    return entries().filter(number=number).first()


def in_full(entry: Entry) -> Entry:
    """The entry with everything its page shows, in a fixed number of queries."""
    full = whole(entry.pk)
    put_in_order(full)
    return full


def permitted_moves(entry: Entry) -> frozenset[Move]:
    """What the entry's state leaves open, whoever asks."""
    prefetch_related_objects([entry], *parts())
    return permitted(facts_of(entry), steps_of(entry.ledger))


def events(entry: Entry) -> QuerySet[Event]:
    """The entry's history in order, with the files that came with it."""
    history = Event.objects.filter(entry=entry).order_by("version")
    return history.prefetch_related("attachments")


events_of = events


def newest_event(entry: Entry, move: Move) -> Event:
    """The newest act of this kind; raises `Event.DoesNotExist` where there was none."""
    return Event.objects.filter(entry=entry, move=move).latest("version")


def public_events(entry: Entry) -> QuerySet[Event]:
    """The part of the history that a requester reads."""
    return events(entry).exclude(move__in=_INSIDE)


def numbers_of_drafts(drafts: Iterable[int]) -> dict[int, str]:
    """The numbers of the entries that drafts became, by the drafts' keys."""
    found = Entry.objects.filter(draft_id__in=drafts)
    return {draft: number for draft, number in found.values_list("draft_id", "number") if draft}


def entries_of_drafts(drafts: Iterable[int]) -> dict[int, Entry]:
    """The entries that drafts became, with their lead units, by the drafts' keys."""
    found = Entry.objects.filter(draft_id__in=drafts).select_related("lead")
    return {entry.draft_id: entry for entry in found if entry.draft_id}


def attachment_path(attachment: Attachment) -> Path:
    """Where the file lies: outside the web root, under a name that says nothing."""
    return path_of(attachment.stored_as)


def open_attachment(attachment: Attachment) -> BinaryIO:
    """The file's bytes; the caller closes it."""
    return attachment_path(attachment).open("rb")


def merged_into(entry: Entry, among: QuerySet[Entry] | None = None) -> list[Entry]:
    """The entries, of these or of all, that it is worked on for, with their own requesters."""
    every = Entry.objects.all() if among is None else among
    return list(every.filter(merged_into=entry).prefetch_related("requesters").order_by("number"))
