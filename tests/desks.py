"""What lies on somebody's desk, as a test asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from taizhang.access.scopes import visible_entries
from taizhang.reporting import waiting
from tests.clock import NOW

if TYPE_CHECKING:
    from datetime import date

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def waits_for(person: Person, today: date | None = None) -> set[Entry]:
    """Entries that the person sees and can move on."""
    groups = waiting.groups_for(person, today=today or NOW.date())
    held = Q(pk__in=[])
    for group in groups:
        held |= group.holds
    return set(visible_entries(person).filter(held))
