"""Exports: every row, in the order and the columns shown, text as text, noted in the trail."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from taizhang.roster.models import AuditLine
from taizhang.web.ledger import export
from tests.factories import make_dispatched, make_entry
from tests.reporting.sheets import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People


@pytest.fixture
def zone(people: People) -> People:
    for title in ("=1+1", "+86", "@x", "\t-5", "平常"):
        make_entry(by=people.office, title=title.strip() or title, text=title)
    make_dispatched(by=people.office, lead=people.lead, title="交办")
    return people


def _csv(client: Client, query: str) -> list[list[str]]:
    data = b"".join(client.get(f"/ledger/export/?format=csv&{query}").streaming_content)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_chosen_columns_stand_in_their_order(
    zone: People, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "CHUNK", 2)
    client = signed_in(zone.office)
    query = "sort=number&column=state&column=title&q="
    heading, *rows = _csv(client, query)
    assert heading == ["序号", "编号", "办理状态", "事项", "行标识"]
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row[3] for row in rows] == ["'=1+1", "'+86", "'@x", "'-5", "平常", "交办"]
    answer = client.get(f"/ledger/export/?{query}")
    sheet = cells(b"".join(answer.streaming_content))
    assert [row[3] for row in sheet[1:]] == ["=1+1", "+86", "@x", "-5", "平常", "交办"]


def test_an_export_holds_only_what_its_reader_may_see(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    rows = _csv(signed_in(zone.lead_handler), "column=title")
    assert [row[-2] for row in rows[1:]] == ["交办"]
    assert signed_in(zone.contact).get("/ledger/export/").status_code == 404


def test_an_export_is_noted(zone: People, signed_in: Callable[[Person], Client]) -> None:
    _csv(signed_in(zone.office), "state=open&ledger=appeal")
    line = AuditLine.objects.filter(act="exported").get()
    assert (line.actor, line.subject) == ("office", "csv appeal?state=open")


def test_a_ledger_that_is_not_there_is_not_found(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    assert signed_in(zone.office).get("/ledger/export/?ledger=none").status_code == 404
