"""Link and unlink (关联、移出): linking is not merging, and what people decide binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services as ledger
from taizhang.matching import errors, queries, services
from taizhang.matching.codes import Verdict
from taizhang.matching.models import Decision, Membership
from tests.clock import NOW
from tests.matching.conftest import Shared, members

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
ACTS = ("link", "unlink", "decide_not_the_same", "decide_belongs_here")


def test_a_linked_entry_stays_a_matter_of_its_own(shared: Shared, people: People) -> None:
    problem, entry = shared.problem(), shared.at_work()
    before = (entry.version, entry.state, entry.due, entry.clocks.count())
    problem = services.link(problem, entry, why="也缺用地", **shared.office)
    entry.refresh_from_db()
    assert (entry.version, entry.state, entry.due, entry.clocks.count()) == before
    held = queries.membership_of(entry)
    assert held is not None
    assert (held.problem, held.linked_by, held.why) == (problem, people.office, "也缺用地")
    assert str(held) == f"{problem} ← {entry}"


def test_closed_entries_are_linked_too(shared: Shared) -> None:
    problem = shared.problem()
    services.link(problem, shared.closed(), why="早先也缺", **shared.office)
    assert len(members(problem)) == 4


def test_linked_twice_in_a_row_counts_once(shared: Shared) -> None:
    problem, entry = shared.problem(), shared.appeal()
    seen = problem.version
    services.link(problem, entry, why="也缺", seen=seen, **shared.office)
    services.link(problem, entry, why="也缺", seen=seen, **shared.office)
    assert Membership.objects.filter(entry=entry).count() == 1
    with pytest.raises(errors.AlreadyMember):
        services.link(problem, entry, why="也缺", **shared.office)


def test_an_entry_belongs_to_one_problem_at_a_time(shared: Shared) -> None:
    first = shared.problem()
    entry = shared.entries[0]
    second = shared.problem(shared.appeal(), shared.appeal())
    with pytest.raises(errors.MemberOfAnother):
        services.link(second, entry, why="也缺", **shared.office)
    services.unlink(first, entry, why="改归另一类", **shared.office)
    services.link(second, entry, why="也缺", **shared.office)
    assert queries.membership_of(entry) in members(second)


def test_a_merged_entry_points_to_its_head(shared: Shared) -> None:
    problem, head = shared.problem(), shared.at_work()
    entry = ledger.merge(shared.appeal(), into=head, reason="同一件事", **shared.office)
    with pytest.raises(errors.EntryMerged) as refused:
        services.link(problem, entry, why="也缺", **shared.office)
    assert refused.value.fields["head"] == head.number


def test_unlinking_leaves_what_was(shared: Shared, people: People) -> None:
    problem = shared.problem()
    entry = shared.entries[0]
    seen = problem.version
    problem = services.unlink(problem, entry, why="另有原因", seen=seen, **shared.office)
    services.unlink(problem, entry, why="另有原因", seen=seen, **shared.office)
    row = Membership.objects.get(entry=entry)
    assert (row.unlinked_at, row.unlinked_by, row.why_not) == (NOW, people.office, "另有原因")
    with pytest.raises(errors.NotAMember):
        services.unlink(problem, entry, why="另有原因", **shared.office)
    services.link(problem, entry, why="还是缺", **shared.office)
    assert Membership.objects.filter(entry=entry).count() == 2


@pytest.mark.parametrize("act", ACTS)
def test_nothing_changes_in_a_finished_problem(shared: Shared, act: str) -> None:
    problem = services.finish(shared.answered(), result="已解决", **shared.office)
    with pytest.raises(errors.ProblemFinished):
        getattr(services, act)(problem, shared.entries[0], why="x", **shared.office)


@pytest.mark.parametrize("act", ACTS)
def test_every_decision_needs_a_reason(shared: Shared, act: str) -> None:
    problem = shared.problem()
    with pytest.raises(errors.WordsNeeded):
        getattr(services, act)(problem, shared.entries[0], why=" \x00", **shared.office)


def test_not_the_same_binds_until_somebody_decides_anew(shared: Shared, people: People) -> None:
    problem = shared.problem()
    entry = shared.entries[0]
    seen = problem.version
    problem = services.decide_not_the_same(
        problem, entry, why="是租金问题", seen=seen, **shared.office
    )
    services.decide_not_the_same(problem, entry, why="是租金问题", seen=seen, **shared.office)
    assert queries.membership_of(entry) is None
    with pytest.raises(errors.DecidedNotTheSame) as refused:
        services.link(problem, entry, why="也缺", **shared.office)
    assert refused.value.fields["by"] == people.office.name
    with pytest.raises(errors.DecidedAlready):
        services.decide_not_the_same(problem, entry, why="再说一次", **shared.office)
    problem = services.decide_belongs_here(problem, entry, why="核实后确缺用地", **shared.office)
    assert queries.membership_of(entry) in members(problem)
    said = [one.verdict for one in queries.decisions_of(problem)]
    assert said == [Verdict.BELONGS_HERE, Verdict.NOT_THE_SAME]


def test_not_the_same_is_said_of_strangers_too(shared: Shared) -> None:
    problem, entry = shared.problem(), shared.appeal()
    services.decide_not_the_same(problem, entry, why="另一回事", **shared.office)
    with pytest.raises(errors.DecidedNotTheSame):
        services.link(problem, entry, why="也缺", **shared.office)


def test_a_member_may_be_confirmed(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    said = {"why": "已核实", "seen": seen, **shared.office}
    services.decide_belongs_here(problem, shared.entries[0], **said)
    problem = services.decide_belongs_here(problem, shared.entries[0], **said)
    assert Decision.objects.count() == 1
    assert len(members(problem)) == 3


def test_two_entries_are_told_apart_in_whatever_order(shared: Shared, people: People) -> None:
    one, other = shared.appeal(), shared.appeal()
    given = {"verdict": Verdict.NOT_THE_SAME, "why": "不是一回事", **shared.office}
    made = services.decide_between(other, one, **given)
    assert (made.entry, made.other) == (one, other)
    assert str(made) == f"{one} not_the_same {other}"
    assert queries.decision_between(one, other) == made
    with pytest.raises(errors.DecidedAlready):
        services.decide_between(one, other, **given)
    with pytest.raises(errors.NotAMember):
        services.decide_between(one, one, **given)


def test_telling_apart_is_taken_back_once_and_binds_nothing_more(shared: Shared) -> None:
    one, other, third = shared.appeal(), shared.appeal(), shared.appeal()
    made = services.tell_apart(one, [other, third], why="另一回事", **shared.office)
    again = services.leave_open(made[0], **shared.office)
    assert [each.verdict for each in again] == [Verdict.LEFT_OPEN] * 2
    assert not queries.told_apart().exists()
    with pytest.raises(errors.NothingToTakeBack):
        services.leave_open(made[0], **shared.office)
    services.tell_apart(one, [other], why="还是另一回事", **shared.office)
    assert queries.told_apart().get().why == "还是另一回事"
