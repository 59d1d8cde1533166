"""A preset as plain values, and when a date counts as near."""

from __future__ import annotations

import json
from datetime import date

import pytest

from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.deadlines import (
    PRESETS,
    PresetUnreadable,
    preset_from,
    read_preset,
    warn_on,
)
from taizhang.engine.preset_data import saying


@pytest.mark.parametrize("code", PRESETS)
def test_a_preset_comes_back_out_of_its_values(code: str) -> None:
    said = json.loads(json.dumps(saying(PRESETS[code])))
    assert preset_from(said, source="test") == PRESETS[code]


def test_what_is_no_toml_and_what_is_no_preset_is_named() -> None:
    with pytest.raises(PresetUnreadable, match=r"one\.toml"):
        read_preset("code = ", source="one.toml")
    said = saying(PRESETS["p13710"])
    with pytest.raises(PresetUnreadable, match="here"):
        preset_from({**said, "resolve": "nothing"}, source="here")
    broken = [{**said["milestones"][0], "amount": 0}]
    with pytest.raises(PresetUnreadable):
        preset_from({**said, "milestones": broken}, source="here")


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, date(2026, 9, 22)), (3, date(2026, 9, 20)), (30, date(2026, 9, 16))],
)
def test_a_date_is_near_so_many_working_days_before_it(days: int, expected: date) -> None:
    calendar = WorkCalendar()
    assert warn_on(date(2026, 9, 16), date(2026, 9, 23), calendar, days) == expected
