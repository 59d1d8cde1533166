"""A campaign's workbook becomes a ledger: upload, adjust, open, register, export, report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import python_calamine as calamine

from tests.forms_of_ledgers import TITLE, relief

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser


def open_ledger(office: Visitor, tmp_path: Path) -> None:
    """Upload the form, adjust what was recognised, open it."""
    page = office.page
    form = tmp_path / "灾后恢复.xlsx"
    form.write_bytes(relief())
    page.goto("/settings/ledgers/")
    office.look("60-ledgers")
    page.set_input_files("[name=file]", form)
    page.locator("form[enctype] button.btn-primary").click()
    page.wait_for_url(re.compile(r"/settings/ledgers/from/\d+/"))
    office.look("61-recognised")
    assert page.locator("[name=name]").input_value() == TITLE
    page.fill("[name=prefix]", "zh")
    page.fill("[name=c8-name]", "最新进展")
    page.check("[name=c5-is_required]")
    page.locator("form.ledger-form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/settings/ledgers/of/zh/"))
    office.look("63-ledger")


def register(office: Visitor, firm: str) -> str:
    """Fill in its own columns; the number."""
    page = office.page
    page.goto("/ledger/new/?ledger=zh")
    office.look("64-register")
    page.fill("[name=enterprises] >> nth=0", firm)
    page.fill("[name=title]", "仓库屋顶被掀，原料受潮。另有一台叉车损坏。")
    page.select_option("[name=value-zh_4]", "厂房")
    page.fill("[name=value-zh_5]", "86.5")
    page.check("[name=value-zh_6][value=no]", force=True)
    page.fill("[name=due]", "2026-12-30")
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/ledger/ZH-2026-\d+/"))
    office.look("65-entry")
    assert "86.5" in page.locator("#values").inner_text()
    return office.path().split("/")[1]


def campaign(office: Visitor) -> None:
    """Open one with the new ledger, look at its figures, end it."""
    page = office.page
    page.goto("/campaigns/new/")
    page.fill("[name=name]", "灾后恢复百日攻坚")
    for place, line in enumerate(("抓排查", "抓供电", "防次生灾害")):
        page.locator("[name=lines]").nth(place).fill(line)
    page.check("[name=ledgers][value=zh]", force=True)
    page.check("[name=units][value=lead]", force=True)
    office.look("66-campaign-form")
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/campaigns/2026-01/"))
    office.look("67-campaign")
    page.goto("/campaigns/2026-01/end/")
    office.look("68-end")
    page.locator("main form button.btn-danger").click()
    page.wait_for_url(re.compile(r"/campaigns/2026-01/report/"))
    office.look("69-report")
    page.goto("/campaigns/")
    office.look("70-campaigns")


def test_a_workbook_becomes_a_ledger(
    visit: Callable[..., Visitor], people: People, tmp_path: Path
) -> None:
    office = visit(people.office)
    open_ledger(office, tmp_path)
    number = register(office, people.enterprise.name)
    with office.page.expect_download() as download:
        office.page.evaluate("location.href = '/ledger/zh/workbook/'")
    file = tmp_path / "out.xlsx"
    download.value.save_as(file)
    rows = calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_name("台账").to_python()
    assert rows[0][0] == TITLE
    assert rows[2][8] == "最新进展"
    assert rows[4][1:6] == [
        people.enterprise.name,
        "仓库屋顶被掀，原料受潮。另有一台叉车损坏。",
        "厂房",
        86.5,
        "否",
    ]
    office.page.goto(f"/ledger/{number}/amend/")
    office.look("71-amend")
    campaign(office)
