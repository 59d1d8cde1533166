"""What happens by itself, day after day: parked matters come back, late ones are raised.

Each act is an event like any other, by the system's own person on the roster. Run as often as one
likes: what is done is not done again, nor what somebody took back (`engine.escalation` says until
when); that is read from the events, so that it holds after a rebuild too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from taizhang.engine.errors import Refused
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import anchors, statistics, transitions
from taizhang.ledger.errors import StaleEntry
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.escalations import rules_in_force, to_raise
from taizhang.ledger.services.reminding import remind
from taizhang.roster.services import system_person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.queries.escalations import ToRaise
    from taizhang.roster.models import Person

REVIEW_DAY: Final = gettext_noop("The review date has come.")
"""Note of a parked entry that comes back by itself; translated when it is shown."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one round did."""

    resumed: int
    escalated: int
    reminded: int


def tick(*, now: datetime) -> Ticked:
    """One round: parked entries whose review date has come, escalation by rule, reminders.

    Where a file for them is named (`TAIZHANG_ANCHORS`), the day's anchors too; and the database is
    asked to look at tables that have changed much, so that lists keep to their indexes.
    """
    by = system_person()
    resumed = sum(_resumed(entry, by, now) for entry in _due_for_review(now))
    today = timezone.localdate(now)
    # All of them first: raising one writes into what is read.
    found = list(to_raise(rules_in_force(), today))
    escalated = sum(_raised(one, by, now) for one in found)
    reminded = remind(now=now)
    if settings.ANCHORS:
        anchors.daily(Path(settings.ANCHORS), now=now)
    statistics.refresh()
    return Ticked(resumed, escalated, reminded)


def _due_for_review(now: datetime) -> QuerySet[Entry]:
    today = timezone.localdate(now)
    return Entry.objects.filter(state=State.PARKED, review_on__lte=today).order_by("pk")


def _resumed(entry: Entry, by: Person, now: datetime) -> bool:
    return _done(entry, Move.RESUME, {"note": REVIEW_DAY}, by, now)


def _raised(one: ToRaise, by: Person, now: datetime) -> bool:
    why = one.why
    said = {
        "level": why.level.value,
        "reason": why.ground.label,
        "ground": why.ground.value,
        "count": why.count,
    }
    entry = Entry(pk=one.key, version=one.version)  # as it was looked at
    return _done(entry, Move.ESCALATE, said, by, now)


def _done(entry: Entry, move: Move, said: dict[str, object], by: Person, now: datetime) -> bool:
    """Somebody may have been quicker: then there is nothing to do."""
    try:
        transitions.apply(entry, move, by=by, now=now, seen=entry.version, payload=said)
    except (Refused, StaleEntry):
        return False
    return True
