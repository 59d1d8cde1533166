"""What a person is reminded of and has not acknowledged yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from taizhang.engine.deadlines import Signal
from taizhang.ledger.models import Clock, Reminder
from taizhang.ledger.queries.listing import RUNNING, UNSIGNED

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Person


def reminders_of(person: Person) -> QuerySet[Reminder]:
    """The reddest first; what was answered, extended or handed to others meanwhile is left out."""
    held = Q(entry__in_charge=person) | Q(entry__watcher=person) | Q(entry__accountable=person)
    same = Q(due=F("entry__due")) | Q(due__isnull=True)
    unit = "entry__first_receiver"
    heads = Q((f"{unit}__head", person)) | Q((f"{unit}__head", None), (f"{unit}__leader", person))
    first = heads & Q(entry__state__in=UNSIGNED)
    part = Clock.objects.filter(
        Q(unit__head=person) | Q(unit__leader=person),
        entry=OuterRef("entry"),
        met_on=None,
        due=OuterRef("due"),
    )
    found = Reminder.objects.filter(
        ((held | first) & same) | Exists(part),
        ~Q(signal=Signal.NONE) | Q(entry__state__in=UNSIGNED),
        person=person,
        acknowledged_at=None,
        entry__state__in=RUNNING,
    )
    return found.select_related("entry", "entry__ledger").order_by(
        F("due").asc(nulls_last=True), "pk"
    )
