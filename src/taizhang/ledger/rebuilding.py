"""Making the rows anew out of the events: the tables are a reading of the history, no more.

In place every entry's row and parts are brought to what its events come to. Into an empty ledger
the history itself comes back first, from a file that `dump` wrote: the same events with the same
places and hashes, or nothing at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

from django.db import transaction

from taizhang.engine.lifecycle import NOTHING, Facts, Happening, Move, fold
from taizhang.engine.packing import differing
from taizhang.ledger import chain, in_force, search, statistics
from taizhang.ledger.errors import DumpUnreadable, LedgerNotEmpty
from taizhang.ledger.facts import RELATED, Known, facts_of, parts, write_parts, write_row
from taizhang.ledger.models import Entry, Event, Ledger, Numbering
from taizhang.ledger.replaying import facts_at
from taizhang.roster.batches import Batch
from taizhang.roster.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK: Final = 500
_FIELDS: Final = (
    "sequence",
    "version",
    "move",
    "by_name",
    "by_unit",
    "by_unit_code",
    "body",
    "previous",
    "hash",
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilding did."""

    entries: int
    changed: int
    """Entries whose row or parts were not what their events come to."""


@transaction.atomic
def rebuild(told: Callable[[int], None] = lambda _done: None) -> Rebuilt:
    """Bring every row to what its events come to; `told` hears how many are done."""
    entries = changed = 0
    known = Known()
    rows = Entry.objects.select_related("ledger", *RELATED).prefetch_related(*parts())
    for entry in rows.order_by("pk").iterator(CHUNK):
        before, after = facts_of(entry), facts_at(entry, entry.events.count())
        entries += 1
        if differing(before, after):
            changed += 1
            write_row(entry, after, known)
            entry.save(force_update=True)
            batch = Batch()
            write_parts(batch, entry, before, after, known)
            batch.tell()
        search.index(entry, [one.name for one in after.requesters])
        if entries % CHUNK == 0:
            told(entries)
    in_force.mark_all()
    statistics.gather()
    return Rebuilt(entries, changed)


def dump(file: TextIO) -> int:
    """Write every event, a line of JSON each, in the order of the chains; how many."""
    count = 0
    events = Event.objects.select_related("ledger", "entry", "by").order_by("ledger", "sequence")
    for event in events.iterator(CHUNK):
        said = {name: getattr(event, name) for name in _FIELDS}
        said |= {
            "ledger": event.ledger.code,
            "entry": event.entry.number,
            "by": event.by.code,
            "at": chain.moment(event.at),
        }
        file.write(chain.canonical(said) + "\n")
        count += 1
    return count


@transaction.atomic
def restore(file: TextIO, told: Callable[[int], None] = lambda _done: None) -> int:
    """Bring the history of a dump into empty ledgers, with rows and numbers; how many events.

    Units, people and enterprises must be on the roster; raises `DumpUnreadable` with the line.
    """
    if Event.objects.exists():
        raise LedgerNotEmpty
    books = {book.code: book for book in Ledger.objects.select_for_update()}
    people = {person.code: person for person in Person.objects.all()}
    returning = _Returning(books)
    count = 0
    for count, (line, said) in enumerate(_lines(file), 1):  # counted to the end
        try:
            returning.take(said, people[said["by"]])
        except (KeyError, ValueError, TypeError) as error:
            raise DumpUnreadable(line=line, what=repr(error)) from error
        if count % CHUNK == 0:
            told(count)
    returning.finish()
    statistics.gather()
    return count


def _lines(file: TextIO) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(file, 1):
        try:
            said = json.loads(line)
        except ValueError as error:
            raise DumpUnreadable(line=number, what=repr(error)) from error
        yield number, said


class _Returning:
    """Entries that come back event by event."""

    def __init__(self, books: dict[str, Ledger]) -> None:
        self.books = books
        self.known = Known(books.values())
        self.entries: dict[str, Entry] = {}
        self.facts: dict[str, Facts] = {}

    def take(self, said: dict[str, Any], by: Person) -> None:
        """One more event: its entry is made with the first of them."""
        book, number = self.books[said["ledger"]], said["entry"]
        happening = Happening(
            Move(said["move"]),
            datetime.fromisoformat(said["at"]),
            said["by"],
            said["by_unit_code"],
            json.loads(said["body"]),
        )
        facts = fold(self.facts.get(number, NOTHING), happening)
        entry = self.entries.get(number)
        if entry is None:
            entry = Entry(
                ledger=book,
                draft_id=happening.payload.get("draft"),
                activity_id=happening.payload.get("activity"),
            )
            write_row(entry, facts, self.known)
            entry.save(force_insert=True)
            self.entries[number] = entry
        self.facts[number] = facts
        event = Event(ledger=book, entry=entry, by=by, at=happening.at)
        for name in _FIELDS:
            setattr(event, name, said[name])
        event.save(force_insert=True)
        book.events, book.head = event.sequence, event.hash

    def finish(self) -> None:
        """Rows, parts, index and numbering as the history left them."""
        for number, entry in self.entries.items():
            facts = self.facts[number]
            write_row(entry, facts, self.known)
            entry.save(force_update=True)
            batch = Batch()
            write_parts(batch, entry, NOTHING, facts, self.known)
            batch.tell()
            search.index(entry, [one.name for one in facts.requesters])
            self._count(entry.ledger, number)
            for listed in facts.listed:
                self._count(self.books[listed.ledger], listed.number)
        for book in self.books.values():
            book.save(update_fields=["events", "head"])

    @staticmethod
    def _count(book: Ledger, number: str) -> None:
        year, last = number.split("-")[-2:]
        numbering, _made = Numbering.objects.get_or_create(ledger=book, year=int(year))
        numbering.last = max(numbering.last, int(last))
        numbering.save(update_fields=["last"])
