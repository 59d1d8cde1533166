"""When a matter is raised by rule (提级办理): what the rules of practice name, as data.

Overdue by n days, dispatched n times and still open, n departments involved, open for n days (an
old matter). After 亳州's and 湖州's published rules: what the units cannot solve goes up a ladder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from taizhang.engine.codes import Labelled
from taizhang.engine.facts import Facts
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


@dataclass(frozen=True, slots=True)
class Raised:
    """To which level, and why."""

    level: Level
    ground: Ground
    count: int
    """What was counted, not the rule's limit."""


def escalation_rules(said: Iterable[Mapping[str, Any]]) -> tuple[EscalationRule, ...]:
    """The rules of a preset; raises `KeyError` or `ValueError` for what it does not know."""
    rules = [
        EscalationRule(Ground(one["when"]), int(one["count"]), Level(one["to"])) for one in said
    ]
    return tuple(sorted(rules, key=lambda rule: (rule.level.rank, rule.ground, rule.count)))


def raised_by_rule(
    rules: Iterable[EscalationRule], facts: Facts, today: date, opened_on: date
) -> Raised | None:
    """The highest level that a rule asks for and the matter has not reached; None: none does."""
    counts = {
        Ground.OVERDUE: (today - facts.due).days if facts.due else 0,
        Ground.DISPATCHED: facts.dispatch_count,
        Ground.DEPARTMENTS: 1 + len(facts.co_units) if facts.lead else 0,
        Ground.AGE: (today - opened_on).days,
    }
    reached = Level(facts.level or Level.UNIT).rank
    asked = [
        Raised(rule.level, rule.ground, counts[rule.ground])
        for rule in rules
        if counts[rule.ground] >= rule.count and rule.level.rank > reached
    ]
    return asked[-1] if asked else None
