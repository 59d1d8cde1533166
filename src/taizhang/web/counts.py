"""The small numbers beside the places: what waits there for this person. One query each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.access.scopes import visible_documents, visible_entries
from taizhang.intake import queries as intake
from taizhang.reporting import waiting as desk
from taizhang.reporting.queries import Fact, where

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Person


def waiting(person: Person, today: date) -> int:
    """Matters that the person's desk shows as theirs to do."""
    groups = desk.groups_for(person, today=today)
    return sum(desk.count(visible_entries(person), groups).values()) if groups else 0


def unread(person: Person) -> int:
    """Documents with drafts nobody decided yet."""
    return intake.documents_to_check(visible_documents(person))


def unsolved(person: Person, today: date) -> int:
    """Open entries the person may see."""
    return where(visible_entries(person), Fact.OPEN, today=today).count()
