"""Handing a matter to a lead unit and co-units."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine import refusals
from taizhang.engine.calendar import Special
from taizhang.engine.codes import LedgerKind
from taizhang.engine.deadlines import StepKind
from taizhang.engine.lifecycle import State
from taizhang.engine.refusals import NotACoUnit
from taizhang.ledger import queries, services, verification
from taizhang.ledger.models import Assignment, Clock, Entry
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db
FIRST_DUE = date(2026, 9, 23)
"""Seven days after 16 September 2026."""


def test_dispatch_names_units_people_and_a_date(stages: Stages, people: People) -> None:
    entry = stages.dispatched(
        in_charge=people.lead_handler, watcher=people.lead_head, due=date(2026, 9, 30)
    )
    assert (entry.state, entry.lead, entry.in_charge) == (
        State.DISPATCHED,
        people.lead,
        people.lead_handler,
    )
    assert (entry.watcher, entry.due, entry.dispatch_count) == (
        people.lead_head,
        date(2026, 9, 30),
        1,
    )
    parts = [(one.unit, one.part) for one in entry.assignments.all()]
    assert parts == [(people.lead, "lead"), (people.co, "co_unit")]
    assert str(entry.assignments.all()[0]) == f"{entry} → {people.lead}"


def test_without_an_order_the_rule_gives_the_date(stages: Stages) -> None:
    entry = stages.dispatched()
    assert entry.due == date(2026, 9, 23)
    story = queries.due_story(entry)
    assert story is not None
    assert (story.due_by, story.deadline.date) == ("rule", entry.due)


def test_a_promised_date_is_kept(stages: Stages, people: People) -> None:
    entry = stages.accepted(due=date(2026, 10, 15))
    before = queries.due_story(entry)
    assert before is not None
    assert before.due_by == "promise"
    entry = services.dispatch(entry, lead=people.lead, **stages.office)
    story = queries.due_story(entry)
    assert story is not None
    assert (entry.due, story.due_by) == (date(2026, 10, 15), "promise")
    assert [step.kind for step in story.deadline.steps] == [StepKind.PROMISED]


def test_a_promise_that_has_passed_gives_way_to_the_rule(stages: Stages, people: People) -> None:
    entry = stages.accepted(due=date(2026, 9, 1))
    entry = services.dispatch(entry, lead=people.lead, **stages.office)
    assert (entry.due, entry.original_due) == (date(2026, 9, 23), date(2026, 9, 1))


def test_an_order_goes_before_a_promise(stages: Stages, people: People) -> None:
    entry = stages.accepted(due=date(2026, 10, 15))
    entry = services.dispatch(entry, lead=people.lead, due=date(2026, 9, 18), **stages.office)
    story = queries.due_story(entry)
    assert story is not None
    assert (entry.due, story.due_by) == (date(2026, 9, 18), "order")
    resolve = next(one for one in queries.clocks(entry) if one.clock.name == "resolve")
    assert (resolve.clock.due, resolve.is_recounted) == (date(2026, 9, 18), False)
    assert [step.kind for step in resolve.steps] == [StepKind.ORDERED]


def test_dispatch_starts_the_clocks_of_the_ledger(stages: Stages) -> None:
    entry = stages.dispatched()
    clocks = {one.clock.name: one for one in queries.clocks(entry)}
    assert {name: one.clock.due.isoformat() for name, one in clocks.items()} == {
        "forward": "2026-09-17",
        "report": "2026-09-20",  # a Sunday that is worked
        "resolve": "2026-09-23",
        "complex": "2026-10-16",
    }
    assert clocks["forward"].clock.met_on == date(2026, 9, 16)
    assert not any(one.is_recounted for one in clocks.values())
    assert all(one.steps for one in clocks.values())
    assert str(clocks["report"].clock) == f"{entry} report 2026-09-20"


def test_a_unit_given_twice_assists_once(stages: Stages, people: People) -> None:
    entry = stages.dispatched(co_units=[people.co, people.co])
    assert entry.assignments.count() == 2


def test_dispatch_refuses_a_unit_that_leads_and_assists(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(refusals.LeadAlsoAssists, match=people.lead.name):
        services.dispatch(
            entry, lead=people.lead, co_units=[people.co, people.lead], **stages.office
        )
    assert not Assignment.objects.exists()


def test_dispatch_refuses_a_watcher_who_is_in_charge(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.accepted()
    who = people.lead_handler
    with unchanged(entry), pytest.raises(refusals.WatcherInCharge):
        services.dispatch(entry, lead=people.lead, in_charge=who, watcher=who, **stages.office)


def test_dispatch_refuses_a_person_of_another_unit(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(services.InChargeOfAnotherUnit):
        services.dispatch(entry, lead=people.lead, in_charge=people.co_handler, **stages.office)


def test_dispatch_refuses_a_day_that_has_passed(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(refusals.DueInThePast):
        services.dispatch(entry, lead=stages.people.lead, due=date(2026, 9, 15), **stages.office)


def test_dispatching_again_gives_it_to_others_and_counts(stages: Stages, people: People) -> None:
    later = {"by": people.office, "now": NOW + timedelta(days=2)}
    entry = services.dispatch(stages.return_requested(), lead=people.co, **later)
    assert (entry.dispatch_count, entry.lead, entry.back_to) == (2, people.co, "")
    assert [one.dispatch for one in entry.assignments.order_by("dispatch")] == [1, 1, 2]
    report = Clock.objects.get(entry=entry, name="report")
    assert (report.started_on, report.met_on) == (date(2026, 9, 18), None)


def test_a_double_click_dispatches_once(stages: Stages, people: People) -> None:
    entry = stages.accepted()
    first = services.dispatch(entry, lead=people.lead, seen=1, **stages.office)
    second = services.dispatch(entry, lead=people.lead, seen=1, **stages.office)
    assert (first.version, second.version, entry.events.count()) == (2, 2, 2)
    assert entry.assignments.count() == 1


def test_dispatch_without_any_co_unit_gives_nobody_to_contribute(
    stages: Stages, people: People
) -> None:
    entry = stages.dispatched(co_units=[])
    with pytest.raises(NotACoUnit):
        services.contribute(entry, text="我来", by=people.co_handler, now=NOW)


def test_other_ledgers_run_by_their_own_clocks(stages: Stages, people: People) -> None:
    entry = stages.accepted(ledger=LedgerKind.HAZARD)
    entry = services.dispatch(entry, lead=people.lead, **stages.office)
    assert entry.due == date(2026, 9, 17)


def test_a_unit_stands_once_in_a_dispatch(stages: Stages, people: People) -> None:
    entry = stages.dispatched()
    for unit, part in ((people.co, "co_unit"), (people.elsewhere, "lead")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(
                entry=entry, unit=unit, part=part, dispatch=1, dispatched_at=NOW
            )


@pytest.mark.parametrize(
    "nonsense",
    [
        {"lead": None},
        {"original_due": None},
        {"state": "closed"},
        {"state": "parked"},
        {"state": "answered"},
        {"state": "extension_requested"},
        {"closed_at": NOW},
        {"answered_at": NOW},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(
    stages: Stages, nonsense: dict[str, object]
) -> None:
    entry = stages.dispatched()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**nonsense)


def test_the_database_refuses_a_watcher_in_charge(stages: Stages, people: People) -> None:
    entry = stages.dispatched(in_charge=people.lead_handler)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(watcher=people.lead_handler)


def test_the_database_refuses_a_clock_that_runs_backward(stages: Stages) -> None:
    entry = stages.dispatched()
    clock = entry.clocks.first()
    assert clock is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.filter(pk=clock.pk).update(due=date(2020, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.create(
            entry=entry, name=clock.name, started_on=clock.due, started_at=NOW, due=clock.due
        )


def test_dispatched_anew_without_a_date_the_one_that_stands_binds_on(
    stages: Stages, people: People
) -> None:
    """It was no promise and is not counted anew; it goes with the calendar as before."""
    later = {"by": people.office, "now": NOW + timedelta(days=2)}
    entry = services.dispatch(stages.return_requested(), lead=people.co, **later)
    clock = Clock.objects.get(entry=entry, name="resolve")
    assert (entry.due, clock.due, clock.started_on) == (FIRST_DUE, FIRST_DUE, NOW.date())
    story = queries.due_story(entry)
    assert story is not None
    assert (story.due_by, story.deadline.date) == ("rule", FIRST_DUE)
    kinds = [step.kind for step in story.deadline.steps]
    assert (kinds[0], kinds[-1]) == (StepKind.START_EXCLUDED, StepKind.KEPT)
    days = {**queries.calendar_days(2026), FIRST_DUE: Special(is_workday=False, name="园区开放日")}
    services.change_days(2026, days, confirmed=True, source="试验", **later)
    entry.refresh_from_db()
    assert entry.due == FIRST_DUE + timedelta(days=1)
    assert verification.verify(workers=1).misfit is None


def test_dispatched_anew_an_extension_stays_one(stages: Stages, people: People) -> None:
    entry = services.grant_extension(stages.extension_requested(), **stages.office)
    until = entry.due
    entry = services.dispatch(entry, lead=people.co, by=people.office, now=NOW)
    story = queries.due_story(entry)
    assert story is not None
    assert (entry.due, story.due_by) == (until, "extension")
    assert [step.kind for step in story.deadline.steps][-2:] == [StepKind.EXTENDED, StepKind.KEPT]
    assert (entry.original_due, entry.extension_count) == (FIRST_DUE, 1)


def test_dispatched_anew_after_its_date_it_is_counted_from_that_day(
    stages: Stages, people: People
) -> None:
    late = {"by": people.office, "now": NOW + timedelta(days=20)}
    entry = services.dispatch(stages.in_progress(), lead=people.co, **late)
    assert (entry.due, entry.original_due) == (date(2026, 10, 13), FIRST_DUE)
    assert Clock.objects.get(entry=entry, name="resolve").started_on == late["now"].date()
