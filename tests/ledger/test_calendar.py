"""Changing the work calendar: the difference is seen first, then every counted date moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.calendar import Special
from taizhang.engine.lifecycle import Move
from taizhang.ledger import services, verification
from taizhang.ledger.errors import DayOfAnotherYear
from taizhang.ledger.models import CalendarDay, CalendarYear, Event, Ledger
from taizhang.ledger.queries.clocks import pauses_of
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db

FREE = {date(2026, 9, 23): Special(is_workday=False, name="园区开放日")}


def _days(more: dict[date, Special]) -> dict[date, Special]:
    kept = CalendarDay.objects.filter(day__year=2026)
    return {one.day: Special(one.is_workday, one.name) for one in kept} | more


def test_the_difference_is_seen_before_anything_is_written(stages: Stages) -> None:
    entry = stages.in_progress()
    _calendar, moved = services.preview_days(2026, _days(FREE), confirmed=True)
    assert [one.entry for one in moved] == [entry]
    assert moved[0].due == (date(2026, 9, 23), date(2026, 9, 24))
    assert not Event.objects.filter(move=Move.REDATE).exists()
    assert not CalendarDay.objects.filter(day=date(2026, 9, 23)).exists()


def test_counted_dates_move_and_ordered_ones_stand(stages: Stages, people: People) -> None:
    counted = stages.in_progress()
    ordered = services.dispatch(
        stages.accepted(), lead=people.lead, due=date(2026, 9, 23), **stages.office
    )
    closed = stages.closed()
    moved = services.change_days(
        2026, _days(FREE), confirmed=True, source="试验", by=people.office, now=NOW
    )
    assert moved == 1
    for entry in (counted, ordered, closed):
        entry.refresh_from_db()
    assert (counted.due, counted.original_due) == (date(2026, 9, 24), date(2026, 9, 23))
    assert ordered.due == date(2026, 9, 23)
    assert closed.due == date(2026, 9, 23)
    clocks = {clock.name: clock.due for clock in counted.clocks.all()}
    assert clocks["resolve"] == date(2026, 9, 24)
    assert CalendarYear.objects.get(year=2026).source == "试验"
    assert verification.verify().misfit is None
    again = services.change_days(
        2026, _days(FREE), confirmed=True, source="试验", by=people.office, now=NOW
    )
    assert again == 0


def test_a_year_may_be_unconfirmed_again(people: People) -> None:
    services.change_days(2026, {}, confirmed=False, source="", by=people.office, now=NOW)
    assert not CalendarYear.objects.get(year=2026).confirmed


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2025, 6, 1)])
def test_a_day_of_another_year_is_refused(people: People, day: date) -> None:
    with pytest.raises(DayOfAnotherYear):
        services.preview_days(2026, {day: Special(is_workday=False, name="x")}, confirmed=True)
    assert people.office


def test_days_that_were_given_back_after_parking_stay_given_back(
    stages: Stages, people: People
) -> None:
    later = {"by": people.lead_handler, "now": NOW + timedelta(days=29)}
    entry = services.resume(stages.parked(), **later)
    due = entry.due
    assert due == date(2026, 10, 22)
    elsewhere = {date(2026, 11, 11): Special(is_workday=False, name="园区开放日")}
    assert services.preview_days(2026, _days(elsewhere), confirmed=True)[1] == []
    there = {due: Special(is_workday=False, name="园区开放日")}
    (found,) = services.preview_days(2026, _days(there), confirmed=True)[1]
    assert found.due == (due, date(2026, 10, 23))
    told = {"by": people.office, "now": later["now"]}
    services.change_days(2026, _days(there), confirmed=True, source="试验", **told)
    entry.refresh_from_db()
    assert entry.due == date(2026, 10, 23)
    assert verification.verify().misfit is None
    assert services.preview_days(2026, _days(there), confirmed=True)[1] == []


def test_parking_that_was_undone_gives_nothing_back(stages: Stages, people: People) -> None:
    entry = services.undo(stages.parked(), reason="点错了", **stages.handler)
    assert pauses_of(entry) == {}
    services.change_days(
        2026, _days(FREE), confirmed=True, source="试验", by=people.office, now=NOW
    )
    entry.refresh_from_db()
    assert entry.due == date(2026, 9, 24)
    assert pauses_of(entry) == {}
    before = {day: one for day, one in _days({}).items() if day not in FREE}
    again = services.preview_days(2026, before, confirmed=True)[1]
    assert [one.due for one in again] == [(date(2026, 9, 24), date(2026, 9, 23))]


def test_a_co_unit_is_never_given_longer_than_the_lead(stages: Stages, people: People) -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")
    entry = stages.dispatched(due=date(2026, 9, 17))
    assert entry.assignments.get(part="co_unit").due == date(2026, 9, 17)
    elsewhere = {date(2026, 11, 11): Special(is_workday=False, name="园区开放日")}
    assert services.preview_days(2026, _days(elsewhere), confirmed=True)[1] == []
    there = {date(2026, 9, 17): Special(is_workday=False, name="园区开放日")}
    for found in services.preview_days(2026, _days(there), confirmed=True)[1]:
        assert found.co_dues == {}


def test_a_co_unit_s_own_date_moves(stages: Stages) -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")
    stages.dispatched()
    there = {date(2026, 9, 17): Special(is_workday=False, name="园区开放日")}
    (found,) = services.preview_days(2026, _days(there), confirmed=True)[1]
    assert found.co_dues == {"co": date(2026, 9, 21)}


def test_a_co_unit_without_a_date_of_its_own_gets_the_counted_one_and_no_clock(
    stages: Stages, people: People
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")
    entry = stages.dispatched(due=date(2026, 12, 1))
    # As dispatches of before co-units had dates left it.
    entry.clocks.exclude(unit=None).delete()
    entry.assignments.filter(part="co_unit").update(due=None)
    (found,) = services.preview_days(2026, _days({}), confirmed=True)[1]
    assert found.as_payload(date(2026, 9, 16)) == {"co_dues": {"co": "2026-09-20"}}


def test_a_co_unit_s_own_date_alone_is_an_event_too(stages: Stages, people: People) -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")
    entry = stages.dispatched(due=date(2026, 12, 1))
    there = {date(2026, 9, 18): Special(is_workday=False, name="园区开放日")}
    told = {"by": people.office, "now": NOW}
    assert services.change_days(2026, _days(there), confirmed=True, source="试验", **told) == 1
    payload = entry.events.latest("version").payload
    assert payload["co_dues"] == {"co": "2026-09-21"}
    assert payload["clocks"]["moved"] == {"assist@co": "2026-09-21"}
    assert entry.clocks.get(unit=people.co).due == date(2026, 9, 21)
    assert entry.assignments.get(part="co_unit").due == date(2026, 9, 21)
    assert verification.verify().misfit is None
