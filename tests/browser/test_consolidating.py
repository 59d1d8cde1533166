"""Workbooks of three units put together; conflicts decided by keys, known again next month."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.reporting.models import Consolidation
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser

HEAD = ["序号", "企业名称", "问题描述", "责任单位", "办理状态", "完成时限", "进展情况"]
FIRM, OTHER = "云岭澄泉水处理设备有限公司", "云岭启明光学股份有限公司"
ROAD, POWER = "厂区门前道路破损，货车无法通行，需要修复", "夏季用电容量不足，需要增容"
UNITS: dict[str, list[list[Any]]] = {
    "规划建设局-9月.xlsx": [
        HEAD,
        [1, FIRM, ROAD, "规划建设局", "办理中", "2026-10-15", "已到现场查看"],
        [2, OTHER, POWER, "电力保障中心", "办理中", "2026-11-30", "已报方案"],
        [3, "云岭宏达机械有限公司", "缺少标准厂房", "园区中心", "办理中", "2026-12-31", ""],
    ],
    "电力保障中心-9月.xlsx": [
        HEAD,
        [1, OTHER, POWER, "电力保障中心", "已办结", "2026-11-20", "已送电"],
        [2, "云岭兴达机械有限公司", "员工宿舍紧张，缺公租房", "园区中心", "挂账", "下月底", ""],
    ],
    "园区中心-9月.xlsx": [
        ["序号", "单位名称", "诉求内容", "牵头单位", "办理状态", "完成时限", "领导意见"],
        [
            1,
            FIRM,
            "厂区门前道路破损，货车无法通行，需要修理",
            "规划建设局",
            "办理中",
            "2026.10.15",
            "尽快",
        ],
        ["合计", "", "1 件", "", "", "", ""],
    ],
}


def brought(office: Visitor, folder: Path, **chosen: str) -> None:
    """Choose the units' workbooks and put them together."""
    page = office.page
    for name, rows in UNITS.items():
        (folder / name).write_bytes(book(("台账", rows)))
    page.set_input_files("[name=files]", [folder / name for name in UNITS])
    for field, value in chosen.items():
        page.fill(f"[name={field}]", value)
    office.press("form[enctype] button.btn-primary")
    page.wait_for_url(re.compile(r"/consolidations/\d+/$"))
    page.wait_for_selector(".con-sum")


def test_conflicts_are_decided_by_keys_and_known_next_month(
    visit: Callable[..., Visitor], people: People, tmp_path: Path
) -> None:
    office = visit(people.office)
    page = office.page
    page.goto("/consolidations/")
    office.look("95-consolidations-empty")
    office.press("a[href='/consolidations/new/']")
    office.look("96-consolidation-new")
    brought(office, tmp_path, name="九月汇总")
    office.look("97-consolidation-units")
    for part in ("columns", "issues", "files", "conflicts"):
        page.goto(page.url.split("?")[0] + f"?show={part}")
        office.look(f"98-consolidation-{part}")

    waiting = page.locator("li.con")
    many = waiting.count()
    assert many == 4
    page.keyboard.press("j")
    page.keyboard.press("2")
    page.wait_for_selector("li.con .is-chosen")
    page.keyboard.press("j")
    page.keyboard.press("b")
    page.wait_for_selector("[id$='-b'][aria-pressed=true]")
    last = waiting.nth(many - 1)
    last.locator("input[name^=own-]").fill("云岭宏达机械制造有限公司")
    last.locator("button[id$='-o']").click()
    page.wait_for_selector("text=云岭宏达机械制造有限公司")
    assert page.locator("#con-open").inner_text() == "1"
    office.look("99-consolidation-decided")
    page.locator(".con-sum button.btn-primary").click()
    page.wait_for_selector(".con-sum a.btn-primary")
    with page.expect_download() as download:
        page.locator(".con-sum a.btn-primary").click()
    assert download.value.suggested_filename == "九月汇总.xlsx"

    office.press("a[href*='previous=']")
    assert page.locator("[name=previous]").input_value() == str(Consolidation.objects.get().pk)
    brought(office, tmp_path, name="十月汇总")
    assert page.locator("#con-open").inner_text() == "1"
    office.look("99-consolidation-next-month")


def test_without_scripts_a_click_decides(
    visit: Callable[..., Visitor], people: People, tmp_path: Path
) -> None:
    office = visit(people.office, script=False)
    page = office.page
    page.goto("/consolidations/new/")
    brought(office, tmp_path)
    page.goto(page.url + "?show=conflicts")
    before = page.locator("li.con").count()
    page.locator("li.con input[name^=own-]").nth(1).fill("长期推进")
    page.locator("li.con [data-key='1']").first.click()
    assert page.locator("li.con").count() == before - 2
