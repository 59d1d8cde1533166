"""The one writer of an entry's state: rule, row, event and index in one transaction.

Locks are taken in one order, the entry first and its ledger's chain second, so that two people
never wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from taizhang.engine.lifecycle import NOTHING, Happening, Move, check, fold
from taizhang.ledger import chain, clocks, search
from taizhang.ledger.errors import StaleEntry
from taizhang.ledger.evidence import Kept
from taizhang.ledger.facts import (
    CODED,
    Known,
    facts_of,
    parts,
    steps_of,
    write_requesters,
    write_row,
)
from taizhang.ledger.models import Attachment, Entry, Event, Ledger, Numbering, Requester

if TYPE_CHECKING:
    from taizhang.intake.models import Activity, Draft
    from taizhang.roster.models import Enterprise, Person, Unit

_SEARCHED: Final = ("title", "text", "reply")


@transaction.atomic
def begin(
    ledger: str,
    *,
    by: Person,
    now: datetime,
    payload: Mapping[str, Any],
    mentions: Iterable[Unit | Person] = (),
    enterprises: Mapping[str, Enterprise] | None = None,
    files: Sequence[Kept] = (),
    accepted: bool = True,
    draft: Draft | None = None,
    activity: Activity | None = None,
) -> Entry:
    """Number a new entry, write it and its first event."""
    book = Ledger.objects.select_for_update().get(code=ledger)
    payload = {"number": _next_number(book, now), **payload, **_files_said(files)}
    # A ledger without triage takes everything up.
    payload = {**payload, "accepted": accepted or not book.needs_triage}
    happening = _happening(Move.REGISTER, by, now, payload)
    check(NOTHING, happening, steps_of(book), today=timezone.localdate(now))
    facts = fold(NOTHING, happening)
    entry = Entry(ledger=book, draft=draft, activity=activity)
    write_row(entry, facts, _by_code((by, *mentions)))
    entry.save(force_insert=True)
    roster = enterprises or {}
    Requester.objects.bulk_create(
        Requester(entry=entry, name=one.name, enterprise=roster.get(one.enterprise))
        for one in facts.requesters
    )
    _append(entry, book, happening, by, files)
    clocks.run(entry, Move.REGISTER, now)
    search.index(entry, [one.name for one in facts.requesters])
    return entry


@transaction.atomic
def apply(
    entry: Entry,
    move: Move,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    payload: Mapping[str, Any] | None = None,
    complete: Callable[[Entry], Mapping[str, Any]] | None = None,
    then: Callable[[Entry], Entry] | None = None,
    mentions: Iterable[Unit | Person] = (),
    files: Sequence[Kept] = (),
) -> Entry:
    """Make `move`; the entry as it is afterwards.

    `payload` is what the person said; `complete` adds what follows from the entry as it is under
    the lock, `then` does what else belongs to the act. A form sent twice is answered as if it had
    been sent once; any other stale form is refused.
    """
    entry = locked(entry)
    said: dict[str, Any] = {**(payload or {}), **_files_said(files)}
    if seen is not None and seen != entry.version:
        _refuse_stale(entry, seen, _Said(move, by.pk, said))
        return entry
    if complete:
        said.update(complete(entry))
    happening = _happening(move, by, now, said)
    before = facts_of(entry)
    check(before, happening, steps_of(entry.ledger), today=timezone.localdate(now))
    after = fold(before, happening)
    write_row(entry, after, _by_code((by, *mentions)))
    entry.save(force_update=True)
    write_requesters(entry, before, after)
    ledger = Ledger.objects.select_for_update().get(pk=entry.ledger_id)
    _append(entry, ledger, happening, by, files)
    clocks.run(entry, move, now)
    if any(getattr(before, name) != getattr(after, name) for name in _SEARCHED):
        search.index(entry, [one.name for one in after.requesters])
    entry.refresh_from_db(fields=["assignments", "requesters"])  # forgets what was read ahead
    return then(entry) if then else entry


def _files_said(files: Sequence[Kept]) -> dict[str, Any]:
    return {"files": [file.as_payload() for file in files]} if files else {}


def locked(entry: Entry) -> Entry:
    """The entry as it is now; nobody else changes it until the transaction ends."""
    rows = Entry.objects.select_for_update(of=("self",)).select_related("ledger", *CODED)
    return rows.prefetch_related(*parts()).get(pk=entry.pk)


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


def _next_number(ledger: Ledger, now: datetime) -> str:
    """Under the ledger's lock: no number twice, none left out."""
    year = timezone.localdate(now).year
    numbering, _made = Numbering.objects.get_or_create(ledger=ledger, year=year)
    numbering.last += 1
    numbering.save(update_fields=["last"])
    return f"{ledger.prefix}-{year}-{numbering.last:04d}"


def _happening(move: Move, by: Person, now: datetime, payload: Mapping[str, Any]) -> Happening:
    unit = by.unit.code if by.unit else ""
    return Happening(move=move, at=now, by=by.code, unit=unit, payload=payload)


def _by_code(things: Iterable[Unit | Person]) -> Known:
    return {(thing._meta.model_name or "", thing.code): thing for thing in things}  # noqa: SLF001


def _append(
    entry: Entry, ledger: Ledger, happening: Happening, by: Person, files: Sequence[Kept]
) -> None:
    """The newest link of the ledger's chain, with its files."""
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
        payload=dict(happening.payload),
        previous=ledger.head,
    )
    event.hash = chain.event_hash(event, ledger=ledger.code, entry=entry.number, by=by.code)
    event.save(force_insert=True)
    ledger.events, ledger.head = event.sequence, event.hash
    ledger.save(update_fields=["events", "head"])
    Attachment.objects.bulk_create(
        Attachment(
            event=event,
            name=file.name,
            stored_as=file.stored_as,
            size=file.size,
            sha256=file.sha256,
            media_type=file.media_type,
        )
        for file in files
    )


def _employer(by: Person) -> str:
    """Where the person works, by the name it has today."""
    if by.unit:
        return by.unit.name
    return by.enterprise.name if by.enterprise else ""
