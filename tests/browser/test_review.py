"""The review by hand: joining the two sides, marking words, keys, dragging, typed text kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from taizhang.intake import services
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from taizhang.intake.models import Document
    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser

TEXT = (
    "高新园召开企业座谈会\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "现场安排电力保障中心9月30日前完成扩容。\n"
    "针对云岭启明光学股份有限公司反映的贷款周转困难问题，邵立言表示将对接银行。\n"
    "天气晴好，秋收在望。\n"
)


@pytest.fixture
def document(migrated_rows: None, people: People) -> Document:
    return services.receive_text("座谈会", TEXT, by=people.office, now=NOW, read_now=True)


@pytest.fixture
def office(visit: Callable[..., Visitor], document: Document, people: People) -> Visitor:
    visitor = visit(people.office)
    visitor.page.goto(f"/intake/{document.pk}/")
    return visitor


def _card(office: Visitor, words: str) -> Locator:
    return office.page.locator("article.draft.is-waiting.is-appeal", has_text=words).first


def test_hovering_lights_the_other_side(office: Visitor) -> None:
    card = _card(office, "用电容量")
    card.hover()
    place = office.page.locator("[data-source] .is-lit").first
    place.wait_for()
    assert "用电" in "".join(office.page.locator("[data-source] .is-lit").all_inner_texts())

    office.page.locator("[data-source] .said", has_text="贷款").first.hover()
    office.page.locator("article.draft.is-lit", has_text="贷款").first.wait_for()


def test_selected_words_become_a_draft_of_just_that_span(office: Visitor) -> None:
    office.page.evaluate(
        """words => {
          const walker = document.createTreeWalker(
            document.querySelector("[data-source]"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }""",
        "秋收在望",
    )
    office.page.locator("#marker").wait_for()

    office.press("#marker button[value=deed]")

    office.page.locator("article.draft.is-deed h3", has_text="秋收在望").wait_for()


def test_keys_act_on_the_card_that_has_the_focus(office: Visitor) -> None:
    page = office.page
    first = page.locator("article.draft.is-waiting").first
    words = first.locator("h3").inner_text()

    # The first press shows which card is meant, the second one confirms it.
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.classList.contains('draft')")
    assert page.locator("article.draft.is-accepted").count() == 0
    page.keyboard.press("a")
    page.locator("article.draft.is-accepted", has_text=words[:12]).wait_for()

    page.keyboard.press("e")
    expect(page.locator(".draft-form textarea[name=text]")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("article.draft.is-waiting:focus").wait_for()

    page.keyboard.press("x")
    page.locator('form[action$="/reject/"]').wait_for()


def test_typed_words_survive_a_reload(office: Visitor) -> None:
    page = office.page
    _card(office, "贷款").locator('a[href$="/edit/"]').click()
    page.locator(".draft-form textarea[name=text]").fill("启明光学需要周转贷款三百万元")
    page.wait_for_timeout(700)

    page.reload()
    _card(office, "贷款").locator('a[href$="/edit/"]').click()

    expect(page.locator(".draft-form textarea[name=text]")).to_have_value(
        "启明光学需要周转贷款三百万元"
    )


def test_a_card_dropped_on_its_neighbour_becomes_one_with_it(office: Visitor) -> None:
    page = office.page
    cards = page.locator("article.draft.is-waiting")
    before = cards.count()

    cards.nth(0).drag_to(cards.nth(1), source_position={"x": 8, "y": 8})

    expect(cards).to_have_count(before - 1)


def test_blocks_are_ordered_by_dragging(office: Visitor, document: Document) -> None:
    page = office.page
    page.goto(f"/intake/{document.pk}/order/")
    office.look("review-order")
    blocks = page.locator("[data-block]")
    last = blocks.nth(3).inner_text().split("\n")[0]

    blocks.nth(3).drag_to(blocks.nth(1), target_position={"x": 40, "y": 2})
    assert blocks.nth(1).inner_text().startswith(last[:6])
    office.press("button[name=save]")

    page.wait_for_url(f"**/intake/{document.pk}/")
    assert document.orders.count() == 1
    page.goto("/intake/reading-quality/")
    office.look("review-quality")
