"""What a person is reminded of and has not acknowledged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import F

from taizhang.engine.deadlines import Signal
from taizhang.ledger.among import Among
from taizhang.ledger.models import Clock, Reminder
from taizhang.ledger.queries.listing import RUNNING, UNSIGNED
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.roster.models import Person


MOST: Final = 10_000
"""So many are looked at; who has more finds the rest when these are seen to."""
_REDDEST: Final = (F("due").asc(nulls_last=True), "pk")


class _Told(NamedTuple):
    """What was said in a reminder, and how its entry stands now."""

    key: int
    signal: str
    due: date | None
    entry: int
    state: str
    due_now: date | None
    in_charge: int | None
    watcher: int | None
    accountable: int | None
    first_receiver: int | None


_READ: Final = (
    "pk",
    "signal",
    "due",
    "entry",
    "entry__state",
    "entry__due",
    "entry__in_charge",
    "entry__watcher",
    "entry__accountable",
    "entry__first_receiver",
)


def reminders_of(person: Person) -> QuerySet[Reminder]:
    """The reddest first; what was answered, extended or handed to others meanwhile is left out.

    Whether each still holds is told here and not asked of the database: it would have to weigh
    a dozen conditions against every index of the entries, for what is few rows.
    """
    unread = Reminder.objects.filter(
        person=person, acknowledged_at=None, entry__state__in=RUNNING
    ).order_by(*_REDDEST)
    kept = _holding(person, [_Told(*row) for row in unread.values_list(*_READ)[:MOST]])
    if not kept:
        return Reminder.objects.none()
    found = Reminder.objects.filter(Among("pk", kept)).select_related("entry", "entry__ledger")
    return found.order_by(*_REDDEST)


def _holding(person: Person, told: Sequence[_Told]) -> list[int]:
    """The keys of those that are still this person's and about the date that stands now."""
    units = set(roster.units_answered_for(person))
    loud = [one for one in told if one.signal != Signal.NONE or one.state in UNSIGNED]
    own = {one.key for one in loud if _is_of(person, units, one) and one.due in {None, one.due_now}}
    others = [one for one in loud if one.key not in own]
    parts = _parts_owed(person, others)
    return [*own, *(one.key for one in others if (one.entry, one.due) in parts)]


def _is_of(person: Person, units: set[int], one: _Told) -> bool:
    """Who holds the entry is reminded of it; as long as nobody signed for it, who may."""
    held = person.pk in {one.in_charge, one.watcher, one.accountable}
    return held or (one.state in UNSIGNED and one.first_receiver in units)


def _parts_owed(person: Person, told: Sequence[_Told]) -> set[tuple[int, date | None]]:
    """Entries and dates of what units that this person leads owe as co-units."""
    led = roster.units_led(person)
    if not led or not told:
        return set()
    clocks = Clock.objects.filter(
        Among("entry", {one.entry for one in told}), unit__in=led, met_on=None
    )
    return set(clocks.order_by().values_list("entry", "due"))
