"""Finding things in a browser: filters and columns chosen, kept as a view, opened by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser


def arrange(office: Visitor) -> None:
    """Only what is in hand, with one column more, on the page of all filters."""
    page = office.page
    page.goto("/ledger/")
    page.locator("a[href*='arrange']").first.click()
    office.look("70-filters")
    page.locator("details.choice", has=page.locator("[name=state]")).locator("summary").click()
    page.check("[name=state][value=in_progress]")
    page.check("[name=column][value=park]")
    office.look("71-filters-chosen")
    page.locator("form.arrange button.btn-primary").click()
    page.wait_for_url("**/ledger/?*state=in_progress*")


def test_a_list_is_narrowed_kept_and_opened_by_another(
    visit: Callable[..., Visitor], people: People
) -> None:
    stages = Stages(people)
    wanted, other = stages.in_progress(), stages.accepted()
    office = visit(people.office)
    arrange(office)
    office.look("72-narrowed")
    page = office.page
    rows = page.locator(".ledger-table tbody").inner_text()
    assert wanted.number in rows
    assert other.number not in rows
    page.locator("a[href*='views/new']").first.click()
    page.fill("[name=name]", "在办事项")
    page.check("[name=shared][value=all]", force=True)
    office.look("73-view")
    page.locator("main form.form button.btn-primary").click()
    page.goto("/ledger/views/")
    office.look("74-views")
    leader = visit(people.leader)
    leader.page.goto("/ledger/views/")
    leader.page.get_by_role("link", name="在办事项").first.click()
    leader.page.wait_for_url("**/ledger/**")
    assert wanted.number in leader.page.locator(".ledger-table tbody").inner_text()
    assert other.number not in leader.page.locator(".ledger-table tbody").inner_text()


def test_a_word_is_found_and_lit(visit: Callable[..., Visitor], people: People) -> None:
    entry = Stages(people).in_progress()
    office = visit(people.office)
    page = office.page
    page.goto("/ledger/")
    page.fill("main [name=q]", entry.title[:2])
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledger/?*q=*")
    assert page.locator(".ledger-table mark").first.inner_text() == entry.title[:2]
    office.look("75-found")
