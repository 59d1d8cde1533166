"""Figures on the screen: every number leads to exactly its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.codes import Category, LedgerKind
from taizhang.ledger import services
from tests.factories import make_dispatched, make_entry
from tests.reporting.sheets import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People


@pytest.fixture
def zone(people: People, clock: Clock) -> People:
    """A little of everything."""
    make_entry(by=people.office, ledger=LedgerKind.DIRECTIVE)
    entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        category=Category.UTILITIES,
        enterprises=[people.enterprise],
    )
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    entry = services.answer(
        entry, reply="变压器已更换，今晚送电。", by=people.lead_handler, now=clock.now
    )
    services.rate(
        entry,
        enterprise=people.enterprise,
        satisfaction="fair",
        solved=True,
        by=people.contact,
        now=clock.now,
    )
    make_dispatched(by=people.office, lead=people.co, category=Category.FINANCE)
    clock.advance(days=12)
    return people


def _cells(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from line["counts"]
    for rate in line["rates"]:
        yield from (cell for cell in (rate["part"], rate["whole"], rate["silent"]) if cell)


@pytest.mark.parametrize("by", ["ledger", "unit", "category"])
@pytest.mark.parametrize("ledger", ["", "appeal"])
def test_every_number_leads_to_exactly_its_rows(
    zone: People, signed_in: Callable[[Person], Client], by: str, ledger: str
) -> None:
    client = signed_in(zone.office)
    context = client.get("/reports/", {"by": by, "ledger": ledger}).context
    for line in (*context["lines"], context["total"]):
        for cell in _cells(line):
            rows = client.get(cell["url"]).context["count"]
            assert rows == cell["n"], cell["url"]


def test_denominators_are_always_there(zone: People, signed_in: Callable[[Person], Client]) -> None:
    total = signed_in(zone.office).get("/reports/").context["total"]
    rates = [(rate["part"]["n"], rate["whole"]["n"]) for rate in total["rates"]]
    assert rates == [(1, 2), (1, 2), (1, 1), (1, 1)]
    assert [cell["n"] for cell in total["counts"]] == [3, 3, 0, 0, 1]


def test_each_sees_the_figures_of_their_scope(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    def registered(person: Person) -> int:
        total = signed_in(person).get("/reports/").context["total"]
        return int(total["counts"][0]["n"])

    assert registered(zone.lead_handler) == 1
    assert registered(zone.stranger) == 0
    assert signed_in(zone.contact).get("/reports/").status_code == 404


def test_a_period_backwards_is_said_and_this_year_shown(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(zone.office).get("/reports/?start=2026-09-30&end=2026-09-01")
    page = answer.content.decode()
    assert "结束日期早于开始日期" in page
    assert answer.context["asked"].period.start.isoformat() == "2026-01-01"


@pytest.mark.parametrize("query", ["?start=nonsense", "?by=nonsense", "?ledger=nonsense"])
def test_nonsense_in_the_address_does_not_break_the_page(
    zone: People, signed_in: Callable[[Person], Client], query: str
) -> None:
    assert signed_in(zone.office).get("/reports/" + query).status_code == 200


def test_an_empty_period_says_what_to_do(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    page = signed_in(zone.office).get("/reports/?start=2025-01-01&end=2025-01-31")
    assert "这段时间没有登记事项" in page.content.decode()


def test_the_export_shows_numerators_and_denominators_apart(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(zone.office).get("/reports/export/?by=unit")
    heading, *rows = cells(b"".join(answer.streaming_content))
    assert heading[0] == "按牵头单位"
    assert {row[0] for row in rows} == {"电力保障中心", "规划建设局", "尚无牵头单位", "全部"}
    lead = next(row for row in rows if row[0] == "电力保障中心")
    line = dict(zip(heading, lead, strict=True))
    assert (line["登记"], line["满意"], line["已评价"]) == ("1", "1", "1")


def test_the_figures_take_a_fixed_number_of_queries(
    zone: People,
    signed_in: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    client = signed_in(zone.office)
    with django_assert_max_num_queries(17):
        client.get("/reports/?by=unit")
