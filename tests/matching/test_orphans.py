"""A common problem without anybody is found, whatever let it slip through."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from taizhang.matching import services
from taizhang.matching.models import CommonProblem, Task
from taizhang.matching.orphans import Gap, breaches, by_gap
from tests.clock import NOW
from tests.factories import browser, make_person, make_unit

if TYPE_CHECKING:
    from taizhang.ledger.orphans import Breach
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db


def found() -> dict[Gap, list[Breach]]:
    return {gap: rows for gap, rows in by_gap(breaches()).items() if isinstance(gap, Gap)}


@pytest.fixture
def problem(shared: Shared) -> CommonProblem:
    """With one task."""
    problem = shared.problem(shared.appeal(), shared.appeal())
    due = NOW.date() + timedelta(days=9)
    given = {"text": "摸底面积", "unit": shared.people.lead, "due": due}
    return services.give_task(problem, **given, **shared.office)


def test_what_has_everybody_has_no_breach(problem: CommonProblem) -> None:
    assert found() == {}


def test_an_owner_who_left_or_whose_unit_ended_is_found(problem: CommonProblem) -> None:
    for gone in (
        make_person("离岗人", is_active=False),
        make_person("撤销单位人", unit=make_unit(is_active=False)),
    ):
        CommonProblem.objects.update(owner=gone)
        (breach,) = found()[Gap.OWNER_LEFT]
        assert (breach.code, breach.whom) == (problem.number, gone.name)


def test_a_lead_unit_that_ended_is_found(problem: CommonProblem) -> None:
    gone = make_unit(is_active=False)
    CommonProblem.objects.update(lead=gone)
    assert [one.whom for one in found()[Gap.LEAD_GONE]] == [gone.name]


def test_an_open_task_of_somebody_who_is_gone_is_found(problem: CommonProblem) -> None:
    Task.objects.update(person=make_person("离岗人", is_active=False))
    assert [(one.name, one.whom) for one in found()[Gap.TASK]] == [("摸底面积", "离岗人")]
    gone = make_unit(is_active=False)
    Task.objects.update(person=None, unit=gone)
    assert [one.whom for one in found()[Gap.TASK]] == [gone.name]
    Task.objects.update(is_dropped=True, note="不再需要")
    assert found() == {}


def test_a_finished_problem_needs_nobody(problem: CommonProblem, people: People) -> None:
    gone = make_person("离岗人", is_active=False)
    finished = {"state": "finished", "finished_at": NOW, "finished_by": people.office}
    CommonProblem.objects.update(owner=gone, result="已落实", **finished)
    assert found() == {}


def test_the_command_and_the_screen_name_it(
    problem: CommonProblem, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    CommonProblem.objects.update(owner=make_person("离岗人", is_active=False))
    assert cli.main(["check", "--all"]) == 1
    said = capsys.readouterr().out
    assert "负责人已离岗的共性问题：1" in said
    assert f"  共性问题\t{problem.number}\t{problem.sentence}\t离岗人" in said
    page = browser(people.office).get("/roster/orphans/").content.decode()
    assert f'href="/matching/{problem.number}/"' in page
    assert "离岗人" in page
