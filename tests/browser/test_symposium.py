"""The page's own scene: a symposium from the empty table to dispatched entries and minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger.models import Entry
from tests.factories import make_enterprise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser

SAID = (
    "二期厂房已满，需要新增生产用地 30 亩。",
    "扩产缺地，希望在园区内协调一块生产用地。",
    "重大投资要母公司批准，请管委会出面与总部沟通。",
)


def lay_the_table(office: Visitor, names: list[str]) -> None:
    office.page.goto("/intake/symposiums/new/")
    office.page.fill("[name=title]", "生物医药企业座谈会")
    office.page.fill("[name=chair]", "管委会主任钟明远")
    for place, name in enumerate(names):
        office.page.locator("[name=enterprises]").nth(place).fill(name)
    office.press("main form button.btn-primary")
    office.page.wait_for_selector("[data-console]")
    office.look("symposium-01-empty")


def say(office: Visitor, text: str) -> None:
    """Type it and send it as a clerk does; it is there when the lines show it."""
    office.page.fill("[data-note] [name=text]", text)
    office.page.keyboard.press("Control+Enter")
    office.page.wait_for_selector(f".console-list >> text={text}")


def answer(office: Visitor, place: int, text: str, unit: str, due: str) -> None:
    office.page.locator("[data-answer]").nth(place).click()
    office.page.fill("[name=speaker]", "钟明远")
    office.page.select_option("[name=unit]", unit)
    office.page.fill("[name=due_text]", due)
    say(office, text)


def dispatch(office: Visitor, text: str) -> None:
    row = office.page.locator(".remark", has_text=text)
    row.locator("a[href$='/dispatch/']").click()
    office.press("main form.form button.btn-primary")
    office.page.wait_for_selector(f".remark:has-text('{text}') a.state-dispatched")


def test_a_symposium_from_empty_table_to_dispatched_entries(
    visit: Callable[..., Visitor], people: People
) -> None:
    third = make_enterprise("云岭青禾生物医药有限公司")
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name, people.other_enterprise.name, third.name])
    for place, text in enumerate(SAID):
        office.page.locator("[data-seat]").nth(place).click()
        say(office, text)
    office.page.locator("[data-seat]").nth(1).click()
    office.page.wait_for_selector("#beside >> text=在办")  # its file stands beside
    answer(office, 0, "规建局一周内拿出地块方案。", "co", "一周内")
    answer(office, 2, "电力中心对接总部，月底前拜访。", "lead", "月底前")
    office.look("symposium-02-said")
    dispatch(office, SAID[0])
    dispatch(office, SAID[2])
    entries = Entry.objects.order_by("pk")
    assert [entry.lead for entry in entries] == [people.co, people.lead]
    assert entries[0].promise == "规建局一周内拿出地块方案。"
    office.page.goto(office.page.url + "?wall")
    office.look("symposium-03-wall")
    office.page.go_back()
    office.press("form[action$='/close/'] button")
    office.page.wait_for_url(re.compile("minutes"))
    office.look("symposium-04-minutes")
    text = office.page.inner_text("main")
    assert all(said in text for said in SAID)
    assert all(entry.number in text for entry in entries)


def test_what_is_typed_without_a_network_arrives_later(
    visit: Callable[..., Visitor], people: People
) -> None:
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name])
    page = office.page
    page.locator("[data-seat]").first.click()
    page.route("**/note/", lambda route: route.abort())
    page.fill("[data-note] [name=text]", SAID[0])
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-waiting] li")
    page.reload()  # the lid was closed
    page.wait_for_selector(f"[data-waiting] >> text={SAID[0]}")
    page.unroute("**/note/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(f".console-list >> text={SAID[0]}")
    assert page.locator("[data-waiting] li").count() == 0
    office.complaints.clear()  # of the network that was cut, as it should be


def test_a_table_works_without_a_script(visit: Callable[..., Visitor], people: People) -> None:
    office = visit(people.office, script=False)
    lay_the_table(office, [people.enterprise.name])
    office.page.select_option("[data-note] [name=seat]", label=str(people.enterprise.short_name))
    office.page.fill("[data-note] [name=text]", SAID[0])
    office.press("[data-note] button.btn-primary")
    assert SAID[0] in office.page.inner_text(".console-list")


def test_what_is_being_typed_survives_a_closed_lid(
    visit: Callable[..., Visitor], people: People
) -> None:
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name])
    page = office.page
    page.locator("[data-seat]").first.click()
    chosen = page.input_value("[data-note] [name=seat]")
    page.fill("[data-note] [name=text]", SAID[1])
    page.reload()  # nothing was sent yet
    assert page.input_value("[data-note] [name=text]") == SAID[1]
    assert page.input_value("[data-note] [name=seat]") == chosen
    say(office, SAID[1])
    page.reload()
    assert page.input_value("[data-note] [name=text]") == ""
    assert page.input_value("[data-note] [name=seat]") == chosen, "they may go on speaking"


def test_a_line_that_is_not_taken_says_why_and_comes_back(
    visit: Callable[..., Visitor], people: People
) -> None:
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name])
    page = office.page
    page.locator("[data-seat]").first.click()
    page.fill("[data-note] [name=text]", "长" * 5_001)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-waiting] li:has-text('5001')")
    say(office, SAID[0])  # nobody waits for it
    page.locator("[data-waiting] button").click()
    assert page.input_value("[data-note] [name=text]") == "长" * 5_001
    assert page.locator("[data-waiting] li").count() == 0
    office.complaints.clear()  # of the line that was refused, as it should be


def test_a_line_of_a_megabyte_says_what_to_do_and_holds_nothing_up(
    visit: Callable[..., Visitor], people: People
) -> None:
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name])
    page = office.page
    page.locator("[data-seat]").first.click()
    page.fill("[data-note] [name=text]", "缺地" * 500_000)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-waiting] li:has-text('分成几条记录')")
    say(office, SAID[0])
    page.reload()
    page.click("[data-waiting] button:has-text('取回')")
    assert len(page.input_value("[data-note] [name=text]")) == 1_000_000
    assert page.locator("[data-waiting] li").count() == 0
    office.complaints.clear()  # of the line that was refused, as it should be


def test_the_newest_line_stays_in_sight(visit: Callable[..., Visitor], people: People) -> None:
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name])
    office.page.locator("[data-seat]").first.click()
    for place in range(12):
        say(office, f"第{place + 1}件：{SAID[1]}")
    left = "e => e.scrollHeight - e.scrollTop - e.clientHeight"
    assert office.page.locator(".console-lines").evaluate(left) < 2
    office.page.goto(office.page.url + "?wall")
    assert office.page.locator(".console-lines").evaluate(left) < 2


def test_a_long_remark_has_beside_it_what_fits_its_newest_words(
    visit: Callable[..., Visitor], people: People
) -> None:
    office = visit(people.office)
    lay_the_table(office, [people.enterprise.name])
    office.page.fill("[data-note] [name=text]", "今年以来生产经营总体平稳，" * 80 + SAID[0])
    office.page.wait_for_selector("#beside >> text=用地与厂房")
