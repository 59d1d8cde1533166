"""Reminders (提醒): by rule in every round, by people on a selection; seen by who got them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from taizhang.engine.deadlines import Signal
from taizhang.engine.reminding import WHOM, Manners, Told, is_quiet, is_time
from taizhang.ledger.errors import NothingToRemind, QuietTime, RemindedAlready
from taizhang.ledger.models import Entry, Reminder
from taizhang.ledger.queries.listing import RUNNING, behind, signal_of, with_signal
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Person

CHUNK: Final = 200


_ALL: Final = Q()
_Due = tuple[Entry, "Person", Signal]


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
        rows = _newest(entry for entry, _person, _signal in chunk)
        for entry, person, signal in chunk:
            row = rows.get((entry.pk, person.pk))
            if is_time(_last(row), Told(today, signal, entry.due), calendar, how):
                _send(entry, person, signal, now, row)
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
        (person, signal, rows.get((entry.pk, person.pk)))
        for _entry, person, signal in told
        if is_time(
            _last(rows.get((entry.pk, person.pk)), silences=False),
            Told(today, signal, entry.due),
            calendar,
            how,
        )
    ]
    if not ready:
        raise RemindedAlready(people=[one.name for _e, one, _s in told], days=how.every)
    for person, signal, row in ready:
        _send(told[0][0], person, signal, now, row, by=by.name)
    return Reminded(entry, tuple(person.name for person, _signal, _row in ready))


def _in_chunks(told: Iterator[_Due]) -> Iterator[list[_Due]]:
    while chunk := list(islice(told, CHUNK)):
        yield chunk


def _newest(entries: Iterable[Entry]) -> dict[tuple[int, int], Reminder]:
    rows = Reminder.objects.filter(entry__in=list(entries))
    return {(row.entry_id, row.person_id): row for row in rows}


def _send(
    entry: Entry,
    person: Person,
    signal: Signal,
    now: datetime,
    row: Reminder | None,
    *,
    by: str = "",
) -> None:
    said = {"signal": signal, "due": entry.due, "sent_at": now, "sent_by": by}
    said["acknowledged_at"] = None
    times = row.times + 1 if row else 1
    Reminder.objects.update_or_create(entry=entry, person=person, defaults={**said, "times": times})


def acknowledge_reminder(reminder: Reminder, *, now: datetime) -> None:
    """Seen: silent until the signal or the date is another. Twice is once."""
    if reminder.acknowledged_at is None:
        reminder.acknowledged_at = now
        reminder.save(update_fields=["acknowledged_at"])


def _to_tell(today: date, among: Q = _ALL) -> Iterator[_Due]:
    near = Q(warn_on__lte=today) | Q(due__lte=today) | Q(behind(today))
    rows = with_signal(Entry.objects.filter(among, near, state__in=RUNNING), today=today)
    rows = rows.select_related("in_charge", "watcher", "accountable").order_by("pk")
    for entry in rows.iterator(CHUNK):
        signal = signal_of(entry, today)
        people = dict.fromkeys(getattr(entry, name) for name in WHOM[signal])
        for person in people:
            if person is not None:
                yield entry, person, signal


def _last(row: Reminder | None, *, silences: bool = True) -> Told | None:
    if row is None:
        return None
    seen = silences and row.acknowledged_at is not None
    return Told(timezone.localdate(row.sent_at), Signal(row.signal), row.due, seen)
