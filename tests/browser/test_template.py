"""A shipped paper becomes the office's own: saved, uploaded, tried, put into use, printed."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.engine.templates.forms import letter
from tests.factories import make_dispatched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Visitor
    from tests.people import People

pytestmark = pytest.mark.browser


def test_from_a_shipped_paper_to_a_printed_one(
    visit: Callable[..., Visitor], people: People, tmp_path: Path
) -> None:
    entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        due=date(2026, 9, 23),
        title="二期用电容量不足",
        enterprises=[people.enterprise],
    )
    office = visit(people.office)
    page = office.page
    page.goto("/settings/templates/")
    office.look("70-templates")
    with page.expect_download() as begun:
        page.get_by_role("link", name="问题交办单").click()
    form = tmp_path / "交办单.docx"
    begun.value.save_as(form)
    wrong = tmp_path / "错.docx"
    wrong.write_bytes(letter("致{{牵头部门}}：", "请于{{时限}前办结。", "{{天气}}"))
    page.fill("[name=name]", "本办交办单")
    page.check("[name=paper][value=entry]")
    page.set_input_files("[name=file]", wrong)
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_url(re.compile(r"/settings/templates/\d+/"))
    office.look("71-to-be-put-right")
    page.set_input_files("[name=file]", form)
    page.get_by_role("button", name="上传并检查").click()
    page.wait_for_selector("text=启用第2版")
    page.fill("[name=entry]", entry.number)
    page.get_by_role("button", name="看填写内容").click()
    page.wait_for_selector(f"text={entry.number}的内容")
    office.look("72-tried")
    page.get_by_role("button", name="启用第2版").click()
    page.wait_for_selector("text=使用第2版")
    page.goto("/settings/templates/fields/?paper=list")
    office.look("73-fields")
    page.goto(f"/ledger/{entry.number}/")
    office.look("74-entry")
    with page.expect_download() as printed:
        page.get_by_role("link", name="本办交办单").click()
    file = tmp_path / "out.docx"
    printed.value.save_as(file)
    assert "二期用电容量不足" in "".join(
        one.text for one in Document(io.BytesIO(file.read_bytes())).paragraphs
    )
    assert not office.complaints
