"""What is proposed for a matter that waits in the office, and how good such proposals are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from taizhang.engine.codes import LedgerKind
from taizhang.engine.lifecycle import State
from taizhang.engine.urgency import Lasting, Pressed, Urgency, lasting, pressed
from taizhang.ledger.clocks import resolve_deadline
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.beside import Answered, answered_before
from taizhang.ledger.triage.codes import Ground, Target
from taizhang.ledger.triage.decisions import said
from taizhang.ledger.triage.models import Learnt
from taizhang.ledger.triage.opinions import Catalogue, Thought, catalogue, thought
from taizhang.ledger.work_calendar import work_calendar
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from taizhang.roster.models import Park, Unit

WAITING: Final = (State.TRIAGE, State.ACCEPTED, State.RETURN_REQUESTED)
"""States in which the office decides what a matter is and whose."""
_DAYS: Final = {Urgency.DANGER: 1, Urgency.STANDSTILL: 1, Urgency.PRESSING: 3}
"""Working days for what cannot wait."""
_A_YEAR: Final = timedelta(days=365)
_NEWEST: Final = 500
"""So many answered matters say how long such take."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Everything that is proposed for one matter, each with its reasons."""

    category: Thought
    lead: Thought
    unit: Unit | None
    """The unit that `lead` names."""
    others: tuple[Unit, ...]
    """The units that it may be for instead."""
    pressed: Pressed
    lasting: Lasting | None
    due: date | None
    """A nearer date than the ledger's own, where it cannot wait."""
    answered: Answered
    """Closed matters alike, with the answer that satisfied."""


def waiting(seen: QuerySet[Entry]) -> QuerySet[Entry]:
    """The appeals among these that wait in the office, the oldest first."""
    rows = seen.filter(ledger__kind=LedgerKind.APPEAL, state__in=WAITING)
    return rows.order_by("registered_at", "pk")


def next_waiting(rows: QuerySet[Entry], entry: Entry) -> Entry | None:
    """Which of the waiting comes after this one; the first again after the last."""
    later = Q(registered_at__gt=entry.registered_at)
    later |= Q(registered_at=entry.registered_at, pk__gt=entry.pk)
    return rows.filter(later).first() or rows.exclude(pk=entry.pk).first()


def proposed(
    entry: Entry, seen: QuerySet[Entry], *, now: datetime, judged: Urgency | None = None
) -> Proposed:
    """What is proposed for an entry; `seen` are the entries whose answers may be shown.

    `judged`: how urgent a person says that it is, whatever its words say.
    """
    units = catalogue()
    firms = (one.enterprise for one in entry.requesters.all() if one.enterprise)
    parks = list(dict.fromkeys(firm.park for firm in firms if firm.park))
    text = said(entry.title, entry.text, (park.name for park in parks))
    category = thought(Target.CATEGORY, text, units)
    settled = entry.category or category.label
    lead = _named(entry, units) or thought(Target.LEAD, text, units, settled)
    returned = entry.lead.code if entry.state == State.RETURN_REQUESTED and entry.lead else ""
    codes = [code for code in _offered(lead, parks) if code and code != returned]
    known = {unit.code: unit for unit in roster.lead_units().filter(code__in=codes)}
    unit = known.get(lead.label) if lead.label != returned else None
    others = tuple(known[code] for code in codes if code in known and known[code] != unit)
    haste = pressed(text) if judged is None else Pressed(judged)
    return Proposed(
        category=category,
        lead=lead,
        unit=unit,
        others=others,
        pressed=haste,
        lasting=_lasting(settled, unit, now),
        due=_nearer(entry, haste, now),
        answered=answered_before(text, category=settled, seen=seen),
    )


def _offered(lead: Thought, parks: Sequence[Park]) -> list[str]:
    """Codes of the units to choose from: what is proposed, the next, those that run the parks.

    Whoever runs a park takes what its enterprises bring first, whatever it is about.
    """
    first, *rest = [code for code in (lead.label, *lead.others) if code] or [""]
    running = roster.lead_units().filter(parks__in=parks).values_list("code", flat=True)
    return list(dict.fromkeys((first, *(running if parks else ()), *rest)))


def _named(entry: Entry, units: Catalogue) -> Thought | None:
    """The unit that the source itself names."""
    unit = entry.draft.lead_unit if entry.draft else None
    if entry.draft is None or unit is None or unit.code not in units:
        return None
    return Thought(unit.code, Ground.NAMED, (entry.draft.lead_name or unit.name,))


def _nearer(entry: Entry, haste: Pressed, now: datetime) -> date | None:
    """A date for what cannot wait; none where the ledger's own or a promise is as near."""
    days = _DAYS.get(haste.urgency)
    if days is None:
        return None
    today = timezone.localdate(now)
    calendar = work_calendar(today)
    promised = entry.due if entry.due and entry.due >= today else None
    usual = promised or resolve_deadline(entry, now, calendar).date
    soon = calendar.workday_after(today, days)
    return soon if soon < usual else None


def _lasting(category: str, unit: Unit | None, now: datetime) -> Lasting | None:
    """How many days answered matters of this category took, of this unit where it has enough."""
    if not category:
        return None
    rows = Entry.objects.filter(
        category=category, registered_at__gte=now - _A_YEAR, answered_at__isnull=False
    ).order_by("-registered_at")
    own = lasting(_days(rows.filter(lead=unit))) if unit else None
    return own or lasting(_days(rows))


def _days(rows: QuerySet[Entry]) -> list[int]:
    """From the day of registering to that of the answer."""
    times = rows.values_list("registered_at", "answered_at")[:_NEWEST]
    return [
        (timezone.localdate(answered) - timezone.localdate(begun)).days
        for begun, answered in times
        if answered
    ]


def in_use(target: Target) -> Learnt | None:
    """The model that proposals come from; without its data."""
    return attempts(target).filter(is_in_use=True).first()


def attempts(target: Target) -> QuerySet[Learnt]:
    """What was attempted, the newest first; without the data."""
    return Learnt.objects.filter(target=target).defer("state").order_by("-version")
