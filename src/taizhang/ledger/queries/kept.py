"""What the ledgers are and by which rules they run, as every page asks: read once (`roster.kept`).

Nothing in here is to be changed by who gets it; who needs a ledger to work on reads its row.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from taizhang.ledger.models import CalendarYear, Ledger, LedgerRight
from taizhang.roster.kept import kept

if TYPE_CHECKING:
    from taizhang.engine.codes import Right
    from taizhang.roster.models import Person


def heads() -> tuple[str, ...]:
    """The heads of all chains: what entries add up to is the same as long as they are the same.

    Every act moves one of them on, in its own transaction, to a hash that never was before.
    """
    return tuple(Ledger.objects.order_by("pk").values_list("head", flat=True))


class NamedFor(NamedTuple):
    """One role or unit for which a right on a ledger is kept."""

    ledger: int
    role: str
    unit: int | None

    def is_for(self, person: Person) -> bool:
        own = person.unit_id
        return self.role in person.roles or (own is not None and self.unit == own)


def ledgers_there_are() -> list[Ledger]:
    """Every ledger, the built-in ones first, without the heads of their chains."""
    # Copies: what is looked up from a ledger stays with it, and would grow old with it.
    return [copy(one) for one in _ledgers()]


@kept
def _ledgers() -> tuple[Ledger, ...]:
    return tuple(Ledger.objects.defer("events", "head").order_by("id"))


def ledgers_that_call_back() -> list[int]:
    """The keys of those whose requesters are asked before an entry is closed."""
    return [one.pk for one in _ledgers() if one.needs_call_back]


def named_approvers() -> dict[int, str]:
    """Whom each ledger names to decide on extensions, by its key: lists ask for nobody else.

    A condition for all that there could be takes longer to be planned than to be answered.
    """
    return {one.pk: one.extension_by for one in _ledgers()}


def keys_decided_by(person: Person) -> list[int]:
    """The keys of the ledgers that name this very person."""
    return [one.pk for one in _ledgers() if one.extension_person_id == person.pk]


@kept
def named_for(right: Right) -> tuple[NamedFor, ...]:
    """For whom a right is kept, on each ledger where it is."""
    found = LedgerRight.objects.filter(right=right).order_by("ledger", "id")
    return tuple(NamedFor(*row) for row in found.values_list("ledger", "role", "unit"))


@kept
def confirmed_years() -> frozenset[int]:
    """The years whose holidays are announced and entered."""
    return frozenset(CalendarYear.objects.filter(confirmed=True).values_list("year", flat=True))
