"""A site's own clocks: new entries get the new version, running ones keep their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError

from taizhang.engine import refusals
from taizhang.engine.deadlines import PRESETS, StepKind
from taizhang.ledger import queries, services
from taizhang.ledger.errors import PresetChanged, PresetNotUsable
from taizhang.ledger.models import Clock, Entry, PresetVersion
from taizhang.ledger.presets import preset_by, preset_in_force
from taizhang.ledger.services.presets import change_preset, proposed
from taizhang.ledger.verification import verify
from tests.clock import NOW

if TYPE_CHECKING:
    from taizhang.engine.deadlines import Preset
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


def change(people: People, **more: Any) -> Preset:
    given: dict[str, Any] = {"by": people.office, "now": NOW, "warn": None, "seen": 1, **more}
    return change_preset("p13710", {"resolve": {"amount": 5, "unit": "working_day"}}, **given)


def test_running_entries_keep_their_version_new_ones_get_the_new(
    stages: Stages, people: People
) -> None:
    running = stages.accepted()
    new = change(people, warn=2)
    assert (new.version, new.rule) == (101, "p13710/101")
    assert preset_in_force("p13710") == new
    running = services.dispatch(running, lead=people.lead, **stages.office)
    begun = stages.dispatched()
    assert (running.due, begun.due) == (date(2026, 9, 23), date(2026, 9, 22))
    assert {one.rule for one in running.clocks.all()} == {"p13710/1"}
    assert {one.rule for one in begun.clocks.all()} == {"p13710/101"}
    assert (running.warn_on, begun.warn_on) == (date(2026, 9, 22), date(2026, 9, 20))
    assert verify().misfit is None


def test_a_parked_entry_runs_on_by_its_own_version(stages: Stages, people: People) -> None:
    entry = stages.parked()
    change(people)
    later = {"by": people.lead_handler, "now": NOW + timedelta(days=5)}
    entry = services.resume(entry, **later)
    assert entry.due == date(2026, 9, 28)  # calendar days are given back, as it began


def test_a_next_version_follows_and_stale_or_equal_ones_are_refused(people: People) -> None:
    change(people)
    with pytest.raises(PresetChanged):
        change(people)
    with pytest.raises(refusals.NothingToAmend):
        change(people, seen=101)
    assert change(people, seen=101, warn=3).version == 102
    assert [str(one) for one in PresetVersion.objects.all()] == ["p13710/102", "p13710/101"]


def test_two_at_once_write_one_version(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(**_row: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(PresetVersion.objects, "create", taken)
    with pytest.raises(PresetChanged):
        change(people)


def test_what_cannot_run_is_refused(people: People) -> None:
    with pytest.raises(PresetNotUsable):
        proposed("p13710", {"resolve": {"amount": 0}}, None)


def test_a_version_that_is_gone_gives_way_to_what_ships(people: People) -> None:
    assert preset_by("p13710", "p13710/0") == PRESETS["p13710"]
    assert preset_by("p13710", "gone/3") == PRESETS["p13710"]
    change(people)
    assert preset_by("deed", "p13710/101").version == 101


def _kinds(entry: Entry, name: str = "resolve") -> list[StepKind]:
    found = next(one for one in queries.clocks(entry) if one.clock.name == name)
    assert not found.is_recounted
    return [step.kind for step in found.steps]


def test_a_date_explains_its_pauses(stages: Stages, people: People) -> None:
    entry = services.resume(stages.parked(), by=people.lead_handler, now=NOW + timedelta(days=5))
    assert _kinds(entry)[-1] is StepKind.PAUSED
    step = next(one for one in queries.clocks(entry) if one.clock.name == "resolve").steps[-1]
    assert (step.first, step.last) == (NOW.date(), NOW.date() + timedelta(days=5))
    again = services.dispatch(
        entry, lead=people.co, due=date(2026, 10, 30), by=people.office, now=NOW
    )
    assert StepKind.PAUSED not in _kinds(again)


def test_a_date_explains_its_extensions_after_how_it_was_first_counted(stages: Stages) -> None:
    entry = services.grant_extension(stages.extension_requested(), **stages.office)
    kinds = _kinds(entry)
    assert kinds[0] is StepKind.START_EXCLUDED
    assert kinds[-1] is StepKind.EXTENDED


def test_an_undone_pause_is_none(stages: Stages) -> None:
    entry = services.undo(stages.parked(), reason="点错了", **stages.office)
    assert StepKind.PAUSED not in _kinds(entry)
    assert not Clock.objects.filter(entry=entry, paused_on__isnull=False).exists()
