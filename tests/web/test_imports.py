"""Importing a workbook through the screens: columns, preview, conflicts, report, round trip."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine
from django.urls import reverse

from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn
from taizhang.engine.sheets import read_sheet, recognised
from taizhang.intake.models import Import, ImportRow
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.verification import verify
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry
from tests.forms_of_ledgers import book, relief

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

HEAD = ["序号", "企业名称", "问题描述", "完成时限"]
FIRM = "云岭澄泉水处理设备有限公司"


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)


def uploaded(
    client: Client, data: bytes, name: str = "报送.xlsx", ledger: str = "appeal"
) -> Import:
    file = io.BytesIO(data)
    file.name = name
    answer = client.post(reverse("imports:new"), {"file": file, "ledger": ledger})
    assert answer.status_code == 302, answer.content.decode()
    return Import.objects.latest("pk")


def compared(client: Client, one: Import) -> Import:
    """Send the columns back as they were proposed."""
    page = client.get(reverse("imports:columns", args=[one.pk])).content.decode()
    said = {"t0-take": "1"}
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        said[name] = chosen[1] if chosen else ""
    answer = client.post(reverse("imports:columns", args=[one.pk]), said)
    assert answer.status_code == 302, answer.content.decode()
    one.refresh_from_db()
    return one


def exported(client: Client, **asked: str) -> bytes:
    answer = client.get(reverse("ledger:export"), {"ledger": "appeal", **asked})
    return b"".join(answer.streaming_content)


def rows_of(data: bytes) -> list[list[Any]]:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return workbook.get_sheet_by_index(0).to_python()


def edited(data: bytes, changes: dict[tuple[int, str], Any]) -> bytes:
    """The workbook with cells changed, by row and heading, as a spreadsheet program does it."""
    rows = rows_of(data)
    for (row, heading), value in changes.items():
        rows[row - 1][rows[0].index(heading)] = value
    return book(("台账", rows), strings_to_formulas=False)


def page_of(client: Client, one: Import, **asked: Any) -> str:
    return client.get(reverse("imports:import", args=[one.pk]), asked).content.decode()


def test_a_workbook_becomes_entries_through_the_screens(office: Client) -> None:
    one = uploaded(office, book(("台账", [HEAD, [1, FIRM, "缺电。", "下周"], [2, FIRM, "", ""]])))
    assert office.get(reverse("imports:import", args=[one.pk])).status_code == 302
    one = compared(office, one)
    page = page_of(office, one)
    assert "缺电" in page
    assert not Entry.objects.exists()
    assert office.post(reverse("imports:confirm", args=[one.pk])).status_code == 302
    entry = Entry.objects.get()
    page = page_of(office, one)
    assert entry.number in page
    assert "已写入" in page
    again = office.post(reverse("imports:confirm", args=[one.pk]))
    assert again.status_code == 302
    assert Entry.objects.count() == 1


def test_refused_rows_come_back_with_the_reason_in_the_last_column(office: Client) -> None:
    rows = [HEAD, [1, FIRM, "", "2026-12-01"], [2, FIRM, "缺电。", ""], [3, FIRM, "缺电。", ""]]
    one = compared(office, uploaded(office, book(("台账", rows))))
    answer = office.get(reverse("imports:refused", args=[one.pk]))
    data = b"".join(answer.streaming_content)
    head, first, second = rows_of(data)
    assert head == [*HEAD, "未收原因"]
    assert first[:2] == [1.0, FIRM]
    assert first[-1]
    assert second[0] == 3.0
    assert "第 3 行" in str(second[-1])
    again = uploaded(office, data)
    assert again.tables[0]["columns"][-1]["name"] == "未收原因"
    page = office.get(reverse("imports:columns", args=[again.pk])).content.decode()
    (last,) = re.findall(r'<select name="t0-c4".*?>(.*?)</select>', page, re.DOTALL)
    assert 'value="" selected' in last


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_comes_back_unchanged(office: Client, people: People, kind: str) -> None:
    make_entry(
        by=people.office,
        title="=1+1",
        text="=cmd|' /C calc'!A0\n第二行",
        enterprises=[people.enterprise],
    )
    make_entry(by=people.office, accepted=False, due_text="尽快", requester_names=["甲", "乙"])
    entry = make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    services.report_progress(entry, text="已到现场。", by=people.lead_head, now=NOW)
    one = compared(office, uploaded(office, exported(office, format=kind), f"台账.{kind}"))
    assert list(one.rows.values_list("outcome", "differences")) == [("unchanged", [])] * 3
    assert one.remarks == []  # that the marks of the rows are out of sight is our own doing


def test_an_edited_export_comes_back_as_updates(office: Client, people: People) -> None:
    entry = make_entry(by=people.office, title="缺电", text="缺电。")
    data = edited(exported(office), {(2, "事项"): "用电容量不足", (2, "问题类别"): "水电气暖"})
    one = compared(office, uploaded(office, data))
    page = page_of(office, one)
    assert "用电容量不足" in page
    office.post(reverse("imports:confirm", args=[one.pk]))
    entry.refresh_from_db()
    assert (entry.title, entry.version) == ("用电容量不足", 2)
    assert verify().misfit is None
    again = compared(office, uploaded(office, exported(office)))
    assert again.rows.get().outcome == ImportRow.Outcome.UNCHANGED


def test_a_state_typed_into_the_file_is_said_and_not_taken(office: Client, people: People) -> None:
    entry = make_entry(by=people.office)
    data = edited(exported(office), {(2, "办理状态"): "已销号"})
    one = compared(office, uploaded(office, data))
    row = one.rows.get()
    assert (row.outcome, row.refusal) == ("refused", "only_work")
    assert "办理状态" in page_of(office, one, show="refused")
    entry.refresh_from_db()
    assert entry.state == "accepted"


def conflict(office: Client, people: People) -> tuple[Entry, Import]:
    """One title changed in the file and, meanwhile, in the ledger."""
    entry = make_entry(by=people.office, title="缺电", text="缺电。")
    data = edited(exported(office), {(2, "事项"): "用电容量不足"})
    services.amend(entry, title="缺水", by=people.zone_head, now=NOW)
    return entry, compared(office, uploaded(office, data))


@pytest.mark.parametrize(("side", "title"), [("file", "用电容量不足"), ("ledger", "缺水")])
def test_a_conflict_is_decided_by_a_person(
    office: Client, people: People, side: str, title: str
) -> None:
    entry, one = conflict(office, people)
    row = one.rows.get()
    assert row.outcome == ImportRow.Outcome.CONFLICT
    assert f'name="cell-{row.pk}-title"' in page_of(office, one)
    office.post(reverse("imports:confirm", args=[one.pk]))
    entry.refresh_from_db()
    assert entry.title == "缺水"  # undecided, it stays
    office.post(reverse("imports:decide", args=[one.pk]), {f"cell-{row.pk}-title": side})
    office.post(reverse("imports:confirm", args=[one.pk]))
    entry.refresh_from_db()
    assert entry.title == title


def test_all_open_conflicts_are_given_to_one_side(office: Client, people: People) -> None:
    entry, one = conflict(office, people)
    office.post(reverse("imports:decide", args=[one.pk]), {"all": "file"})
    assert one.rows.get().decisions == {"title": "file"}
    office.post(reverse("imports:confirm", args=[one.pk]))
    entry.refresh_from_db()
    assert entry.title == "用电容量不足"


def test_a_decision_does_not_outlive_a_further_change(office: Client, people: People) -> None:
    entry, one = conflict(office, people)
    office.post(reverse("imports:decide", args=[one.pk]), {"all": "file"})
    services.amend(entry, title="缺气", by=people.zone_head, now=NOW)
    office.post(reverse("imports:confirm", args=[one.pk]))
    entry.refresh_from_db()
    assert entry.title == "缺气"
    row = one.rows.get()
    assert (row.outcome, row.decisions, row.applied_at) == ("conflict", {}, None)


def test_without_marks_rows_are_known_by_their_number_and_that_is_said(
    office: Client, people: People
) -> None:
    entry = make_entry(by=people.office, title="缺电", text="缺电。")
    data = edited(exported(office), {(2, "事项"): "用电容量不足"})
    bare = book(("台账", [row[:-1] for row in rows_of(data)]))
    one = compared(office, uploaded(office, bare))
    assert one.rows.get().outcome == ImportRow.Outcome.UPDATE
    assert "不再带有每一行导出时的版本" in page_of(office, one)
    assert entry.number


def test_an_import_thrown_away_writes_nothing(office: Client) -> None:
    one = compared(office, uploaded(office, book(("台账", [HEAD, [1, FIRM, "缺电。", ""]]))))
    office.post(reverse("imports:cancel", args=[one.pk]))
    office.post(reverse("imports:cancel", args=[one.pk]))
    office.post(reverse("imports:confirm", args=[one.pk]))
    assert not Entry.objects.exists()
    one.refresh_from_db()
    assert one.status == Import.Status.CANCELLED


def test_two_columns_for_one_fact_are_refused_and_nothing_typed_is_lost(office: Client) -> None:
    one = uploaded(office, book(("台账", [HEAD, [1, FIRM, "缺电。", ""]])))
    said = {"t0-take": "1", "t0-c1": "title", "t0-c2": "title"}
    answer = office.post(reverse("imports:columns", args=[one.pk]), said)
    assert answer.status_code == 422
    assert "企业名称" in answer.content.decode()
    assert '<option value="title" selected' in answer.content.decode()


@pytest.mark.parametrize("data", [b"nothing", b"PK\x03\x04 broken", b"\xff\xd8\xff a picture"])
def test_what_is_no_table_is_refused_at_the_door(office: Client, data: bytes) -> None:
    file = io.BytesIO(data)
    file.name = "x.xlsx"
    answer = office.post(reverse("imports:new"), {"file": file, "ledger": "appeal"})
    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_the_preview_is_read_in_few_queries(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [HEAD, *([n, FIRM, f"第{n}件事。", ""] for n in range(1, 120))]
    one = compared(office, uploaded(office, book(("台账", rows))))
    with django_assert_max_num_queries(17):
        page = page_of(office, one)
    assert page.count("<li>") >= 50
    after = re.search(r"after=(\d+)", page)
    assert after
    second = page_of(office, one, show="new", after=after[1])
    assert "第51件事" in second
    assert "第50件事" not in second
    with django_assert_max_num_queries(15):
        office.get(reverse("imports:imports"))


def own_ledger(office: Client, people: People) -> None:
    """A ledger of the office's own, opened from its form."""
    form = services.receive_workbook("表.xlsx", relief(), by=people.office, now=NOW)
    table = read_sheet(relief())
    columns = tuple(
        PlannedColumn(one.name, one.type, one.choices, one.known, place=one.place)
        for one in recognised(table)
    )
    plan = LedgerPlan("灾后", "zh", "ZH", columns=columns)
    services.open_ledger(plan, by=people.office, now=NOW, workbook=form, table=table)


