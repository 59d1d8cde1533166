"""What a person is reminded of and has not acknowledged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from taizhang.engine.deadlines import Signal
from taizhang.ledger.models import Clock, Entry, Reminder
from taizhang.ledger.queries.listing import RUNNING, UNSIGNED
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Person


def reminders_of(person: Person) -> QuerySet[Reminder]:
    """The reddest first; what was answered, extended or handed to others meanwhile is left out."""
    held = Q(in_charge=person) | Q(watcher=person) | Q(accountable=person)
    unsigned = Q(state__in=UNSIGNED)
    mine = held | (unsigned & Q(first_receiver__in=roster.units_answered_for(person)))
    # Each of these asked of the one entry by itself, and units told by their keys: joined and put
    # together with "or" they make PostgreSQL weigh every index of the entries against every other,
    # for what is few rows.
    running = Entry.objects.filter(pk=OuterRef("entry"), state__in=RUNNING)
    part = Clock.objects.filter(
        unit__in=roster.units_led(person), entry=OuterRef("entry"), met_on=None, due=OuterRef("due")
    )
    found = Reminder.objects.filter(
        Q(Exists(running.filter(mine, due=OuterRef("due"))))
        | (Q(due=None) & Q(Exists(running.filter(mine))))
        | Q(Exists(part)),
        ~Q(signal=Signal.NONE) | Q(Exists(running.filter(unsigned))),
        Exists(running),
        person=person,
        acknowledged_at=None,
    )
    return found.select_related("entry", "entry__ledger").order_by(
        F("due").asc(nulls_last=True), "pk"
    )
