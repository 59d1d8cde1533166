"""The office opens a ledger from a campaign's workbook, works on it, and gets its form back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from taizhang.engine.codes import AuditAct
from taizhang.ledger import services
from taizhang.ledger.models import Entry, Ledger, Workbook
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.factories import browser
from tests.forms_of_ledgers import NOTE, TITLE, relief

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from tests.people import People

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(office: Client, data: bytes, name: str = "灾后.xlsx", **more: Any) -> HttpResponse:
    file = SimpleUploadedFile(name, data, XLSX)
    return office.post("/settings/ledgers/upload/", {"file": file}, **more)


def as_shown(page: HttpResponse, **changes: Any) -> dict[str, Any]:
    """What a browser would send back from the page's forms, with some fields changed."""
    data: dict[str, Any] = {}
    rows = page.context.get("found") or page.context.get("rows")
    for form in [page.context["form"], *(getattr(row, "form", row and row[0]) for row in rows)]:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = "on" if value is True else value
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def opened(people: People, **changes: Any) -> Ledger:
    office = browser(people.office)
    page = upload(office, relief(), follow=True)
    answer = office.post(page.request["PATH_INFO"], as_shown(page, prefix="ZH", **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return Ledger.objects.get(prefix="ZH")


def test_columns_are_shown_with_what_they_are_and_why(people: People) -> None:
    page = upload(browser(people.office), relief(), follow=True)
    text = page.content.decode()
    assert page.context["form"].initial["name"] == TITLE
    found = {one.form.initial["name"]: one for one in page.context["found"]}
    assert found["损失情况·金额（万元）"].form.initial["type"] == "number"
    assert found["受灾类型"].form.initial["choices"] == "厂房、设备、道路、供电"
    assert found["损失情况·是否投保"].form.initial["type"] == "yes_no"
    assert found["完成时限"].form.initial["known_as"] == "due"
    assert found["完成时限"].form.initial["is_required"]
    assert found["问题描述"].form.initial["known_as"] == "title"
    assert "单元格设有下拉选项" in text
    assert "“责任单位”" in text


def test_a_ledger_is_opened_and_worked_on(people: People) -> None:
    ledger = opened(people)
    assert ledger.name == TITLE
    assert AuditLine.objects.filter(act=AuditAct.LEDGER_OPENED).exists()
    office = browser(people.office)
    page = office.get("/ledger/new/?ledger=zh")
    fields = list(page.context["form"].fields)
    assert fields == [
        "token",
        "enterprises",
        "title",
        "value-zh_4",
        "value-zh_5",
        "value-zh_6",
        "due",
    ]
    said = {
        "token": "a",
        "enterprises": [people.enterprise.name, "没有名册的作坊"],
        "title": "仓库屋顶被掀，原料受潮。另有一台叉车损坏。",
        "value-zh_4": "厂房",
        "value-zh_5": "1,200.5",
        "value-zh_6": "no",
        "due": "2026-10-30",
    }
    missing = office.post("/ledger/new/?ledger=zh", {**said, "due": "", "value-zh_5": "很多"})
    assert missing.status_code == 422
    assert "请填数字" in missing.content.decode()
    page = office.post("/ledger/new/?ledger=zh", said, follow=True)
    entry = Entry.objects.get()
    assert entry.number == "ZH-2026-0001"
    assert entry.title == "仓库屋顶被掀，原料受潮"
    assert entry.values == {"zh_4": "厂房", "zh_5": 1200.5, "zh_6": False}
    text = page.content.decode()
    assert "1200.5" in text
    assert TITLE in text
    again = office.post("/ledger/new/?ledger=zh", said)
    assert again.status_code == 302
    assert Entry.objects.count() == 1


def test_values_are_corrected_and_stay_in_the_history(people: People) -> None:
    ledger = opened(people)
    entry = services.register(
        ledger=ledger.code,
        title="屋顶",
        text="屋顶漏水",
        by=people.office,
        now=NOW,
        values={"zh_4": "厂房", "zh_5": 3},
    )
    office = browser(people.office)
    url = reverse("ledger:act", args=[entry.number, "amend"])
    page = office.get(url)
    form = page.context["form"]
    data = {
        "seen": entry.version,
        "title": entry.title,
        "text": entry.text,
        "category": "",
        "scope": "",
    }
    data |= {name: form[name].value() or "" for name in form.fields if name.startswith("value-")}
    answer = office.post(url, {**data, "value-zh_5": "", "value-zh_6": "yes"})
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert entry.values == {"zh_4": "厂房", "zh_5": None, "zh_6": True}
    assert entry.events.latest("version").payload["values"] == {"zh_5": None, "zh_6": True}


def test_the_workbook_comes_back_in_its_own_form(people: People) -> None:
    ledger = opened(people)
    for loss in (3, 4, 5):
        services.register(
            ledger=ledger.code,
            title="屋顶",
            text="=屋顶漏水",
            by=people.office,
            now=NOW,
            enterprises=[people.enterprise],
            values={"zh_4": "厂房", "zh_5": loss, "zh_6": True},
        )
    services.put_on(
        services.register(
            ledger="hazard", title="电线", text="电线浸水", by=people.office, now=NOW
        ),
        ledger=ledger.code,
        by=people.office,
        now=NOW,
    )
    office = browser(people.office)
    answer = office.get(f"/ledger/{ledger.code}/workbook/")
    data = b"".join(answer.streaming_content)
    rows = (
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        .get_sheet_by_name("台账")
        .to_python()
    )
    assert rows[0][0] == TITLE
    assert rows[2][3] == "受灾\n类型"
    assert [row[0] for row in rows[4:8]] == [1, 2, 3, 4]
    assert rows[4][1:6] == [people.enterprise.name, "=屋顶漏水", "厂房", 3, "是"]
    assert rows[7][2] == "电线浸水"
    assert rows[8][0] == "合计"
    assert rows[9][0] == NOTE
    assert "澄泉" not in str(data)


def test_nobody_else_opens_ledgers(people: People) -> None:
    for person in (people.leader, people.lead_head, people.contact, people.system_admin):
        assert upload(browser(person), relief()).status_code == 404
    assert not Workbook.objects.exists()
