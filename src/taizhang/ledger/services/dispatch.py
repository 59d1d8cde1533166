"""Handing a matter to units (交办), and their coming back to it: acknowledge, return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from taizhang.engine.deadlines import Milestone, TimeUnit, warn_on
from taizhang.engine.deadlines import due as counted
from taizhang.engine.lifecycle import Facts, Move, State
from taizhang.engine.preset_limits import Span
from taizhang.ledger import transitions
from taizhang.ledger.clocks import assist_due, resolve_deadline
from taizhang.ledger.errors import InChargeOfAnotherUnit, UnitShutOut
from taizhang.ledger.presets import preset_of
from taizhang.ledger.queries.books import name_of
from taizhang.ledger.queries.clocks import due_story
from taizhang.ledger.queries.rights import units_shut_out
from taizhang.ledger.services.defaults import Holders, at_dispatch
from taizhang.ledger.services.wording import person_said, plain, unit_said, units_said
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from taizhang.engine.calendar import WorkCalendar
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit

BY_DEFAULT: Final = "in_charge_by_default"
"""In what a dispatch says: the unit's head was put in charge because nobody was named."""


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
    accountable: Person | None = None,
    broadcast: bool = False,
    designated: bool = False,
    seen: int | None = None,
) -> Entry:
    """Hand the entry to a lead unit and co-units (交办); again means: to others, or anew.

    With `broadcast` the co-units are the many that answer it, each for itself, and the lead unit
    is the one that collects their answers. `designated` settles a dispute: the lead unit may not
    return it; whoever gets back what it wanted to return is designated by that.
    """
    co_units = list(dict.fromkeys(co_units))
    _require_of_unit(in_charge, lead)
    payload = {
        **unit_said("lead", lead),
        **units_said("co_units", co_units),
        **person_said("in_charge", in_charge),
        **person_said("watcher", watcher),
        **person_said("accountable", accountable),
        **({"due": due.isoformat()} if due else {}),
        **({"broadcast": True} if broadcast else {}),
    }

    calendar_of = cache(work_calendar)

    def completed(entry: Entry, before: Facts) -> dict[str, Any]:
        _require_sight(entry, [lead, *co_units])
        holders = at_dispatch(
            entry, lead, accountable=accountable, in_charge=in_charge, watcher=watcher
        )
        calendar = calendar_of(timezone.localdate(now))
        said = {**_held(entry, holders, in_charge), **_dates(entry, due, now, calendar)}
        if co_units:
            said["co_dues"] = _co_dues(entry, co_units, said["due"], now, calendar)
        if designated or (before.state is State.RETURN_REQUESTED and before.lead == lead.code):
            said["designated"] = True
        if until := _return_until(entry, now, calendar):
            said["return_by"] = until.isoformat()
        return said

    return transitions.apply(
        entry,
        Move.DISPATCH,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=completed,
        calendar_of=calendar_of,
        mentions=[thing for thing in (lead, *co_units, in_charge, watcher, accountable) if thing],
    )


def _held(entry: Entry, holders: Holders, in_charge: Person | None) -> dict[str, Any]:
    """Who holds it from now on; a watcher who stays is not said anew."""
    if holders.watcher == entry.watcher:
        holders = replace(holders, watcher=None)
    by_default = holders.in_charge is not None and in_charge is None
    return {**holders.said(), **({BY_DEFAULT: True} if by_default else {})}


def _dates(entry: Entry, due: date | None, now: datetime, calendar: WorkCalendar) -> dict[str, Any]:
    """The due date: as ordered, else as promised before, else by the ledger's rule."""
    today = timezone.localdate(now)
    promised = entry.due if entry.due and (entry.due >= today or _runs_since(entry)) else None
    end = due or promised or resolve_deadline(entry, now, calendar).date
    due_by = "order" if due else "promise" if promised else "rule"
    # An order for a day that has passed is refused by the lifecycle; until then nothing warns.
    warn = warn_on(today, max(end, today), calendar, preset_of(entry).warn_days)
    said = {"due": end.isoformat(), "warn_on": warn.isoformat(), "due_by": due_by}
    return {**said, **(_kept(entry) if due is None and _stands(entry, end) else {})}


