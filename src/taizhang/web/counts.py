"""The small numbers beside the places: what waits there for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taizhang.roster.models import Person


def waiting(person: Person) -> int:
    """What is on the person's desk."""
    return 0


def unread(person: Person) -> int:
    """Documents with drafts nobody decided yet."""
    return 0


def unsolved(person: Person) -> int:
    """Open entries the person may see."""
    return 0
