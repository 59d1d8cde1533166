"""What is proposed stays itself from night to night: as it grows, is split by people, or joins."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services as ledger
from taizhang.matching import queries, services
from taizhang.matching.codes import Verdict
from taizhang.matching.models import Candidate
from tests.clock import NOW
from tests.factories import browser
from tests.matching.test_find_problems import NEED, OTHER, needing, numbers

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db


def night(day: int) -> dict[int, list[str]]:
    """After the night of that day: the entries of each proposal by its key."""
    assert services.nightly(now=NOW + timedelta(days=day)) is not None
    return {
        one.pk: sorted(row.entry.number for row in one.proposed.all())
        for one in queries.candidates()
    }


def not_the_same(people: People, candidate: int, entry: Entry) -> None:
    """As a person says it on the screen."""
    said = {"entry": entry.number, "why": "要的是写字楼"}
    address = f"/matching/candidates/{candidate}/apart/"
    assert browser(people.office).post(address, said).status_code == 302


def split(shared: Shared, some: list[Entry], others: list[Entry]) -> None:
    for one in some:
        services.tell_apart(one, others, why="要的是写字楼", **shared.office)


def test_it_grows_from_night_to_night(shared: Shared) -> None:
    entries = needing(shared, 3)
    ((key, first),) = night(0).items()
    assert first == numbers(entries)
    entries += needing(shared, 2)
    assert night(1) == {key: numbers(entries)}
    assert night(2) == {key: numbers(entries)}


def test_who_is_told_apart_on_the_screen_never_comes_back(shared: Shared, people: People) -> None:
    entries = needing(shared, 4)
    (key,) = night(0)
    not_the_same(people, key, entries[1])
    left = [entries[0], *entries[2:]]
    assert night(1) == {key: numbers(left)}
    left += needing(shared, 2)
    assert night(2) == {key: numbers(left)}, "nor when others come who say the same"


def test_what_people_split_goes_on_as_two(shared: Shared) -> None:
    entries = needing(shared, 7)
    (key,) = night(0)
    split(shared, entries[:4], entries[4:])
    found = night(1)
    assert found.pop(key) == numbers(entries[:4]), "the larger part goes on"
    ((other, part),) = found.items()
    assert part == numbers(entries[4:]), "the smaller is a proposal of its own, not lost"
    assert night(2) == {key: numbers(entries[:4]), other: part}


def test_what_joins_goes_on_as_the_larger_and_parts_again(shared: Shared) -> None:
    land, school = needing(shared, 4), needing(shared, 3, OTHER)
    before = night(0)
    larger, smaller = sorted(before, key=lambda key: -len(before[key]))
    belongs = {"verdict": Verdict.BELONGS_HERE, "why": "同一地块", **shared.office}
    for one in school:
        services.decide_between(one, land[0], **belongs)
    assert night(1) == {larger: numbers(land + school)}
    later = {"verdict": Verdict.NOT_THE_SAME, "why": "不是一件事", **shared.office}
    for one in school:
        services.decide_between(one, land[0], **later)
    assert night(2) == before
    assert smaller in before


def test_what_belongs_together_by_decision_is_proposed_with_a_known_need(shared: Shared) -> None:
    land = needing(shared, 3)
    silent = shared.appeal(title="来函", text="详见附件。", category="other")
    belongs = {"verdict": Verdict.BELONGS_HERE, "why": "附件里要的是用地", **shared.office}
    services.decide_between(silent, land[1], **belongs)
    assert list(night(0).values()) == [numbers([*land, silent])]


def test_what_may_belong_to_a_problem_is_always_the_same_proposal(shared: Shared) -> None:
    entries = needing(shared, 4)
    (key,) = night(0)
    problem = shared.problem(*entries[:3])
    assert night(1) == {key: numbers(entries[3:])}
    services.decide_belongs_here(problem, entries[3], why="核实", **shared.office)
    assert night(2) == {}
    late = needing(shared, 1)
    assert night(3) == {key: numbers(late)}
    services.decide_not_the_same(problem, late[0], why="是租金", **shared.office)
    assert night(4) == {}
    assert Candidate.objects.get(pk=key).problem == problem


def test_a_proposal_that_was_away_is_itself_again(shared: Shared) -> None:
    entries = needing(shared, 3)
    (key,) = night(0)
    entry = ledger.answer(entries[0], reply="地块已落实。", **shared.handler)
    entry = ledger.call_back(entry, said="好了。", solved=True, **shared.office)
    ledger.close(entry, **shared.office)
    assert night(1) == {}, "two enterprises are too few"
    entries = [*entries[1:], *needing(shared, 1)]
    assert night(2) == {key: numbers(entries)}
    assert Candidate.objects.get().first_found_at == NOW


def test_decisions_bind_whoever_a_closed_matter_leaves_behind(shared: Shared) -> None:
    """Told apart from one that is closed since: the others are not told apart by that."""
    entries = needing(shared, 4, NEED)
    (key,) = night(0)
    services.tell_apart(entries[0], entries[1:], why="是租金", **shared.office)
    assert night(1) == {key: numbers(entries[1:])}
    more = needing(shared, 1)
    assert night(2) == {key: numbers([*entries[1:], *more])}
    assert entries[0].number not in {each for one in night(3).values() for each in one}
