"""The policy gaps of all common problems: counted, chosen, seen by whom they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.matching import services
from tests.factories import browser

if TYPE_CHECKING:
    from django.test import Client

    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db
LIST = "/matching/gaps/"
GAP = "没有面向中小企业分割供地的办法"


def text(client: Client, address: str = LIST) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_gap_stands_with_its_evidence_and_its_problem(shared: Shared, people: People) -> None:
    office = browser(people.office)
    assert "暂无" in text(office)
    problem = shared.problem()
    services.note_policy_gap(problem, sentence=GAP, **shared.office)
    problem.refresh_from_db()
    services.link(problem, shared.at_work(), why="也缺", **shared.office)
    said = text(office)
    assert GAP in said
    assert office.get(LIST).context["rows"][0][1] == 3  # as it was noted
    assert f'href="/matching/{problem.number}/"' in said
    assert office.get(LIST).context["rows"][0][2].enterprises == 4  # as it is
    assert LIST in text(office, f"/matching/{problem.number}/")


def test_gaps_are_chosen_by_state_and_category(shared: Shared, people: People) -> None:
    problem = shared.answered()
    services.note_policy_gap(problem, sentence=GAP, **shared.office)
    office = browser(people.office)
    for wanted, is_there in (
        ("state=open", True),
        ("state=finished", False),
        ("category=land_space", True),
        ("category=finance", False),
        ("state=nonsense&category=nonsense", True),
    ):
        assert (GAP in text(office, f"{LIST}?{wanted}")) is is_there, wanted
    problem.refresh_from_db()
    services.finish(problem, result="已解决", **shared.office)
    assert GAP in text(office, f"{LIST}?state=finished")


def test_whoever_does_not_see_the_problem_does_not_see_its_gap(
    shared: Shared, people: People
) -> None:
    services.note_policy_gap(shared.problem(), sentence=GAP, **shared.office)
    assert GAP in text(browser(people.lead_handler))
    assert GAP not in text(browser(people.stranger))
    assert browser(people.contact).get(LIST).status_code == 404


def test_more_gaps_ask_no_more(shared: Shared, people: People) -> None:
    services.note_policy_gap(shared.problem(), sentence=GAP, **shared.office)
    office = browser(people.office)
    office.get(LIST)
    with CaptureQueriesContext(connection) as one:
        office.get(LIST)
    for _more in range(2):
        other = shared.problem(shared.appeal(), shared.appeal())
        services.note_policy_gap(other, sentence=GAP, **shared.office)
    with CaptureQueriesContext(connection) as three:
        office.get(LIST)
    assert len(three) == len(one)
