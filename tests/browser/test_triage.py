"""Triage from the keyboard: what came in is taken by one key, put right by another, and counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from taizhang.engine.codes import Category
from taizhang.ledger.models import Entry
from taizhang.ledger.triage.opinions import forget_loaded
from taizhang.matching.services import nightly
from tests.clock import NOW
from tests.ledger.learning import registered, signed, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser
DECIDED: Final = 60


@pytest.fixture(autouse=True)
def _nothing_loaded() -> Iterator[None]:
    forget_loaded()
    yield
    forget_loaded()


@pytest.fixture
def office(visit: Callable[..., Visitor], people: People) -> Visitor:
    """Somebody whose office decided about sixty matters, from which a night has learnt."""
    entries = registered(DECIDED // 2, by=people.office)
    signed(entries[0::2], people.lead, by=people.office, handler=people.lead_handler)
    signed(entries[1::2], people.co, by=people.office, handler=people.co_handler)
    assert nightly(now=NOW) is not None
    return visit(people.office)


def report(firm: Visitor, category: Category) -> Entry:
    """An enterprise writes on its phone what it needs."""
    known = set(Entry.objects.values_list("pk", flat=True))
    firm.page.goto("/my/report/")
    firm.page.fill("[name=text]", texts(9, 1, category)[0])
    firm.press("main form button.btn-primary")
    firm.page.wait_for_url(lambda url: "/report/" not in url)
    return Entry.objects.exclude(pk__in=known).get()


def learnt(office: Visitor) -> str:
    """What the screen says of the categories."""
    office.page.goto("/ledger/triage/learnt/")
    return office.page.locator(".learnt").first.inner_text()


def test_from_what_comes_in_to_how_good_the_proposals_are(
    office: Visitor, visit: Callable[..., Visitor], people: People
) -> None:
    page, firm = office.page, visit(people.contact)
    road, stall = (report(firm, one) for one in (Category.TRANSPORT, Category.MARKET))
    assert "从 60 条决定中学得" in learnt(office)
    office.look("triage-01-learnt")

    page.goto("/ledger/triage/")
    assert people.lead.name in page.inner_text(".triage")
    assert "此类 100 条中" in page.inner_text(".triage"), "the reason stands beside"
    office.look("triage-02-proposed")
    page.keyboard.press("a")
    page.wait_for_selector(f"text={road.number} 已交办给")
    road.refresh_from_db()
    assert (road.state, road.category, road.lead) == ("dispatched", "transport", people.lead)

    assert stall.title in page.inner_text("h1"), "the next one stands there"
    page.keyboard.press("7")
    page.wait_for_selector(f"text={stall.number} 已改正")
    stall.refresh_from_db()
    corrected = stall.category
    assert corrected not in {"", Category.MARKET.value}, "another than was proposed"
    office.look("triage-03-put-right")
    page.keyboard.press("1")
    page.wait_for_selector(f"text={stall.number} 已交办给")
    office.look("triage-04-nothing-waits")

    registered(9, by=people.office, seed=2, days=20)  # with the two above, enough to learn anew
    assert nightly(now=NOW + timedelta(days=1)) is not None
    assert "从 80 条决定中学得" in learnt(office)
    office.look("triage-05-learnt-anew")
