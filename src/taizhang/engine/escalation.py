"""When a matter is raised by rule (提级办理): what the rules of practice name, as data.

Overdue by n days, dispatched n times and still open, n departments involved, open for n days (an
old matter). After 亳州's and 湖州's published rules: what the units cannot solve goes up a ladder.

What a rule raised and a person took back stays taken back until there is a new reason: another
ground, a higher level, another date that is overdue, more dispatches or departments than were
counted then. Days that merely go on are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from taizhang.engine.codes import Labelled
from taizhang.engine.moves import Level


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Ground(Labelled):
    """Why a matter is raised by rule; the label is the reason, with the number."""

    OVERDUE = "overdue", _("Overdue by {count} days")
    DISPATCHED = "dispatched", _("Dispatched {count} times and still open")
    DEPARTMENTS = "departments", _("{count} departments are involved")
    AGE = "age", _("Open for {count} days")


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """From `count` on the matter goes to `level`."""

    ground: Ground
    count: int
    level: Level


MOST_COUNTED: Final = 999
"""Days, dispatches or departments that a rule may wait for."""
MOST_RULES: Final = 20
"""So many rules a ledger may have."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules look at of a matter that runs."""

    due: date | None
    dispatches: int
    departments: int
    """How many work on one answer; none where each unit answers for itself."""
    opened_on: date
    level: str
    """How high it has been raised."""


@dataclass(frozen=True, slots=True)
class Raised:
    """To which level, and why."""

    level: Level
    ground: Ground
    count: int
    """What was counted, not the rule's limit."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A raising by rule that somebody undid."""

    raised: Raised
    on: date
    """The day on which the rule raised it."""

    def still_speaks_against(self, again: Raised, today: date) -> bool:
        """Whether `again` says nothing that was not known when it was taken back."""
        then = self.raised
        if again.ground is not then.ground or again.level.rank > then.level.rank:
            return False
        if again.ground is Ground.OVERDUE:
            return _since(today, again.count) == _since(self.on, then.count)
        return again.ground is Ground.AGE or again.count <= then.count


def _since(today: date, days: int) -> date:
    """The date that was overdue."""
    return today - timedelta(days=days)


USUAL: Final[tuple[Mapping[str, Any], ...]] = (
    {"when": "overdue", "count": 3, "to": "office"},
    {"when": "dispatched", "count": 2, "to": "office"},
    {"when": "overdue", "count": 10, "to": "leader"},
    {"when": "dispatched", "count": 3, "to": "leader"},
    {"when": "departments", "count": 4, "to": "joint"},
    {"when": "age", "count": 90, "to": "joint"},
)
"""By what a matter is raised where its preset says nothing else; an empty list is: by nothing."""


def escalation_rules(said: Iterable[Mapping[str, Any]]) -> tuple[EscalationRule, ...]:
    """The rules of a preset; raises `KeyError` or `ValueError` for what it does not know."""
    rules = [
        EscalationRule(Ground(one["when"]), int(one["count"]), Level(one["to"])) for one in said
    ]
    return in_order(rules)


def in_order(rules: Iterable[EscalationRule]) -> tuple[EscalationRule, ...]:
    """From the lowest level to the highest."""
    return tuple(sorted(rules, key=lambda rule: (rule.level.rank, rule.ground, rule.count)))


def raised_by_rule(
    rules: Iterable[EscalationRule],
    standing: Standing,
    today: date,
    taken_back: Sequence[TakenBack] = (),
) -> Raised | None:
    """The highest level that a rule asks for and the matter has not reached; None: none does.

    The rules stand in their order (`in_order`). What was `taken_back` is not asked for again
    without a new reason.
    """
    counts = {
        Ground.OVERDUE: (today - standing.due).days if standing.due else 0,
        Ground.DISPATCHED: standing.dispatches,
        Ground.DEPARTMENTS: standing.departments,
        Ground.AGE: (today - standing.opened_on).days,
    }
    reached = Level(standing.level or Level.UNIT).rank
    asked = [
        Raised(rule.level, rule.ground, counts[rule.ground])
        for rule in rules
        if counts[rule.ground] >= rule.count and rule.level.rank > reached
    ]
    new = [
        one for one in asked if not any(old.still_speaks_against(one, today) for old in taken_back)
    ]
    return new[-1] if new else None
