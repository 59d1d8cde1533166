"""The small numbers beside the places: what waits there for this person. One query each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.access.scopes import visible_documents, visible_entries, visible_ledgers
from taizhang.engine.lifecycle import State
from taizhang.intake import queries as intake
from taizhang.ledger import queries as ledger
from taizhang.ledger.queries import Count
from taizhang.reporting import waiting as desk

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Person


def waiting(person: Person, today: date) -> Count:
    """Matters that the person's desk shows as theirs to do."""
    groups = desk.groups_for(person, today=today)
    return ledger.added(desk.count(visible_entries(person, is_walking=True), groups).values())


def unread(person: Person) -> int:
    """Documents with drafts nobody decided yet."""
    return intake.documents_to_check(visible_documents(person))


def unsolved(person: Person) -> Count:
    """Open entries the person may see."""
    is_open = [state.value for state in State if state.is_open]
    # Ledger by ledger, as the index runs that knows who sees what.
    found = visible_entries(person).filter(ledger__in=visible_ledgers(person), state__in=is_open)
    return ledger.total(found, ledger.GLANCE)
