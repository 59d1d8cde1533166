"""Entries dispatched before co-units had clocks: their events are read, none is added."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from taizhang.engine import folding
from taizhang.ledger import part_clocks, rebuilding, services, verification
from taizhang.ledger.models import Clock, Entry, Event, Ledger
from tests.clock import NOW
from tests.factories import make_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db
END = date(2026, 9, 20)
EDITOR = SimpleNamespace(connection=connection)
migration = import_module("taizhang.ledger.migrations.0022_clocks_of_older_co_units")


@pytest.fixture(autouse=True)
def _three_days() -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")


@pytest.fixture
def as_before() -> Iterator[pytest.MonkeyPatch]:
    """Acts say nothing of co-units' clocks, and nobody reads any out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "begun", lambda facts, _happening: facts)
        for name in ("started", "extended"):
            patch.setattr(part_clocks, name, lambda *_args: {})
        for name in ("over", "met"):
            patch.setattr(part_clocks, name, lambda *_args: [])
        yield patch


def upgrade(patch: pytest.MonkeyPatch) -> None:
    """From here on the product is today's."""
    patch.undo()
    migration.begin(apps, EDITOR)


def rows(entry: Entry) -> list[tuple[Any, ...]]:
    found = Clock.objects.filter(entry=entry).order_by("pk")
    return list(found.values_list("name", "unit__code", "due", "met_on", "paused_on", "rule"))


def sound() -> bool:
    return verification.verify(workers=1).misfit is None and rebuilding.rebuild().changed == 0


def test_a_co_unit_that_owes_its_part_gets_its_clock_and_no_event(
    stages: Stages, people: People, as_before: pytest.MonkeyPatch
) -> None:
    entry = stages.in_progress()
    assert not entry.clocks.exclude(unit=None).exists()
    before = Event.objects.count(), list(Ledger.objects.values_list("head", flat=True))
    upgrade(as_before)
    clock = entry.clocks.exclude(unit=None).get()
    today = timezone.localdate(NOW)
    assert (clock.unit, clock.due, clock.started_on, clock.started_at) == (
        people.co,
        END,
        today,
        entry.dispatched_at,
    )
    assert today <= (clock.warn_on or today) < END
    assert sound()
    assert before == (Event.objects.count(), list(Ledger.objects.values_list("head", flat=True)))
    done = rows(entry)
    upgrade(as_before)
    assert rows(entry) == done, "twice is once"


def test_it_is_met_parked_and_extended_as_any_other_from_then_on(
    stages: Stages, people: People, as_before: pytest.MonkeyPatch
) -> None:
    entry = stages.in_progress()
    upgrade(as_before)
    entry = services.park(
        entry, kind="funds", reason="等预算", review_on=date(2026, 10, 9), **stages.handler
    )
    assert entry.clocks.get(unit=people.co).paused_on == timezone.localdate(NOW)
    later = NOW + timedelta(days=5)
    entry = services.resume(entry, by=people.lead_handler, now=later)
    assert entry.clocks.get(unit=people.co).due > END
    assert entry.assignments.get(unit=people.co).due == entry.clocks.get(unit=people.co).due
    assert sound()
    entry = services.contribute(entry, text="图已送。", by=people.co_handler, now=later)
    assert entry.clocks.get(unit=people.co).met_on == timezone.localdate(later)
    assert sound()


def test_what_was_parked_then_stands_still_and_gets_its_days_back(
    stages: Stages, people: People, as_before: pytest.MonkeyPatch
) -> None:
    parked, resumed = stages.parked(), stages.parked()
    later = NOW + timedelta(days=5)
    resumed = services.resume(resumed, by=people.lead_handler, now=later)
    upgrade(as_before)
    assert parked.clocks.get(unit=people.co).paused_on == timezone.localdate(NOW)
    assert resumed.clocks.get(unit=people.co).paused_on is None
    assert resumed.clocks.get(unit=people.co).due == END, "its date stood, the events say so"
    assert sound()
    services.resume(parked, by=people.lead_handler, now=later)
    assert parked.clocks.get(unit=people.co).due > END
    assert sound()


def test_who_had_answered_needs_none(
    stages: Stages, people: People, as_before: pytest.MonkeyPatch
) -> None:
    third = make_unit()
    entry = stages.dispatched(co_units=[people.co, third])
    services.contribute(entry, text="图已送。", by=people.co_handler, now=NOW)
    upgrade(as_before)
    assert {one.unit for one in entry.clocks.exclude(unit=None)} == {third}
    assert sound()


def test_an_undone_act_and_a_merged_unit_leave_each_co_unit_its_clock(
    stages: Stages, people: People, as_before: pytest.MonkeyPatch
) -> None:
    undone = services.undo(stages.parked(), reason="点错了", **stages.handler)
    third = make_unit()
    merged = stages.dispatched(co_units=[third])
    services.merge_units(third, people.co, **stages.office)
    upgrade(as_before)
    for entry in (undone, merged):
        clock = entry.clocks.get(unit=people.co)
        assert (clock.due, clock.paused_on) == (END, None)
    assert sound()


def test_its_clock_stands_among_the_others_where_the_events_put_it(
    stages: Stages, as_before: pytest.MonkeyPatch
) -> None:
    entry = stages.closed()
    upgrade(as_before)
    assert entry.clocks.exclude(unit=None).exists()
    assert sound()


def test_the_way_back_takes_them_away_again(stages: Stages, as_before: pytest.MonkeyPatch) -> None:
    old = stages.in_progress()
    upgrade(as_before)
    new = stages.in_progress()
    migration.forget(apps, EDITOR)
    assert not old.clocks.exclude(unit=None).exists()
    assert new.clocks.exclude(unit=None).exists()
