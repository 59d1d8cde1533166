"""A leader's screen: what waits, what is over, one tap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

pytestmark = pytest.mark.django_db
URL = "/ledger/leading/"


@pytest.fixture
def stages(people: People) -> Stages:
    return Stages(people)


@pytest.fixture
def leader(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.leader)


def entries(answer: Any, part: str) -> list[Entry]:
    return [row.entry for row in answer.context[part]]


def test_it_shows_what_waits_for_the_leader_and_nothing_of_others(
    leader: Client, people: People, stages: Stages, signed_in: Callable[[Person], Client]
) -> None:
    asks, back = stages.extension_requested(), stages.return_requested()
    high = services.escalate(stages.in_progress(), level="leader", reason="跨部门", **stages.office)
    answer = leader.get(URL)
    assert (entries(answer, "extensions"), entries(answer, "returns")) == ([asks], [back])
    assert entries(answer, "raised") == [high]
    assert answer.context["to_decide"] == 2
    page = answer.content.decode()
    for words in ("设备到货晚", "不属本单位职责", "跨部门", "同意"):
        assert words in page
    other = signed_in(people.other_leader).get(URL)
    assert other.context["to_decide"] == 0
    assert signed_in(people.office).get(URL).context["to_decide"] == 2
    assert URL in leader.get("/").content.decode()


def test_who_sees_all_but_leads_no_unit_is_not_asked_to_decide(
    people: People, stages: Stages, signed_in: Callable[[Person], Client]
) -> None:
    stages.extension_requested()
    answer = signed_in(people.zone_head).get(URL)
    assert answer.context["to_decide"] == 0


def test_a_leader_is_told_who_decides_on_returns(
    leader: Client, people: People, stages: Stages, signed_in: Callable[[Person], Client]
) -> None:
    stages.return_requested()
    said = "由专班办公室决定"
    assert said in leader.get(URL).content.decode()
    assert said not in signed_in(people.office).get(URL).content.decode()


def test_what_was_raised_by_itself_says_why_in_words(leader: Client, stages: Stages) -> None:
    entry = stages.in_progress()
    services.tick(now=NOW + timedelta(days=30))
    answer = leader.get(URL)
    assert entries(answer, "raised") == [entry]
    page = answer.content.decode()
    assert "逾期23天" in page
    assert "{count}" not in page


def test_one_tap_grants_and_a_second_does_nothing_more(leader: Client, stages: Stages) -> None:
    entry = stages.extension_requested()
    for _tap in range(2):
        answer = leader.post(f"/ledger/{entry.number}/grant/", {"seen": entry.version}, follow=True)
        assert answer.redirect_chain[-1][0] == URL
    assert "可在一天内撤销" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.due == date(2026, 10, 12)
    assert entry.events.filter(move="grant_extension").count() == 1


def test_what_somebody_else_decided_meanwhile_is_said(
    leader: Client, people: People, stages: Stages
) -> None:
    entry = stages.extension_requested()
    services.refuse_extension(entry, reason="来得及", **stages.office)
    for seen in (entry.version, "x"):
        answer = leader.post(f"/ledger/{entry.number}/grant/", {"seen": seen}, follow=True)
        assert people.office.name in answer.content.decode()
    assert not entry.events.filter(move="grant_extension").exists()


def test_what_is_over_is_counted_by_unit(
    people: People, signed_in: Callable[[Person], Client], stages: Stages, clock: Clock
) -> None:
    entry = stages.in_progress()
    clock.now = NOW + timedelta(days=8)
    answer = signed_in(people.leader).get(URL)
    assert entries(answer, "red") == [entry]
    assert answer.context["units"] == [("lead", "电力保障中心", 1)]
    assert "lead=lead&amp;signal=red" in answer.content.decode()


def test_it_is_for_who_decides(people: People, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(people.lead_handler).get(URL).status_code == 404
    assert signed_in(people.lead_head).get(URL).context["to_decide"] == 0


def test_the_screen_takes_a_fixed_number_of_queries(
    leader: Client, stages: Stages, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _n in range(4):
        stages.extension_requested()
        services.escalate(stages.in_progress(), level="zone", reason="跨部门", **stages.office)
    with django_assert_max_num_queries(33):
        answer = leader.get(URL)
    assert len(entries(answer, "extensions")) == 4
    assert all(not row.acts for row in answer.context["raised"])
