"""What the nightly run proposes, on the screen: signals, words, and what a person decides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger.models import Entry
from taizhang.matching import queries, services
from tests.clock import NOW
from tests.factories import browser
from tests.matching.test_find_problems import OTHER, needing

if TYPE_CHECKING:
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db
LIST = "/matching/candidates/"


def test_a_proposal_says_why(shared: Shared, people: People) -> None:
    office = browser(people.office)
    assert "暂无推荐" in office.get(LIST).content.decode()
    entries = needing(shared, 3)
    services.find_problems(now=NOW)
    said = office.get(LIST).content.decode()
    assert "3 家不同企业，近 30 天 3 家" in said
    assert "本周新增" in said
    assert all(entry.number in said for entry in entries)
    address = office.get(LIST).context["cards"][0].open_url
    page = office.get(address).content.decode()
    assert all(f'value="{entry.number}"' in page for entry in entries)


def test_more_proposals_ask_no_more(shared: Shared, people: People) -> None:
    office = browser(people.office)
    needing(shared, 3)
    services.find_problems(now=NOW)
    office.get(LIST)
    with CaptureQueriesContext(connection) as one:
        office.get(LIST)
    needing(shared, 4, OTHER)
    services.find_problems(now=NOW)
    with CaptureQueriesContext(connection) as two:
        office.get(LIST)
    assert len(two) == len(one)


def test_one_is_told_apart_from_the_others(shared: Shared, people: People) -> None:
    entries = needing(shared, 4)
    services.find_problems(now=NOW)
    candidate = queries.candidates().get()
    office = browser(people.office)
    typed = {"entry": entries[0].number, "why": "是租金问题"}
    address = f"{LIST}{candidate.pk}/apart/"
    answer = office.post(address, typed, follow=True)
    assert "不再把" in answer.content.decode()
    again = office.post(address, typed, follow=True)
    assert "已经这样认定" in again.content.decode()
    services.find_problems(now=NOW)
    cards = office.get(LIST).context["cards"]
    assert all(entries[0] not in card.entries for card in cards)
    gone = office.post(address, {**typed, "entry": "SQ-1999-0001"}, follow=True)
    assert "已不在推荐之列" in gone.content.decode()
    assert office.post(f"{LIST}999/apart/", typed).status_code == 404
    empty = office.post(address, {"entry": entries[1].number, "why": ""}, follow=True)
    assert "没有填写" in empty.content.decode()


def test_one_does_not_belong_to_an_open_problem(shared: Shared, people: People) -> None:
    problem = shared.problem(*needing(shared, 3))
    late = needing(shared, 1)[0]
    services.find_problems(now=NOW)
    office = browser(people.office)
    assert f"可能属于 {problem.number}" in office.get(LIST).content.decode()
    address = f"{LIST}{queries.candidates().get().pk}/apart/"
    office.post(address, {"entry": late.number, "why": "另一回事"})
    assert queries.decision_on(problem, late).by == people.office


def test_only_the_office_sees_what_is_proposed(shared: Shared, people: People) -> None:
    for who in (people.leader, people.lead_handler, people.contact):
        assert browser(who).get(LIST).status_code == 404


def test_what_may_belong_to_a_problem_is_counted_with_its_members(
    shared: Shared, people: People
) -> None:
    members = needing(shared, 3)
    shared.problem(*members)
    keys = [one.pk for one in members]
    Entry.objects.filter(pk__in=keys).update(registered_at=NOW - timedelta(days=20))
    needing(shared, 1)
    services.find_problems(now=NOW)
    office = browser(people.office)
    said = office.get(LIST).content.decode()
    assert "连同成员条目，4 家不同企业，近 30 天 4 家" in said
    assert "本周新增" not in said  # its members brought it up before
    assert "关联" in said


def test_more_of_a_finished_problem_is_said_to_come_in(shared: Shared, people: People) -> None:
    members = needing(shared, 3)
    problem = shared.answered(shared.problem(*members))
    services.finish(problem, result="已全部落实", **shared.office)
    needing(shared, 1)
    services.find_problems(now=NOW)
    office = browser(people.office)
    said = office.get(LIST).content.decode()
    assert "办结，此后仍有企业反映" in said
    assert office.get(LIST).context["cards"][0].late_url in said.replace("&amp;", "&")
    assert f"/matching/{problem.number}/link/" not in said


def test_what_was_told_apart_can_be_taken_back(shared: Shared, people: People) -> None:
    entries = needing(shared, 4)
    services.find_problems(now=NOW)
    office = browser(people.office)
    typed = {"entry": entries[0].number, "why": "是租金问题"}
    office.post(f"{LIST}{queries.candidates().get().pk}/apart/", typed)
    services.find_problems(now=NOW)
    one = office.get(LIST).context["apart"]
    assert [(each.number, each.others) for each in one] == [
        (entries[0].number, [each.number for each in entries[1:]])
    ]
    said = office.get(LIST).content.decode()
    assert "是租金问题" in said
    address = f"/matching/told-apart/{one[0].decision.pk}/leave-open/"
    assert "恢复为未认定" in office.post(address, follow=True).content.decode()
    assert "已不再有效" in office.post(address, follow=True).content.decode()
    services.find_problems(now=NOW)
    page = office.get(LIST).context
    assert page["apart"] == []
    assert entries[0] in page["cards"][0].entries
    assert browser(people.leader).post(address).status_code == 404


def test_a_finished_problem_is_reopened_and_what_came_in_linked_in_one_step(
    shared: Shared, people: People
) -> None:
    problem = shared.answered(shared.problem(*needing(shared, 3)))
    problem = services.finish(problem, result="已全部落实", **shared.office)
    late = needing(shared, 2)
    services.find_problems(now=NOW)
    office = browser(people.office)
    address = office.get(LIST).context["cards"][0].late_url
    seen = office.get(f"/matching/{problem.number}/").content.decode()
    assert address in seen.replace("&amp;", "&")
    page = office.get(address)
    form = page.context["form"]
    assert form["reason"].value() == "办结后又有 2 件同类诉求。"
    typed = {
        "reason": form["reason"].value(),
        "entries": [one.number for one in late],
        "seen": problem.version,
    }
    done = office.post(address, typed, follow=True)
    again = office.post(address, typed, follow=True)
    assert done.redirect_chain == again.redirect_chain
    assert [queries.membership_of(one).problem for one in late] == [problem, problem]
    told = [one.act for one in queries.events(problem)][-3:]
    assert told == ["reopen", "link", "link"]


def test_reopening_with_what_belongs_elsewhere_does_nothing_by_half(
    shared: Shared, people: People
) -> None:
    problem = shared.answered(shared.problem(*needing(shared, 3)))
    problem = services.finish(problem, result="已全部落实", **shared.office)
    free, taken = shared.appeal(), shared.appeal()
    shared.problem(taken, shared.appeal())
    typed = {"reason": "又来了", "entries": [free.number, taken.number], "seen": problem.version}
    office = browser(people.office)
    answer = office.post(f"/matching/{problem.number}/reopen/", typed)
    assert answer.status_code == 409
    assert "entries" in answer.context["form"].errors
    problem.refresh_from_db()
    assert not problem.is_open
    assert queries.membership_of(free) is None
