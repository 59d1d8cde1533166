"""What a leader has to see: what waits for a decision, what was raised, what is red."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, F

from taizhang.engine.lifecycle import Level, Move, State
from taizhang.ledger.models import Event
from taizhang.ledger.queries.approvers import parts_to_decide, to_decide
from taizhang.ledger.queries.listing import NOT_OVER, overdue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person

_RAISED: Final = tuple(level.value for level in Level if level.rank >= Level.LEADER.rank)


def asking_for_time(seen: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """Of what they see the extensions that this person decides, the nearest date first."""
    return _shown(seen.filter(to_decide(person))).order_by("due", "pk")


def co_units_asking(seen: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """Of what they see that in which a co-unit waits for this person's word on more time."""
    return _shown(seen.filter(parts_to_decide(person))).order_by("due", "pk")


def asking_to_return(mine: QuerySet[Entry]) -> QuerySet[Entry]:
    """Returns that are undecided, the oldest first."""
    return _shown(mine.filter(state=State.RETURN_REQUESTED)).order_by("changed_at", "pk")


def raised(mine: QuerySet[Entry]) -> QuerySet[Entry]:
    """Open and raised to the leader or above, the highest first."""
    found = mine.filter(level__in=_RAISED, state__in=NOT_OVER)
    return _shown(found).order_by(F("due").asc(nulls_last=True), "pk")


def red(mine: QuerySet[Entry], today: date) -> QuerySet[Entry]:
    """Over, the longest first."""
    return _shown(mine.filter(overdue(today))).order_by("due", "pk")


def red_by_unit(mine: QuerySet[Entry], today: date) -> list[tuple[str, str, int]]:
    """Code and name of each unit that has something red, and how much; the most first."""
    rows = mine.filter(overdue(today), lead__isnull=False).order_by()
    counted = rows.values_list("lead__code", "lead__name").annotate(n=Count("pk", distinct=True))
    return [(code, name, n) for code, name, n in counted.order_by("-n", "lead__code")]


def last_asked(entries: Iterable[Entry]) -> dict[int, Event]:
    """By key of the entry the last event that asked for more time or a return, or raised it."""
    asked = [
        Move.REQUEST_EXTENSION,
        Move.REQUEST_CO_EXTENSION,
        Move.REQUEST_RETURN,
        Move.ESCALATE,
    ]
    events = Event.objects.filter(entry__in=list(entries), move__in=asked).order_by("version")
    return {one.entry_id: one for one in events}


def _shown(found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.select_related("ledger", "lead", "in_charge", "asked_by")
