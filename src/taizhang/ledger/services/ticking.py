"""What happens by itself, day after day: parked matters come back, late ones are raised.

Each act is an event like any other, by the system's own person on the roster. Run as often as one
likes: what is done is not done again, nor what somebody took back (`engine.escalation` says until
when); that is read from the events, so that it holds after a rebuild too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from taizhang.engine.deadlines import PRESETS
from taizhang.engine.errors import Refused
from taizhang.engine.escalation import Ground, Raised, TakenBack, raised_by_rule
from taizhang.engine.lifecycle import Level, Move, State
from taizhang.ledger import anchors, statistics, transitions
from taizhang.ledger.errors import StaleEntry
from taizhang.ledger.facts import RELATED, facts_of, parts
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.listing import RUNNING
from taizhang.ledger.services.reminding import remind
from taizhang.roster.services import system_person

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Person

CHUNK: Final = 200
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
    escalated = sum(_raised(entry, why, by, now) for entry, why in _to_raise(now))
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


def _to_raise(now: datetime) -> Iterator[tuple[Entry, Raised]]:
    today = timezone.localdate(now)
    with_rules = [code for code, preset in PRESETS.items() if preset.escalations]
    rows = Entry.objects.filter(state__in=RUNNING, ledger__preset__in=with_rules)
    rows = rows.exclude(state=State.TRIAGE).select_related("ledger", *RELATED)
    for entry in rows.prefetch_related(*parts()).order_by("pk").iterator(CHUNK):
        rules = PRESETS[entry.ledger.preset].escalations
        opened_on = timezone.localdate(entry.registered_at)
        facts = facts_of(entry)
        if raised_by_rule(rules, facts, today, opened_on) is None:
            continue
        found = raised_by_rule(rules, facts, today, opened_on, _taken_back(entry))
        if found is not None:
            yield entry, found


def _taken_back(entry: Entry) -> list[TakenBack]:
    """What a rule raised and a person undid, out of the entry's events."""
    events = {
        event.version: event
        for event in entry.events.filter(move__in=[Move.ESCALATE, Move.UNDO]).order_by("version")
    }
    undone = [events.get(one.payload["undone"]) for one in events.values() if one.move == Move.UNDO]
    return [
        TakenBack(
            Raised(
                Level(one.payload["level"]), Ground(one.payload["ground"]), one.payload["count"]
            ),
            timezone.localdate(one.at),
        )
        for one in undone
        if one is not None and "ground" in one.payload
    ]


def _raised(entry: Entry, why: Raised, by: Person, now: datetime) -> bool:
    said = {
        "level": why.level.value,
        "reason": why.ground.label,
        "ground": why.ground.value,
        "count": why.count,
    }
    return _done(entry, Move.ESCALATE, said, by, now)


def _done(entry: Entry, move: Move, said: dict[str, object], by: Person, now: datetime) -> bool:
    """Somebody may have been quicker: then there is nothing to do."""
    try:
        transitions.apply(entry, move, by=by, now=now, seen=entry.version, payload=said)
    except (Refused, StaleEntry):
        return False
    return True
