"""Reminders (提醒): by rule in every round, by people on a selection; seen by who got them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from taizhang.engine.deadlines import Signal, signal
from taizhang.engine.reminding import WHOM, WHOM_OF_PART, Manners, Told, is_quiet, is_time
from taizhang.ledger.errors import NothingToRemind, QuietTime, RemindedAlready
from taizhang.ledger.models import Clock, Entry, Reminder
from taizhang.ledger.queries.listing import RUNNING, UNSIGNED, behind, signal_of, with_signal
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Person

CHUNK: Final = 200


_ALL: Final = Q()


class _Due(NamedTuple):
    """Whom to tell of which date."""

    entry: Entry
    person: Person
    signal: Signal
    """NONE: the date is in time, but nobody has acknowledged the matter."""
    due: date | None
    silences: bool = True
    """Having seen it silences the rule until it changes."""


def manners() -> Manners:
    """As the site's settings say."""
    opens, shuts = settings.REMINDER_HOURS
    return Manners(settings.REMINDER_DAYS, time(opens), time(shuts))


def remind(*, now: datetime) -> int:
    """Remind whoever holds what is near, behind or over; how many reminders were made."""
    local = timezone.localtime(now)
    today, how = local.date(), manners()
    calendar = work_calendar(today)
    if is_quiet(local, calendar, how):
        return 0
    made = 0
    for chunk in _in_chunks(_to_tell(today)):
        rows = _newest(one.entry for one in chunk)
        for one in chunk:
            row = rows.get((one.entry.pk, one.person.pk))
            if is_time(
                _last(row, silences=one.silences), Told(today, one.signal, one.due), calendar, how
            ):
                _send(one, now, row)
                made += 1
    return made


@dataclass(frozen=True, slots=True)
class Reminded:
    """Who was reminded of an entry."""

    entry: Entry
    people: tuple[str, ...]
    """Their names."""


def remind_holders(entry: Entry, *, by: Person, now: datetime) -> Reminded:
    """Let somebody remind (催办) whoever holds an entry that is near, behind or over.

    As seldom and at the same hours as by rule; only that somebody has seen it does not silence
    who asks.
    """
    local = timezone.localtime(now)
    today, how = local.date(), manners()
    calendar = work_calendar(today)
    if is_quiet(local, calendar, how):
        raise QuietTime(opens=f"{how.opens:%H:%M}", shuts=f"{how.shuts:%H:%M}")
    told = list(_to_tell(today, Q(pk=entry.pk)))
    if not told:
        raise NothingToRemind(number=entry.number)
    rows = _newest([entry])
    ready = [
        (one, rows.get((entry.pk, one.person.pk)))
        for one in told
        if is_time(
            _last(rows.get((entry.pk, one.person.pk)), silences=False),
            Told(today, one.signal, one.due),
            calendar,
            how,
        )
    ]
    if not ready:
        raise RemindedAlready(people=[one.person.name for one in told], days=how.every)
    for one, row in ready:
        _send(one, now, row, by=by.name)
    return Reminded(entry, tuple(one.person.name for one, _row in ready))


def _in_chunks(told: Iterator[_Due]) -> Iterator[list[_Due]]:
    while chunk := list(islice(told, CHUNK)):
        yield chunk


def _newest(entries: Iterable[Entry]) -> dict[tuple[int, int], Reminder]:
    rows = Reminder.objects.filter(entry__in=list(entries))
    return {(row.entry_id, row.person_id): row for row in rows}


def _send(one: _Due, now: datetime, row: Reminder | None, *, by: str = "") -> None:
    said = {"signal": one.signal, "due": one.due, "sent_at": now, "sent_by": by}
    said["acknowledged_at"] = None
    times = row.times + 1 if row else 1
    Reminder.objects.update_or_create(
        entry=one.entry, person=one.person, defaults={**said, "times": times}
    )


def acknowledge_reminder(reminder: Reminder, *, now: datetime) -> None:
    """Seen: silent until the signal or the date is another. Twice is once."""
    if reminder.acknowledged_at is None:
        reminder.acknowledged_at = now
        reminder.save(update_fields=["acknowledged_at"])


def _to_tell(today: date, among: Q = _ALL) -> Iterator[_Due]:
    """Who holds the matter itself, then co-units, then who was given it first; nobody twice."""
    told: set[tuple[int, int]] = set()
    parts = _holders(today, among), _of_parts(today, among), _first_receivers(today, among)
    for one in chain.from_iterable(parts):
        key = one.entry.pk, one.person.pk
        if key not in told:
            told.add(key)
            yield one


def _first_receivers(today: date, among: Q) -> Iterator[_Due]:
    """Of what nobody has acknowledged since the day before, the head of the unit given it first.

    Else its leader: it stays theirs (首接负责) until somebody signs, seen or not.
    """
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    waiting = Q(state__in=UNSIGNED, dispatched_at__lt=midnight)
    rows = with_signal(Entry.objects.filter(among, waiting), today=today)
    rows = rows.select_related("first_receiver__head", "first_receiver__leader").order_by("pk")
    for entry in rows.iterator(CHUNK):
        unit = entry.first_receiver
        person = unit and (unit.head or unit.leader)
        if person:
            yield _Due(entry, person, signal_of(entry, today), entry.due, silences=False)


def _of_parts(today: date, among: Q) -> Iterator[_Due]:
    """Co-units whose own date is near, today or over: their head, when it is over the leader."""
    entries = Entry.objects.filter(among, state__in=RUNNING)
    near = Q(warn_on__lte=today) | Q(due__lte=today)
    running = Clock.objects.filter(near, entry__in=entries, met_on=None, paused_on=None)
    rows = running.exclude(unit=None).select_related("entry", "unit__head", "unit__leader")
    for clock in rows.order_by("pk").iterator(CHUNK):
        colour = signal(clock.due, clock.warn_on, today)
        for name in WHOM_OF_PART[colour]:
            person = getattr(clock.unit, name)
            if person is not None:
                yield _Due(clock.entry, person, colour, clock.due)


def _holders(today: date, among: Q) -> Iterator[_Due]:
    near = Q(warn_on__lte=today) | Q(due__lte=today) | Q(behind(today))
    rows = with_signal(Entry.objects.filter(among, near, state__in=RUNNING), today=today)
    rows = rows.select_related("in_charge", "watcher", "accountable").order_by("pk")
    for entry in rows.iterator(CHUNK):
        colour = signal_of(entry, today)
        for name in WHOM[colour]:
            person = getattr(entry, name)
            if person is not None:
                yield _Due(entry, person, colour, entry.due)


def _last(row: Reminder | None, *, silences: bool = True) -> Told | None:
    if row is None:
        return None
    seen = silences and row.acknowledged_at is not None
    return Told(timezone.localdate(row.sent_at), Signal(row.signal), row.due, seen)
