"""A year whose holidays are not announced: every date in it says that it may still move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.engine.codes import LedgerKind
from taizhang.engine.formats import read_bytes
from taizhang.ledger import queries, services
from tests.clock import NOW
from tests.factories import browser, make_dispatched

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.people import People

pytestmark = pytest.mark.django_db
WORD = "（暂定）"


@pytest.fixture
def entry(people: People) -> Entry:
    """A deed of September, due three months later; its co-unit shares the date."""
    return make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        ledger=LedgerKind.DEED,
        enterprises=[people.enterprise],
    )


def unconfirm(people: People, year: int, *, confirmed: bool = False) -> None:
    services.change_days(
        year,
        queries.calendar_days(year),
        confirmed=confirmed,
        source="试验",
        by=people.office,
        now=NOW,
    )


def slip(people: People, entry: Entry) -> str:
    answer = browser(people.office).get(f"/ledger/{entry.number}/papers/dispatch.docx")
    return read_bytes(b"".join(answer), name="x.docx").text  # type: ignore[arg-type]


def test_every_screen_says_it_until_the_year_is_confirmed(people: People, entry: Entry) -> None:
    office, head, contact = (
        browser(one) for one in (people.office, people.lead_head, people.contact)
    )
    places = (
        (office, "/ledger/"),
        (office, f"/ledger/{entry.number}/"),
        (head, "/"),
        (contact, f"/my/{entry.number}/"),
    )
    for client, place in places:
        assert WORD not in client.get(place).content.decode(), place
    unconfirm(people, 2026)
    for client, place in places:
        assert WORD in client.get(place).content.decode(), place
    assert "2026年的放假安排尚未公布" in slip(people, entry)
    unconfirm(people, 2026, confirmed=True)
    for client, place in places:
        assert WORD not in client.get(place).content.decode(), place
    assert "尚未公布" not in slip(people, entry)


def test_a_page_asks_for_the_years_once(people: People, entry: Entry) -> None:
    for _number in range(4):
        make_dispatched(by=people.office, lead=people.lead, ledger=LedgerKind.DEED)
    office = browser(people.office)
    with CaptureQueriesContext(connection) as asked:
        office.get("/ledger/")
    assert sum("ledger_calendaryear" in one["sql"] for one in asked) == 1


def test_what_is_answered_moves_no_more(people: People, entry: Entry) -> None:
    handler = {"by": people.lead_handler, "now": NOW}
    entry = services.acknowledge(entry, **handler)
    services.answer(entry, reply="已建成并投入使用。", **handler)
    unconfirm(people, 2026)
    page = browser(people.office).get("/ledger/").content.decode()
    assert WORD not in page
