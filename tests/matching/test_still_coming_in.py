"""What still comes in once a problem is solved: seen, however its members stand by then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services as ledger
from taizhang.matching import queries, services
from tests.clock import NOW
from tests.matching.conftest import Shared
from tests.matching.test_find_problems import found, needing, numbers

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.matching.models import CommonProblem

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
TODAY = NOW.date()


def close(shared: Shared, *entries: Entry) -> None:
    for entry in entries:
        answered = ledger.answer(entry, reply="厂房已落实。", **shared.handler)
        called = ledger.call_back(answered, said="好了。", solved=True, **shared.office)
        ledger.close(called, **shared.office)


def solved(shared: Shared) -> CommonProblem:
    """A problem whose members are closed, with others among which they were found."""
    members = needing(shared, 3)
    problem = shared.problem(*members)
    close(shared, *members)
    return problem


@pytest.mark.parametrize("finished", [False, True])
def test_more_of_the_same_is_proposed_when_all_members_are_closed(
    shared: Shared, finished: bool
) -> None:
    problem = solved(shared)
    if finished:
        services.finish(problem, result="已全部落实", **shared.office)
    late = needing(shared, 1)
    services.find_problems(now=NOW)
    assert queries.candidates().get().problem == problem
    assert found() == [numbers(late)]
    assert queries.undecided(problem) == late


def test_a_problem_long_finished_is_forgotten(shared: Shared) -> None:
    problem = solved(shared)
    services.finish(problem, result="已全部落实", **shared.office)
    needing(shared, 1)
    services.find_problems(now=NOW + timedelta(days=800))
    assert found() == []


def test_who_is_answered_at_once_came_in_all_the_same(shared: Shared) -> None:
    problem = solved(shared)
    late = needing(shared, 1)
    services.find_problems(now=NOW)
    close(shared, *late)
    services.find_problems(now=LATER)
    assert queries.undecided(problem) == late


def test_who_came_and_went_between_two_nights_is_noticed(shared: Shared) -> None:
    problem = solved(shared)
    services.find_problems(now=NOW - timedelta(hours=1))
    late = needing(shared, 1)
    close(shared, *late)
    services.find_problems(now=LATER)
    assert queries.undecided(problem) == late


def test_closed_matters_make_no_proposal_of_their_own(shared: Shared) -> None:
    services.find_problems(now=NOW - timedelta(hours=1))
    close(shared, *needing(shared, 3))
    assert services.find_problems(now=LATER).proposed == 0


def test_what_is_not_of_a_problem_may_be_one_of_its_own(shared: Shared) -> None:
    problem = shared.problem(*needing(shared, 3))
    others = needing(shared, 3)
    for entry in others:
        services.decide_not_the_same(problem, entry, why="要的是租金优惠", **shared.office)
    services.find_problems(now=NOW)
    assert found() == [numbers(others)]
    assert queries.candidates().get().problem is None
    assert queries.undecided(problem) == []


def test_what_is_undecided_is_counted_apart(shared: Shared) -> None:
    problem = shared.problem(*needing(shared, 3))
    needing(shared, 1)
    services.find_problems(now=NOW)
    members = [one.entry for one in queries.memberships(problem)]
    undecided = queries.undecided(problem)
    (week,) = queries.arrivals(members, TODAY, TODAY, undecided)
    assert (week.arrivals, week.undecided, week.is_after) == (3, 1, True)
    services.link(problem, undecided[0], why="同样缺厂房", **shared.office)
    assert queries.undecided(problem) == []
