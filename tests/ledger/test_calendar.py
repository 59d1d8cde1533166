"""Changing the work calendar: the difference is seen first, then every counted date moves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.calendar import Special
from taizhang.engine.lifecycle import Move
from taizhang.ledger import services, verification
from taizhang.ledger.errors import DayOfAnotherYear
from taizhang.ledger.models import CalendarDay, CalendarYear, Event
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
