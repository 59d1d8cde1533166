"""The group answer (统一答复): drafted, given to whom somebody looked at, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import services as ledger
from taizhang.ledger.errors import StaleEntry
from taizhang.ledger.models import Event
from taizhang.matching import errors, queries, services
from taizhang.matching.codes import AnswerState, ShareState
from taizhang.matching.models import GroupAnswer, MemberAnswer
from tests.clock import NOW
from tests.matching.conftest import ANSWER, Shared, looked, members

if TYPE_CHECKING:
    from taizhang.matching.models import CommonProblem
    from tests.people import People

pytestmark = pytest.mark.django_db


def drafted(shared: Shared, problem: CommonProblem | None = None) -> CommonProblem:
    return services.draft_answer(problem or shared.problem(), text=ANSWER, **shared.office)


def states(problem: CommonProblem) -> list[str]:
    return [one.entry.state for one in members(problem)]


def test_a_draft_answers_nobody(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    for _twice in range(2):
        problem = services.draft_answer(problem, text=ANSWER, seen=seen, **shared.office)
    answer = queries.standing_answer(problem)
    assert answer is not None
    assert (answer.text, answer.state, str(answer)) == (
        ANSWER,
        AnswerState.DRAFT,
        f"{problem} draft",
    )
    assert set(states(problem)) == {State.ACKNOWLEDGED}
    with pytest.raises(errors.NothingChanges):
        services.draft_answer(problem, text=ANSWER, **shared.office)
    services.draft_answer(problem, text=f"{ANSWER}！", **shared.office)
    assert GroupAnswer.objects.get().text == f"{ANSWER}！"
    with pytest.raises(errors.WordsNeeded):
        services.draft_answer(problem, text="", **shared.office)


def test_it_becomes_the_own_answer_of_whom_somebody_looked_at(
    shared: Shared, people: People
) -> None:
    problem = drafted(shared)
    first, second, _third = looked(problem)
    own = services.Looked(second.membership, second.seen, "贵公司二层整层交付。")
    given = services.give_answer(problem, [first, own], **shared.handler)
    assert [one.refusal for one in given] == [None, None]
    rows = members(problem)
    assert [one.entry.reply for one in rows] == [ANSWER, "贵公司二层整层交付。", ""]
    assert states(problem) == [State.ANSWERED, State.ANSWERED, State.ACKNOWLEDGED]
    shares = queries.shares_of(problem)
    share = shares[rows[0].pk]
    assert (share.state, share.looked_by) == (ShareState.GIVEN, people.lead_handler)
    assert share.event is not None
    assert (share.event.entry, share.event.move) == (rows[0].entry, Move.ANSWER)
    assert str(share) == f"{rows[0]} given"
    assert Event.objects.filter(move=Move.ANSWER).count() == 2
    assert queries.unanswered(problem) == [rows[2].entry.number]


def test_each_member_still_rates_for_itself(shared: Shared, people: People) -> None:
    problem = shared.answered()
    first, second, _third = shared.entries
    rating = {"by": people.contact, "now": NOW, "solved": True}
    ledger.rate(first, enterprise=people.enterprise, satisfaction="satisfied", **rating)
    rating = {"by": people.other_contact, "now": NOW, "solved": False}
    ledger.rate(second, enterprise=people.other_enterprise, satisfaction="dissatisfied", **rating)
    assert states(problem) == [State.ANSWERED, State.REOPENED, State.ANSWERED]
    figures = queries.figures(queries.memberships(problem), NOW.date())
    assert (figures.rated, figures.satisfied, figures.unanswered) == (2, 1, 1)


def test_given_twice_in_a_row_it_answers_once(shared: Shared) -> None:
    problem = drafted(shared)
    ticked = looked(problem)
    seen = problem.version
    first = services.give_answer(problem, ticked, seen=seen, **shared.handler)
    again = services.give_answer(problem, ticked, seen=seen, **shared.handler)
    assert [one.share for one in first] == [one.share for one in again]
    assert Event.objects.filter(move=Move.ANSWER).count() == 3
    refused = services.give_answer(problem, looked(problem), **shared.handler)
    assert {type(one.refusal) for one in refused} == {errors.AnsweredAlready}


def test_whom_the_ledger_refuses_keeps_nobody_waiting(shared: Shared) -> None:
    problem = drafted(shared, shared.problem(shared.appeal(), shared.at_work()))
    waiting, ready = looked(problem)
    stale = services.Looked(ready.membership, ready.seen - 1)
    outcome = services.give_answer(problem, [waiting, stale], **shared.handler)
    assert [type(one.refusal) for one in outcome] == [ledger.MoveNotAllowed, StaleEntry]
    assert not MemberAnswer.objects.exists()
    problem.refresh_from_db()
    assert queries.standing_answer(problem).state == AnswerState.DRAFT
    outcome = services.give_answer(problem, [waiting, ready], **shared.handler)
    assert [one.share is None for one in outcome] == [True, False]


def test_who_is_answered_or_closed_is_told_and_stays_so(shared: Shared) -> None:
    closed = shared.closed()
    before = (closed.version, closed.reply)
    problem = drafted(shared, shared.problem(closed, shared.at_work()))
    services.give_answer(problem, looked(problem), **shared.handler)
    closed.refresh_from_db()
    assert (closed.version, closed.reply, closed.state) == (*before, State.CLOSED)
    told = queries.told_of(closed).get()
    assert (told.state, told.event, told.text) == (ShareState.TOLD, None, ANSWER)
    problem.refresh_from_db()
    services.take_answer_back(problem, reason="口径有误", **shared.office)
    assert not queries.told_of(closed).exists()
    closed.refresh_from_db()
    assert closed.version == before[0]


def test_nobody_is_answered_without_a_look_or_a_draft(shared: Shared) -> None:
    problem = shared.problem()
    with pytest.raises(errors.NoGroupAnswer):
        services.give_answer(problem, looked(problem), **shared.handler)
    with pytest.raises(errors.NobodyLookedAt):
        services.give_answer(drafted(shared, problem), [], **shared.handler)


def test_a_stranger_is_not_answered(shared: Shared) -> None:
    other = shared.problem(shared.at_work(), shared.at_work())
    problem = drafted(shared)
    outcome = services.give_answer(problem, looked(other), **shared.handler)
    assert {type(one.refusal) for one in outcome} == {errors.NotAMember}
    gone = looked(problem)
    services.unlink(problem, shared.entries[0], why="x", **shared.office)
    problem.refresh_from_db()
    outcome = services.give_answer(problem, gone[:1], **shared.handler)
    assert type(outcome[0].refusal) is errors.NotAMember


def test_taken_back_by_an_event_of_each_entry(shared: Shared) -> None:
    problem = shared.answered()
    with pytest.raises(errors.AnswerGiven):
        services.draft_answer(problem, text="另一口径", **shared.office)
    seen = problem.version
    for _twice in range(2):
        problem = services.take_answer_back(problem, reason="口径有误", seen=seen, **shared.office)
    assert states(problem) == [State.REOPENED] * 3
    assert {one.entry.answered_at for one in members(problem)} == {None}
    shares = queries.shares_of(problem).values()
    assert {one.state for one in shares} == {ShareState.TAKEN_BACK}
    assert {one.taken_back.move for one in shares} == {Move.REOPEN}
    # The answer is still in the history of each.
    assert Event.objects.filter(move=Move.ANSWER).count() == 3
    with pytest.raises(errors.NoGroupAnswer):
        services.take_answer_back(problem, reason="再一次", **shared.office)
    problem = drafted(shared, problem)
    services.give_answer(problem, looked(problem), **shared.handler)
    assert states(problem) == [State.ANSWERED] * 3


def test_a_draft_is_not_taken_back(shared: Shared) -> None:
    problem = drafted(shared)
    with pytest.raises(errors.NoGroupAnswer):
        services.take_answer_back(problem, reason="x", **shared.office)


def test_what_was_called_back_rated_or_answered_anew_is_kept(
    shared: Shared, people: People
) -> None:
    problem = shared.answered()
    first, second, third = (one.entry for one in members(problem))
    ledger.call_back(first, said="好了。", solved=True, **shared.office)
    rating = {"satisfaction": "satisfied", "solved": True, "by": people.other_contact, "now": NOW}
    ledger.rate(second, enterprise=people.other_enterprise, **rating)
    third = ledger.reopen(third, reason="补充", **shared.office)
    ledger.answer(third, reply="另行落实：三号楼。", **shared.handler)
    problem = services.take_answer_back(problem, reason="口径有误", **shared.office)
    assert states(problem) == [State.CALLED_BACK, State.ANSWERED, State.ANSWERED]
    assert {one.state for one in queries.shares_of(problem).values()} == {ShareState.KEPT}
    assert queries.events(problem).last().payload["back"] == []
