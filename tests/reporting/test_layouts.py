"""Every fact of an entry in the cell where the office's own form has it."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine

from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn
from taizhang.engine.sheets import Known, read_sheet, recognised
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, Ledger
from taizhang.reporting import layouts
from tests.clock import NOW
from tests.factories import make_document, make_draft
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.people import People

pytestmark = pytest.mark.django_db

HEAD = (
    *("序号", "编号", "事项", "具体内容", "企业名称", "统一社会信用代码", "属地", "类别", "来源"),
    *("登记日期", "交办日期", "牵头单位", "配合单位", "责任领导", "责任人", "盯办人", "完成时限"),
    *("状态", "办理情况", "办理结果", "是否销号", "销号时间"),
)


@pytest.fixture
def ledger(people: People) -> Ledger:
    data = book(("表", [list(HEAD)]))
    form = services.receive_workbook("全.xlsx", data, by=people.office, now=NOW)
    table = read_sheet(data)
    found = recognised(table)
    assert [one.known for one in found] == list(Known)
    columns = (
        PlannedColumn(one.name, one.type, one.choices, one.known, place=one.place) for one in found
    )
    plan = LedgerPlan("全", "qq", "QQ", columns=tuple(columns), needs_triage=False)
    return services.open_ledger(plan, by=people.office, now=NOW, workbook=form, table=table)


def rows(ledger: Ledger) -> list[dict[str, Any]]:
    form = queries.workbook_of(ledger)
    assert form is not None
    file = io.BytesIO()
    entries = queries.entries_of(ledger).order_by("number_here")
    layouts.write(file, book=ledger, workbook=form, entries=entries)
    file.seek(0)
    cells = calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name("表").to_python()
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def worked_on(people: People, **more: Any) -> Entry:
    office, handler = {"by": people.office, "now": NOW}, {"by": people.lead_handler, "now": NOW}
    entry = services.register(
        ledger="qq",
        title="缺电",
        text="二期缺电",
        enterprises=[people.enterprise],
        category="utilities",
        due=date(2026, 9, 30),
        **more,
        **office,
    )
    entry = services.dispatch(
        entry, lead=people.lead, co_units=[people.co], in_charge=people.lead_handler, **office
    )
    entry = services.acknowledge(entry, **handler)
    for text in ("已查看", "已增容"):
        entry = services.report_progress(entry, text=text, **handler)
    entry = services.answer(entry, reply="变压器已增容，9月20日送电。", **handler)
    entry = services.call_back(entry, said="已送电。", solved=True, **office)
    return services.close(entry, **office)


def test_a_closed_entry_fills_every_column(ledger: Ledger, people: People) -> None:
    entry = worked_on(people)
    day = NOW.date()
    (row,) = rows(ledger)
    assert list(row.values()) == [
        1,
        entry.number,
        "缺电",
        "二期缺电",
        people.enterprise.name,
        people.enterprise.credit_code,
        str(people.enterprise.park or ""),
        "水电气暖",
        "",
        day,
        day,
        people.lead.name,
        str(people.co),
        str(entry.accountable),
        str(people.lead_handler),
        str(entry.watcher or ""),
        date(2026, 9, 30),
        "已销号",
        "已增容",
        entry.reply,
        "是",
        day,
        f"{entry.number}@{entry.version}",
    ]


def test_an_entry_that_just_came_in_leaves_open_what_is_not_known(
    ledger: Ledger, people: People
) -> None:
    document = make_document(by=people.office, text="九月底前送电。")
    services.register(
        ledger="qq",
        title="x",
        text="x",
        due_text="尽快",
        by=people.office,
        now=NOW,
        draft=make_draft(document),
    )
    (row,) = rows(ledger)
    assert row["来源"] == document.name
    assert row["完成时限"] == "尽快"
    assert row["是否销号"] == "否"
    assert [row[name] for name in ("类别", "牵头单位", "办理情况", "销号时间", "交办日期")] == [
        ""
    ] * 5


def test_the_form_takes_the_same_queries_however_long(
    ledger: Ledger, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _entry in range(3):
        worked_on(people)
    with django_assert_max_num_queries(12):
        assert len(rows(ledger)) == 3