def test_rows_in_the_layout_of_an_own_ledger_come_in_go_out_and_come_back(
    office: Client, people: People
) -> None:
    own_ledger(office, people)
    one = compared(office, uploaded(office, relief(), ledger="zh"))
    kinds = list(one.rows.order_by("position").values_list("outcome", "kind"))
    assert kinds == [("new", ""), ("new", ""), ("no_data", "total"), ("no_data", "note")]
    office.post(reverse("imports:confirm", args=[one.pk]))
    first = Entry.objects.order_by("pk")[0]
    assert first.number == "ZH-2026-0001"
    assert first.values == {"zh_4": "设备", "zh_5": 120.5, "zh_6": True}
    assert "责任单位：城建局" in first.quote
    for address in (
        reverse("ledger:workbook", args=["zh"]),
        f"{reverse('ledger:export')}?ledger=zh",
        f"{reverse('ledger:export')}?ledger=zh&format=csv",
    ):
        data = b"".join(office.get(address).streaming_content)
        name = "灾后.csv" if address.endswith("csv") else "灾后.xlsx"
        back = compared(office, uploaded(office, data, name, ledger="zh"))
        found = list(
            back.rows.exclude(outcome="no_data").values_list("outcome", "number", "differences")
        )
        assert [(outcome, said) for outcome, _number, said in found] == [("unchanged", [])] * 2


