"""What was put on a ledger from another stands there in every list, order, page, count and file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Column, Ledger
from taizhang.ledger.queries import ORDERS, counting, orders
from taizhang.web.ledger import export, listing
from tests.clock import NOW
from tests.factories import browser, make_entry

if TYPE_CHECKING:
    from django.http import HttpResponse

    from tests.people import People

SORTS = [sign + name for name in ORDERS for sign in ("", "-")]
HERE = {"己", "庚", "甲", "乙", "丙"}


@pytest.fixture
def zone(people: People, monkeypatch: pytest.MonkeyPatch) -> People:
    """Two deeds, three hazards that stand on their ledger too, and one that does not."""
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    monkeypatch.setattr(export, "CHUNK", 2)
    ledger = Ledger.objects.get(code="deed")
    Column.objects.create(ledger=ledger, key="street", name="街道", position=1)
    by = people.office
    for number, title in enumerate("己庚"):
        values = {"street": f"第{number}街"}
        make_entry(by=by, title=title, ledger="deed", values=values)
    for number, title in enumerate("甲乙丙丁"):
        now = NOW + timedelta(minutes=number)
        entry = make_entry(by=by, title=title, ledger="hazard", scope="common", now=now)
        if title != "丁":
            services.put_on(entry, ledger="deed", by=by, now=now)
    return people


def titles(answer: HttpResponse) -> list[str]:
    return [row["entry"].title for row in answer.context["rows"]]


def tabs(answer: HttpResponse) -> dict[str, str]:
    return {tab["url"].split("?")[0]: str(tab["count"]) for tab in answer.context["tabs"]}


@pytest.mark.parametrize("most", [1000, 1])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_each_row_once_in_every_order(
    zone: People, monkeypatch: pytest.MonkeyPatch, sort: str, most: int
) -> None:
    monkeypatch.setattr(orders, "SPARSE", most)
    client = browser(zone.office)
    answer = client.get(f"/ledger/deed/?sort={sort}")
    found = titles(answer)
    while answer.context["after_url"]:
        answer = client.get("/ledger/deed/" + answer.context["after_url"])
        found += titles(answer)
    assert sorted(found) == sorted(HERE)
    assert str(answer.context["count"]) == "5"


@pytest.mark.parametrize("most", [1000, 1])
def test_counts_and_filters_see_them(
    zone: People, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(orders, "SPARSE", most)
    client = browser(zone.office)
    answer = client.get("/ledger/deed/")
    assert tabs(answer)["/ledger/deed/"] == "5"
    assert tabs(answer)["/ledger/hazard/"] == "4"
    assert tabs(answer)["/ledger/"] == "6", "each once among all"
    assert set(titles(client.get("/ledger/deed/?scope=common&sort=number"))) == {"甲", "乙"}
    assert str(client.get("/ledger/deed/?scope=common").context["count"]) == "3"
    assert titles(client.get("/ledger/deed/?own_street=第1街")) == ["庚"]
    assert titles(client.get("/ledger/deed/?q=丙")) == ["丙"]
    assert titles(client.get("/ledger/deed/?q=丁")) == []


def test_the_tabs_count_what_a_filter_leaves(zone: People) -> None:
    answer = browser(zone.office).get("/ledger/deed/?scope=common")
    assert tabs(answer) == {
        "/ledger/": "4",
        "/ledger/appeal/": "0",
        "/ledger/directive/": "0",
        "/ledger/hazard/": "4",
        "/ledger/deed/": "3",
    }


def test_more_than_is_counted_is_said_to_be_more(
    zone: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "SPARSE", 1)
    monkeypatch.setattr(listing.queries, "total", lambda rows, _most=1: counting.total(rows, 1))
    assert str(browser(zone.office).get("/ledger/deed/").context["count"]) == "1+"


@pytest.mark.parametrize("most", [1000, 1])
def test_files_hold_them_with_the_columns_of_the_ledger(
    zone: People, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(orders, "SPARSE", most)
    query = "ledger=deed&format=csv&sort=registered&column=title&column=own_street"
    answer = browser(zone.office).get(f"/ledger/export/?{query}")
    data = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(data))
    assert heading == ["序号", "编号", "事项", "街道", "行标识"]
    assert {row[2]: row[3] for row in rows} == {
        **dict.fromkeys("甲乙丙", ""),
        "己": "第0街",
        "庚": "第1街",
    }
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]


def test_the_first_page_keeps_the_filters(zone: People) -> None:
    client = browser(zone.office)
    answer = client.get("/ledger/deed/?scope=common")
    last = client.get("/ledger/deed/" + answer.context["after_url"])
    assert last.context["first_url"] == "/ledger/deed/?scope=common"
    bare = client.get("/ledger/deed/")
    assert bare.context["first_url"] == "/ledger/deed/?any=1"
