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
CAME_IN: Final = (
    ("路口积水", Category.TRANSPORT),
    ("摊位占道", Category.MARKET),
)
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


def receive(office: Visitor, title: str, category: Category) -> Entry:
    """An appeal is written down as it is told, its category left open."""
    page = office.page
    page.goto("/ledger/new/")
    page.fill("[name=title]", title)
    page.fill("[name=text]", texts(9, 1, category)[0])
    page.locator("main form.form button.btn-primary, main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    return Entry.objects.get(title=title)


def counted(office: Visitor, row: str) -> list[str]:
    """What the screen says of one category: decisions, proposed, right."""
    office.page.goto("/ledger/triage/learnt/")
    found = office.page.locator(".learnt").first.locator("tr", has_text=row)
    return found.locator("td").all_inner_texts()


def test_from_what_comes_in_to_how_good_the_proposals_are(office: Visitor, people: People) -> None:
    page = office.page
    road, stall = (receive(office, *one) for one in CAME_IN)
    before = counted(office, "物流交通")
    office.look("triage-01-learnt")

    page.goto("/ledger/triage/")
    assert people.lead.name in page.inner_text(".triage")
    assert "100 件同类中" in page.inner_text(".triage") or "学" in page.inner_text(".triage")
    office.look("triage-02-proposed")
    page.keyboard.press("a")
    page.wait_for_selector(f"text={road.number} 已交办给")
    road.refresh_from_db()
    assert (road.state, road.category, road.lead) == ("dispatched", "transport", people.lead)

    assert stall.title in page.inner_text("h1"), "the next one stands there"
    page.keyboard.press("7")
    page.wait_for_selector(f"text={stall.number} 已更正")
    stall.refresh_from_db()
    corrected = stall.category
    assert corrected not in {"", Category.MARKET.value}, "another than was proposed"
    office.look("triage-03-put-right")
    page.keyboard.press("1")
    page.wait_for_selector(f"text={stall.number} 已交办给")
    office.look("triage-04-nothing-waits")

    assert nightly(now=NOW + timedelta(days=1)) is not None
    after = counted(office, "物流交通")
    office.look("triage-05-learnt-anew")
    assert before != after
