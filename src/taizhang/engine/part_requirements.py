"""What more time for a co-unit requires: asked within its own date, never beyond the lead's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from taizhang.engine import refusals

if TYPE_CHECKING:
    from datetime import date

    from taizhang.engine.facts import AssignmentFacts
    from taizhang.engine.requirements import Asked


def part_asks_in_time(asked: Asked) -> None:
    """A co-unit that has not answered nor asked already, before its own date, for a later one."""
    part = _own(asked)
    if part.contributed_at is not None:
        raise refusals.ContributedAlready
    if part.asked_due is not None:
        raise refusals.AskedAlready(due=part.asked_due)
    current = part.due or asked.facts.due
    if current is not None and asked.today > current:
        raise refusals.ExtensionTooLate(due=current)
    _wanted(asked, part)


def part_asks_within_limits(asked: Asked) -> None:
    """So often and by so many days as the ledger allows; not beyond the lead's date.

    While the lead unit itself waits for a later date, that one is the limit: it moves first.
    """
    part, steps = _own(asked), asked.steps
    if part.extension_count >= steps.extensions:
        raise refusals.NoExtensionLeft(allowed=steps.extensions)
    wanted = _wanted(asked, part)
    if part.due is not None and steps.extension_days is not None:
        latest = part.due + timedelta(days=steps.extension_days)
        if wanted > latest:
            raise refusals.ExtensionTooLong(latest=latest)
    _require_not_later(wanted, asked.facts.asked_due or asked.facts.due)


def part_asks(asked: Asked) -> None:
    """Only what was asked for is decided."""
    _named(asked)


def another_person_decides_part(asked: Asked) -> None:
    """Nobody grants their own unit more time on their own word."""
    part, _day = _named(asked)
    if part.asked_by == asked.happening.by:
        raise refusals.OwnRequest


def part_stays_within_lead(asked: Asked) -> None:
    """When it is granted the lead's date must be there already, and its own no later by now."""
    part, wanted = _named(asked)
    if part.due is not None and wanted <= part.due:
        raise refusals.ExtensionNotLater(due=part.due)
    _require_not_later(wanted, asked.facts.due)


def _own(asked: Asked) -> AssignmentFacts:
    part = asked.facts.helper(asked.happening.unit)
    if part is None:
        raise refusals.NotACoUnit
    return part


def _wanted(asked: Asked, part: AssignmentFacts) -> date:
    """The day that the co-unit asks for, later than the one it has."""
    current, wanted = part.due or asked.facts.due, asked.day("due")
    if wanted is None or (current is not None and wanted <= current):
        raise refusals.ExtensionNotLater(due=current)
    return wanted


def _named(asked: Asked) -> tuple[AssignmentFacts, date]:
    """The co-unit that is decided upon, and the day that it waits for."""
    part = asked.facts.helper(str(asked.said.get("unit") or ""))
    if part is None or part.asked_due is None:
        raise refusals.CoUnitAsksNothing
    return part, part.asked_due


def _require_not_later(wanted: date, limit: date | None) -> None:
    if limit is not None and wanted > limit:
        raise refusals.LaterThanLead(due=limit)
