"""Who leaves and units that merge: common problems go with all the rest, or nobody goes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.ledger.errors import HandedToThemselves
from taizhang.matching import errors, services
from taizhang.matching.models import CommonProblem, Task
from taizhang.matching.verification import verify
from taizhang.roster.models import Person, Unit
from taizhang.roster.services import UnitIsGone
from tests.clock import NOW
from tests.factories import browser, make_person

if TYPE_CHECKING:
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 8)


@pytest.fixture
def problem(shared: Shared) -> CommonProblem:
    """Owned by the lead's handler, led by their unit, with a task of theirs and one of another."""
    people = shared.people
    problem = shared.problem(shared.appeal(), shared.appeal(), owner=people.lead_handler)
    given: dict[str, Any] = {"due": DAY, **shared.office}
    problem = services.give_task(
        problem, text="摸底面积", unit=people.lead, person=people.lead_handler, **given
    )
    return services.give_task(problem, text="腾出厂房", unit=people.co, **given)


def _now(problem: CommonProblem) -> tuple[str, str]:
    problem.refresh_from_db()
    return problem.owner.code, problem.lead.code


def test_units_that_merge_take_problems_and_tasks_along(
    problem: CommonProblem, people: People, shared: Shared
) -> None:
    done = services.merge_units(people.lead, people.co, reason="机构改革", **shared.office)
    assert done.problems == 1
    assert _now(problem) == ("lead_handler", "co")
    assert set(Task.objects.values_list("unit__code", flat=True)) == {"co"}
    assert Task.objects.get(text="摸底面积").person == people.lead_handler, "they came along"
    said = problem.events.latest("version").payload
    assert (said["lead"], said["tasks"], said["reason"]) == ("co", ["摸底面积"], "机构改革")
    assert verify().misfit is None
    page = browser(people.office).get(f"/matching/{problem.number}/").content.decode()
    assert "机构改革" in page


def test_a_unit_that_only_has_a_task_hands_it_over(
    problem: CommonProblem, people: People, shared: Shared
) -> None:
    services.merge_units(people.co, people.elsewhere, **shared.office)
    assert _now(problem) == ("lead_handler", "lead")
    assert Task.objects.get(text="腾出厂房").unit == people.elsewhere


def test_a_merge_that_is_refused_moves_no_problem(
    problem: CommonProblem, people: People, shared: Shared
) -> None:
    gone = people.elsewhere
    Unit.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()
    version = problem.version
    with pytest.raises(UnitIsGone):
        services.merge_units(people.lead, gone, **shared.office)
    assert _now(problem) == ("lead_handler", "lead")
    assert problem.version == version


def test_who_hands_over_everything_hands_over_their_problems(
    problem: CommonProblem, people: People, shared: Shared
) -> None:
    done = services.hand_over_everything(people.lead_handler, people.co_head, **shared.office)
    assert done.problems == 1
    assert _now(problem) == ("co_head", "lead")
    assert Task.objects.get(text="摸底面积").person is None, "the unit names somebody of its own"
    services.leave(people.lead_handler, by=people.system_admin, now=NOW)
    assert not Person.objects.get(pk=people.lead_handler.pk).is_active


def test_nobody_hands_over_to_themselves(
    problem: CommonProblem, people: People, shared: Shared
) -> None:
    with pytest.raises(HandedToThemselves):
        services.hand_over_everything(people.lead_handler, people.lead_handler, **shared.office)


def test_an_owner_does_not_leave(problem: CommonProblem, people: People) -> None:
    with pytest.raises(errors.StillHasProblems) as refused:
        services.leave(people.lead_handler, by=people.system_admin, now=NOW)
    assert refused.value.fields["where"] == problem.number
    admin = browser(people.system_admin)
    admin.post("/settings/accounts/lead_handler/leave/")
    assert Person.objects.get(pk=people.lead_handler.pk).is_active


def test_the_database_lets_neither_go(problem: CommonProblem, people: People) -> None:
    for model, key in ((Person, people.lead_handler.pk), (Unit, people.lead.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=key).update(is_active=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=people.co.pk).update(is_active=False)


def test_the_page_of_a_person_and_of_a_merge_name_the_problems(
    problem: CommonProblem, people: People
) -> None:
    office = browser(people.office)
    assert problem.number in office.get("/roster/people/lead_handler/").content.decode()
    assert problem.number in office.get("/roster/units/lead/merge/").content.decode()


def test_who_reopens_takes_what_nobody_has_any_more(shared: Shared, people: People) -> None:
    owner = make_person("曾经的人", unit=people.lead)
    problem = shared.problem(shared.closed(), shared.closed(), owner=owner)
    problem = services.finish(problem, result="都解决了", **shared.office)
    services.leave(owner, by=people.system_admin, now=NOW)
    problem = services.reopen(problem, reason="又来了", by=people.lead_head, now=NOW)
    assert _now(problem) == ("lead_head", "lead")
    assert verify().misfit is None
