"""Replaying the ledgers: do the events still add up to the rows, link by link?

The chains are walked by their hashes alone. Beside that every entry's events are hashed anew and
folded, entry by entry, and what they come to is compared with the row: that part knows nothing of
the other entries and is shared out to several processes. Of all that does not fit the first, by
its place in its chain, is named.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from django.db import connection, connections, transaction
from django.db.models import Exists, OuterRef, Subquery

from taizhang.engine.lifecycle import NOTHING, Facts, Happening, Move, fold
from taizhang.ledger import chain
from taizhang.ledger.in_force import wrongly_said
from taizhang.ledger.models import Entry, Event, Ledger
from taizhang.ledger.rows import Codes, facts_by_key
from taizhang.ledger.stored import stored


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


BATCH: Final = 500
CHUNK: Final = 4000
SEQUENCE_GAP: Final = _("the chain has a gap before it")
LINK_BROKEN: Final = _("it does not continue the chain")
HASH_WRONG: Final = _("its content does not match its hash")
HISTORY_GAP: Final = _("the history of its entry has a gap before it")
UNREADABLE: Final = _("it cannot be replayed")
HEAD_DIFFERS: Final = _("the ledger's head is not its newest event")
ROW_WITHOUT_EVENTS: Final = _("the entry has other events than it counts")
ROW_DIFFERS: Final = _("the entry differs from its events")
ANCHOR_DIFFERS: Final = _("it is not the event that was anchored")
# What a million events ask for is kept at hand.
_MOVES: Final = {move.value: move for move in Move}
_decoded: Final = json.JSONDecoder().decode
_ORDER: Final = (
    SEQUENCE_GAP,
    LINK_BROKEN,
    HASH_WRONG,
    HISTORY_GAP,
    UNREADABLE,
    HEAD_DIFFERS,
    ROW_WITHOUT_EVENTS,
    ROW_DIFFERS,
    ANCHOR_DIFFERS,
)
"""Of two things wrong at one event the one that explains the other comes first."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that does not fit."""

    ledger: str
    number: str
    """Of the entry; empty when the chain itself ends wrong."""
    sequence: int
    """Of the event, or of the newest event of the entry."""
    what: str
    """A message to translate."""
    columns: tuple[str, ...] = ()
    """Which columns differ."""

    @property
    def place(self) -> tuple[str, int, int]:
        """What is named first: by chain, by place in it, by what explains the rest."""
        return self.ledger, self.sequence, _ORDER.index(self.what)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a replay found."""

    events: int
    entries: int
    seconds: float
    misfit: Misfit | None


@dataclass(slots=True)
class _Found:
    """What one share of the entries came to."""

    events: int = 0
    entries: int = 0
    misfits: list[Misfit] = field(default_factory=list)

    def note(self, misfit: Misfit) -> None:
        """Keep the first one."""
        self.misfits = [min([*self.misfits, misfit], key=lambda one: one.place)]


def verify(*, workers: int = 1) -> Verification:
    """Replay every ledger, the entries shared out to `workers` processes; the first misfit."""
    started = time.perf_counter()
    shares = _shares(workers)
    if len(shares) > 1:
        connections.close_all()  # each process opens its own
        with multiprocessing.get_context("fork").Pool(len(shares)) as pool:
            waiting = pool.map_async(_replay, shares)
            found = [_chains(), *waiting.get()]
    else:
        found = [_chains(), *(_replay(share) for share in shares)]
    misfits = [misfit for one in found for misfit in one.misfits]
    return Verification(
        events=sum(one.events for one in found),
        entries=sum(one.entries for one in found),
        seconds=time.perf_counter() - started,
        misfit=min(misfits, key=lambda one: one.place, default=None),
    )


def _shares(workers: int) -> list[tuple[int, int]]:
    """The keys of the entries in as many stretches as there are workers."""
    keys = Entry.objects.order_by("pk")
    first, last = (
        keys.values_list("pk", flat=True).first(),
        keys.values_list("pk", flat=True).last(),
    )
    if first is None or last is None:
        return []
    step = max(BATCH, -(-(last + 1 - first) // max(1, workers)))
    return [(start, start + step) for start in range(first, last + 1, step)]


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """Everything read inside is of one moment; nobody who writes is held up."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
        return
    # Django's own transactions take SQLite's write lock at once; a replay only reads.
    connection.cursor().execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        connection.cursor().execute("COMMIT")


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Millions of small things, no cycle among them: to look for one takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chains() -> _Found:
    """Walk every chain from its first link to its head."""
    found = _Found()
    with _at_one_moment():
        for ledger in Ledger.objects.order_by("pk"):
            _chain(ledger, found)
    return found


def _chain(ledger: Ledger, found: _Found) -> None:
    sequence, head = 0, ""
    links = Event.objects.filter(ledger=ledger).order_by("sequence")
    for place, previous, own in links.values_list("sequence", "previous", "hash").iterator(CHUNK):
        if place != sequence + 1 or previous != head:
            what = SEQUENCE_GAP if place != sequence + 1 else LINK_BROKEN
            number = links.values_list("entry__number", flat=True).get(sequence=place)
            found.note(Misfit(ledger.code, number, place, what))
            return
        sequence, head = place, own
    if (ledger.events, ledger.head) != (sequence, head):
        found.note(Misfit(ledger.code, "", sequence, HEAD_DIFFERS))


