"""Replaying the ledgers: do the events still add up to the rows, link by link?

Events are read in the order of their chain and folded by entry; when an entry's last event is
reached its facts are compared with its row and forgotten, so that memory holds open work only.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Count, Max

from taizhang.engine.lifecycle import NOTHING, Facts, Happening, Move, fold
from taizhang.engine.packing import differing
from taizhang.ledger import chain
from taizhang.ledger.facts import RELATED, facts_of, parts
from taizhang.ledger.models import Entry, Event, Ledger


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


NO_ENTRY: Final = ""
NO_ROW: Final = (0, "")
BATCH: Final = 500
SEQUENCE_GAP: Final = _("the chain has a gap before it")
LINK_BROKEN: Final = _("it does not continue the chain")
HASH_WRONG: Final = _("its content does not match its hash")
HISTORY_GAP: Final = _("the history of its entry has a gap before it")
UNREADABLE: Final = _("it cannot be replayed")
ROW_DIFFERS: Final = _("the entry differs from its events")
ROW_WITHOUT_EVENTS: Final = _("the entry has other events than it counts")
HEAD_DIFFERS: Final = _("the ledger's head is not its newest event")


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first thing that does not fit."""

    ledger: str
    number: str
    """Of the entry; empty when the chain itself ends wrong."""
    sequence: int
    """Of the event, or of the newest event of the entry."""
    what: str
    """A message to translate."""
    columns: tuple[str, ...] = ()
    """Which columns differ."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a replay found."""

    events: int
    entries: int
    seconds: float
    misfit: Misfit | None


class _DoesNotFit(Exception):
    def __init__(self, misfit: Misfit) -> None:
        super().__init__(misfit)
        self.misfit = misfit


@transaction.atomic
def verify() -> Verification:
    """Replay every ledger; stops at the first event that does not fit."""
    started = time.perf_counter()
    replay = _Replay()
    misfit = None
    try:
        for ledger in Ledger.objects.order_by("id"):
            replay.run(ledger)
    except _DoesNotFit as error:
        misfit = error.misfit
    return Verification(replay.events, replay.entries, time.perf_counter() - started, misfit)


class _Replay:
    """One pass over a ledger's chain."""

    def __init__(self) -> None:
        self.events = 0
        self.entries = 0

    def run(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sequence = 0
        self.head = ""
        self.facts: dict[int, Facts] = {}
        self.finished: dict[int, tuple[int, Facts]] = {}
        rows = Entry.objects.filter(ledger=ledger).values_list("pk", "version", "number")
        self.rows = {pk: (version, number) for pk, version, number in rows}
        events = Event.objects.filter(ledger=ledger).order_by("sequence")
        people = dict(events.order_by().values_list("by_id", "by__code").distinct())
        for event in events.iterator(chunk_size=BATCH):
            self._take(event, self.rows.get(event.entry_id, NO_ROW)[1], people[event.by_id])
        self._compare_finished()
        if (ledger.events, ledger.head) != (self.sequence, self.head):
            raise self._misfit(NO_ENTRY, self.sequence, HEAD_DIFFERS)
        self._require_no_leftover()

    def _take(self, event: Event, number: str, by: str) -> None:
        sequence = event.sequence
        if sequence != self.sequence + 1:
            raise self._misfit(number, sequence, SEQUENCE_GAP)
        if event.previous != self.head:
            raise self._misfit(number, sequence, LINK_BROKEN)
        if event.hash != chain.event_hash(event, ledger=self.ledger.code, entry=number, by=by):
            raise self._misfit(number, sequence, HASH_WRONG)
        self.sequence, self.head = sequence, event.hash
        self.events += 1
        self._fold(event, number, by)

    def _fold(self, event: Event, number: str, by: str) -> None:
        before = self.facts.pop(event.entry_id, NOTHING)
        if event.version != before.version + 1:
            raise self._misfit(number, event.sequence, HISTORY_GAP)
        happening = Happening(Move(event.move), event.at, by, event.by_unit_code, event.payload)
        try:
            after = fold(before, happening)
        except (KeyError, ValueError, TypeError) as error:
            raise self._misfit(number, event.sequence, UNREADABLE) from error
        if event.version == self.rows[event.entry_id][0]:
            self.finished[event.entry_id] = (event.sequence, after)
            if len(self.finished) >= BATCH:
                self._compare_finished()
        else:
            self.facts[event.entry_id] = after

    def _compare_finished(self) -> None:
        rows = Entry.objects.filter(pk__in=self.finished).select_related(*RELATED)
        rows = rows.prefetch_related(*parts())
        by_pk = {row.pk: row for row in rows}
        for pk, (sequence, facts) in self.finished.items():
            columns = differing(facts_of(by_pk[pk]), facts)
            if columns:
                raise self._misfit(by_pk[pk].number, sequence, ROW_DIFFERS, columns)
            self.entries += 1
        self.finished = {}

    def _require_no_leftover(self) -> None:
        """Rows that count more events, or other ones, than the chain holds."""
        counted = Entry.objects.filter(ledger=self.ledger).annotate(
            told=Count("events"), newest=Max("events__sequence")
        )
        for row in counted.iterator(chunk_size=BATCH):
            if row.told != row.version:
                raise self._misfit(row.number, row.newest or 0, ROW_WITHOUT_EVENTS)

    def _misfit(
        self, number: str, sequence: int, what: str, columns: tuple[str, ...] = ()
    ) -> _DoesNotFit:
        return _DoesNotFit(Misfit(self.ledger.code, number, sequence, what, columns))
