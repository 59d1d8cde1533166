"""More time (延期): asked for before the due date, decided by another, the first date kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from taizhang.engine.codes import Role
from taizhang.engine.deadlines import warn_on
from taizhang.engine.lifecycle import Facts, Move, permitted
from taizhang.engine.refusals import ExtensionAskedTooLate, ExtensionTooLong, NoExtensionLeft
from taizhang.ledger import transitions
from taizhang.ledger.errors import NotTheApprover
from taizhang.ledger.facts import steps_of
from taizhang.ledger.presets import preset_of
from taizhang.ledger.queries.approvers import approver, decides
from taizhang.ledger.queries.extensions import extension_bounds
from taizhang.ledger.services.wording import person_said, plain, unit_said
from taizhang.ledger.work_calendar import work_calendar

if TYPE_CHECKING:
    from taizhang.engine.facts import AssignmentFacts
    from taizhang.ledger.models import Entry
    from taizhang.ledger.queries.extensions import ExtensionBounds
    from taizhang.roster.models import Person, Unit


def request_extension(
    entry: Entry, *, by: Person, now: datetime, reason: str, due: date, seen: int | None = None
) -> Entry:
    """Ask for a later due date; the event names who decides."""
    payload = {"reason": plain(reason), "due": due.isoformat()}

    def addressed(entry: Entry, before: Facts) -> dict[str, Any]:
        if Move.REQUEST_EXTENSION in permitted(before, steps_of(entry.ledger)):
            _require_within(extension_bounds(entry, now), before, due)
        return person_said("decides", approver(entry, by.pk))

    return transitions.apply(
        entry,
        Move.REQUEST_EXTENSION,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=addressed,
    )


def _require_within(bounds: ExtensionBounds, before: Facts, wanted: date) -> None:
    """Refuse what the rule of the entry's clocks does not allow; the ledger's caps come after."""
    if before.due is None or wanted <= before.due or bounds.today > before.due:
        return  # the lifecycle says what is wrong with it
    if bounds.ask_until is not None and bounds.today > bounds.ask_until:
        raise ExtensionAskedTooLate(until=bounds.ask_until)
    if bounds.latest is None:
        return
    if before.extension_count:
        raise NoExtensionLeft(allowed=1)
    if wanted > bounds.latest:
        raise ExtensionTooLong(latest=bounds.latest)


def grant_extension(entry: Entry, *, by: Person, now: datetime, seen: int | None = None) -> Entry:
    """Grant the date that was asked for."""

    def dated(entry: Entry, before: Facts) -> dict[str, Any]:
        if before.asked_due is None:
            return {}  # nothing to grant: the lifecycle refuses
        _require_approver(entry, before, by)
        today = timezone.localdate(now)
        near = preset_of(entry).warn_days
        warn = warn_on(today, max(before.asked_due, today), work_calendar(today), near)
        return {"due": before.asked_due.isoformat(), "warn_on": warn.isoformat()}

    return transitions.apply(entry, Move.GRANT_EXTENSION, by=by, now=now, seen=seen, complete=dated)


def refuse_extension(
    entry: Entry, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Leave the due date as it is."""
    payload = {"reason": plain(reason)}

    def decided(entry: Entry, before: Facts) -> dict[str, Any]:
        _require_approver(entry, before, by)
        return {}

    return transitions.apply(
        entry,
        Move.REFUSE_EXTENSION,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=decided,
    )


def request_co_extension(
    entry: Entry, *, by: Person, now: datetime, reason: str, due: date, seen: int | None = None
) -> Entry:
    """As a co-unit ask for a later date of one's own; the same person decides as for the lead's."""
    payload = {"reason": plain(reason), "due": due.isoformat()}

    def addressed(entry: Entry, _before: Facts) -> dict[str, Any]:
        return person_said("decides", approver(entry, by.pk))

    return transitions.apply(
        entry,
        Move.REQUEST_CO_EXTENSION,
        by=by,
        now=now,
        seen=seen,
        payload=payload,
        complete=addressed,
    )


def grant_co_extension(
    entry: Entry, *, unit: Unit, by: Person, now: datetime, seen: int | None = None
) -> Entry:
    """Grant a co-unit the date that it asked for."""

    def dated(entry: Entry, before: Facts) -> dict[str, Any]:
        part = before.helper(unit.code)
        if part is None or part.asked_due is None:
            return {}  # nothing to grant: the lifecycle refuses
        _require_approver_of(entry, part, by)
        return {"due": part.asked_due.isoformat()}

    return transitions.apply(
        entry,
        Move.GRANT_CO_EXTENSION,
        by=by,
        now=now,
        seen=seen,
        payload=unit_said("unit", unit),
        complete=dated,
    )


def refuse_co_extension(
    entry: Entry, *, unit: Unit, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Entry:
    """Leave a co-unit's date as it is."""

    def decided(entry: Entry, before: Facts) -> dict[str, Any]:
        part = before.helper(unit.code)
        if part is not None and part.asked_due is not None:
            _require_approver_of(entry, part, by)
        return {}

    return transitions.apply(
        entry,
        Move.REFUSE_CO_EXTENSION,
        by=by,
        now=now,
        seen=seen,
        payload={**unit_said("unit", unit), "reason": plain(reason)},
        complete=decided,
    )


def _require_approver_of(entry: Entry, part: AssignmentFacts, by: Person) -> None:
    """The same for what a co-unit asks."""
    if part.asked_by != by.code:
        asker = next(
            one.asked_by_id
            for one in entry.assignments.all()
            if one.assists and one.unit.code == part.unit
        )
        _require(entry, asker, by)


def _require_approver(entry: Entry, before: Facts, by: Person) -> None:
    """Refuse whoever the ledger does not name; that nobody decides for themselves is a rule."""
    if before.asked_due is None or before.asked_by == by.code:
        return
    _require(entry, entry.asked_by_id, by)


def _require(entry: Entry, asker: int | None, by: Person) -> None:
    if not decides(by, entry, asker):
        named = approver(entry, asker)
        raise NotTheApprover(approver=named.name if named else Role.OFFICE)
