"""A list of entries: narrowed, searched, sorted, each with its deadline signal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, F, OuterRef, Q

from taizhang.engine.deadlines import Signal, signal
from taizhang.engine.lifecycle import Part, State
from taizhang.ledger.models import Assignment, Clock, Entry, Listing, Requester
from taizhang.ledger.search import matching

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import OrderBy

    from taizhang.roster.models import Person

RUNNING: Final = tuple(
    state.value
    for state in State
    if state.is_open and state not in {State.PARKED, State.ANSWERED, State.CALLED_BACK}
)
"""States in which the due date still asks for something."""
NOT_OVER: Final = tuple(state.value for state in State if state.is_open)
NONE_GIVEN: Final = "-"
"""As category or lead: those that have none."""
SORTS: Final[dict[str, tuple[OrderBy, ...]]] = {
    "newest": (F("registered_at").desc(), F("pk").desc()),
    "oldest": (F("registered_at").asc(), F("pk").asc()),
    "due": (F("due").asc(nulls_last=True), F("pk").asc()),
    "changed": (F("changed_at").desc(), F("pk").desc()),
    "number": (F("number").asc(),),
    "lead": (F("lead__code").asc(nulls_last=True), F("pk").desc()),
    "state": (F("state").asc(), F("pk").desc()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """What a list is narrowed to; an empty field narrows nothing."""

    ledger: str = ""
    states: tuple[str, ...] = ()
    category: str = ""
    lead: str = ""
    """Code of the lead unit."""
    enterprise: str = ""
    """Code of a requester."""
    park: str = ""
    """Code of a requester's park."""
    signal: str = ""
    """One of `Signal`, by its value."""
    mine: Person | None = None
    """Whose hands it is in, whatever the part."""
    words: str = ""
    sort: str = ""
    """One of `SORTS`; empty leaves the order as it is."""


def filtered(found: QuerySet[Entry], wanted: EntryFilter, *, today: date) -> QuerySet[Entry]:
    """Those of `found` that are wanted, ready for `signal_of`."""
    found = with_signal(found, today=today).filter(_plain(wanted) & _of_requesters(wanted))
    if wanted.signal in set(Signal):
        found = found.filter(_shows(Signal(wanted.signal), today))
    if wanted.mine:
        found = found.filter(in_hands_of(wanted.mine))
    if wanted.words.strip():
        found = matching(found, wanted.words)
    return ordered(found, wanted.sort)


def ordered(found: QuerySet[Entry], sort: str) -> QuerySet[Entry]:
    """`found` in the order called `sort`; equal rows always in the same order."""
    return found.order_by(*SORTS[sort]) if sort in SORTS else found


def _plain(wanted: EntryFilter) -> Q:
    narrowed = Q()
    if wanted.ledger:
        listed = Listing.objects.filter(ledger__code=wanted.ledger)
        narrowed &= Q(ledger__code=wanted.ledger) | Q(pk__in=listed.values("entry"))
    if wanted.states:
        narrowed &= Q(state__in=wanted.states)
    if wanted.category:
        narrowed &= Q(category="" if wanted.category == NONE_GIVEN else wanted.category)
    if wanted.lead == NONE_GIVEN:
        narrowed &= Q(lead=None)
    elif wanted.lead:
        narrowed &= Q(lead__code=wanted.lead)
    return narrowed


def _of_requesters(wanted: EntryFilter) -> Q:
    """By subquery: a join would show an entry once for each requester."""
    narrowed = Q()
    for value, column in ((wanted.enterprise, "code"), (wanted.park, "park__code")):
        if value:
            asking = Requester.objects.filter(**{f"enterprise__{column}": value})
            narrowed &= Q(pk__in=asking.values("entry"))
    return narrowed


def in_hands_of(person: Person) -> Q:
    """In charge, watching, registered by, or in the person's own enterprise."""
    mine = Q(in_charge=person) | Q(watcher=person) | Q(registered_by=person)
    if person.enterprise_id:
        asking = Requester.objects.filter(enterprise=person.enterprise_id)
        mine |= Q(pk__in=asking.values("entry"))
    return mine


def helping(person: Person) -> Q:
    """Entries for which the person's unit is a co-unit that has not contributed yet."""
    parts = Assignment.objects.filter(
        unit=person.unit_id,
        part=Part.CO_UNIT,
        contributed_at=None,
        dispatch=F("entry__dispatch_count"),
    )
    return Q(pk__in=parts.values("entry"))


def overdue(today: date) -> Q:
    """Past its due date and not answered; what is parked waits lawfully."""
    return Q(state__in=RUNNING, due__lt=today)


def behind(today: date) -> Exists:
    """A step on the way is late, although the due date itself may lie ahead."""
    late = Clock.objects.filter(entry=OuterRef("pk"), met_on=None, due__lt=today)
    return Exists(late.exclude(name="resolve"))


def with_signal(found: QuerySet[Entry], *, today: date) -> QuerySet[Entry]:
    """`found` with what `signal_of` looks at."""
    return found.annotate(is_behind=behind(today))


def _shows(wanted: Signal, today: date) -> Q:
    """The condition under which `signal_of` says `wanted`."""
    running = Q(state__in=RUNNING)
    red = overdue(today)
    orange = running & (Q(due=today) | (Q(is_behind=True) & (Q(due=None) | Q(due__gte=today))))
    blue = running & Q(is_behind=False, due__gt=today, warn_on__lte=today)
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
