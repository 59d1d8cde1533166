"""The office opens a ledger from a campaign's workbook, works on it, and gets its form back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.engine.codes import AuditAct
from taizhang.engine.ledger_files import read_plan
from taizhang.engine.ledger_plans import LedgerPlan
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, Ledger, Workbook
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.factories import browser
from tests.forms_of_ledgers import NOTE, TITLE, book, relief

if TYPE_CHECKING:
    from django.http import HttpResponse

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
            if value is None and hasattr(field.field, "choices"):
                value = next(iter(field.field.choices))[0]  # a menu always says something
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
        values={"zh_4": "厂房"},
        entry=services.register(
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


def test_the_list_has_a_tab_for_it_and_holds_what_was_put_on_it(people: People) -> None:
    ledger = opened(people)
    own = services.register(
        ledger=ledger.code, title="屋顶", text="屋顶漏水", by=people.office, now=NOW
    )
    other = services.register(
        ledger="hazard", title="电线", text="电线浸水", by=people.office, now=NOW
    )
    services.put_on(other, ledger=ledger.code, by=people.office, now=NOW)
    left = services.register(
        ledger="hazard", title="围墙", text="围墙倾斜", by=people.office, now=NOW
    )
    office = browser(people.office)
    page = office.get(f"/ledger/{ledger.code}/")
    numbers = {row["entry"].number for row in page.context["rows"]}
    assert numbers == {own.number, other.number}
    tabs = {tab["label"]: tab for tab in page.context["tabs"]}
    assert (tabs[TITLE]["count"], tabs[TITLE]["current"]) == (2, True)
    assert tabs["全部"]["count"] == 3
    text = page.content.decode()
    assert f"/ledger/new/?ledger={ledger.code}" in text
    assert f"/ledger/{ledger.code}/workbook/" in text
    answer = office.get(f"/ledger/export/?ledger={ledger.code}")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    cells = {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}
    assert {own.number, other.number} <= cells
    assert left.number not in cells


def test_a_ledger_that_is_not_there_is_not_found(people: People) -> None:
    office = browser(people.office)
    assert office.get("/ledger/nothing/").status_code == 404
    assert office.get("/ledger/export/?ledger=nothing").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.xlsx", book(("表", [["只有题目"]])), "没有找到表格"),
        ("x.xlsx", "一段文字".encode(), "这不是工作簿"),
        ("x.xlsx", b"", "空"),
    ],
    ids=["no table", "no workbook", "nothing"],
)
def test_what_is_no_form_is_refused_at_once(
    people: People, name: str, data: bytes, said: str
) -> None:
    answer = upload(browser(people.office), data, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Workbook.objects.exists()


def test_a_form_that_is_too_large_is_refused(people: People, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024
    answer = upload(browser(people.office), relief())
    assert answer.status_code == 422
    assert not Workbook.objects.exists()


def test_a_form_waits_and_can_be_thrown_away(people: People) -> None:
    office = browser(people.office)
    upload(office, relief())
    (waiting,) = queries.waiting_workbooks()
    assert waiting.name in office.get("/settings/ledgers/").content.decode()
    office.post(f"/settings/ledgers/from/{waiting.pk}/discard/")
    assert not Workbook.objects.exists()


def test_another_sheet_and_a_kind_out_of_the_name(people: People) -> None:
    office = browser(people.office)
    rows = [["序号", "隐患描述"], [1, "缺灭火器"]]
    page = upload(
        office, book(("一", [*rows]), ("二", [["隐患", "备注"]])), "隐患台账.xlsx", follow=True
    )
    first = page.context["form"].initial
    assert (first["name"], first["kind"], first["needs_evidence"]) == ("隐患台账", "hazard", True)
    assert page.context["sheets"] == [("一", True), ("二", False)]
    page = office.get(page.request["PATH_INFO"] + "?sheet=二")
    assert page.context["sheets"] == [("一", False), ("二", True)]


def test_what_cannot_be_opened_is_said_where_it_is_wrong(people: People) -> None:
    office = browser(people.office)
    page = upload(office, relief(), follow=True)
    url = page.request["PATH_INFO"]
    for changes, said in (
        ({"prefix": ""}, "必填"),
        ({"prefix": "SQ"}, "已使用前缀 SQ"),
        ({"prefix": "Z1"}, "不能作为编号前缀"),
        ({"prefix": "ZH", "c1-name": "序号"}, "有两栏都叫"),
        ({"prefix": "ZH", "c3-choices": "厂房"}, "没有可选内容"),
        ({"prefix": "ZH", "c2-take": None}, "没有一栏写明是什么事项"),
        ({"prefix": "ZH", "c1-place": "0"}, "1"),
    ):
        answer = office.post(url, as_shown(page, **changes))
        assert answer.status_code == 422, changes
        assert said in answer.content.decode(), changes
    assert not queries.own_ledgers().exists()


def columns_of(page: HttpResponse, **changes: Any) -> dict[str, Any]:
    return {"columns": "1", "seen": page.context["seen"], **as_shown(page, **changes)}


def test_columns_of_an_open_ledger_are_changed(people: People) -> None:
    ledger = opened(people)
    office = browser(people.office)
    url = f"/settings/ledgers/of/{ledger.code}/"
    page = office.get(url)
    last = len(page.context["rows"]) - 2
    changes = {
        "c3-name": "损毁类型",
        "c5-take": None,
        "c4-place": "1",
        "c0-place": "5",
        f"c{last}-take": "on",
        f"c{last}-name": "下一步",
        f"c{last}-type": "choice",
        f"c{last}-choices": "修复、重建；\n 拆除",
    }
    answer = office.post(url, columns_of(page, **changes))
    assert answer.status_code == 302, [row.errors for row, _ in answer.context["rows"]]
    names = [one.name for one in queries.columns_of(ledger)]
    assert "损毁类型" in names
    assert "损失情况·是否投保" not in names
    assert names[-1] == "下一步"
    assert queries.columns_of(ledger)[-1].choices == ["修复", "重建", "拆除"]
    text = office.get(url).content.decode()
    assert "is-retired" in text
    form = office.get(f"/ledger/{ledger.code}/workbook/")
    data = b"".join(form.streaming_content)
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = workbook.get_sheet_by_name("台账").to_python()
    assert rows[2][3] == "损毁类型"
    assert rows[2][9] == "下一步"


def test_columns_that_cannot_stand_are_refused(people: People) -> None:
    ledger = opened(people)
    office = browser(people.office)
    url = f"/settings/ledgers/of/{ledger.code}/"
    page = office.get(url)
    for changes, said in (
        ({"c3-name": "序号"}, "有两栏都叫"),
        ({"c3-name": ""}, "必填"),
        ({"c2-known_as": ""}, "没有一栏写明是什么事项"),
        ({f"c{n}-take": None for n in range(9)}, "台账没有栏目"),
    ):
        answer = office.post(url, columns_of(page, **changes))
        assert answer.status_code == 422, changes
        assert said in answer.content.decode(), changes


def test_rules_of_an_open_ledger_are_changed(people: People) -> None:
    ledger = opened(people)
    office = browser(people.office)
    url = f"/settings/ledgers/of/{ledger.code}/"
    said = {"name": "灾后", "preset": "deed", "is_open": "on"}
    assert office.post(url, {**said, "name": ""}).status_code == 422
    assert office.post(url, said).status_code == 302
    ledger.refresh_from_db()
    assert (ledger.name, ledger.preset, ledger.needs_triage) == ("灾后", "deed", False)
    services.register(ledger="zh", title="x", text="x", by=people.office, now=NOW)
    assert "preset" not in office.get(url).context["form"].fields
    office.post(url, {"name": "灾后"})
    assert [tab[0] for tab in office.get("/ledger/new/").context["own"]] == []


def test_clocks_that_began_to_run_meanwhile_are_left_alone(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = opened(people)

    def refused(*_given: object, **_more: object) -> None:
        raise services.ClocksInUse

    monkeypatch.setattr(services, "change_ledger", refused)
    answer = browser(people.office).post(
        f"/settings/ledgers/of/{ledger.code}/", {"name": "灾后", "preset": "deed"}
    )
    assert answer.status_code == 422
    assert "时限方案不能更改" in answer.content.decode()


def test_a_ledger_goes_elsewhere_as_a_file(people: People) -> None:
    opened(people)
    answer = browser(people.office).get("/settings/ledgers/of/zh/toml/")
    plan = read_plan(answer.content.decode())
    assert isinstance(plan, LedgerPlan)
    assert plan.prefix == "ZH"
    assert browser(people.office).get("/settings/ledgers/of/appeal/toml/").status_code == 404


def test_nobody_else_opens_ledgers(people: People) -> None:
    for person in (people.leader, people.lead_head, people.contact, people.system_admin):
        assert upload(browser(person), relief()).status_code == 404
    assert not Workbook.objects.exists()
