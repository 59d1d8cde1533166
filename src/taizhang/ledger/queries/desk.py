"""What lies on a person's desk, within what they may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from taizhang.engine.codes import Role
from taizhang.engine.lifecycle import State
from taizhang.ledger.handlers import handled
from taizhang.ledger.models import Entry, Requester
from taizhang.ledger.queries.approvers import parts_to_decide, to_decide
from taizhang.ledger.queries.listing import (
    NOT_OVER,
    RUNNING,
    helping,
    overdue,
    part_overdue,
    with_signal,
)

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.roster.models import Person

_NOBODY: Final = Q(pk__in=[])
_ANSWERED: Final = (State.ANSWERED, State.CALLED_BACK)
_AT_WORK: Final = (State.ACKNOWLEDGED, State.IN_PROGRESS, State.REOPENED)


@dataclass(frozen=True, slots=True)
class Desk:
    """Five lists; each may be counted, cut and shown on its own."""

    waits_for_me: QuerySet[Entry]
    due_today: QuerySet[Entry]
    overdue: QuerySet[Entry]
    new: QuerySet[Entry]
    """Registered or dispatched since the beginning of yesterday."""
    waits_for_others: QuerySet[Entry]


def desk(person: Person, base: QuerySet[Entry], *, now: datetime) -> Desk:
    """The desk of `person`; `base` is what they may see."""
    today = timezone.localdate(now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = midnight - timedelta(days=1)
    shown = with_signal(base, today=today).select_related("ledger", "lead", "in_charge")
    shown = shown.prefetch_related("requesters")
    mine = waiting_for(person, today)
    is_open = Q(state__in=NOT_OVER)
    recent = Q(registered_at__gte=yesterday) | Q(dispatched_at__gte=yesterday)
    by_due = ("due", "pk")
    return Desk(
        waits_for_me=shown.filter(mine).order_by(*by_due),
        due_today=shown.filter(state__in=RUNNING, due=today).order_by("pk"),
        overdue=shown.filter(overdue(today) | part_overdue(person, today)).order_by(*by_due),
        new=shown.filter(recent).order_by("-registered_at", "-pk"),
        waits_for_others=shown.filter(is_open & ~Q(pk__in=base.filter(mine).values("pk"))).order_by(
            *by_due
        ),
    )


def waiting_for(person: Person, today: date) -> Q:
    """Entries whose next step is this person's, by all the roles they hold."""
    waiting = to_decide(person) | parts_to_decide(person)
    for role in sorted(person.roles):
        waiting |= _BY_ROLE.get(role, _nothing)(person, today)
    return waiting


def _nothing(_person: Person, _today: date) -> Q:
    return _NOBODY


def _office(person: Person, _today: date) -> Q:
    """Triage, dispatch, decide returns, call back, close; not what they handled themselves."""
    to_decide = (
        State.TRIAGE,
        State.ACCEPTED,
        State.RETURN_REQUESTED,
    )
    without_unit = Q(state=State.REOPENED, lead=None)
    own = Entry.objects.filter(handled(person), state__in=_ANSWERED)
    ended = Q(state__in=_ANSWERED) & ~Q(pk__in=own.values("pk"))
    return Q(state__in=to_decide) | without_unit | ended


def _unit(person: Person, today: date) -> Q:
    """Sign, work on what one is in charge of, take up what comes back, help where asked."""
    if not person.unit_id:
        return _NOBODY
    lead = Q(lead=person.unit_id)
    to_sign = lead & (Q(state=State.DISPATCHED) | Q(state=State.REOPENED, in_charge=None))
    at_work = Q(state__in=_AT_WORK, in_charge=person)
    back = lead & Q(state=State.PARKED, review_on__lte=today)
    return to_sign | at_work | back | (helping(person) & Q(state__in=RUNNING))


def _service_officer(person: Person, _today: date) -> Q:
    """Call back the enterprises one serves."""
    served = Requester.objects.filter(enterprise__service_officer=person)
    asks = Q(ledger__needs_call_back=True, state=State.ANSWERED)
    return asks & Q(pk__in=served.values("entry"))


def _enterprise(person: Person, _today: date) -> Q:
    """Rate what was answered."""
    if not person.enterprise_id:
        return _NOBODY
    unrated = Requester.objects.filter(enterprise=person.enterprise_id, satisfaction="")
    return Q(state__in=_ANSWERED, pk__in=unrated.values("entry"))


_BY_ROLE: Final[dict[Role, Callable[[Person, date], Q]]] = {
    Role.OFFICE: _office,
    Role.UNIT_HEAD: _unit,
    Role.HANDLER: _unit,
    Role.SERVICE_OFFICER: _service_officer,
    Role.ENTERPRISE: _enterprise,
}
