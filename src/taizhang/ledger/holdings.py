"""What people and units hold in open entries, and that only who is here may take something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from django.db.models import Q

from taizhang.ledger.models import Assignment, Entry
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.roster.fetching import Lock, rows_by
from taizhang.roster.models import Person, Unit
from taizhang.roster.services import HolderHasLeft, UnitIsGone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.engine.lifecycle import Facts

Role = Literal["accountable", "in_charge", "watcher", "visitor"]
HOLDERS: Final[tuple[Role, ...]] = ("accountable", "in_charge", "watcher", "visitor")
"""Columns of an entry that name who holds something in it."""


def held_by(person: Person) -> QuerySet[Entry]:
    """The open entries in which the person holds something."""
    held = Q()
    for name in HOLDERS:
        held |= Q((name, person))
    return Entry.objects.filter(held, state__in=NOT_OVER)


def with_unit(unit: Unit) -> QuerySet[Entry]:
    """The open entries that the unit leads or assists today, or was given first."""
    given = Assignment.objects.filter(unit=unit, is_in_force=True)
    has = Q(lead=unit) | Q(first_receiver=unit) | Q(pk__in=given.values("entry"))
    return Entry.objects.filter(has, state__in=NOT_OVER)


def require_present(changes: Iterable[tuple[Facts, Facts]]) -> None:
    """Refuse to give anything to people or units that are gone, by what was before and is after.

    The rows are locked, so that nobody leaves between this look and the end of the transaction.
    """
    taken: set[str] = set()
    given: set[str] = set()
    for before, after in changes:
        taken |= _people(after) - _people(before)
        given |= _units(after) - _units(before)
    for person in rows_by(Person, "code", taken - {""}, lock=Lock.FACTS):
        if not person.is_active:
            raise HolderHasLeft(person=person.name)
    for unit in rows_by(Unit, "code", given, lock=Lock.FACTS):
        if not unit.is_active:
            raise UnitIsGone(unit=unit.name)


def _people(facts: Facts) -> set[str]:
    return {getattr(facts, name) for name in HOLDERS}


def _units(facts: Facts) -> set[str]:
    return {one.unit for one in facts.in_force}
