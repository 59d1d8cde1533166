"""Each co-unit runs by a clock of its own: begun, met, standing still, extended, reminded of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from taizhang.access.scopes import visible_entries
from taizhang.engine import refusals
from taizhang.engine.calendar import Special
from taizhang.engine.deadlines import StepKind
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries, rebuilding, services, verification
from taizhang.ledger.models import Clock, Entry, Ledger
from taizhang.ledger.queries.calendar import calendar_days
from taizhang.reporting import desks, waiting
from taizhang.roster.services import set_holders
from tests.clock import NOW
from tests.desks import waits_for
from tests.factories import make_dispatched, make_unit

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db
END = date(2026, 9, 20)
"""Three working days after Wednesday, 16 September; that Sunday is worked."""


@pytest.fixture(autouse=True)
def _three_days() -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")


def own(entry: Entry) -> Clock:
    return entry.clocks.exclude(unit=None).get()


def sound() -> bool:
    """The history holds, and a rebuilding finds nothing to change."""
    return verification.verify(workers=1).misfit is None and rebuilding.rebuild().changed == 0


def test_a_dispatch_starts_each_co_unit_s_clock(stages: Stages, people: People) -> None:
    third = make_unit()
    entry = stages.dispatched(co_units=[people.co, third])
    clocks = entry.clocks.exclude(unit=None).order_by("pk")
    assert [(one.unit, one.name, one.due) for one in clocks] == [
        (people.co, "assist", END),
        (third, "assist", END),
    ]
    assert {one.warn_on for one in clocks} == {END - timedelta(days=1)}
    assert {one.clock.unit for one in queries.clocks(entry)} == {None}, "the lead's stand apart"
    assert sound()


def test_a_rule_without_a_milestone_for_co_units_gives_them_the_lead_s_date(
    stages: Stages, people: People
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="p13710")
    entry = stages.dispatched()
    assert own(entry).due == entry.due
    (counted,) = queries.part_clocks(entry).values()
    assert [step.kind for step in counted.steps] == [StepKind.WITH_LEAD]
    assert counted.clock.unit == people.co
    assert sound()


def test_its_answer_meets_it_once(stages: Stages, people: People) -> None:
    entry = stages.dispatched()
    late = NOW + timedelta(days=6)
    services.contribute(entry, text="管线图已送。", by=people.co_handler, now=NOW)
    services.contribute(entry, text="再补一张。", by=people.co_handler, now=late)
    assert own(entry).met_on == timezone.localdate(NOW)
    assert entry.clocks.get(name="resolve").met_on is None, "the lead's own clock runs on"
    assert sound()


def test_a_stranger_s_answer_meets_nothing(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.dispatched()
    with unchanged(entry), pytest.raises(refusals.NotACoUnit):
        services.contribute(entry, text="我来", by=people.stranger, now=NOW)
    assert own(entry).met_on is None


def test_an_answer_to_what_is_closed_is_refused(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.closed()
    with unchanged(entry), pytest.raises(refusals.MoveNotAllowed):
        services.contribute(entry, text="来晚了", by=people.co_handler, now=NOW)
    assert own(entry).met_on is None


def test_parking_stops_it_and_the_days_are_given_back(stages: Stages, people: People) -> None:
    entry = stages.parked()
    assert own(entry).paused_on == timezone.localdate(NOW)
    later = NOW + timedelta(days=5)  # Monday: four working days
    entry = services.resume(entry, by=people.lead_handler, now=later)
    clock = own(entry)
    assert clock.paused_on is None
    assert clock.due == date(2026, 9, 24)
    assert entry.assignments.get(unit=people.co).due == clock.due
    (counted,) = queries.part_clocks(entry).values()
    assert StepKind.PAUSED in {step.kind for step in counted.steps}
    assert sound()


def test_what_was_answered_while_parked_does_not_run_on(stages: Stages, people: People) -> None:
    entry = services.contribute(stages.parked(), text="已核。", by=people.co_handler, now=NOW)
    services.resume(entry, by=people.lead_handler, now=NOW + timedelta(days=5))
    assert (own(entry).met_on, own(entry).due) == (timezone.localdate(NOW), END)


def test_an_undone_parking_leaves_it_as_it_was(stages: Stages) -> None:
    entry = services.undo(stages.parked(), reason="点错了", **stages.handler)
    assert (own(entry).paused_on, own(entry).due) == (None, END)
    assert sound()


def test_its_date_is_never_later_than_the_lead_s(stages: Stages, people: People) -> None:
    entry = stages.dispatched(due=date(2026, 9, 17))
    assert own(entry).due == date(2026, 9, 17)
    assert [one.kind for one in queries.part_clocks(entry)[people.co.pk].steps] == [
        StepKind.WITH_LEAD
    ]


def test_who_shares_the_lead_s_date_shares_its_extension(stages: Stages, people: People) -> None:
    Ledger.objects.filter(code="appeal").update(preset="p13710")
    entry = services.grant_extension(stages.extension_requested(), by=people.office, now=NOW)
    assert entry.due == date(2026, 10, 12)
    assert own(entry).due == entry.due
    assert entry.assignments.get(unit=people.co).due == entry.due
    assert sound()


def test_who_has_a_date_of_its_own_keeps_it_when_the_lead_s_is_extended(
    stages: Stages, people: People
) -> None:
    entry = services.grant_extension(stages.extension_requested(), by=people.office, now=NOW)
    assert own(entry).due == END


def test_a_new_dispatch_ends_the_clock_of_who_is_no_longer_asked(
    stages: Stages, people: People
) -> None:
    third, fourth = make_unit(), make_unit()
    entry = stages.dispatched(co_units=[people.co, third])
    again = NOW + timedelta(days=1)
    entry = services.dispatch(
        entry, lead=people.lead, co_units=[third, fourth], by=people.office, now=again
    )
    clocks = entry.clocks.exclude(unit=None).order_by("pk")
    assert [(one.unit, one.started_at) for one in clocks] == [(third, again), (fourth, again)]
    assert sound()
    entry = services.undo(entry, by=people.office, now=again, reason="派错了")
    assert {one.unit for one in entry.clocks.exclude(unit=None)} == {people.co, third}
    assert sound()


def test_a_merged_unit_s_clock_goes_to_who_took_over(stages: Stages, people: People) -> None:
    entry = make_dispatched(by=people.office, lead=people.elsewhere, co_units=[people.lead])
    services.merge_units(people.lead, people.co, **stages.office)
    assert own(entry).unit == people.co
    assert sound()


def test_who_comes_to_lead_has_no_second_clock(stages: Stages, people: People) -> None:
    entry = stages.in_progress()  # led by `lead`, `co` assists
    services.merge_units(people.lead, people.co, **stages.office)
    assert not entry.clocks.exclude(unit=None).exists()
    assert sound()


def test_its_head_is_reminded_of_its_own_date_and_the_lead_that_it_is_late(
    stages: Stages, people: People
) -> None:
    set_holders(people.co, head=people.co_head)
    entry = stages.in_progress()
    assert services.tick(now=NOW + timedelta(days=2)).reminded == 0
    late = NOW + timedelta(days=5)
    assert services.tick(now=late).reminded >= 2
    assert [(one.signal, one.due) for one in queries.reminders_of(people.co_head)] == [("red", END)]
    assert [one.signal for one in queries.reminders_of(people.lead_handler)] == ["orange"]
    assert services.tick(now=late).reminded == 0
    services.contribute(entry, text="已核。", by=people.co_handler, now=late)
    assert list(queries.reminders_of(people.co_head)) == []


def test_a_co_unit_without_a_head_silences_nobody(stages: Stages, people: People) -> None:
    stages.in_progress()
    services.remind(now=NOW + timedelta(days=5))
    assert [one.signal for one in queries.reminders_of(people.lead_handler)] == ["orange"]


def test_whoever_holds_both_parts_is_reminded_once(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    set_holders(people.co, head=people.lead_handler)
    told = services.remind_holders(entry, by=people.office, now=NOW + timedelta(days=5))
    assert told.people.count(people.lead_handler.name) == 1


def test_what_its_unit_owes_stands_on_the_desk_by_its_own_date(
    stages: Stages, people: People
) -> None:
    entry = stages.in_progress()
    person, late = people.co_handler, NOW + timedelta(days=5)
    columns = waiting.columns(person, today=late.date())
    desk = desks.desk(desks.Plan(visible_entries(person), columns), today=late.date(), most=8)
    mine, *_others = desk.columns
    (owed,) = mine
    assert owed.entries == (entry,)
    (date,) = owed.own_dates.values()
    assert (date.due, date.warn_on) == (own(entry).due, own(entry).warn_on)
    assert date.warn_on
    assert own(entry).due < late.date() < entry.due
    services.contribute(entry, text="已核。", by=person, now=late)
    assert waits_for(person, late.date()) == set()


def test_it_waits_for_nobody_once_the_matter_is_parked(stages: Stages, people: People) -> None:
    set_holders(people.co, head=people.co_head)
    entry = stages.parked()
    late = NOW + timedelta(days=8)
    assert entry.state == State.PARKED
    assert waits_for(people.co_head, late.date()) == set()
    services.remind(now=late)
    assert list(queries.reminders_of(people.co_head)) == []


def test_the_database_keeps_one_clock_of_a_name_for_a_unit(stages: Stages) -> None:
    clock = own(stages.dispatched())
    clock.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        clock.save(force_insert=True)


def free(day: date, people: People) -> int:
    """Confirm the year with one more day off; how many entries got other dates."""
    days = {**calendar_days(day.year), day: Special(is_workday=False, name="园区开放日")}
    told = {"confirmed": True, "source": "试验", "by": people.office, "now": NOW}
    return services.change_days(day.year, days, **told)


def test_a_changed_calendar_moves_who_shares_the_lead_s_date_with_it(
    stages: Stages, people: People
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="p13710")
    entry = stages.dispatched()
    assert free(date(2026, 9, 23), people) == 1
    entry.refresh_from_db()
    assert entry.due == date(2026, 9, 24)
    assert own(entry).due == entry.assignments.get(unit=people.co).due == entry.due
    assert sound()


def test_a_changed_calendar_leaves_a_clock_alone_that_stands_still(
    stages: Stages, people: People
) -> None:
    entry = stages.parked()
    free(date(2026, 9, 18), people)
    assert (own(entry).due, own(entry).paused_on) == (END, timezone.localdate(NOW))
    assert sound()


def test_a_changed_calendar_gives_the_days_of_parking_back_by_itself(
    stages: Stages, people: People
) -> None:
    entry = services.resume(stages.parked(), by=people.lead_handler, now=NOW + timedelta(days=5))
    assert free(date(2026, 9, 22), people) == 1
    assert own(entry).due == date(2026, 9, 28)  # the 25th to 27th are a holiday
    assert entry.assignments.get(unit=people.co).due == own(entry).due
    assert sound()