class _Told(NamedTuple):
    """An event as it is read for a replay."""

    entry_id: int
    entry__number: str
    ledger_id: int
    sequence: int
    version: int
    move: str
    at: datetime
    by_id: int
    by_name: str
    by_unit: str
    by_unit_code: str
    body: str
    previous: str
    hash: str

    def fits_its_hash(self, codes: Codes) -> bool:
        """Whether what it says is what was hashed."""
        said = chain.sealed(
            ledger=codes.ledgers[self.ledger_id],
            sequence=self.sequence,
            entry=self.entry__number,
            version=self.version,
            move=self.move,
            at=self.at,
            by=codes.people[self.by_id],
            by_name=self.by_name,
            by_unit=self.by_unit,
            by_unit_code=self.by_unit_code,
            body=self.body,
            previous=self.previous,
        )
        return chain.digest(said, sm3=self.hash.startswith(chain.SM3)) == self.hash

    def happened(self, codes: Codes) -> Happening:
        """What it says, to be folded."""
        by, said = codes.people[self.by_id], _decoded(self.body)
        return Happening(_MOVES[self.move], self.at, by, self.by_unit_code, said)


def _replay(share: tuple[int, int]) -> _Found:
    """Hash, fold and compare the entries with keys in `[first, last)`."""
    found = _Found()
    with _at_one_moment(), _nothing_collected():
        codes = Codes()
        finished: dict[int, tuple[str, str, int, Facts]] = {}
        for key, history in _histories(share):
            finished[key] = _folded(history, codes, found)
            if len(finished) >= BATCH:
                _compare(finished, codes, found)
                finished = {}
        _compare(finished, codes, found)
        _without_events(share, codes, found)
        _wrongly_in_force(share, codes, found)
    return found


def _histories(share: tuple[int, int]) -> Iterator[tuple[int, list[_Told]]]:
    """Each entry's events, in their order."""
    first, last = share
    rows = Event.objects.filter(entry_id__gte=first, entry_id__lt=last)
    events = rows.order_by("entry_id", "version")
    told = map(_Told._make, stored(events, _Told._fields, chunk=CHUNK))
    for key, history in groupby(told, key=attrgetter("entry_id")):
        yield key, list(history)


def _folded(history: list[_Told], codes: Codes, found: _Found) -> tuple[str, str, int, Facts]:
    """Ledger, number, newest sequence and facts of one entry; what is wrong is noted."""
    facts = NOTHING
    ledger, number = codes.ledgers[history[0].ledger_id], history[0].entry__number
    for told in history:
        found.events += 1
        if not told.fits_its_hash(codes):
            found.note(Misfit(ledger, number, told.sequence, HASH_WRONG))
        elif told.version != facts.version + 1:
            found.note(Misfit(ledger, number, told.sequence, HISTORY_GAP))
        try:
            facts = fold(facts, told.happened(codes))
        except (KeyError, ValueError, TypeError, AttributeError):
            found.note(Misfit(ledger, number, told.sequence, UNREADABLE))
            break
    return ledger, number, max(told.sequence for told in history), facts


def _without_events(share: tuple[int, int], codes: Codes, found: _Found) -> None:
    """Rows that no event ever made."""
    first, last = share
    rows = Entry.objects.filter(pk__gte=first, pk__lt=last)
    bare = rows.exclude(Exists(Event.objects.filter(entry=OuterRef("pk"))))
    for ledger, number in bare.values_list("ledger_id", "number"):
        found.entries += 1
        found.note(Misfit(codes.ledgers[ledger], number, 0, ROW_WITHOUT_EVENTS))


def _wrongly_in_force(share: tuple[int, int], codes: Codes, found: _Found) -> None:
    """Assignments that a unit would be shown too long, or not at all."""
    first, last = share
    rows = wrongly_said().filter(entry_id__gte=first, entry_id__lt=last)
    newest = Event.objects.filter(entry=OuterRef("entry")).order_by("-version")
    told = rows.annotate(newest=Subquery(newest.values("sequence")[:1]))
    for ledger, number, sequence in told.values_list("entry__ledger_id", "entry__number", "newest"):
        misfit = Misfit(codes.ledgers[ledger], number, sequence or 0, ROW_DIFFERS, ("assignments",))
        found.note(misfit)


def _compare(finished: dict[int, tuple[str, str, int, Facts]], codes: Codes, found: _Found) -> None:
    """Hold the rows against what their events came to."""
    rows = facts_by_key(finished, codes)
    for key, (ledger, number, newest, facts) in finished.items():
        row = rows[key]
        found.entries += 1
        if row["version"] != facts.version:
            found.note(Misfit(ledger, number, newest, ROW_WITHOUT_EVENTS))
            continue
        told = facts.__dict__
        columns = tuple(name for name, value in row.items() if value != told[name])
        if columns:
            found.note(Misfit(ledger, number, newest, ROW_DIFFERS, columns))