def test_a_cell_edited_in_the_office_s_own_form_comes_back(office: Client, people: People) -> None:
    own_ledger(office, people)
    one = compared(office, uploaded(office, relief(), ledger="zh"))
    office.post(reverse("imports:confirm", args=[one.pk]))
    data = b"".join(office.get(reverse("ledger:workbook", args=["zh"])).streaming_content)
    rows = rows_of_sheet(data, "台账")
    assert rows[4][-1] == "ZH-2026-0001@1"
    data = replaced(
        data, {b"<v>120.5</v>": b"<v>200</v>", "道路<".encode(): "没有的类型<".encode()}
    )
    back = compared(office, uploaded(office, data, ledger="zh"))
    first, second = back.rows.exclude(outcome="no_data").order_by("position")
    assert first.outcome == ImportRow.Outcome.UPDATE
    assert [one[:3] for one in first.differences] == [["zh_5", 120.5, 200]]
    assert (second.outcome, second.refusal) == ("refused", "unreadable")
    assert "没有的类型" in page_of(office, back, show="refused")
    office.post(reverse("imports:confirm", args=[back.pk]))
    entry = Entry.objects.order_by("pk")[0]
    assert entry.values["zh_5"] == 200
    assert entry.version == 2


def rows_of_sheet(data: bytes, name: str) -> list[list[Any]]:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return workbook.get_sheet_by_name(name).to_python()


def replaced(data: bytes, words: dict[bytes, bytes]) -> bytes:
    """The workbook with words of its sheets replaced, everything else as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                for word, other in words.items():
                    part = part.replace(word, other)
            new.writestr(name, part)
    return out.getvalue()
