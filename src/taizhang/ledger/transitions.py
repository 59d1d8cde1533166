"""The one writer of an entry's state: rule, row, event and index in one transaction.

Locks are taken in one order, the entry first, who takes something over second and the ledger's
chain last, so that two people never wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from taizhang.engine.lifecycle import NOTHING, Facts, Happening, Move, check, fold
from taizhang.ledger import chain, clocks, reading, search
from taizhang.ledger.errors import LedgerShut, StaleEntry
from taizhang.ledger.evidence import Kept
from taizhang.ledger.facts import (
    Known,
    facts_of,
    steps_of,
    write_first_parts,
    write_parts,
    write_row,
)
from taizhang.ledger.holdings import require_present
from taizhang.ledger.merged import require_head_open, require_replies
from taizhang.ledger.models import Attachment, Entry, Event, Ledger
from taizhang.ledger.presets import preset_for
from taizhang.ledger.whole import named_in, whole
from taizhang.ledger.work_calendar import work_calendar
from taizhang.roster.batches import Batch
from taizhang.roster.changing import as_read, change_in, write_in
from taizhang.roster.fetching import Lock, rows_by, rows_in
from taizhang.roster.inserting import insert, insert_in

if TYPE_CHECKING:
    from taizhang.engine.calendar import WorkCalendar
    from taizhang.engine.deadlines import Preset
    from taizhang.intake.models import Activity, Draft
    from taizhang.roster.models import Enterprise, Person, Unit

_NUMBERED: Final = (
    "INSERT INTO ledger_numbering (ledger_id, year, last) VALUES (%s, %s, %s) "
    "ON CONFLICT (ledger_id, year) DO UPDATE SET last = ledger_numbering.last + excluded.last "
    "RETURNING last"
)
_SEARCHED: Final = ("title", "text", "reply", "promise", "values", "requesters")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first thing that is said of an entry to be."""

    payload: Mapping[str, Any]
    mentions: Sequence[Unit | Person] = ()
    enterprises: Mapping[str, Enterprise] = field(default_factory=dict)
    files: Sequence[Kept] = ()
    draft: Draft | None = None
    activity: Activity | None = None


@transaction.atomic
def begin(
    ledger: str,
    beginnings: Sequence[Beginning],
    *,
    by: Person,
    now: datetime,
    accepted: bool = True,
) -> list[Entry]:
    """Number new entries of a ledger, write them and their first events, in this order.

    One of them or hundreds: what they share is asked once and each table is written once.
    """
    found = rows_by(Ledger, "code", [ledger])
    if not found:
        raise Ledger.DoesNotExist
    told = _told(found[0], beginnings, by, now, accepted=accepted)
    require_present((NOTHING, facts) for _happening, facts in told)
    book, numbers = _chained(found[0], now, len(beginnings))
    told = [_numbered(one, number) for one, number in zip(told, numbers, strict=True)]
    things = [thing for one in beginnings for thing in (*one.mentions, *one.enterprises.values())]
    known = Known((by, *things))
    made: list[tuple[Entry, Facts]] = []
    for one, (_happening, facts) in zip(beginnings, told, strict=True):
        entry = Entry(ledger=book, draft=one.draft, activity=one.activity)
        write_row(entry, facts, known)
        made.append((entry, facts))
    insert(entry for entry, _facts in made)
    batch = Batch()
    write_first_parts(batch, book, made, known)
    links = [
        _Link(entry, happening, one.files)
        for (entry, _facts), (happening, _after), one in zip(made, told, beginnings, strict=True)
    ]
    _append(batch, book, links, by)
    search.index_in(
        batch, [(entry, [one.name for one in facts.requesters]) for entry, facts in made]
    )
    batch.tell()
    return [entry for entry, _facts in made]


