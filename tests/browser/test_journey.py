"""The whole way in a browser: a page is uploaded, a matter of it is closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser

WEEKLY = """云岭试验区召开企业家座谈会
9月15日，试验区管委会主任钟明远在青禾产业园召开企业家座谈会，听取云岭澄泉水处理设备有限公司、
云岭启明光学股份有限公司等9家企业的意见建议。
针对澄泉公司反映的用电容量不足问题，钟明远现场安排电力保障中心9月底前到企业核定负荷。针对启明公
司反映的技术工人招聘难问题，表示管委会正在与两所职业院校对接，开设订单班。
钟明远要求，一是规划建设局要尽快公布闲置厂房清单；二是电力保障中心要对园区变压器逐台检查，10月
20日前报告结果。
"""


def act(visitor: Visitor, number: str, move: str, **fields: str) -> None:
    """Choose an act on the entry's page, fill its form in, send it."""
    page = visitor.page
    page.goto(f"/ledger/{number}/")
    link = page.locator(f'a[href$="/{number}/{move}/"]').first
    if not link.is_visible():
        visitor.press(".more-acts summary")
    link.click()
    form = page.locator("#act form")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check(force=True)
        else:
            field.fill(value)
    form.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(rf"/ledger/{number}/?$"))


def take_in(office: Visitor, tmp_path: Path) -> None:
    """Upload the weekly and wait until its drafts are there."""
    weekly = tmp_path / "weekly.txt"
    weekly.write_text(WEEKLY, encoding="gb18030")
    office.look("01-desk")
    office.press("a[href^='/intake/new']")
    office.page.set_input_files("[name=file]", weekly)
    office.look("02-upload")
    office.press("form[data-receive] button.btn-primary")
    office.page.wait_for_selector("article.draft")
    office.look("03-review")


def review(office: Visitor) -> str:
    """Look at both sides, reject one draft, confirm the power matter; its number."""
    page = office.page
    card = page.locator("article.draft.is-appeal", has_text="用电容量").first
    card.hover()
    page.wait_for_selector("[data-source] .is-lit")
    office.look("04-review-lit")
    order = page.locator("article.draft.is-directive.is-waiting", has_text="闲置厂房").first
    order.locator('a[href$="/reject/"]').click()
    form = page.locator('form[action$="/reject/"]').first
    form.locator("textarea, input[type=text]").first.fill("已由另一件承接")
    form.locator("button.btn-primary, button.btn-danger, button[type=submit]").last.click()
    page.wait_for_selector("article.draft.is-rejected")
    card.locator('form[action$="/accept/"] button').click()
    page.wait_for_selector("article.draft.is-accepted")
    page.reload()
    assert page.locator("article.draft.is-rejected").count() == 1
    number = page.locator('article.draft.is-accepted a[href*="/ledger/"]').first.inner_text()
    office.look("05-review-decided")
    return number.strip()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_goes_in_and_a_matter_of_it_is_closed(
    visit: Callable[..., Visitor], people: People, tmp_path: Path, language: str
) -> None:
    office = visit(people.office, language)
    take_in(office, tmp_path)
    number = review(office)
    assert re.fullmatch(r"SQ-\d{4}-\d{4}", number)

    act(office, number, "dispatch", lead="lead", in_charge="lead_handler", watcher="office")
    office.look("06-dispatched")

    handler = visit(people.lead_handler, language)
    assert number in handler.page.content()
    handler.look("07-handler-desk")
    act(handler, number, "acknowledge")
    act(handler, number, "progress", text="已到企业现场核定负荷，需增容400千伏安。")
    act(handler, number, "answer", reply="变压器已于9月16日增容至1250千伏安，可满足二期投产用电。")
    handler.look("08-answered")

    firm = visit(people.contact, language)
    firm.look("09-enterprise")
    firm.press(f'a[href$="/my/{number}/"]')
    firm.page.wait_for_selector("text=1250千伏安")
    firm.look("10-enterprise-reply")
    firm.page.locator("[name=solved]").first.check(force=True)
    firm.page.locator("[name=satisfaction]").first.check(force=True)
    firm.press("#rate button[type=submit]")
    firm.page.wait_for_load_state()
    firm.look("11-enterprise-rated")

    act(office, number, "call_back", said="企业确认用电问题已经解决。", solved="yes")
    act(office, number, "close", note="企业确认，予以销号。")
    office.look("12-closed")
    office.page.goto("/ledger/")
    office.look("13-ledger")
    assert office.page.locator(".state-closed").count() == 1


def test_a_matter_is_registered_without_any_script(
    visit: Callable[..., Visitor], people: People
) -> None:
    page = visit(people.office, script=False).page
    page.locator("a[href^='/intake/new']").first.click()
    page.fill("[name=text]", WEEKLY)
    page.locator("form[data-receive] button.btn-primary").click()
    page.locator('article.draft.is-appeal form[action$="/accept/"] button').first.click()
    page.wait_for_selector("article.draft.is-accepted")
    page.locator('article.draft.is-accepted a[href*="/ledger/"]').first.click()
    page.wait_for_selector("h1")
    assert "SQ-" in page.title()
