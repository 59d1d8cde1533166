"""The policy gaps of all common problems: counted, chosen, seen by whom they concern."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.engine.codes import AuditAct
from taizhang.matching import services
from taizhang.roster.models import AuditLine
from tests.clock import NOW
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


def exported(client: Client, query: str = "") -> list[list[Any]]:
    answer = client.get(f"{LIST}export/{query}")
    data = io.BytesIO(b"".join(answer.streaming_content))
    return calamine.CalamineWorkbook.from_filelike(data).get_sheet_by_name("政策缺口").to_python()


def test_gaps_are_exported_as_they_are_chosen_with_their_evidence(
    shared: Shared, people: People
) -> None:
    office = browser(people.office)
    assert "export/" not in text(office)
    problem = shared.problem()
    services.note_policy_gap(problem, sentence=GAP, **shared.office)
    assert f'href="{LIST}export/?state=open"' in text(office, f"{LIST}?state=open")
    (heading, row) = exported(office, "?state=open")
    line = dict(zip(heading, row, strict=True))
    entries = [one.entry for one in problem.memberships.all()]
    assert line["政策缺口"] == GAP
    assert line["编号"] == problem.number
    assert line["佐证条目"] == len(entries)
    assert line["记录日期"] == NOW.date()
    assert line["佐证（记录时原文）"].splitlines() == [
        f"{one.number} {one.text or one.title}" for one in entries
    ]
    assert len(exported(office, "?state=finished")) == 1
    told = AuditLine.objects.filter(act=AuditAct.EXPORTED).first()
    assert told
    assert told.subject == "xlsx policy_gaps?state=finished"


def test_words_of_other_units_stay_out_of_the_workbook(shared: Shared, people: People) -> None:
    own, others = shared.at_work(), shared.appeal()
    services.note_policy_gap(shared.problem(own, others), sentence=GAP, **shared.office)
    (_heading, *rows) = exported(browser(people.office))
    assert [line.split()[0] for line in rows[0][-1].splitlines()] == [own.number, others.number]
    (_heading, *rows) = exported(browser(people.lead_handler))
    assert [line.split()[0] for line in rows[0][-1].splitlines()] == [own.number]
    assert len(exported(browser(people.stranger))) == 1
    assert browser(people.contact).get(f"{LIST}export/").status_code == 404


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
