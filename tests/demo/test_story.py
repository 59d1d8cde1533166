"""The four months as a plan, and as they stand in the database."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.cli import demo
from taizhang.cli.demo.cast import the_cast
from taizhang.cli.demo.story import DAYS, flood_day, tell
from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.codes import LedgerKind, Role
from taizhang.engine.moves import State
from taizhang.ledger import queries, verification
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 24)


def _plan(today: date = TODAY) -> object:
    return tell(the_cast(), WorkCalendar(), today=today)


def test_one_day_tells_one_story() -> None:
    assert _plan() == _plan()


def test_another_day_tells_another_story() -> None:
    assert _plan() != _plan(date(2026, 11, 25))


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2026, 2, 28), date(2027, 6, 1)])
def test_the_flood_lies_inside_the_four_months(today: date) -> None:
    assert 49 < (today - flood_day(today)).days < DAYS


def test_the_flood_comes_in_high_summer_when_the_months_have_one() -> None:
    assert flood_day(TODAY) == date(2026, 8, 8) or flood_day(TODAY).month == 8


def test_acts_of_one_matter_never_run_backwards() -> None:
    for steps in _plan().matters:
        assert [step.at for step in steps] == sorted(step.at for step in steps)


@pytest.mark.django_db
def test_the_zone_stands_and_adds_up(
    uploads: Path, capsys: pytest.CaptureFixture[str], settings: object
) -> None:
    cast, acts = demo.fill(TODAY, "only-for-this-test")

    entries = queries.entries()
    assert acts > 2000
    assert roster.enterprises().count() == 200
    assert entries.count() > 290
    assert {kind for (kind,) in entries.values_list("ledger__code").distinct()} == set(LedgerKind)
    standing = {state for (state,) in entries.values_list("state").distinct()}
    assert standing >= set(State) - {
        State.ACCEPTED,
        State.CALLED_BACK,
        State.MERGED,
        State.WITHDRAWN,
    }
    assert entries.filter(reopen_count__gt=0).exists()
    assert verification.verify().misfit is None
    assert {role for _name, code in cast.accounts for role in cast.people[code].roles} == set(Role)
    with pytest.raises(demo.DatabaseNotEmpty):
        demo.fill(TODAY, "only-for-this-test")
    del uploads, settings
    assert demo.run(argparse.Namespace(today=None, if_empty=True)) == 0
    assert capsys.readouterr().out == ""
