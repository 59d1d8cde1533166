"""Of a ledger that is narrowed to others what one holds opens, and nothing leads to its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from taizhang.engine.codes import Right
from taizhang.ledger.models import Ledger, LedgerRight
from tests.factories import make_dispatched

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person
    from tests.people import People

pytestmark = pytest.mark.django_db
LIST = reverse("ledger:entries_of", args=["appeal"])
FIGURES = reverse("reporting:figures")


@pytest.fixture
def held(people: People) -> Entry:
    """On a ledger for the co-unit alone, watched by a leader who is not of it."""
    entry = make_dispatched(by=people.office, lead=people.co, watcher=people.other_leader)
    book = Ledger.objects.get(code="appeal")
    LedgerRight.objects.create(ledger=book, right=Right.SEE, unit=people.co)
    return entry


@pytest.mark.parametrize(
    ("who", "status"), [("other_leader", 404), ("co_handler", 200), ("office", 200)]
)
def test_the_name_of_the_ledger_leads_to_a_list_that_opens_or_nowhere(
    people: People, held: Entry, signed_in: Callable[[Person], Client], who: str, status: int
) -> None:
    client = signed_in(getattr(people, who))
    page = client.get(f"/ledger/{held.number}/").content.decode()
    assert "诉求" in page.split('class="crumbs"')[1].split("</nav>")[0]
    assert client.get(LIST).status_code == status
    assert (f'href="{LIST}"' in page) == (status == 200)


@pytest.mark.parametrize(
    ("who", "query", "leads"),
    [
        ("other_leader", "by=ledger", False),
        ("other_leader", "by=unit&ledger=appeal", False),
        ("other_leader", "by=unit", True),
        ("co_head", "by=ledger", True),
    ],
)
@pytest.mark.usefixtures("held")
def test_figures_count_it_and_lead_only_to_lists_that_open(
    people: People, signed_in: Callable[[Person], Client], who: str, query: str, leads: bool
) -> None:
    client = signed_in(getattr(people, who))
    (line,) = client.get(f"{FIGURES}?{query}").context["lines"]
    assert line["counts"][0]["n"] == 1
    assert bool(line["counts"][0]["url"]) == leads
    page = client.get(f"{FIGURES}?{query}").content.decode()
    assert 'href=""' not in page
    assert all(client.get(cell["url"]).status_code == 200 for cell in line["counts"] if cell["url"])
