"""Reminders by rule (提醒): made by every round, acknowledged by who got them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from taizhang.engine.deadlines import Signal
from taizhang.engine.reminding import WHOM, Manners, Told, is_quiet, is_time
from taizhang.ledger.models import Entry, Reminder
from taizhang.ledger.queries.listing import RUNNING, behind, signal_of, with_signal
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Person

CHUNK: Final = 200


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


def _in_chunks(told: Iterator[_Due]) -> Iterator[list[_Due]]:
    while chunk := list(islice(told, CHUNK)):
        yield chunk


def _newest(entries: Iterable[Entry]) -> dict[tuple[int, int], Reminder]:
    rows = Reminder.objects.filter(entry__in=list(entries))
    return {(row.entry_id, row.person_id): row for row in rows}


def _send(
    entry: Entry, person: Person, signal: Signal, now: datetime, row: Reminder | None
) -> None:
    said = {"signal": signal, "due": entry.due, "sent_at": now, "acknowledged_at": None}
    times = row.times + 1 if row else 1
    Reminder.objects.update_or_create(entry=entry, person=person, defaults={**said, "times": times})


def acknowledge_reminder(reminder: Reminder, *, now: datetime) -> None:
    """Seen: silent until the signal or the date is another. Twice is once."""
    if reminder.acknowledged_at is None:
        reminder.acknowledged_at = now
        reminder.save(update_fields=["acknowledged_at"])


def _to_tell(today: date) -> Iterator[_Due]:
    near = Q(warn_on__lte=today) | Q(due__lte=today) | Q(behind(today))
    rows = with_signal(Entry.objects.filter(near, state__in=RUNNING), today=today)
    rows = rows.select_related("in_charge", "watcher", "accountable").order_by("pk")
    for entry in rows.iterator(CHUNK):
        signal = signal_of(entry, today)
        people = dict.fromkeys(getattr(entry, name) for name in WHOM[signal])
        for person in people:
            if person is not None:
                yield entry, person, signal


def _last(row: Reminder | None) -> Told | None:
    if row is None:
        return None
    seen = row.acknowledged_at is not None
    return Told(timezone.localdate(row.sent_at), Signal(row.signal), row.due, seen)