def _told(
    book: Ledger,
    beginnings: Sequence[Beginning],
    by: Person,
    now: datetime,
    *,
    accepted: bool,
) -> list[tuple[Happening, Facts]]:
    """The first event of each, checked, with the clocks it starts and what it comes to.

    Their numbers are given later, under the ledger's lock, which everybody waits for.
    """
    steps, today = steps_of(book), timezone.localdate(now)
    preset, calendar = preset_for(book.preset, ()), cache(work_calendar)
    found = []
    for one in beginnings:
        said = {
            **one.payload,
            **_files_said(one.files),
            # A ledger without triage takes everything up.
            "accepted": accepted or not book.needs_triage,
        }
        happening = _happening(Move.REGISTER, by, now, said)
        check(NOTHING, happening, steps, today=today)
        found.append(_counted(NOTHING, happening, preset, calendar))
    return found


@transaction.atomic
def apply(
    entry: Entry,
    move: Move,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    payload: Mapping[str, Any] | None = None,
    complete: Callable[[Entry, Facts], Mapping[str, Any]] | None = None,
    calendar_of: Callable[[date], WorkCalendar] = work_calendar,
    then: Callable[[Entry], Entry] | None = None,
    mentions: Iterable[Unit | Person] = (),
    files: Sequence[Kept] = (),
) -> Entry:
    """Make `move`; the entry as it is afterwards.

    `payload` is what the person said; `complete` adds what follows from the entry as it is under
    the lock, `then` does what else belongs to the act. A form sent twice is answered as if it had
    been sent once; any other stale form is refused.
    """
    entry = whole(entry.pk, lock=True)
    said: dict[str, Any] = {**(payload or {}), **_files_said(files)}
    if seen is not None and seen != entry.version:
        _refuse_stale(entry, seen, _Said(move, by.pk, said))
        return entry
    before = facts_of(entry)
    if complete:
        said.update(complete(entry, before))
    happening = _happening(move, by, now, said)
    check(before, happening, steps_of(entry.ledger), today=timezone.localdate(now))
    preset = preset_for(entry.ledger.preset, before.clocks)
    happening, after = _counted(before, happening, preset, calendar_of)
    require_present([(before, after)])
    require_head_open(before, after)
    require_replies(entry, before, after)
    known, held, batch = Known((by, *mentions, *named_in(entry))), as_read(entry), Batch()
    write_row(entry, after, known)
    change_in(batch, entry, held)
    write_parts(batch, entry, before, after, known)
    if any(getattr(before, name) != getattr(after, name) for name in _SEARCHED):
        search.index_in(batch, [(entry, [one.name for one in after.requesters])])
    chained = rows_in(batch, Ledger, "id", [entry.ledger_id], lock=Lock.ROW)
    batch.tell()
    _append(batch, chained[0], [_Link(entry, happening, files)], by)
    batch.tell()
    # Forgets what was read ahead.
    entry.refresh_from_db(fields=["assignments", "requesters", "clocks", "listings"])
    return then(entry) if then else entry


def _counted(
    before: Facts,
    happening: Happening,
    preset: Preset,
    calendar_of: Callable[[date], WorkCalendar],
) -> tuple[Happening, Facts]:
    """The event with the clocks it meets and starts, and what it comes to."""
    after = fold(before, happening)
    if happening.move is Move.UNDO:
        return happening, after  # it restores the clocks as they were
    words = clocks.told(
        preset, happening.move, before, after, happening.at, calendar_of=calendar_of
    )
    if not words:
        return happening, after
    happening = replace(happening, payload={**happening.payload, **words})
    return happening, fold(before, happening)


def _files_said(files: Sequence[Kept]) -> dict[str, Any]:
    return {"files": [file.as_payload() for file in files]} if files else {}


@dataclass(frozen=True, slots=True)
class _Said:
    """What a form asks for."""

    move: Move
    by: int
    payload: Mapping[str, Any]

    def is_told_by(self, event: Event) -> bool:
        told = {key: event.payload.get(key) for key in self.payload}
        same = event.move == self.move and event.by_id == self.by
        return same and chain.canonical(told) == chain.canonical(self.payload)


