"""Open a common problem (共性问题) out of entries that share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.matching import errors, services
from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.models import CommonProblem
from tests.clock import NOW
from tests.factories import make_unit
from tests.matching.conftest import SENTENCE, Shared, members

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_problem_has_a_sentence_an_owner_and_members(shared: Shared, people: People) -> None:
    problem = shared.problem()
    assert problem.number == "GX-2026-0001"
    assert (problem.sentence, problem.owner, problem.lead) == (SENTENCE, people.leader, people.lead)
    assert problem.state == ProblemState.OPEN
    assert problem.is_open
    assert str(problem) == problem.number
    assert [one.entry for one in members(problem)] == shared.entries
    assert {one.why for one in members(problem)} == {"都缺生产用地"}
    event = problem.events.get()
    assert (event.act, event.version, event.by_name) == (ProblemAct.OPEN, 1, people.office.name)
    assert event.by_unit == people.campaign_office.name
    assert event.payload["entries"] == [entry.number for entry in shared.entries]


def test_opening_leaves_the_entries_alone(shared: Shared) -> None:
    entries = [shared.at_work(), shared.at_work()]
    before = [(entry.version, entry.state, entry.due) for entry in entries]
    shared.problem(*entries)
    for entry in entries:
        entry.refresh_from_db()
    assert [(entry.version, entry.state, entry.due) for entry in entries] == before


def test_numbers_count_up_within_the_year(shared: Shared) -> None:
    first = shared.problem(shared.appeal(), shared.appeal())
    second = shared.problem(shared.appeal(), shared.appeal())
    assert [first.number, second.number] == ["GX-2026-0001", "GX-2026-0002"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda shared: {"entries": [shared.appeal()]}, errors.TooFewMembers),
        (lambda _shared: {"sentence": " "}, errors.WordsNeeded),
        (lambda _shared: {"why": ""}, errors.WordsNeeded),
        (lambda shared: {"owner": shared.people.contact}, errors.OwnerNotOfficial),
        (lambda shared: {"lead": shared.people.committee}, errors.NotALeadUnit),
        (lambda _shared: {"lead": make_unit(is_active=False)}, errors.NotALeadUnit),
    ],
)
def test_what_is_no_common_problem_is_refused(
    shared: Shared, change: Callable[[Shared], dict[str, Any]], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        shared.problem(shared.appeal(), shared.appeal(), **change(shared))
    assert not CommonProblem.objects.exists()


def test_the_same_entry_twice_counts_once(shared: Shared) -> None:
    entry = shared.appeal()
    with pytest.raises(errors.TooFewMembers):
        shared.problem(entry, entry)


def test_opened_twice_in_a_row_it_is_refused_by_its_members(shared: Shared) -> None:
    problem = shared.problem()
    with pytest.raises(errors.MemberOfAnother) as refused:
        shared.problem(*shared.entries)
    assert refused.value.fields["number"] == problem.number
    assert CommonProblem.objects.count() == 1


def test_another_owner_and_lead_take_over(shared: Shared, people: People) -> None:
    problem = shared.problem()
    given = {"owner": people.zone_head, "lead": people.co, "seen": problem.version}
    problem = services.hand_over(problem, **given, **shared.office)
    assert (problem.owner, problem.lead) == (people.zone_head, people.co)
    again = services.hand_over(problem, **given, **shared.office)
    assert again.version == problem.version
    with pytest.raises(errors.NothingChanges):
        services.hand_over(problem, owner=people.zone_head, lead=people.co, **shared.office)
    with pytest.raises(errors.OwnerNotOfficial):
        services.hand_over(problem, owner=people.contact, lead=people.co, **shared.office)


def test_it_is_finished_when_everybody_is_answered(shared: Shared, people: People) -> None:
    problem = shared.problem()
    with pytest.raises(errors.MembersUnanswered) as refused:
        services.finish(problem, result="已解决", **shared.office)
    assert refused.value.fields["count"] == 3
    problem = shared.answered(problem)
    seen = problem.version
    problem = services.finish(problem, result="已解决", seen=seen, **shared.office)
    assert (problem.state, problem.finished_by) == (ProblemState.FINISHED, people.office)
    twice = services.finish(problem, result="已解决", seen=seen, **shared.office)
    assert twice.version == problem.version
    with pytest.raises(errors.ProblemFinished):
        services.finish(problem, result="又一次", **shared.office)
    with pytest.raises(errors.WordsNeeded):
        services.finish(problem, result="", **shared.office)


def test_it_is_reopened_without_reopening_its_members(shared: Shared) -> None:
    problem = shared.answered()
    with pytest.raises(errors.ProblemNotFinished):
        services.reopen(problem, reason="又来了", **shared.office)
    problem = services.finish(problem, result="已解决", **shared.office)
    before = [(one.entry.state, one.entry.version) for one in members(problem)]
    seen = problem.version
    problem = services.reopen(problem, reason="又来了", seen=seen, **shared.office)
    assert problem.is_open
    assert (problem.finished_at, problem.result) == (None, "")
    again = services.reopen(problem, reason="又来了", seen=seen, **shared.office)
    assert again.version == problem.version
    assert [(one.entry.state, one.entry.version) for one in members(problem)] == before


def test_a_stale_form_is_refused_with_who_was_quicker(shared: Shared, people: People) -> None:
    problem = shared.problem()
    services.report_progress(problem, text="已召开调度会", by=people.leader, now=NOW)
    with pytest.raises(errors.ProblemChanged) as refused:
        services.report_progress(problem, text="另一条", seen=problem.version, **shared.office)
    assert refused.value.fields == {"by": people.leader.name, "at": NOW}
