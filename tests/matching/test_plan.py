"""Plan (方案): aim, measures, three lists out of one fact, progress, remedy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger.errors import InChargeOfAnotherUnit
from taizhang.matching import errors, queries, services
from taizhang.matching.codes import ProblemAct
from taizhang.matching.models import CommonProblem, Task
from tests.clock import NOW
from tests.matching.conftest import Shared

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 31)
TODAY = NOW.date()


def tasked(shared: Shared) -> tuple[CommonProblem, Task]:
    given = {"text": "梳理存量厂房", "unit": shared.people.lead, "due": DUE}
    problem = services.give_task(
        shared.problem(), **given, person=shared.people.lead_handler, **shared.office
    )
    return problem, queries.tasks(problem).get()


def test_a_plan_has_an_aim_and_measures_in_order(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    said = {"aim": "年内户户有地", "measures": ["盘活存量", " ", "新建加速器"]}
    problem = services.plan(problem, **said, seen=seen, **shared.office)
    again = services.plan(problem, **said, seen=seen, **shared.office)
    assert again.version == problem.version
    assert problem.aim == "年内户户有地"
    assert [(one.position, str(one)) for one in problem.measures.all()] == [
        (1, "盘活存量"),
        (2, "新建加速器"),
    ]
    with pytest.raises(errors.NothingChanges):
        services.plan(problem, **said, **shared.office)
    problem = services.plan(problem, aim="年内户户有地", measures=["新建加速器"], **shared.office)
    assert [str(one) for one in problem.measures.all()] == ["新建加速器"]
    with pytest.raises(errors.WordsNeeded):
        services.plan(problem, aim="", measures=[], **shared.office)


def test_a_task_says_what_whose_and_by_when(shared: Shared, people: People) -> None:
    problem, task = tasked(shared)
    assert (str(task), task.unit, task.person, task.due) == (
        "梳理存量厂房",
        people.lead,
        people.lead_handler,
        DUE,
    )
    assert task.is_open
    assert queries.task_of(problem, task.pk) == task
    given = {"text": "梳理存量厂房", "unit": people.lead, "due": DUE, "person": people.lead_handler}
    services.give_task(problem, **given, seen=problem.version - 1, **shared.office)
    assert queries.tasks(problem).count() == 1


def test_a_task_goes_to_who_can_do_it(shared: Shared, people: People) -> None:
    problem = shared.problem()
    given = {"text": "x", "due": DUE, **shared.office}
    with pytest.raises(errors.NotALeadUnit):
        services.give_task(problem, unit=people.committee, **given)
    with pytest.raises(InChargeOfAnotherUnit):
        services.give_task(problem, unit=people.lead, person=people.co_handler, **given)
    with pytest.raises(errors.WordsNeeded):
        services.give_task(problem, **{**given, "text": ""}, unit=people.lead)
    assert not Task.objects.exists()


def test_a_task_is_done_once(shared: Shared, people: People) -> None:
    problem, task = tasked(shared)
    seen = problem.version
    problem = services.complete_task(task, note="共三处", seen=seen, **shared.handler)
    services.complete_task(task, note="共三处", seen=seen, **shared.handler)
    task.refresh_from_db()
    assert (task.done_by, task.note, task.is_open) == (people.lead_handler, "共三处", False)
    with pytest.raises(errors.TaskOver):
        services.complete_task(task, **shared.handler)
    with pytest.raises(errors.TaskOver):
        services.drop_task(task, reason="x", **shared.office)


def test_a_dropped_task_says_why(shared: Shared) -> None:
    problem, task = tasked(shared)
    with pytest.raises(errors.WordsNeeded):
        services.drop_task(task, reason="", **shared.office)
    seen = problem.version
    services.drop_task(task, reason="已另行安排", seen=seen, **shared.office)
    services.drop_task(task, reason="已另行安排", seen=seen, **shared.office)
    task.refresh_from_db()
    assert (task.is_dropped, task.note, task.is_open) == (True, "已另行安排", False)


def test_progress_is_a_line_of_the_history(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    for _twice in range(2):
        problem = services.report_progress(problem, text="已开会", seen=seen, **shared.handler)
    assert [event.act for event in queries.events(problem)] == [
        ProblemAct.OPEN,
        ProblemAct.PROGRESS,
    ]
    with pytest.raises(errors.WordsNeeded):
        services.report_progress(problem, text="", **shared.handler)


def test_a_remedy_has_a_day_that_has_come(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    said = {"remedy": "加速器二期交付", "on": TODAY}
    problem = services.put_in_force(problem, **said, seen=seen, **shared.office)
    services.put_in_force(problem, **said, seen=seen, **shared.office)
    assert (problem.remedy, problem.remedy_on) == ("加速器二期交付", TODAY)
    with pytest.raises(errors.NothingChanges):
        services.put_in_force(problem, **said, **shared.office)
    with pytest.raises(errors.RemedyAhead):
        services.put_in_force(problem, remedy="x", on=TODAY + timedelta(days=1), **shared.office)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("plan", {"aim": "x", "measures": []}),
        ("report_progress", {"text": "x"}),
        ("put_in_force", {"remedy": "x", "on": TODAY}),
        ("draft_answer", {"text": "x"}),
        ("take_answer_back", {"reason": "x"}),
        ("choose_theme", {"year": 2026, "month": 9, "why": "x"}),
        ("note_policy_gap", {"sentence": "x"}),
    ],
)
def test_a_finished_problem_takes_no_work(shared: Shared, act: str, given: dict) -> None:
    problem = services.finish(shared.answered(), result="已解决", **shared.office)
    with pytest.raises(errors.ProblemFinished):
        getattr(services, act)(problem, **given, **shared.office)
