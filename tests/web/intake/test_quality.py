"""读得准不准: figures, and the rows behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.claims import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.intake.conftest import Page
    from tests.people import People


@pytest.fixture
def decided(page: Page, people: People, now: datetime) -> Page:
    for draft in (page.power, page.loan, page.order):
        draft.claim = said(draft)
        draft.save()
    services.accept(page.power, by=people.office, now=now)
    services.edit(page.loan, by=people.office, now=now, text="启明光学要周转贷款")
    services.accept(page.loan, by=people.office, now=now)
    services.reject(page.order, "背景或口号", by=people.office, now=now)
    return page


def test_the_figures_say_numerator_and_denominator(decided: Page, office: Client) -> None:
    page = office.get("/intake/reading-quality/")

    total = page.context["total"]
    assert (total.found.right, total.found.claimed, total.precision, total.recall) == (
        2,
        3,
        67,
        100,
    )
    text = page.content.decode()
    assert "2 / 3" in text
    assert "<svg" in text
    assert "style=" not in text


def test_each_figure_leads_to_its_rows(decided: Page, office: Client) -> None:
    page = office.get("/intake/reading-quality/")
    queries = [q for row in page.context["ledgers"] for _o, n, q in row.cells if n]
    assert len(queries) == 3

    for query in queries:
        assert len(office.get(f"/intake/reading-quality/drafts/?{query}").context["lines"]) == 1


def test_confidence_is_shown_against_what_was_confirmed(decided: Page, office: Client) -> None:
    levels = office.get("/intake/reading-quality/").context["levels"]

    assert [(one.found.right, one.found.claimed, one.query) for one in levels] == [
        (2, 2, "high=1"),
        (2, 2, "tenth=9"),
        (0, 1, "tenth=4"),
    ]
    assert [(one.given, one.share) for one in levels[1:]] == [("0.90", "1.00"), ("0.40", "0.00")]
    for level in levels:
        rows = office.get(f"/intake/reading-quality/drafts/?{level.query}").context["lines"]
        assert len(rows) == level.found.claimed


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("outcome=edited", 1),
        ("part=text", 1),
        ("part=due", 0),
        ("category=utilities", 1),
        ("category=finance", 1),
        ("month=2099-01", 0),
        ("high=1", 2),
        ("tenth=9", 2),
        ("tenth=4", 1),
        ("tenth=7", 0),
        ("outcome=nonsense", 0),
    ],
)
def test_the_rows_are_narrowed(decided: Page, office: Client, query: str, count: int) -> None:
    page = office.get(f"/intake/reading-quality/drafts/?{query}")

    assert len(page.context["lines"]) == count


def test_the_rows_say_what_was_read_first(decided: Page, office: Client) -> None:
    page = office.get("/intake/reading-quality/drafts/?outcome=edited").content.decode()

    assert "启明光学贷款周转困难" in page
    assert "启明光学要周转贷款" in page


def test_without_decisions_the_page_says_so(page: Page, office: Client) -> None:
    answer = office.get("/intake/reading-quality/").content.decode()

    assert "<svg class" not in answer


def test_the_page_leads_to_what_was_learned(page: Page, office: Client) -> None:
    assert (
        "/intake/reading-quality/lessons/"
        in office.get("/intake/reading-quality/").content.decode()
    )


def test_the_list_of_documents_leads_to_it(page: Page, office: Client) -> None:
    assert "/intake/reading-quality/" in office.get("/intake/").content.decode()


def test_who_sees_no_documents_finds_no_such_page(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.stranger)

    assert client.get("/intake/reading-quality/").status_code == 404
    assert client.get("/intake/reading-quality/drafts/").status_code == 404


def test_an_officer_counts_only_own_documents(
    decided: Page, people: People, signed_in: Callable[[Person], Client]
) -> None:
    page = signed_in(people.other_officer).get("/intake/reading-quality/")

    assert page.context["total"].found.claimed == 0
