"""The small numbers beside the places: what waits there for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.access.scopes import visible_documents, visible_entries
from taizhang.intake import queries as intake
from taizhang.ledger import queries as ledger
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.reporting import waiting as desk
from taizhang.roster.kept import kept

if TYPE_CHECKING:
    from datetime import date

    from taizhang.engine.codes import Role
    from taizhang.ledger.queries import Count
    from taizhang.roster.models import Person

    _Until = tuple[tuple[str, ...], frozenset[Role], int | None]
    """Until one of these changes a number is that of now: the heads of the chains, and as whom."""


def standing(person: Person, today: date, waits: Count | None) -> tuple[Count, Count]:
    """Matters that the person's desk shows as theirs to do, and open ones that they may see.

    `waits` is the first of the two where it is known already: the desk has counted it. Both are
    counted anew after an act of anybody, of which the chains of the ledgers tell.
    """
    until = _until(person)
    mine = _waiting(until, person, today) if waits is None else waits
    return mine, _open(until, person)


def on_each_ledger(person: Person) -> tuple[tuple[int, Count, Count], ...]:
    """Of each ledger its key, its own entries that they may see, and those that were put on it."""
    return _on_each_ledger(_until(person), person)


def _until(person: Person) -> _Until:
    # What was read of the person before the mark was may be older than it: it counts by itself.
    return person.once("heads", ledger.heads), frozenset(person.roles), person.unit_id


@kept
def _on_each_ledger(_until: _Until, person: Person) -> tuple[tuple[int, Count, Count], ...]:
    keys = [one.pk for one in ledger.ledgers_there_are()]
    own, listed = ledger.on_each(visible_entries(person), keys)
    return tuple((key, own[key], listed[key]) for key in keys)


@kept
def _waiting(_until: _Until, person: Person, today: date) -> Count:
    seen = visible_entries(person, is_walking=True)
    found = {
        f"{group.key} {n}": seen.filter(part.holds)
        for group in desk.groups_for(person, today=today)
        for n, part in enumerate(group.parts)
    }
    return ledger.added(ledger.counted(found).values())


@kept
def _open(_until: _Until, person: Person) -> Count:
    found = ledger.by_ledger(visible_entries(person)).filter(state__in=NOT_OVER)
    return ledger.total(found, ledger.GLANCE)


def unread(person: Person) -> int:
    """Documents with drafts nobody decided yet."""
    return intake.documents_to_check(visible_documents(person))
