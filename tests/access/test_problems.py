"""Who sees a common problem, its members, and what each may do to it."""

from __future__ import annotations

import pytest
from django.http import Http404

from taizhang.access import problems as access
from taizhang.access.permissions import Permission
from taizhang.ledger import services as ledger
from taizhang.matching import services
from taizhang.matching.codes import ProblemAct
from tests.clock import NOW
from tests.matching.conftest import Shared, shared
from tests.people import People

__all__ = ["shared"]
pytestmark = pytest.mark.django_db

SEES = {
    "office": 4,
    "zone_head": 4,
    "leader": 3,
    "lead_head": 3,
    "lead_handler": 3,
    "stranger": 1,
    "service_officer": 1,
    "guidance": 3,
    "co_handler": None,
    "contact": None,
    "system_admin": None,
    "security_admin": None,
    "audit_admin": None,
}


@pytest.mark.parametrize(("who", "members"), SEES.items())
def test_each_sees_the_problem_and_their_own_part_of_its_members(
    shared: Shared, people: People, who: str, members: int | None
) -> None:
    problem = shared.problem(owner=people.zone_head)
    far = ledger.dispatch(shared.appeal(), lead=people.elsewhere, **shared.office)
    services.link(problem, far, why="也缺", **shared.office)
    person = getattr(people, who)
    if members is None:
        assert not access.visible_problems(person).exists()
        with pytest.raises(Http404):
            access.get_problem(person, problem.number)
        return
    assert access.get_problem(person, problem.number) == problem
    assert access.visible_members(person, problem).count() == members


def test_an_owner_sees_and_works_on_what_is_far_from_their_unit(
    shared: Shared, people: People
) -> None:
    problem = shared.problem(owner=people.other_officer, lead=people.co)
    assert access.get_problem(people.other_officer, problem.number, Permission.PROBLEM_WORK)
    assert access.visible_members(people.other_officer, problem).count() == 1
    with pytest.raises(Http404):
        access.get_problem(people.service_officer, problem.number, Permission.PROBLEM_WORK)


def test_who_has_a_task_sees_what_it_is_for(shared: Shared, people: People) -> None:
    problem = shared.problem()
    given = {"text": "摸底", "unit": people.co, "due": NOW.date()}
    services.give_task(problem, **given, **shared.office)
    assert access.get_problem(people.co_handler, problem.number) == problem
    assert access.visible_members(people.co_handler, problem).count() == 0


def test_a_unit_answers_its_own_members_only(shared: Shared, people: People) -> None:
    problem = shared.problem()
    far = ledger.dispatch(shared.appeal(), lead=people.elsewhere, **shared.office)
    services.link(problem, far, why="也缺", **shared.office)
    mine = access.answerable_members(people.lead_handler, problem)
    assert {one.entry for one in mine} == set(shared.entries)
    assert [one.entry for one in access.answerable_members(people.stranger, problem)] == [far]
    assert not access.answerable_members(people.office, problem).exists()


def test_acts_follow_the_state_and_the_person(shared: Shared, people: People) -> None:
    problem = shared.answered()
    office = access.allowed_acts(people.office, problem)
    assert {ProblemAct.LINK, ProblemAct.FINISH, ProblemAct.PLAN} <= office
    assert not {ProblemAct.REOPEN, ProblemAct.GIVE_ANSWER} & office
    handler = access.allowed_acts(people.lead_handler, problem)
    assert {ProblemAct.PLAN, ProblemAct.GIVE_ANSWER} <= handler
    assert ProblemAct.LINK not in handler
    assert not access.allowed_acts(people.guidance, problem)
    problem = services.finish(problem, result="已解决", **shared.office)
    assert access.allowed_acts(people.office, problem) == {ProblemAct.REOPEN}
    assert not access.allowed_acts(people.lead_handler, problem)
