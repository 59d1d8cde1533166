"""Awkward workbooks, each with what comes of it: a named refusal or a stated decision."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.golden.workbooks.regenerate import EXPECTED, cases, outcome

CASES = cases()
WANTED: dict[str, dict[str, Any]] = json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_every_case_has_an_expectation_and_a_promise() -> None:
    assert list(CASES) == list(WANTED)
    assert all(make.__doc__ for make in CASES.values())
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", CASES)
def test_an_awkward_workbook_comes_out_as_expected(name: str) -> None:
    assert outcome(CASES[name]()) == WANTED[name]


@pytest.mark.parametrize("name", CASES)
def test_every_row_is_taken_over_refused_or_no_entry(name: str) -> None:
    wanted = WANTED[name]
    if "refused" in wanted:
        return
    accounted = (wanted[f"rows_{what}"] for what in ("imported", "refused", "not_data"))
    assert wanted["rows_seen"] == sum(accounted)
