"""Lists: filters, order, signals, counts, and what a page reads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from taizhang.engine.lifecycle import Move
from taizhang.ledger import queries, services
from taizhang.ledger.models import CalendarDay, CalendarYear, Clock, Entry
from taizhang.ledger.queries import Signal
from tests.clock import NOW
from tests.desks import waits_for

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def listed(signal: Signal, today: date) -> list[str]:
    found = Entry.objects.filter(queries.shows(signal, today))
    return [entry.number for entry in found.order_by("pk")]


def signals(entry: Entry, today: date) -> Signal:
    """What the row says and what the filter finds must be the same."""
    shown = {wanted for wanted in Signal if entry.number in listed(wanted, today)}
    row = queries.with_signal(Entry.objects.filter(pk=entry.pk), today=today).get()
    assert shown == {queries.signal_of(row, today)}
    return shown.pop()


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, Signal.NONE), (6, Signal.BLUE), (7, Signal.ORANGE), (8, Signal.RED)],
)
def test_signals_follow_the_due_date(stages: Stages, days: int, shown: Signal) -> None:
    assert signals(stages.in_progress(), TODAY + timedelta(days=days)) is shown


def test_a_late_step_shows_before_the_due_date(stages: Stages) -> None:
    entry = stages.acknowledged()  # no report within three days
    assert signals(entry, date(2026, 9, 20)) is Signal.NONE
    assert signals(entry, date(2026, 9, 21)) is Signal.ORANGE
    assert signals(entry, date(2026, 9, 24)) is Signal.RED


def test_an_entry_nobody_forwarded_shows_without_a_due_date(stages: Stages) -> None:
    entry = stages.accepted()
    assert signals(entry, TODAY) is Signal.NONE
    assert signals(entry, TODAY + timedelta(days=2)) is Signal.ORANGE


@pytest.mark.parametrize("stage", ["parked", "answered", "closed", "declined"])
def test_what_asks_for_nothing_shows_nothing(stages: Stages, stage: str) -> None:
    assert signals(getattr(stages, stage)(), TODAY + timedelta(days=60)) is Signal.NONE


def test_what_is_in_the_hands_of_who_speaks_for_an_enterprise_is_its_own(
    stages: Stages, people: People
) -> None:
    own, other = stages.accepted(), stages.accepted(enterprises=[people.other_enterprise])
    mine = Entry.objects.filter(queries.in_hands_of(people.contact))
    assert list(mine) == [own]
    assert other in Entry.objects.filter(queries.in_hands_of(people.other_contact))


def test_ledger_by_ledger_the_same_entries_are_seen(stages: Stages) -> None:
    entries = {stages.accepted(), stages.accepted(ledger="hazard")}
    assert set(queries.by_ledger(Entry.objects.all())) == entries


def test_a_co_unit_with_the_lead_s_date_has_no_story_of_its_own(stages: Stages) -> None:
    entry = stages.dispatched()
    (part,) = entry.assignments.filter(part="co_unit")
    assert part.due == entry.due
    assert queries.part_deadline(entry, part) is None


def test_whom_to_call_about_a_matter_without_a_category_duties_say(people: People) -> None:
    people.lead.duties = "电力增容、停电抢修"
    people.lead.save()
    found = queries.handled_by("厂区停电，请抢修。", category="", now=NOW)
    assert [one.unit for one in found] == [people.lead]


def test_a_page_reads_an_entry_in_a_fixed_number_of_queries(
    stages: Stages, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = stages.reopened()
    # The row, four kinds of parts, four kinds of things they point at; on PostgreSQL two messages.
    with django_assert_num_queries(9 if connection.vendor == "sqlite" else 2):
        full = queries.in_full(entry)
        assert [part.unit.code for part in full.assignments.all()]
        assert [one.enterprise for one in full.requesters.all()]
        assert queries.permitted_moves(full) >= {Move.ANSWER, Move.PROGRESS, Move.PARK}
    with django_assert_num_queries(2):
        history = list(queries.events(full))
        assert [event.attachments.all() for event in history]
    assert queries.events_of is queries.events


def test_a_requester_does_not_read_what_units_say_among_themselves(stages: Stages) -> None:
    entry = stages.extension_requested()
    moves = {event.move for event in queries.public_events(entry)}
    assert moves == {Move.REGISTER, Move.DISPATCH, Move.ACKNOWLEDGE, Move.PROGRESS}


def test_an_entry_is_found_by_its_number(stages: Stages) -> None:
    entry = stages.accepted()
    assert queries.entry_by_number(entry.number) == entry
    assert queries.entry_by_number("SQ-2026-9999") is None


def test_there_is_no_story_without_a_due_date(stages: Stages) -> None:
    assert queries.due_story(stages.accepted()) is None


def test_clocks_are_explained_over_the_calendar_in_the_database(stages: Stages) -> None:
    entry = stages.dispatched()
    CalendarDay.objects.create(day=date(2026, 9, 23), is_workday=False, name="停电检修")
    resolve = next(one for one in queries.clocks(entry) if one.clock.name == "resolve")
    assert resolve.is_recounted
    assert resolve.deadline.date == date(2026, 9, 24)
    assert resolve.steps[-1].name == "停电检修"


def test_a_clock_that_the_preset_no_longer_knows_is_left_out(stages: Stages) -> None:
    entry = stages.accepted()
    Clock.objects.filter(entry=entry).update(name="older")
    assert queries.clocks(entry) == []
    Clock.objects.filter(entry=entry).delete()
    assert queries.clocks(entry) == []


def test_the_calendar_knows_its_years(
    stages: Stages, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from taizhang.ledger.work_calendar import work_calendar

    with django_assert_max_num_queries(2):
        calendar = work_calendar(date(2026, 12, 1))
    assert calendar.confirmed == {2025, 2026}
    assert not calendar.is_workday(date(2026, 10, 1))
    assert str(CalendarDay.objects.get(day=date(2026, 10, 1))) == "2026-10-01 National Day"
    assert [str(year) for year in CalendarYear.objects.all()][-1] == "2026"


_ON_DESK: list[tuple[str, str, str]] = [
    # stage, who has the next step, who waits for it
    ("triage", "office", "contact"),
    ("accepted", "office", "contact"),
    ("dispatched", "lead_head", "office"),
    ("dispatched", "co_handler", "office"),
    ("acknowledged", "lead_handler", "office"),
    ("return_requested", "office", "lead_handler"),
    ("extension_requested", "office", "lead_handler"),
    ("extension_requested", "leader", "lead_handler"),
    ("answered", "office", "lead_handler"),
    ("answered", "service_officer", "lead_handler"),
    ("called_back", "office", "lead_handler"),
    ("reopened", "lead_handler", "office"),
]


@pytest.mark.parametrize(("stage", "active", "waiting"), _ON_DESK)
def test_the_next_step_lies_on_one_desk_and_not_on_the_other(
    stages: Stages, people: People, stage: str, active: str, waiting: str
) -> None:
    entry = getattr(stages, stage)()
    assert waits_for(getattr(people, active)) == {entry}
    assert waits_for(getattr(people, waiting)) == set()


@pytest.mark.parametrize("name", ["guidance", "stranger", "system_admin", "other_contact"])
def test_nothing_waits_for_who_has_no_part(stages: Stages, people: People, name: str) -> None:
    stages.dispatched()
    assert waits_for(getattr(people, name)) == set()


def test_who_answered_is_not_asked_to_close(stages: Stages, people: People) -> None:
    entry = stages.acknowledged()
    services.answer(entry, reply="已送电，请查验。", by=people.office, now=NOW)
    assert waits_for(people.office) == set()


def test_a_parked_entry_comes_back_to_the_unit(stages: Stages, people: People) -> None:
    entry = stages.parked()
    later = NOW + timedelta(days=23)
    assert waits_for(people.lead_handler) == set()
    assert waits_for(people.lead_handler, later.date()) == {entry}


def test_a_co_unit_that_contributed_is_done(stages: Stages, people: People) -> None:
    entry = stages.dispatched()
    services.contribute(entry, text="图纸已送。", by=people.co_handler, now=NOW)
    assert waits_for(people.co_handler) == set()
