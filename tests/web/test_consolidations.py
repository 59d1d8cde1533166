"""Workbooks of units put together through the screens: result, conflicts, next month, import."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine as calamine
from django.urls import reverse

from taizhang.engine.codes import Role
from taizhang.intake.models import Import
from taizhang.reporting.consolidations import making
from taizhang.reporting.models import ConflictDecision, Consolidation
from taizhang.roster.models import AuditLine
from tests.factories import make_person
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

HEAD = ["序号", "企业名称", "问题描述", "责任单位", "办理状态", "完成时限"]
FIRM, ROAD = "云岭澄泉水处理设备有限公司", "厂区门前道路破损，货车无法通行"


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)


def sent(rows: list[list[Any]], name: str) -> io.BytesIO:
    file = io.BytesIO(book(("台账", [HEAD, *rows])))
    file.name = name
    return file


def two(state: str = "已办结") -> list[io.BytesIO]:
    return [
        sent([[1, FIRM, ROAD, "规划建设局", "办理中", "2026-10-01"]], "甲局.xlsx"),
        sent([[1, FIRM, ROAD, "规划建设局", state, "2026-10-01"]], "乙局.xlsx"),
    ]


def together(client: Client, files: list[io.BytesIO], **asked: Any) -> Consolidation:
    answer = client.post(reverse("consolidations:new"), {"files": files, **asked})
    assert answer.status_code == 302, answer.content.decode()
    return Consolidation.objects.latest("pk")


def shown(client: Client, one: Consolidation, **asked: Any) -> str:
    return client.get(reverse("consolidations:one", args=[one.pk]), asked).content.decode()


def said(client: Client, one: Consolidation, what: str, **more: Any) -> Any:
    return client.post(reverse("consolidations:decide", args=[one.pk]), {"say": what, **more})


def cells(client: Client, one: Consolidation, sheet: str) -> list[list[Any]]:
    answer = client.get(reverse("consolidations:result", args=[one.pk]))
    data = io.BytesIO(b"".join(answer.streaming_content))
    return calamine.CalamineWorkbook.from_filelike(data).get_sheet_by_name(sheet).to_python()


def test_a_conflict_is_decided_with_one_click_and_stands_in_the_workbook(office: Client) -> None:
    one = together(office, two(), name="九月")
    assert (one.status, one.name) == ("done", "九月")
    page = shown(office, one, show="conflicts")
    assert "甲局.xlsx · 台账 · E2" in page
    assert "乙局.xlsx · 台账 · E2" in page
    conflict = one.conflicts.get()
    assert said(office, one, f"{conflict.pk}:take:2").status_code == 302
    one.refresh_from_db()
    assert one.is_behind
    assert cells(office, one, "台账")[1][4] == "办理中 ／ 已办结"
    office.post(reverse("consolidations:again", args=[one.pk]))
    one.refresh_from_db()
    assert not one.is_behind
    assert cells(office, one, "台账")[1][4] == "已办结"
    assert "已办结（" in cells(office, one, "冲突")[1][-1]
    assert "冲突都已裁定" in shown(office, one, show="conflicts")


def test_next_month_knows_what_was_decided_and_who_did_not_report(office: Client) -> None:
    one = together(office, two())
    said(office, one, f"{one.conflicts.get().pk}:take:2")
    later = together(office, two(), previous=one.pk, expected=["规划建设局"])
    assert "0 条待裁定" in shown(office, later)
    assert cells(office, later, "台账")[1][4] == "已办结"
    page = shown(office, later, show="units")
    assert "规划建设局" in page
    assert "未报" in page
    assert later.account["changes"]["changed"] == 1
    form = office.get(reverse("consolidations:new"), {"previous": later.pk}).content.decode()
    assert re.search(rf'<option value="{later.pk}" selected', form)
    assert re.search(r'value="规划建设局"[^>]* checked', form)


ALIKE = [
    [[1, FIRM, "厂区门前道路破损，货车无法通行，请维修", "规划建设局", "办理中", ""]],
    [[1, FIRM, "厂区门前道路破损，货车无法通行，请修复", "规划建设局", "已办结", ""]],
]


def test_rows_called_one_show_what_contradicts_in_them_next(office: Client) -> None:
    one = together(
        office, [sent(rows, f"{n}局.xlsx") for n, rows in zip("甲乙", ALIKE, strict=True)]
    )
    pair = one.conflicts.get()
    said(office, one, f"{pair.pk}:take:2")
    office.post(reverse("consolidations:again", args=[one.pk]))
    one.refresh_from_db()
    assert [each.kind for each in one.conflicts.all()] == ["cell", "matter"]
    assert cells(office, one, "台账")[1][2] == ALIKE[1][0][2]
    page = shown(office, one, show="conflicts", only="all")
    assert "2 条冲突，1 条待裁定" in page
    assert "是同一件" in page


def many(client: Client) -> Consolidation:
    states = (("办理中", "已办结"), ("办理中", "挂账"), ("办理中", "已退回"))
    units = [
        sent(
            [[n, FIRM, f"{ROAD}{n}", "规划建设局", pair[at], ""] for n, pair in enumerate(states)],
            f,
        )
        for at, f in enumerate(("甲局.xlsx", "乙局.xlsx"))
    ]
    return together(client, units)


def test_without_scripts_all_that_was_written_on_the_page_is_kept(office: Client) -> None:
    one = many(office)
    first, second, third = one.conflicts.all()
    written = {f"own-{second.pk}": "长期推进", f"own-{third.pk}": " "}
    said(office, one, f"{first.pk}:both", **written)
    kept = {each.key: (each.answer, each.value) for each in ConflictDecision.objects.all()}
    assert kept == {first.key: ("both", ""), second.key: ("own", "长期推进")}
    answer = said(office, one, f"{third.pk}:own", **{f"own-{first.pk}": "另有说法"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有说明以哪个为准" in page
    assert "另有说法" not in page or ConflictDecision.objects.count() == 2


def test_with_scripts_one_conflict_comes_back_with_the_sum(office: Client) -> None:
    one = many(office)
    first, second, _third = one.conflicts.all()
    headers = {"HX-Request": "true"}
    answer = office.post(
        reverse("consolidations:decide", args=[one.pk]),
        {"say": f"{first.pk}:take:1", f"own-{second.pk}": "写到一半"},
        headers=headers,
    )
    page = answer.content.decode()
    assert page.startswith(f'<li class="con" id="c{first.pk}"')
    assert "3 条冲突，2 条待裁定" in page
    assert ConflictDecision.objects.get().key == first.key


def test_a_decision_is_taken_back_and_every_step_stays_on_record(office: Client) -> None:
    one = together(office, two())
    conflict = one.conflicts.get()
    for what in ("take:1", "take:1", "both", "back", "back"):
        said(office, one, f"{conflict.pk}:{what}")
    steps = [(each.answer, each.by_name) for each in ConflictDecision.objects.all()]
    assert steps == [("take", "温如玉"), ("both", "温如玉"), ("", "温如玉")]
    assert "1 条待裁定" in shown(office, one)


def test_who_decides_second_is_told_by_whom_it_was_decided(
    office: Client, people: People, signed_in: Callable[[Person], Client]
) -> None:
    one = together(office, two())
    conflict = one.conflicts.get()
    other = make_person("钱二", Role.OFFICE, unit=people.campaign_office)
    said(signed_in(other), one, f"{conflict.pk}:take:1")
    answer = said(office, one, f"{conflict.pk}:take:2", **{f"seen-{conflict.pk}": "0"})
    assert answer.status_code == 409
    assert "钱二刚刚已裁定：办理中" in answer.content.decode()
    seen = str(ConflictDecision.objects.get().pk)
    said(office, one, f"{conflict.pk}:take:2", **{f"seen-{conflict.pk}": seen})
    assert ConflictDecision.objects.latest("pk").value == "已办结"


def test_a_column_is_corrected_and_the_next_one_of_this_form_knows_it(office: Client) -> None:
    def units() -> list[io.BytesIO]:
        other = io.BytesIO(
            book(("台账", [["企业名称", "问题描述", "甲方意见"], [FIRM, "缺电", "请尽快增容"]]))
        )
        other.name = "乙局.xlsx"
        return [*two()[:1], other]

    one = together(office, units())
    assert "甲方意见" in shown(office, one, show="columns")
    asked = {"name": ["甲方意见", "序号"], "to": ["办理状态", ""]}
    office.post(reverse("consolidations:columns", args=[one.pk]), asked)
    one.refresh_from_db()
    assert (one.fixed, one.is_behind) == ({"甲方意见": "办理状态"}, False)
    assert cells(office, one, "台账")[2][4] == "请尽快增容"
    later = together(office, units())
    assert later.fixed == {"甲方意见": "办理状态"}
    office.post(
        reverse("consolidations:columns", args=[later.pk]), {"name": "甲方意见", "to": "没有"}
    )
    assert "表样中没有“没有”一栏" in shown(office, later)


def test_a_late_unit_s_workbook_is_added_and_another_left_out(office: Client) -> None:
    one = together(office, two())
    late = sent([[1, FIRM, "缺电", "", "", ""]], "甲局.xlsx")
    office.post(reverse("consolidations:files", args=[one.pk]), {"files": [late]})
    one.refresh_from_db()
    assert [file.name for file in one.files.all()] == ["甲局.xlsx", "乙局.xlsx", "甲局 (2).xlsx"]
    assert one.account["matters"] == 2
    asked = {"file": one.files.all()[1].pk, "leave": "1"}
    office.post(reverse("consolidations:leave_out", args=[one.pk]), asked)
    office.post(reverse("consolidations:again", args=[one.pk]))
    one.refresh_from_db()
    assert one.conflicts.count() == 0
    assert "重新纳入" in shown(office, one, show="files")


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(office: Client) -> None:
    broken = io.BytesIO(b"PK\x03\x04broken")
    broken.name = "坏.xlsx"
    one = together(office, [broken, *two()])
    assert one.account["rows_imported"] == 2
    assert "坏.xlsx" in shown(office, one, show="files")
    assert one.account["files"][0]["error"]


def test_what_holds_no_table_says_so_and_may_be_tried_once_more(office: Client) -> None:
    empty = io.BytesIO(b"nothing")
    empty.name = "空.txt"
    one = together(office, [empty])
    assert (one.status, one.failure) == ("failed", "not_a_table")
    page = shown(office, one)
    assert "再试一次" in page
    assert "空.txt" in page
    assert office.get(reverse("consolidations:result", args=[one.pk])).status_code == 404


@pytest.mark.parametrize("count", [0, 101])
def test_none_and_too_many_are_refused_and_nothing_chosen_is_lost(
    office: Client, count: int
) -> None:
    files = [sent([[1, FIRM, ROAD, "", "", ""]], f"{n}.csv") for n in range(count)]
    answer = office.post(reverse("consolidations:new"), {"files": files, "name": "九月汇总"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "九月汇总" in page
    assert 'class="error"' in page
    assert not Consolidation.objects.exists()


def test_long_work_waits_in_the_queue_shows_how_far_it_is_and_is_stopped(
    office: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 10)
    asked: list[int] = []
    later = making.make_later
    monkeypatch.setattr(type(later), "enqueue", lambda _task, *, pk: asked.append(pk))
    with django_capture_on_commit_callbacks(execute=True):
        one = together(office, two())
    assert (one.status, asked) == ("working", [one.pk])
    assert "已读取 0 / 2 份表格" in shown(office, one)
    assert said(office, one, "1:both").status_code == 409
    office.post(reverse("consolidations:cancel", args=[one.pk]))
    later.func(pk=one.pk)
    one.refresh_from_db()
    assert (one.status, one.result_as) == ("cancelled", "")
    office.post(reverse("consolidations:again", args=[one.pk]))
    later.func(pk=one.pk)
    one.refresh_from_db()
    assert (one.status, one.done) == ("done", 2)


def test_work_that_is_stopped_while_files_are_read_leaves_nothing_behind(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = making.bytes_of

    def stopped(name: str) -> bytes:
        Consolidation.objects.update(status="cancelled")
        return read(name)

    monkeypatch.setattr(making, "bytes_of", stopped)
    one = together(office, two())
    assert (one.status, one.result_as, one.conflicts.count()) == ("cancelled", "", 0)


def test_the_result_goes_on_into_a_ledger_without_the_sheets_behind_it(office: Client) -> None:
    one = together(office, two(), ledger="appeal", name="九月")
    assert one.columns[:2] == ["序号", "编号"]
    answer = office.post(reverse("consolidations:hand_on", args=[one.pk]), {"ledger": "appeal"})
    brought = Import.objects.get()
    assert answer.url == reverse("imports:import", args=[brought.pk])
    assert [(table["sheet"], table["rows"]) for table in brought.tables] == [("台账", {"data": 1})]
    office.post(reverse("consolidations:hand_on", args=[one.pk]), {"ledger": "none"})
    assert Import.objects.count() == 1


def test_what_was_taken_in_and_out_stands_in_the_trail(office: Client) -> None:
    one = together(office, two(), name="九月")
    cells(office, one, "台账")
    acts = list(AuditLine.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["consolidated", "exported"]


def test_the_list_of_conflicts_takes_few_queries(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    one = many(office)
    with django_assert_max_num_queries(40):
        shown(office, one, show="conflicts")
