"""Two problems become one, one becomes two: members move, numbers and histories stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.matching import errors, queries, services
from taizhang.matching.verification import verify
from tests.clock import NOW
from tests.matching.conftest import Shared, members

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_members_and_open_tasks_go_over_and_both_histories_say_so(
    shared: Shared, people: People
) -> None:
    one = shared.problem()
    moved = list(shared.entries)
    for text in ("摸底", "划地"):
        one = services.give_task(one, text=text, unit=people.lead, due=NOW.date(), **shared.office)
    done = queries.tasks(one)[0]
    one = services.complete_task(done, **shared.handler)
    other = shared.problem(shared.appeal(), shared.appeal())
    versions = [entry.version for entry in moved]
    seen = one.version
    given = {"why": "同一件事", "seen": seen, **shared.office}
    one = services.merge_into(one, other, **given)
    other.refresh_from_db()
    assert not one.is_open
    assert other.number in one.result
    assert len(members(other)) == 5
    assert members(one) == []
    for entry, version in zip(moved, versions, strict=True):
        entry.refresh_from_db()
        assert entry.version == version, "merging problems touches no entry"
    assert [each.text for each in queries.tasks(one)] == [done.text]
    assert queries.tasks(other).count() == 1
    last = [queries.events(each).last() for each in (one, other)]
    assert [each.act for each in last] == ["merge", "take_in"]
    assert last[1].payload["source"] == one.number
    assert services.merge_into(one, other, **given).version == one.version  # twice in a row
    assert verify().misfit is None


def test_a_problem_is_not_merged_into_itself_or_a_finished_one(shared: Shared) -> None:
    finished = services.finish(shared.answered(), result="已解决", **shared.office)
    one = shared.problem(shared.appeal(), shared.appeal())
    with pytest.raises(errors.ProblemFinished):
        services.merge_into(one, finished, why="x", **shared.office)
    with pytest.raises(errors.SameProblem):
        services.merge_into(one, one, why="x", **shared.office)
    assert len(members(one)) == 2


def test_what_was_told_apart_is_not_merged_in_by_the_way(shared: Shared) -> None:
    one = shared.problem()
    other = shared.problem(shared.appeal(), shared.appeal())
    apart = members(one)[0].entry
    other = services.decide_not_the_same(other, apart, why="另一回事", **shared.office)
    with pytest.raises(errors.DecidedNotTheSame):
        services.merge_into(one, other, why="同一件事", **shared.office)
    assert len(members(one)) == 3


def test_members_are_split_off_and_the_others_go_on(shared: Shared, people: People) -> None:
    one = shared.problem()
    some, rest = shared.entries[:2], shared.entries[2:]
    given = {"sentence": "缺厂房", "owner": people.leader, "lead": people.co, "why": "要的是厂房"}
    with pytest.raises(errors.TooFewMembers):
        services.split_off(one, shared.entries, **given, **shared.office)
    seen = one.version
    one = services.split_off(one, some, **given, seen=seen, **shared.office)
    made = queries.membership_of(some[0]).problem
    assert made.number != one.number
    assert [each.entry for each in members(made)] == some
    assert [each.entry for each in members(one)] == rest
    last = queries.events(one).last()
    assert (last.act, last.payload["into"]) == ("split", made.number)
    again = services.split_off(one, some, **given, seen=seen, **shared.office)
    assert again.version == one.version
    with pytest.raises(errors.NotAMember):
        services.split_off(one, some, **given, **shared.office)
    assert verify().misfit is None
