"""Whose hands an entry is in, and what its dates say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from taizhang.engine.deadlines import Signal, signal
from taizhang.engine.lifecycle import Part, State
from taizhang.ledger.among import Among
from taizhang.ledger.models import Assignment, Clock, Entry, Requester

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

    from taizhang.roster.models import Person

RUNNING: Final = tuple(
    state.value
    for state in State
    if state.is_open and state not in {State.PARKED, State.ANSWERED, State.CALLED_BACK}
)
"""States in which the due date still asks for something."""
FEW: Final = 1000
"""So many keys are named in a condition."""
UNSIGNED: Final = (State.DISPATCHED.value, State.RETURN_REQUESTED.value)
"""States in which a unit has the matter and nobody has acknowledged it."""
SIGNAL: Final = ("state", "due", "warn_on")
"""Fields that `signal_of` looks at."""
NOT_OVER: Final = tuple(state.value for state in State if state.is_open)


def in_hands_of(person: Person) -> Q:
    """In charge, watching, registered by, or in the person's own enterprise."""
    mine = Q(in_charge=person) | Q(watcher=person) | Q(registered_by=person)
    if person.enterprise_id:
        asking = Requester.objects.filter(enterprise=person.enterprise_id)
        mine |= Q(pk__in=asking.values("entry"))
    return mine


def helping(person: Person) -> Q:
    """Entries for which the person's unit is a co-unit that has not contributed yet."""
    return Q(pk__in=Assignment.objects.filter(_owed(person)).values("entry"))


def _owed(person: Person) -> Q:
    """Parts of the person's unit that it has not contributed yet."""
    unit = person.unit_id
    return Q(unit=unit, part=Part.CO_UNIT, contributed_at=None, is_in_force=True)


def owed_by(person: Person, states: Sequence[str]) -> Q:
    """As `helping`, of entries in these states: by their keys, mostly few, which it reads.

    A database cannot tell how few are left once those are closed that nobody contributed to.
    """
    parts = Assignment.objects.filter(_owed(person), entry__state__in=states).order_by()
    keys = list(parts.values_list("entry", flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return Q(pk__in=keys)
    return Q(helping(person), state__in=states)


def overdue(today: date) -> Q:
    """Past its due date and not answered; what is parked waits lawfully."""
    return Q(state__in=RUNNING, due__lt=today)


class OwnDate(NamedTuple):
    """The date of a co-unit's own part, as `signal` asks for it."""

    due: date | None
    warn_on: date | None


def own_dates(unit: int, entries: Sequence[Entry]) -> dict[int, OwnDate]:
    """When the part of a co-unit is due in each of these entries."""
    clocks = Clock.objects.filter(entry=OuterRef("entry"), unit=unit, met_on=None)
    parts = Assignment.objects.filter(entry__in=entries, unit=unit, is_in_force=True)
    rows = parts.order_by().values_list("entry", "due", Subquery(clocks.values("warn_on")[:1]))
    return {entry: OwnDate(due, near) for entry, due, near in rows}


def asked_by(entries: Collection[int]) -> dict[int, list[str]]:
    """By the key of each of these entries who asked for it."""
    rows = Requester.objects.filter(Among("entry", entries)).order_by("pk")
    names: dict[int, list[str]] = {}
    for entry, name in rows.values_list("entry", "name"):
        names.setdefault(entry, []).append(name)
    return names


def behind(today: date) -> Exists:
    """A step on the way is late, although the due date itself may lie ahead."""
    late = Clock.objects.filter(entry=OuterRef("pk"), met_on=None, due__lt=today)
    return Exists(late.exclude(name="resolve"))


def with_signal(found: QuerySet[Entry], *, today: date) -> QuerySet[Entry]:
    """`found` with what `signal_of` looks at."""
    return found.annotate(is_behind=behind(today))


def shows(wanted: Signal, today: date) -> Q:
    """The condition under which `signal_of` says `wanted`."""
    running, late = Q(state__in=RUNNING), Q(behind(today))
    red = overdue(today)
    # First what is not over its date: few of the open ones, which an index leads to.
    orange = running & (Q(due=None) | Q(due__gte=today)) & (Q(due=today) | late)
    blue = running & ~late & Q(due__gt=today, warn_on__lte=today)
    return {
        Signal.RED: red,
        Signal.ORANGE: orange,
        Signal.BLUE: blue,
        Signal.NONE: ~Q(pk__in=[]) & ~(red | orange | blue),
    }[wanted]


def signal_of(entry: Entry, today: date) -> Signal:
    """Blue before, orange behind, red over; none once answered, parked or closed."""
    if entry.state not in RUNNING:
        return Signal.NONE
    is_behind = getattr(entry, "is_behind", False)
    return signal(entry.due, entry.warn_on, today, is_behind=is_behind)
