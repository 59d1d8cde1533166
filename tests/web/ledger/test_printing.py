"""Printed lists through the door: what the screen shows, for who sees it, noted in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import AuditAct
from taizhang.roster.models import AuditLine
from taizhang.web.ledger import printing
from tests.factories import browser, make_dispatched, make_entry
from tests.reporting.sheets import cells

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return cells(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # streamed


def numbers(found: list[list[str]]) -> set[str]:
    return {row[1] for row in found if len(row) > 1 and row[0].isdecimal()}


def test_the_list_offers_its_paper_with_the_filters_in_force(people: People) -> None:
    make_entry(by=people.office)
    page = browser(people.office).get("/ledger/appeal/?state=open").content.decode()
    assert "/ledger/lists/appeal.xlsx?state=open&amp;ledger=appeal" in page
    assert "问题台账（打印版）" in page


def test_the_paper_holds_what_the_filters_leave_and_says_which(people: People) -> None:
    led = make_dispatched(by=people.office, lead=people.lead)
    other = make_entry(by=people.office)
    client = browser(people.office)
    assert numbers(rows(client, "/ledger/lists/appeal.xlsx")) == {led.number, other.number}
    some = rows(client, "/ledger/lists/open.xlsx?lead=lead&sort=number")
    assert numbers(some) == {led.number}
    assert some[2][0] == "范围：牵头单位：电力中心"
    lines = AuditLine.objects.filter(act=AuditAct.EXPORTED).order_by("id")
    assert [line.subject for line in lines] == [
        "list appeal appeal?",
        "list open ?lead=lead&sort=number",
    ]


def test_who_sees_a_part_prints_a_part(people: People) -> None:
    led = make_dispatched(by=people.office, lead=people.lead)
    make_dispatched(by=people.office, lead=people.elsewhere)
    assert numbers(rows(browser(people.lead_handler), "/ledger/lists/open.xlsx")) == {led.number}


@pytest.mark.parametrize("who", ["contact", "system_admin"])
def test_who_may_not_export_finds_no_list(people: People, who: str) -> None:
    assert browser(getattr(people, who)).get("/ledger/lists/open.xlsx").status_code == 404


def test_a_list_of_no_kind_or_of_another_ledger_is_not_found(people: People) -> None:
    client = browser(people.office)
    assert client.get("/ledger/lists/nothing.xlsx").status_code == 404
    assert client.get("/ledger/lists/deed.xlsx?ledger=appeal").status_code == 404
    assert client.get("/ledger/lists/open.xlsx?ledger=nowhere").status_code == 404
    assert client.post("/ledger/lists/open.xlsx").status_code == 405


def test_more_rows_than_anybody_prints_are_refused_with_a_way_out(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_entry(by=people.office)
    make_entry(by=people.office)
    monkeypatch.setattr(printing, "MOST_ROWS", 1)
    answer = browser(people.office).get("/ledger/lists/open.xlsx")
    assert answer.status_code == 422
    assert "请用筛选条件缩小范围" in answer.content.decode()
    assert not AuditLine.objects.filter(act=AuditAct.EXPORTED).exists()
