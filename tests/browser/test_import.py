"""A workbook goes into the ledger, comes out, is edited and comes back; one cell is disputed."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine

from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser

HEAD = ["序号", "企业名称", "问题描述", "问题类别", "责任单位", "完成时限"]
FIRM = "云岭澄泉水处理设备有限公司"
ROWS = [
    HEAD,
    [1, FIRM, "夏季用电容量不足，需要增容。", "水电气暖", "电力保障中心", "2026-12-20"],
    [2, "云岭启明光学股份有限公司", "员工宿舍紧张，缺公租房。", "", "规划建设局", "2026.12.31"],
    [3, FIRM, "", "", "", "下周"],
    [4, "外地来的公司", "厂区门前道路积水。", "", "", "下月底前"],
    ["合计", "", "4 件", "", "", ""],
]


def brought(office: Visitor, file: Path) -> None:
    """Upload the file, look at its columns, compare."""
    page = office.page
    page.goto("/imports/new/?ledger=appeal")
    page.set_input_files("[name=file]", file)
    page.locator("form[enctype] button.btn-primary").click()
    page.wait_for_url(re.compile(r"/imports/\d+/columns/"))


def compared(office: Visitor) -> None:
    office.page.locator("main form button.btn-primary").click()
    office.page.wait_for_url(re.compile(r"/imports/\d+/$"))


def exported(office: Visitor, file: Path) -> list[list[Any]]:
    with office.page.expect_download() as download:
        office.page.evaluate("location.href = '/ledger/export/?ledger=appeal'")
    download.value.save_as(file)
    data = io.BytesIO(file.read_bytes())
    return calamine.CalamineWorkbook.from_filelike(data).get_sheet_by_index(0).to_python()


def test_a_workbook_comes_in_goes_out_and_comes_back(
    visit: Callable[..., Visitor], people: People, tmp_path: Path
) -> None:
    office = visit(people.office)
    page, file = office.page, tmp_path / "报送.xlsx"
    file.write_bytes(book(("台账", ROWS)))
    page.goto("/imports/")
    office.look("80-imports-empty")
    page.goto("/imports/new/?ledger=appeal")
    office.look("81-import-new")
    brought(office, file)
    office.look("82-import-columns")
    compared(office)
    office.look("83-import-preview")
    page.goto(office.page.url + "?show=refused")
    office.look("84-import-refused")
    page.locator(".import-sum button.btn-primary").click()
    page.wait_for_selector(".import-sum b")
    office.look("85-import-done")
    assert Entry.objects.count() == 3

    rows = exported(office, tmp_path / "台账.xlsx")
    titles = rows[0].index("问题标题") if "问题标题" in rows[0] else rows[0].index("事项")
    first = Entry.objects.order_by("pk")[0]
    services.amend(first, title="用电容量要增加", by=people.zone_head, now=NOW)
    for row in rows[1:]:
        row[titles] = f"{row[titles]}（已核实）"
    file.write_bytes(book(("台账", rows), strings_to_formulas=False))
    brought(office, file)
    office.look("86-import-columns-of-export")
    compared(office)
    assert page.locator(".tabs [aria-current]").inner_text().endswith("1")
    office.look("87-import-conflict")
    page.locator("[type=radio][value=file]").first.check()
    page.locator(".import-rows + p button").click()
    page.wait_for_selector(".message")
    page.locator(".import-sum button.btn-primary").click()
    page.wait_for_selector(".import-sum b")
    office.look("88-import-settled")
    first.refresh_from_db()
    assert first.title.endswith("（已核实）")
    page.goto("/imports/")
    office.look("89-imports")
    assert not office.complaints
