"""By which rules a matter is raised, and how high."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from taizhang.engine.deadlines import PRESETS, PresetUnreadable, read_preset
from taizhang.engine.escalation import Ground, Raised, escalation_rules, raised_by_rule
from taizhang.engine.lifecycle import Facts, Level, State
from tests.engine.lives import TODAY, at

RULES = escalation_rules(
    [
        {"when": "overdue", "count": 10, "to": "leader"},
        {"when": "overdue", "count": 3, "to": "office"},
        {"when": "dispatched", "count": 2, "to": "leader"},
        {"when": "departments", "count": 3, "to": "joint"},
        {"when": "age", "count": 90, "to": "zone"},
    ]
)
QUIET = at(State.IN_PROGRESS)


@pytest.mark.parametrize(
    ("facts", "opened_on", "expected"),
    [
        (QUIET, TODAY, None),
        (replace(QUIET, due=date(2026, 9, 14)), TODAY, None),
        (
            replace(QUIET, due=date(2026, 9, 13)),
            TODAY,
            Raised(Level.OFFICE, Ground.OVERDUE, 3),
        ),
        (
            replace(QUIET, due=date(2026, 9, 1)),
            TODAY,
            Raised(Level.LEADER, Ground.OVERDUE, 15),
        ),
        (replace(QUIET, due=date(2026, 9, 1), level=Level.LEADER), TODAY, None),
        (replace(QUIET, dispatch_count=2), TODAY, Raised(Level.LEADER, Ground.DISPATCHED, 2)),
        (QUIET, date(2026, 6, 1), Raised(Level.ZONE, Ground.AGE, 107)),
        (Facts(state=State.ACCEPTED), TODAY, None),
    ],
)
def test_the_highest_rule_that_holds_raises_it(
    facts: Facts, opened_on: date, expected: Raised | None
) -> None:
    assert raised_by_rule(RULES, facts, TODAY, opened_on) == expected


def test_many_departments_meet() -> None:
    three = replace(QUIET.assignments[1], unit="water")
    facts = replace(QUIET, assignments=(*QUIET.assignments, three))
    found = raised_by_rule(RULES, facts, TODAY, TODAY)
    assert found == Raised(Level.JOINT, Ground.DEPARTMENTS, 3)


def test_the_shipped_rules_are_read_and_nonsense_is_refused() -> None:
    assert PRESETS["p13710"].escalations[0].level is Level.OFFICE
    text = """
    code = "x"
    name = "x"
    version = 1
    resolve = "resolve"
    [[milestones]]
    name = "resolve"
    amount = 1
    unit = "month"
    roll = true
    starts = "dispatch"
    met_by = ["answer"]
    [[escalations]]
    when = "bored"
    count = 1
    to = "leader"
    """
    with pytest.raises(PresetUnreadable, match="bored"):
        read_preset(text, source="x.toml")
