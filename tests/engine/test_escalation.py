"""By which rules a matter is raised, and how high."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from taizhang.engine.deadlines import PRESETS, PresetUnreadable, preset_from, read_preset
from taizhang.engine.escalation import (
    USUAL,
    Ground,
    Raised,
    Standing,
    TakenBack,
    escalation_rules,
    raised_by_rule,
)
from taizhang.engine.moves import Level
from taizhang.engine.preset_data import saying
from tests.engine.lives import TODAY

RULES = escalation_rules(
    [
        {"when": "overdue", "count": 10, "to": "leader"},
        {"when": "overdue", "count": 3, "to": "office"},
        {"when": "dispatched", "count": 2, "to": "leader"},
        {"when": "departments", "count": 3, "to": "joint"},
        {"when": "age", "count": 90, "to": "zone"},
    ]
)
QUIET = Standing(due=date(2026, 9, 23), dispatches=1, departments=2, opened_on=TODAY, level="")


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (QUIET, None),
        (replace(QUIET, due=None), None),
        (replace(QUIET, due=date(2026, 9, 14)), None),
        (replace(QUIET, due=date(2026, 9, 13)), Raised(Level.OFFICE, Ground.OVERDUE, 3)),
        (replace(QUIET, due=date(2026, 9, 1)), Raised(Level.LEADER, Ground.OVERDUE, 15)),
        (replace(QUIET, due=date(2026, 9, 1), level=Level.LEADER), None),
        (replace(QUIET, dispatches=2), Raised(Level.LEADER, Ground.DISPATCHED, 2)),
        (replace(QUIET, departments=3), Raised(Level.JOINT, Ground.DEPARTMENTS, 3)),
        (replace(QUIET, opened_on=date(2026, 6, 1)), Raised(Level.ZONE, Ground.AGE, 107)),
    ],
)
def test_the_highest_rule_that_holds_raises_it(standing: Standing, expected: Raised | None) -> None:
    assert raised_by_rule(RULES, standing, TODAY) == expected


OFFICE = TakenBack(Raised(Level.OFFICE, Ground.OVERDUE, 3), date(2026, 9, 16))
"""Overdue since the 13th, raised on the 16th and taken back."""


@pytest.mark.parametrize(
    ("standing", "taken_back", "expected"),
    [
        # The same date is still over, only for longer: no new reason …
        (replace(QUIET, due=date(2026, 9, 13)), OFFICE, None),
        # … nor is a lower rule of the same ground when a higher one was taken back.
        (
            replace(QUIET, due=date(2026, 9, 6)),
            TakenBack(Raised(Level.LEADER, Ground.OVERDUE, 10), date(2026, 9, 16)),
            None,
        ),
        # Another date is over, it asks for more, or for something else.
        (
            replace(QUIET, due=date(2026, 9, 12)),
            OFFICE,
            Raised(Level.OFFICE, Ground.OVERDUE, 4),
        ),
        (
            replace(QUIET, due=date(2026, 9, 3)),
            TakenBack(Raised(Level.OFFICE, Ground.OVERDUE, 3), date(2026, 9, 6)),
            Raised(Level.LEADER, Ground.OVERDUE, 13),
        ),
        (replace(QUIET, dispatches=2), OFFICE, Raised(Level.LEADER, Ground.DISPATCHED, 2)),
        (
            replace(QUIET, dispatches=2),
            TakenBack(Raised(Level.LEADER, Ground.DISPATCHED, 2), TODAY),
            None,
        ),
        (
            replace(QUIET, dispatches=3),
            TakenBack(Raised(Level.LEADER, Ground.DISPATCHED, 2), TODAY),
            Raised(Level.LEADER, Ground.DISPATCHED, 3),
        ),
    ],
)
def test_what_was_taken_back_wants_a_new_reason(
    standing: Standing, taken_back: TakenBack, expected: Raised | None
) -> None:
    assert raised_by_rule(RULES, standing, TODAY, [taken_back]) == expected


def test_an_old_matter_that_was_taken_back_only_grows_older() -> None:
    old = replace(QUIET, opened_on=date(2026, 6, 1))
    back = TakenBack(Raised(Level.ZONE, Ground.AGE, 90), date(2026, 8, 30))
    assert raised_by_rule(RULES, old, TODAY, [back]) is None


@pytest.mark.parametrize("code", sorted(PRESETS))
def test_by_every_preset_what_is_late_is_raised_to_the_office_and_further(code: str) -> None:
    late = [rule for rule in PRESETS[code].escalations if rule.ground is Ground.OVERDUE]
    others = {rule.ground for rule in PRESETS[code].escalations}
    assert Ground.DISPATCHED in others
    if code != "escalate_bozhou":  # it begins with the leader, whatever the date
        assert [rule.level for rule in late][:2] == [Level.OFFICE, Level.LEADER]


def test_a_preset_that_names_no_rules_has_the_usual_ones_and_an_empty_list_none() -> None:
    said = saying(PRESETS["quanzhou"])
    usual = said.pop("escalations")
    assert preset_from(said, source="x").escalations == escalation_rules(USUAL)
    assert len(usual) == len(USUAL)
    assert preset_from({**said, "escalations": []}, source="x").escalations == ()


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
