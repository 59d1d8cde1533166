"""Handing a matter to units (交办), and their coming back to it: acknowledge, return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from taizhang.engine.deadlines import warn_on
from taizhang.engine.lifecycle import Move
from taizhang.ledger import transitions
from taizhang.ledger.clocks import resolve_deadline
from taizhang.ledger.errors import InChargeOfAnotherUnit
from taizhang.ledger.models import Assignment, Entry
from taizhang.ledger.services.wording import person_said, plain, unit_said, units_said
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from taizhang.roster.models import Person, Unit


def dispatch(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    lead: Unit,
    co_units: Sequence[Unit] = (),
    in_charge: Person | None = None,
    due: date | None = None,
    watcher: Person | None = None,
    seen: int | None = None,
) -> Entry:
    """Hand the entry to a lead unit and co-units (交办); again means: to others, or anew."""
    co_units = list(dict.fromkeys(co_units))
    _require_of_unit(in_charge, lead)
    payload = {
        **unit_said("lead", lead),
        **units_said("co_units", co_units),
        **person_said("in_charge", in_charge),
        **person_said("watcher", watcher),
        **({"due": due.isoformat()} if due else {}),
    }

    def dated(entry: Entry) -> dict[str, Any]:
        return _dates(entry, due, now)

    def assigned(entry: Entry) -> Entry:
        _assign(entry, lead, co_units, now)
        return entry

    return transitions.apply(
        entry,
        Move.DISPATCH,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=dated,
        then=assigned,
        mentions=[thing for thing in (lead, in_charge, watcher) if thing],
    )


def _dates(entry: Entry, due: date | None, now: datetime) -> dict[str, Any]:
    """The due date: as ordered, else as promised before, else by the ledger's rule."""
    today = timezone.localdate(now)
    calendar = work_calendar(today)
    promised = entry.due if entry.due and entry.due >= today else None
    end = due or promised or resolve_deadline(entry, now, calendar).date
    due_by = "order" if due else "promise" if promised else "rule"
    # An order for a day that has passed is refused by the lifecycle; until then nothing warns.
    warn = warn_on(today, max(end, today), calendar)
    return {"due": end.isoformat(), "warn_on": warn.isoformat(), "due_by": due_by}


def _assign(entry: Entry, lead: Unit, co_units: Sequence[Unit], now: datetime) -> None:
    parts = [(lead, Assignment.Part.LEAD), *((unit, Assignment.Part.CO_UNIT) for unit in co_units)]
    Assignment.objects.bulk_create(
        Assignment(
            entry=entry, unit=unit, part=part, dispatch=entry.dispatch_count, dispatched_at=now
        )
        for unit, part in parts
    )


def _require_of_unit(person: Person | None, unit: Unit | None) -> None:
    if person and unit and person.unit != unit:
        raise InChargeOfAnotherUnit(person=person.name, unit=unit.name)


def acknowledge(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    in_charge: Person | None = None,
    seen: int | None = None,
) -> Entry:
    """Sign for it (签收); whoever signs is in charge when nobody else is named."""
    _require_of_unit(in_charge, entry.lead)

    def named(entry: Entry) -> dict[str, Any]:
        return {} if in_charge or entry.in_charge else person_said("in_charge", by)

    def signed(entry: Entry) -> Entry:
        parts = entry.assignments.filter(dispatch=entry.dispatch_count)
        parts.filter(part=Assignment.Part.LEAD).update(acknowledged_at=now)
        return entry

    return transitions.apply(
        entry,
        Move.ACKNOWLEDGE,
        by=by,
        now=now,
        seen=seen,
        payload=person_said("in_charge", in_charge),
        complete=named,
        then=signed,
        mentions=[in_charge] if in_charge else [],
    )


def request_return(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Ask the office to take it back (退回申请)."""
    payload = {"reason": plain(reason)}
    return transitions.apply(entry, Move.REQUEST_RETURN, by=by, now=now, seen=seen, payload=payload)


def refuse_return(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Leave it with the unit that wants to return it."""
    payload = {"reason": plain(reason)}
    return transitions.apply(entry, Move.REFUSE_RETURN, by=by, now=now, seen=seen, payload=payload)