def _stands(entry: Entry, end: date) -> bool:
    """Whether an earlier dispatch gave this very date."""
    return entry.dispatch_count > 0 and end == entry.due


def _co_dues(
    entry: Entry, co_units: Sequence[Unit], due: str, now: datetime, calendar: WorkCalendar
) -> dict[str, str]:
    """The co-units' own dates, none later than the lead's."""
    end = assist_due(entry, now, date.fromisoformat(due), calendar).isoformat()
    return {unit.code: end for unit in co_units}


def _runs_since(entry: Entry) -> bool:
    """Whether its time ran before the dispatch and runs on whoever gets it, even when over."""
    starts_here = preset_of(entry).resolving.starts is Move.DISPATCH
    return entry.dispatch_count > 0 and not starts_here


def _kept(entry: Entry) -> dict[str, Any]:
    """Dispatched anew without a new date: the one that stands binds on, by what gave it."""
    story = due_story(entry)
    return {"kept": True, **({"due_by": story.due_by} if story else {})}


def _return_until(entry: Entry, now: datetime, calendar: WorkCalendar) -> datetime | None:
    """The end of the window for disputing a dispatch; days end at midnight.

    By the rule that its clocks follow, else by what the ledger says.
    """
    ledger, span = entry.ledger, preset_of(entry).limits.returns
    if span is None and ledger.return_amount is not None:
        span = Span(ledger.return_amount, TimeUnit(ledger.return_unit))
    if span is None:
        return None
    window = Milestone(
        name="return",
        amount=span.amount,
        unit=span.unit,
        roll=False,
        starts=Move.DISPATCH,
        met_by=frozenset({Move.REQUEST_RETURN}),
    )
    end = counted(window, timezone.localtime(now), calendar)
    return end.at or timezone.make_aware(datetime.combine(end.date, time.max))


def _require_of_unit(person: Person | None, unit: Unit | None) -> None:
    if person and unit and person.unit != unit:
        raise InChargeOfAnotherUnit(person=person.name, unit=unit.name)


def _require_sight(entry: Entry, units: Sequence[Unit]) -> None:
    for unit in units_shut_out(entry.ledger, units):
        raise UnitShutOut(unit=unit.name, ledger=name_of(entry.ledger))


def acknowledge(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    in_charge: Person | None = None,
    seen: int | None = None,
) -> Entry:
    """Sign for it (签收); whoever signs is in charge unless somebody was named."""
    if in_charge:
        _require_of_unit(in_charge, entry.lead)

    def named(entry: Entry, before: Facts) -> dict[str, Any]:
        if in_charge or (before.in_charge and not _is_default(entry, before)):
            return {}
        if before.in_charge and before.watcher == by.code:
            return {}  # the unit's head goes on: nobody watches over their own work
        return person_said("in_charge", by)

    return transitions.apply(
        entry,
        Move.ACKNOWLEDGE,
        by=by,
        now=now,
        seen=seen,
        payload=person_said("in_charge", in_charge),
        complete=named,
        mentions=[in_charge] if in_charge else [],
    )


def _is_default(entry: Entry, before: Facts) -> bool:
    """Whether the person in charge is the unit's head whom nobody named."""
    event = entry.events.filter(move=Move.DISPATCH).order_by("-version").first()
    given = event.payload if event else {}
    return bool(given.get(BY_DEFAULT)) and given.get("in_charge") == before.in_charge


def acknowledge_part(entry: Entry, *, by: Person, now: datetime, seen: int | None = None) -> Entry:
    """Sign for one's part as a co-unit."""
    return transitions.apply(entry, Move.ACKNOWLEDGE_PART, by=by, now=now, seen=seen)


def request_return(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Ask the office to take it back (退回申请), within the ledger's window."""
    payload = {"reason": plain(reason)}
    return transitions.apply(entry, Move.REQUEST_RETURN, by=by, now=now, seen=seen, payload=payload)


def refuse_return(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Leave it with the unit that wants to return it: from now on it is designated."""
    payload = {"reason": plain(reason)}
    return transitions.apply(entry, Move.REFUSE_RETURN, by=by, now=now, seen=seen, payload=payload)
