"""What the database itself refuses, and that the history is append-only."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction

from taizhang.matching import services
from taizhang.matching.models import (
    CommonProblem,
    Decision,
    GroupAnswer,
    Measure,
    MemberAnswer,
    Membership,
    PolicyGap,
    ProblemEvent,
    ProblemNumbering,
    Task,
    Theme,
)
from tests.clock import NOW
from tests.matching.conftest import Shared, members

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


def _refused(act: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act()
    return str(refused.value)


@pytest.fixture
def problem(shared: Shared) -> CommonProblem:
    problem = shared.answered()
    services.take_answer_back(problem, reason="口径有误", **shared.office)
    problem.refresh_from_db()
    given = {"text": "x", "unit": shared.people.lead, "due": DAY}
    problem = services.give_task(problem, **given, **shared.office)
    problem = services.plan(problem, aim="x", measures=["x"], **shared.office)
    services.choose_theme(problem, year=2026, month=10, why="x", **shared.office)
    services.note_policy_gap(problem, sentence="x", **shared.office)
    services.decide_between(*shared.entries[:2], verdict="not_the_same", why="x", **shared.office)
    return problem


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (CommonProblem, {"sentence": ""}, "a_common_problem_is_said_in_a_sentence"),
        (CommonProblem, {"remedy": "x"}, "a_remedy_has_a_day"),
        (CommonProblem, {"remedy_on": DAY}, "a_remedy_has_a_day"),
        (CommonProblem, {"finished_at": NOW}, "a_finished_problem_names_who_and_when"),
        (CommonProblem, {"state": "finished"}, "a_finished_problem"),
        (Membership, {"why": ""}, "a_member_is_linked_for_a_reason"),
        (Membership, {"unlinked_at": NOW}, "an_unlinked_member_names_who_when_and_why"),
        (Membership, {"why_not": "x"}, "an_unlinked_member_names_who_when_and_why"),
        (Task, {"text": ""}, "a_task_says_something"),
        (Task, {"done_at": NOW}, "a_task_done_names_who_and_when"),
        (Task, {"is_dropped": True}, "a_dropped_task_was_not_done_and_says_why"),
        (Measure, {"text": ""}, "a_measure_says_something"),
        (Theme, {"month": 13}, "a_theme_is_of_a_month"),
        (PolicyGap, {"sentence": ""}, "a_policy_gap_is_said"),
        (GroupAnswer, {"text": ""}, "a_group_answer_says_something"),
        (GroupAnswer, {"state": "draft"}, "an_answer_taken_back_names_who_and_when"),
        (MemberAnswer, {"state": "told"}, "an_answer"),
        (MemberAnswer, {"state": "given"}, "an_answer_taken_back_is_an_event_of_the_entry"),
        (MemberAnswer, {"event": None}, "an_answer_given_is_an_event_of_the_entry"),
    ],
)
def test_the_database_refuses_nonsense(
    problem: CommonProblem, model: type, change: dict[str, Any], name: str
) -> None:
    assert name in _refused(lambda: model.objects.update(**change))


def test_the_database_refuses_what_is_there_once(shared: Shared, problem: CommonProblem) -> None:
    by = shared.people.office
    entry = members(problem)[0].entry
    linked = {"linked_at": NOW, "linked_by": by, "why": "x"}
    _refused(lambda: Membership.objects.create(problem=problem, entry=entry, **linked))
    _refused(lambda: CommonProblem.objects.create(number=problem.number, sentence="x"))
    _refused(lambda: Measure.objects.create(problem=problem, position=1, text="y"))
    chosen = {"year": 2026, "month": 10, "why": "x", "chosen_at": NOW, "chosen_by": by}
    _refused(lambda: Theme.objects.create(problem=problem, **chosen))
    noted = {"sentence": "x", "noted_at": NOW, "noted_by": by}
    _refused(lambda: PolicyGap.objects.create(problem=problem, **noted))
    drafted = {"text": "x", "drafted_at": NOW, "drafted_by": by}
    GroupAnswer.objects.create(problem=problem, **drafted)
    _refused(lambda: GroupAnswer.objects.create(problem=problem, **drafted))
    share = MemberAnswer.objects.values().first()
    _refused(lambda: MemberAnswer.objects.create(**{**share, "id": None}))
    event = {"version": 1, "act": "open", "at": NOW, "by": by, "by_name": "x"}
    _refused(lambda: ProblemEvent.objects.create(problem=problem, **event))
    numbering = ProblemNumbering.objects.get()
    assert str(numbering) == "2026: 1"
    _refused(lambda: ProblemNumbering.objects.create(year=2026))


def test_a_decision_is_about_one_thing_in_one_order(shared: Shared, problem: CommonProblem) -> None:
    one, other = shared.entries[:2]
    by = shared.people.office
    said = {"verdict": "not_the_same", "at": NOW, "by": by, "by_name": "x", "why": "x"}
    create = Decision.objects.create
    _refused(lambda: create(entry=one, **said))
    _refused(lambda: create(entry=one, problem=problem, other=other, **said))
    _refused(lambda: create(entry=other, other=one, **said))
    _refused(lambda: create(entry=one, problem=problem, **{**said, "why": ""}))


@pytest.mark.parametrize("table", ["matching_problemevent", "matching_decision"])
@pytest.mark.parametrize("act", ["UPDATE {} SET by_name = 'x'", "DELETE FROM {}"])
def test_history_and_decisions_are_append_only(
    problem: CommonProblem, table: str, act: str
) -> None:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(act.format(table))

    assert "append-only" in _refused(run)


def test_the_words_of_rows_say_what_they_are(problem: CommonProblem) -> None:
    event = ProblemEvent.objects.filter(problem=problem).first()
    assert str(event) == f"{problem} #1 open"
