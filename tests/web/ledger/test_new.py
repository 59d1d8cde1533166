"""Registering by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries
from tests.factories import make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

SAID = {
    "token": "one",
    "ledger": "appeal",
    "title": "二期厂房缺用电容量",
    "text": "二期厂房需要 2 兆伏安用电容量，希望年底前到位。",
    "enterprises": ["澄泉水处理", "云岭未入册有限公司", "", "澄泉水处理"],
    "category": "utilities",
}


def test_a_matter_is_registered_for_enterprises_on_the_roster_and_off_it(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    assert "enterprise-names" in client.get("/ledger/new/").content.decode()
    answer = client.post("/ledger/new/", {**SAID, "due": "2026-12-31"}, follow=True)
    entry = queries.entries().get()
    assert answer.redirect_chain[-1][0] == f"/ledger/{entry.number}/"
    assert {(one.name, one.enterprise) for one in entry.requesters.all()} == {
        ("云岭澄泉水处理设备有限公司", people.enterprise),
        ("云岭未入册有限公司", None),
    }
    assert entry.due.isoformat() == "2026-12-31"


def test_the_same_form_registers_once(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    first = client.post("/ledger/new/", SAID)
    second = client.post("/ledger/new/", SAID)
    assert first["Location"] == second["Location"]
    assert queries.entries().count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(people.office).post(
        "/ledger/new/", {**SAID, "title": "", "due": "2020-01-01"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert answer.context["form"].errors["title"]
    assert "这一天已经过去" in page
    assert "云岭未入册有限公司" in page
    assert SAID["text"] in page
    assert queries.entries().count() == 0


def test_a_name_may_not_be_endless(people: People, signed_in: Callable[[Person], Client]) -> None:
    data = {**SAID, "enterprises": ["长" * 201]}
    answer = signed_in(people.office).post("/ledger/new/", data)
    assert answer.context["form"].errors["enterprises"]


def test_a_matter_that_is_there_already_is_pointed_out_first(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    before = make_entry(by=people.office, text=str(SAID["text"]), enterprises=[people.enterprise])
    client = signed_in(people.office)
    answer = client.post("/ledger/new/", SAID)
    assert answer.status_code == 409
    assert before.number in answer.content.decode()
    assert client.post("/ledger/new/", {**SAID, "anyway": "1"}).status_code == 302
    assert queries.entries().count() == 2


def test_blank_words_are_refused_in_words(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(people.office).post("/ledger/new/", {**SAID, "title": "\u200b\x01 "})
    assert answer.status_code in {302, 409, 422}


def test_only_some_register(people: People, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(people.service_officer).get("/ledger/new/").status_code == 200
    for who in (people.lead_handler, people.leader, people.contact):
        assert signed_in(who).get("/ledger/new/").status_code == 404
        assert signed_in(who).post("/ledger/new/", SAID).status_code == 404
    assert queries.entries().count() == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("due", "2026-02-30", "没有这一天"),
        ("due", "9999-12-31", "请核对年份"),
        ("due", "0001-01-01", "请核对年份"),
        ("text", "字" * 100_000, "100000 字"),
        ("text", "缺水\x00缺电", "无法保存的控制字符"),
        ("title", "", "请填写此项"),
        ("ledger", "nonsense", "不在可选范围内"),
    ],
)
def test_what_cannot_be_taken_is_said_in_plain_words(
    people: People, signed_in: Callable[[Person], Client], field: str, value: str, words: str
) -> None:
    answer = signed_in(people.office).post("/ledger/new/", {**SAID, field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert queries.entries().count() == 0


@pytest.mark.parametrize("path", ["/ledger/", "/ledger/export/", "/reports/"])
def test_a_period_beyond_all_clocks_is_a_period_like_any_other(
    people: People, signed_in: Callable[[Person], Client], path: str
) -> None:
    make_entry(by=people.office)
    answer = signed_in(people.office).get(path, {"start": "0001-01-01", "end": "9999-12-31"})
    assert answer.status_code == 200
