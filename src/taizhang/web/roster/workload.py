"""How much each unit, each enterprise has open: one query for a whole list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count

from taizhang.access import scopes
from taizhang.engine.lifecycle import State
from taizhang.ledger.queries import overdue

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Enterprise, Person

OPEN: Final = tuple(state.value for state in State if state.is_open)


@dataclass(frozen=True, slots=True)
class Load:
    """Open entries, and those of them past their date."""

    open: int = 0
    overdue: int = 0


def by_unit(person: Person, today: date) -> dict[int, Load]:
    """What each unit leads, as far as the person may see it."""
    rows = (
        scopes.visible_entries(person)
        .filter(state__in=OPEN, lead__isnull=False)
        .order_by()
        .values_list("lead")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=overdue(today)))
    )
    return {unit: Load(count, overdue) for unit, count, overdue in rows}


def by_enterprise(
    person: Person, enterprises: Iterable[Enterprise], today: date
) -> dict[int, Load]:
    """What each of these enterprises waits for."""
    shown = [enterprise.pk for enterprise in enterprises]
    rows = (
        scopes.visible_entries(person)
        .filter(state__in=OPEN, requesters__enterprise__in=shown)
        .order_by()
        .values_list("requesters__enterprise")
        .annotate(
            open=Count("pk", distinct=True),
            overdue=Count("pk", distinct=True, filter=overdue(today)),
        )
    )
    return {enterprise: Load(count, overdue) for enterprise, count, overdue in rows}
