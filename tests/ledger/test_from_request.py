"""A period that runs from the request or its acceptance, however late the office hands it over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.calendar import Special
from taizhang.engine.deadlines import StepKind
from taizhang.ledger import queries, rebuilding, services, verification
from taizhang.ledger.models import Ledger
from taizhang.ledger.queries import calendar_days
from taizhang.ledger.work_calendar import work_calendar
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db
END = date(2026, 10, 20)
"""Twenty working days after 16 September 2026: holidays out, two make-up days in."""


@pytest.fixture(autouse=True)
def _disclosure() -> None:
    Ledger.objects.filter(code="appeal").update(preset="information_request")


def sound() -> bool:
    return verification.verify(workers=1).misfit is None and rebuilding.rebuild().changed == 0


def test_it_runs_from_the_day_it_came_in(stages: Stages, people: People) -> None:
    entry = stages.accepted()
    end = entry.clocks.get(name="resolve").due
    later = NOW + timedelta(days=7)
    entry = services.dispatch(entry, lead=people.lead, by=people.office, now=later)
    assert entry.due == entry.original_due == end == END
    story = queries.due_story(entry)
    assert story is not None
    assert (story.due_by, story.deadline.date) == ("rule", END)
    assert StepKind.START_EXCLUDED in {step.kind for step in story.deadline.steps}
    assert story.deadline.steps[0].first == NOW.date()
    assert sound()


def test_a_time_that_has_run_out_does_not_keep_it_from_being_handed_over(
    stages: Stages, people: People
) -> None:
    entry = stages.accepted()
    late = NOW + timedelta(days=60)
    entry = services.dispatch(entry, lead=people.lead, by=people.office, now=late)
    assert entry.due == END
    assert queries.signal_of(entry, late.date()) == queries.Signal.RED
    assert sound()


def test_nobody_orders_a_day_that_has_passed(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(refusals.DueInThePast):
        services.dispatch(
            entry,
            lead=people.lead,
            due=NOW.date() - timedelta(days=1),
            by=people.office,
            now=NOW,
        )


def test_an_order_for_an_earlier_day_moves_the_clock(stages: Stages, people: People) -> None:
    day = date(2026, 9, 30)
    entry = services.dispatch(stages.accepted(), lead=people.lead, due=day, **stages.office)
    assert entry.due == entry.clocks.get(name="resolve").due == day
    assert sound()


def test_asking_others_stops_it(stages: Stages) -> None:
    entry = stages.parked()
    assert entry.clocks.get(name="resolve").paused_on == NOW.date()
    entry = services.resume(entry, by=stages.people.lead_handler, now=NOW + timedelta(days=5))
    assert entry.due == entry.clocks.get(name="resolve").due
    assert entry.due is not None
    assert entry.due > END
    assert sound()


def test_a_new_calendar_counts_from_the_request_too(stages: Stages, people: People) -> None:
    later = NOW + timedelta(days=7)
    entry = services.dispatch(stages.accepted(), lead=people.lead, by=people.office, now=later)
    days = {
        **calendar_days(2026),
        date(2026, 9, 17): Special(is_workday=False, name="园区开放日"),
    }
    told = {"confirmed": True, "source": "试验", "by": people.office, "now": later}
    assert services.change_days(2026, days, **told) >= 1
    entry.refresh_from_db()
    assert entry.due == END + timedelta(days=1)
    assert sound()


def sixty_days_after(day: date) -> date:
    """By 信访工作条例 art. 34; a day of rest moves on."""
    return work_calendar(day).next_workday(day + timedelta(days=60))


def test_a_petition_runs_from_the_day_it_was_taken_up(stages: Stages, people: People) -> None:
    Ledger.objects.filter(code="appeal").update(preset="petition")
    taken, handed = NOW + timedelta(days=3), NOW + timedelta(days=20)
    entry = services.accept(stages.triage(), by=people.office, now=taken)
    end = entry.clocks.get(name="resolve").due
    entry = services.dispatch(entry, lead=people.lead, by=people.office, now=handed)
    assert entry.due == entry.original_due == end == sixty_days_after(taken.date())
    story = queries.due_story(entry)
    assert story is not None
    assert (story.due_by, story.deadline.date, story.deadline.steps[0].first) == (
        "rule",
        end,
        taken.date(),
    )
    assert sound()


def test_a_petition_that_comes_in_taken_up_runs_from_that_day(
    stages: Stages, people: People
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="petition")
    entry = services.dispatch(
        stages.accepted(), lead=people.lead, by=people.office, now=NOW + timedelta(days=20)
    )
    assert entry.due == sixty_days_after(NOW.date())
    assert sound()


def test_a_review_of_a_petition_runs_from_the_day_it_was_asked_for(
    stages: Stages, people: People
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="petition_review")
    entry = services.dispatch(
        stages.accepted(), lead=people.lead, by=people.office, now=NOW + timedelta(days=10)
    )
    assert entry.due == date(2026, 10, 16)
    assert sound()


def test_a_petition_that_began_by_the_first_version_keeps_it(
    stages: Stages, people: People
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="petition")
    entry = stages.accepted()
    first = {"rule": "petition/1"}
    entry.clocks.filter(name="resolve").delete()
    entry.clocks.update(**first)
    later = NOW + timedelta(days=20)
    entry = services.dispatch(entry, lead=people.lead, by=people.office, now=later)
    assert entry.due == sixty_days_after(later.date())


def test_a_new_calendar_moves_the_clock_of_what_is_not_dispatched_yet(
    stages: Stages, people: People
) -> None:
    entry = stages.accepted()
    days = {
        **calendar_days(2026),
        date(2026, 9, 17): Special(is_workday=False, name="园区开放日"),
    }
    told = {"confirmed": True, "source": "试验", "by": people.office, "now": NOW}
    assert services.change_days(2026, days, **told) == 1
    assert entry.clocks.get(name="resolve").due == END + timedelta(days=1)
    assert sound()


def test_given_to_another_unit_after_its_extended_date_it_keeps_that_date(
    stages: Stages, people: People
) -> None:
    entry = services.report_progress(stages.acknowledged(), text="在查", **stages.handler)
    until = END + timedelta(days=9)
    asked = services.request_extension(entry, reason="征求第三方意见", due=until, **stages.handler)
    services.grant_extension(asked, **stages.office)
    entry = services.dispatch(asked, lead=people.co, by=people.office, now=NOW + timedelta(days=60))
    story = queries.due_story(entry)
    assert story is not None
    assert (entry.due, story.due_by) == (until, "extension")
    assert sound()
