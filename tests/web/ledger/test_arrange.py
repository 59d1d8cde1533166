"""All filters, order and columns on one page; what a form sends becomes a short address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils.html import escape

from taizhang.ledger.models import Column, Ledger
from taizhang.ledger.queries import orders
from taizhang.reporting.columns import COLUMNS, SHOWN, chosen
from taizhang.reporting.filters import FILTERS
from taizhang.web.ledger import listing
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_filter_and_column_has_its_control(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    make_entry(by=people.office)
    type(people.enterprise).objects.filter(pk=people.enterprise.pk).update(industry="C27")
    page = _page(signed_in(people.office), "/ledger/arrange/?ledger=appeal&in_charge=x&state=open")
    names = {name for one in FILTERS if one.name != "campaign" for name in one.names}
    assert [name for name in names if f'name="{name}"' not in page] == []
    assert [one.key for one in COLUMNS[1:] if f'value="{one.key}"' not in page] == []
    assert "没有这个名称" in page
    assert 'name="in_charge" value="x"' in page, "what was written is not to be written again"
    assert "campaign" not in page, "there is none to choose from"


def test_what_a_form_sends_is_tidied(people: People, signed_in: Callable[[Person], Client]) -> None:
    client = signed_in(people.office)
    usual = "&".join(f"column={key}" for key in SHOWN[1:])
    sent = f"/ledger/?q=&due_from=&state=open&sort=-registered&{usual}"
    assert client.get(sent)["Location"] == "/ledger/?state=open"
    assert client.get("/ledger/?q=&sort=due&column=due")["Location"] == (
        "/ledger/?sort=due&column=due"
    )
    assert client.get("/ledger/?q=")["Location"] == "/ledger/?any=1"
    assert client.get("/ledger/?q=&state=wrong").status_code == 200


def test_what_is_wrong_in_an_address_is_said(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    make_entry(by=people.office)
    page = _page(signed_in(people.office), "/ledger/?state=x&column=beauty&after=nowhere&colour=1")
    for told in ("“x”", "“beauty”", "“colour”", "无法识别清单中的位置"):
        assert told in page


def test_a_ledgers_own_columns_are_shown(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    ledger = Ledger.objects.get(code="appeal")
    Column.objects.create(ledger=ledger, key="note", name="备注", position=1)
    make_entry(by=people.office, values={"note": "<先修南段>" + "长" * 200}, title="甲")
    page = _page(signed_in(people.office), "/ledger/appeal/?column=own_note&column=registered")
    assert escape("<先修南段>") in page
    assert "备注" in page
    columns, strange = chosen(["own_note", "x"], ledger)
    assert ([column.key for column in columns], strange) == (["number", "own_note"], ["x"])


def test_pages_turn_by_key(
    people: People, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    for number in range(5):
        make_entry(by=people.office, title=f"第{number}件")
    client = signed_in(people.office)
    first = client.get("/ledger/?sort=number")
    second = client.get("/ledger/" + first.context["after_url"])
    third = client.get("/ledger/" + second.context["after_url"])
    pages = [[row["entry"].title for row in one.context["rows"]] for one in (first, second, third)]
    assert pages == [["第0件", "第1件"], ["第2件", "第3件"], ["第4件"]]
    assert not third.context["after_url"]
    back = client.get("/ledger/" + third.context["before_url"])
    assert [row["entry"].title for row in back.context["rows"]] == pages[1]


def test_a_search_marks_what_it_found(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    make_entry(by=people.office, title="用电不足", text="别的。")
    make_entry(by=people.office, title="别的", text="二期用电容量不足，请协调。")
    answer = signed_in(people.office).get("/ledger/?q=用电")
    page = answer.content.decode()
    assert page.count('<mark class="span-found">用电</mark>') == 2
    assert [row["entry"].title for row in answer.context["rows"]] == ["用电不足", "别的"]
    assert "最相关在前" in str(answer.context["sorts"])


def test_a_long_list_says_how_far_it_counted(
    people: People, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "SPARSE", 1)
    for _number in range(3):
        make_entry(by=people.office, title="用电")
    client = signed_in(people.office)
    assert client.get("/ledger/?state=open").context["count"] == 3
    answer = client.get("/ledger/?q=用电")
    assert str(answer.context["count"]) == "1+"
    assert "最新在前" in answer.content.decode()
    assert [tab["count"] for tab in answer.context["tabs"]] == [""] * 5


def test_the_list_asks_as_often_for_one_row_as_for_many(
    people: People,
    signed_in: Callable[[Person], Client],
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(people.office)
    addresses = ["/ledger/?any=1", "/ledger/?q=事&state=open", "/ledger/appeal/?park=park", "/"]
    asked = []
    for count in (12, 20):
        for _number in range(count):
            make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
    assert asked[:4] == asked[4:]
    assert max(asked) <= 40


def test_an_act_and_its_days_stay_where_they_were_written(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    page = _page(client, "/ledger/arrange/?act=park&act_from=2026-09-01")
    assert '<option value="park" selected>' in page
    assert 'name="act_from" value="2026-09-01"' in page
    unclear = _page(client, "/ledger/arrange/?act_from=2026-09-01")
    assert 'name="act_from" value="2026-09-01"' in unclear
    assert "请同时选择办理动作" in unclear
    sent = client.get("/ledger/?act=park&act_from=&act_to=2026-09-30&q=")
    assert sent["Location"] == "/ledger/?act=park&act_to=2026-09-30"