def _refuse_stale(entry: Entry, seen: int, said: _Said) -> None:
    """Refuse a form made from an older entry, unless it was answered before (a double click)."""
    later = list(entry.events.filter(version__gt=seen).order_by("version"))
    if later and said.is_told_by(later[0]):
        return
    newest = later[-1] if later else entry.events.latest("version")
    raise StaleEntry(by=newest.by_name, at=newest.at, move=Move(newest.move))


def _chained(ledger: Ledger, now: datetime, count: int) -> tuple[Ledger, list[str]]:
    """The ledger, locked, and its next numbers."""
    batch = Batch()
    found = rows_in(batch, Ledger, "id", [ledger.pk], lock=Lock.ROW)
    numbers = _numbers_in(batch, ledger, now, count)
    batch.tell()
    if not found[0].is_open:
        raise LedgerShut(ledger=str(found[0]))
    return found[0], numbers


def _numbered(told: tuple[Happening, Facts], number: str) -> tuple[Happening, Facts]:
    happening, facts = told
    happening = replace(happening, payload={"number": number, **happening.payload})
    return happening, replace(facts, number=number)


def next_number(ledger: Ledger, now: datetime) -> str:
    """Under the ledger's lock: no number twice, none left out."""
    batch = Batch()
    numbers = _numbers_in(batch, ledger, now, 1)
    batch.tell()
    return numbers[0]


def _numbers_in(batch: Batch, ledger: Ledger, now: datetime, count: int) -> list[str]:
    """The next numbers, in a list that is filled when the batch is told."""
    year = timezone.localdate(now).year
    numbers: list[str] = []

    def heard(rows: list[tuple[int]]) -> None:
        ((last,),) = rows
        given = range(last - count + 1, last + 1)
        numbers.extend(f"{ledger.prefix}-{year}-{number:04d}" for number in given)

    batch.add(_NUMBERED, [ledger.pk, year, count], heard)
    return numbers


def _happening(move: Move, by: Person, now: datetime, payload: Mapping[str, Any]) -> Happening:
    unit = by.unit.code if by.unit else ""
    return Happening(move=move, at=now, by=by.code, unit=unit, payload=payload)


@dataclass(frozen=True, slots=True)
class _Link:
    """What is put at the end of a ledger's chain."""

    entry: Entry
    happening: Happening
    files: Sequence[Kept]


def _append(batch: Batch, ledger: Ledger, links: Sequence[_Link], by: Person) -> None:
    """The newest links of the ledger's chain, with their files."""
    events = [_event(ledger, link, by) for link in links]
    write_in(batch, ledger, {"events", "head"})
    if not any(link.files for link in links):
        insert_in(batch, events)
        return
    batch.tell()
    insert(events)
    brought = Attachment.objects.bulk_create(
        Attachment(
            event=event,
            name=file.name,
            stored_as=file.stored_as,
            size=file.size,
            sha256=file.sha256,
            media_type=file.media_type,
        )
        for event, link in zip(events, links, strict=True)
        for file in link.files
    )
    reading.enqueue(brought)


def _event(ledger: Ledger, link: _Link, by: Person) -> Event:
    """The next link; the ledger counts it and remembers its hash."""
    entry, happening = link.entry, link.happening
    event = Event(
        ledger=ledger,
        sequence=ledger.events + 1,
        entry=entry,
        version=entry.version,
        move=happening.move,
        at=happening.at,
        by=by,
        by_name=by.name,
        by_unit=_employer(by),
        by_unit_code=happening.unit,
        body=chain.canonical(happening.payload),
        previous=ledger.head,
    )
    event.hash = chain.event_hash(event, ledger=ledger.code, entry=entry.number, by=by.code)
    ledger.events, ledger.head = event.sequence, event.hash
    return event


def _employer(by: Person) -> str:
    """Where the person works, by the name it has today."""
    if by.unit:
        return by.unit.name
    return by.enterprise.name if by.enterprise else ""
