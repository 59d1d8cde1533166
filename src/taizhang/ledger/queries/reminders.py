"""What a person is reminded of and has not acknowledged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from taizhang.engine.deadlines import Signal
from taizhang.ledger.models import Clock, Entry, Reminder
from taizhang.ledger.queries.listing import RUNNING, UNSIGNED

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Person


def reminders_of(person: Person) -> QuerySet[Reminder]:
    """The reddest first; what was answered, extended or handed to others meanwhile is left out."""
    entry = Entry.objects.filter(pk=OuterRef("entry"))
    held = Q(in_charge=person) | Q(watcher=person) | Q(accountable=person)
    unit = "first_receiver"
    heads = Q((f"{unit}__head", person)) | Q((f"{unit}__head", None), (f"{unit}__leader", person))
    unsigned = entry.filter(state__in=UNSIGNED)
    part = Clock.objects.filter(
        Q(unit__head=person) | Q(unit__leader=person),
        entry=OuterRef("entry"),
        met_on=None,
        due=OuterRef("due"),
    )
    # Each of these asked of the one entry by itself: joined and put together with "or" they make
    # PostgreSQL weigh every index of the entries against every other, for what is few rows.
    mine = Q(Exists(entry.filter(held))) | Q(Exists(unsigned.filter(heads)))
    same = Q(due=F("entry__due")) | Q(due__isnull=True)
    found = Reminder.objects.filter(
        (mine & same) | Q(Exists(part)),
        ~Q(signal=Signal.NONE) | Q(Exists(unsigned)),
        Exists(entry.filter(state__in=RUNNING)),
        person=person,
        acknowledged_at=None,
    )
    return found.select_related("entry", "entry__ledger").order_by(
        F("due").asc(nulls_last=True), "pk"
    )
