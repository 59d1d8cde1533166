"""To whom a ledger's rights are narrowed: to nobody named, they are as everywhere.

The campaign office always sees: without it nobody would hand over, supervise or change the rights.
Who speaks for an enterprise keeps its own matters, on whichever ledger the office put them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Q

from taizhang.engine.codes import Right, Role
from taizhang.ledger.models import Assignment, Entry, Ledger, LedgerRight
from taizhang.ledger.queries.kept import named_for
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.roster.fetching import rows_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.roster.models import Person, Unit

WORKERS: Final = frozenset({Role.UNIT_HEAD, Role.HANDLER})
"""Roles of those who work on what their unit is given."""


def shut_to(person: Person, right: Right) -> QuerySet[Any, Any]:
    """The ledgers whose right is narrowed to others, as a condition: `ledger__in=`."""
    narrowed = LedgerRight.objects.filter(right=right)
    if right is Right.SEE and Role.OFFICE in person.roles:
        return narrowed.none().values("ledger")
    named = Q(role__in=sorted(person.roles))
    if person.unit_id:
        named |= Q(unit=person.unit_id)
    return narrowed.exclude(ledger__in=narrowed.filter(named).values("ledger")).values("ledger")


def ledgers_open_to(person: Person, right: Right) -> QuerySet[Ledger]:
    """The ledgers on which the person has this right, as far as the ledgers say."""
    return Ledger.objects.exclude(pk__in=shut_to(person, right)).order_by("id")


def keys_shut_to(person: Person, right: Right) -> list[int]:
    """The keys of the ledgers of `shut_to`, where a page asks for them."""
    if right is Right.SEE and Role.OFFICE in person.roles:
        return []
    named = named_for(right)
    open_to_them = {one.ledger for one in named if one.is_for(person)}
    return sorted({one.ledger for one in named} - open_to_them)


def is_open_to(person: Person, ledger: int, right: Right) -> bool:
    """The same for one ledger and a right to act: one query."""
    found = LedgerRight.objects.filter(ledger=ledger, right=right).values_list("role", "unit")
    if not found:
        return True
    own = person.unit_id
    return any(role in person.roles or (own and unit == own) for role, unit in found)


def may_register(person: Person, code: str) -> bool:
    """Whether the ledger of this code lets the person register; an enterprise reports anyway."""
    named = _named(code, Right.REGISTER)
    if not named or Role.ENTERPRISE in person.roles:
        return True
    own = person.unit_id
    return any(role in person.roles or (own and unit == own) for role, unit in named)


_NAMED: Final = (
    'SELECT role, unit_id FROM ledger_ledgerright WHERE "right" = %s '
    "AND ledger_id = (SELECT id FROM ledger_ledger WHERE code = %s)"
)


def _named(code: str, right: Right) -> list[tuple[str, int | None]]:
    """To which roles and units a right on the ledger of this code is narrowed."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [str(right), code])
        found: list[tuple[str, int | None]] = cursor.fetchall()
    return found


def open_to_all(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Of these what stands on ledgers that are narrowed to nobody: what a report may count."""
    return entries.exclude(ledger__in=LedgerRight.objects.filter(right=Right.SEE).values("ledger"))


def ledgers_open_to_all() -> QuerySet[Ledger]:
    """The ledgers that are narrowed to nobody: those that a report may name."""
    return Ledger.objects.exclude(pk__in=ledgers_narrowed().values("pk")).order_by("id")


def ledgers_narrowed() -> QuerySet[Ledger]:
    """The ledgers that only some may see."""
    narrowed = LedgerRight.objects.filter(right=Right.SEE).values("ledger")
    return Ledger.objects.filter(pk__in=narrowed).order_by("id")


def rights_of(ledger: Ledger) -> dict[Right, tuple[tuple[Role, ...], tuple[Unit, ...]]]:
    """By right the roles and the units that it is narrowed to."""
    rows = list(ledger.rights.select_related("unit"))
    return {
        right: (
            tuple(Role(one.role) for one in rows if one.right == right and one.role),
            tuple(one.unit for one in rows if one.right == right and one.unit),
        )
        for right in Right
    }


def units_shut_out(ledger: Ledger, units: Iterable[Unit]) -> list[Unit]:
    """Of these units those whose people would not see what they are given on this ledger."""
    rights = rows_by(LedgerRight, "ledger_id", [ledger.pk])
    named = {(one.role, one.unit_id) for one in rights if one.right == Right.SEE}
    if not named or any(role in WORKERS for role, _unit in named):
        return []
    return [unit for unit in units if ("", unit.pk) not in named]


def at_work_on(ledger: Ledger) -> QuerySet[Assignment]:
    """What units have of its open entries today."""
    open_ones = Entry.objects.filter(ledger=ledger, state__in=NOT_OVER)
    return Assignment.objects.filter(is_in_force=True, entry__in=open_ones.values("pk"))
