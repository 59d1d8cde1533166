"""The small numbers beside the places: what waits there for this person. Two queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from taizhang.access.scopes import visible_documents, visible_entries
from taizhang.intake import queries as intake
from taizhang.ledger import queries as ledger
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.reporting import waiting as desk

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry
    from taizhang.ledger.queries import Count
    from taizhang.roster.models import Person

_OPEN: Final = "open"


def standing(person: Person, today: date, waits: Count | None) -> tuple[Count, Count]:
    """Matters that the person's desk shows as theirs to do, and open ones that they may see.

    `waits` is the first of the two where it is known already: the desk has counted it.
    """
    seen = visible_entries(person, is_walking=True)
    groups = [] if waits is not None else desk.groups_for(person, today=today)
    found = {
        f"{group.key} {n}": seen.filter(part.holds)
        for group in groups
        for n, part in enumerate(group.parts)
    }
    counts = ledger.counted(found | _open(person))
    unsolved = counts.pop(_OPEN)
    return (ledger.added(counts.values()) if waits is None else waits), unsolved


def _open(person: Person) -> dict[str, QuerySet[Entry]]:
    return {_OPEN: ledger.by_ledger(visible_entries(person)).filter(state__in=NOT_OVER)}


def unread(person: Person) -> int:
    """Documents with drafts nobody decided yet."""
    return intake.documents_to_check(visible_documents(person))
