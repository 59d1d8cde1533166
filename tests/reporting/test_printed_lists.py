"""Lists to be printed: what stands on them, how the page is set up, that text stays text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry
from taizhang.reporting.papers.lists import ListKind, listed, lists_for, print_list, title_of
from taizhang.reporting.papers.sheet import Frame, Heading, write
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry
from tests.reporting.printing import NEEDS_CALC, pages_of, printed_as
from tests.reporting.sheets import cells

if TYPE_CHECKING:
    from pathlib import Path

    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def printed(kind: ListKind, *, book: str = "", scope: str = "", today: date = TODAY) -> bytes:
    file = io.BytesIO()
    found = Entry.objects.filter(listed(kind, today)).order_by("id")
    print_list(
        file,
        kind,
        queries.ledger_by_code(book) if book else None,
        [list(found.values_list("pk", flat=True))],
        zone="云岭高新区",
        today=today,
        scope=scope,
    )
    return file.getvalue()


def page(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read("xl/worksheets/sheet1.xml"))


def test_the_ledger_of_problems_has_the_office_s_columns(people: People) -> None:
    entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        due=date(2026, 9, 23),
        title="用电",
        text="用电容量不足。",
        category="utilities",
        enterprises=[people.enterprise],
    )
    services.report_progress(
        services.acknowledge(entry, by=people.lead_head, now=NOW),
        text="已现场勘查",
        by=people.lead_head,
        now=NOW,
    )
    title, line, head, row, foot = cells(printed(ListKind.APPEALS, book="appeal"))
    assert title[0] == "问题台账"
    assert [one for one in line if one] == ["填报单位：云岭高新区", "2026年9月16日"]
    assert head == [
        "序号", "编号", "企业名称", "问题描述", "问题类别", "共性/个性", "问题来源", "提出日期",
        "牵头单位", "配合单位", "责任领导", "责任人", "办理时限", "进展情况", "解决措施及答复",
        "满意度", "是否销号",
    ]  # fmt: skip
    said = dict(zip(head, row, strict=True))
    assert said["编号"] == entry.number
    assert said["问题描述"] == "用电容量不足。"
    assert (said["牵头单位"], said["配合单位"]) == ("电力保障中心", "规划建设局")
    assert said["进展情况"] == "已现场勘查"
    assert said["是否销号"] == "否"
    assert foot[0].startswith("共1件")


@pytest.mark.parametrize(
    ("kind", "book", "words"),
    [
        (ListKind.HAZARDS, "hazard", ["隐患台账", "隐患内容", "整改责任单位", "复查人"]),
        (ListKind.DEEDS, "deed", ["实事清单", "实事项目", "责任单位", "完成时限"]),
    ],
)
def test_each_kind_has_words_of_its_own(
    people: People, kind: ListKind, book: str, words: list[str]
) -> None:
    make_entry(by=people.office, ledger=book)
    said = [text for row in cells(printed(kind, book=book)) for text in row]
    assert set(words) <= set(said)


def test_the_list_of_what_is_open_says_how_late_it_is(people: People) -> None:
    late = make_dispatched(by=people.office, lead=people.lead, due=TODAY)
    lawful = make_dispatched(by=people.office, lead=people.lead, due=TODAY)
    services.park(
        services.acknowledge(lawful, by=people.lead_head, now=NOW),
        kind="funds",
        reason="待资金",
        review_on=TODAY + timedelta(days=30),
        by=people.lead_head,
        now=NOW,
    )
    gone = make_entry(by=people.office)
    services.withdraw(gone, reason="撤回", by=people.office, now=NOW)
    rows = cells(printed(ListKind.OPEN, today=TODAY + timedelta(days=3)))
    head = rows[2]
    said = {row[1]: dict(zip(head, row, strict=False)) for row in rows[3:-1]}
    assert set(said) == {late.number, lawful.number}
    assert said[late.number]["超期天数"] == "3"
    assert said[lawful.number].get("超期天数", "") == ""


def test_an_empty_list_says_so_and_counts_nothing(people: People) -> None:
    rows = cells(printed(ListKind.OPEN))
    assert rows[3][0] == "无"
    assert rows[4][0].startswith("共0件")


def test_what_was_chosen_is_said_on_the_paper(people: People) -> None:
    rows = cells(printed(ListKind.OPEN, scope="牵头单位：电力保障中心"))
    assert rows[2][0] == "范围：牵头单位：电力保障中心"


def test_text_that_looks_like_a_formula_stays_text(people: People) -> None:
    make_entry(by=people.office, text='=HYPERLINK("http://x")', title="+1")
    data = printed(ListKind.APPEALS, book="appeal")
    assert not list(page(data).iter(f"{S}f"))
    assert '=HYPERLINK("http://x")' in [text for row in cells(data) for text in row]


def test_a_cell_too_long_for_a_workbook_is_cut() -> None:
    file = io.BytesIO()
    frame = Frame("表", "", TODAY)
    assert write(file, frame, [Heading("甲", 9)], [["长" * 40_000], [1], [None]]) == 3
    assert [len(row[0]) for row in cells(file.getvalue())[3:4]] == [32_767]


def test_the_page_is_a4_across_with_its_head_on_each_page() -> None:
    file = io.BytesIO()
    frame = Frame("台账", "云岭高新区", TODAY, pages="第&P页")
    write(file, frame, [Heading("甲", 9), Heading("乙", 9)], [["x", TODAY]])
    setup = page(file.getvalue()).find(f"{S}pageSetup")
    assert setup is not None
    assert dict(setup.attrib) == {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"}
    with zipfile.ZipFile(file) as package:
        names = package.read("xl/workbook.xml").decode()
    assert "_xlnm.Print_Titles" in names
    assert "$3:$3" in names


def test_a_list_belongs_to_ledgers_of_its_kind(people: People) -> None:
    appeal, deed = queries.ledger_by_code("appeal"), queries.ledger_by_code("deed")
    assert lists_for(appeal) == [ListKind.APPEALS, ListKind.OPEN]
    assert lists_for(queries.ledger_by_code("directive")) == [ListKind.OPEN]
    assert lists_for(None) == [ListKind.OPEN]
    assert title_of(ListKind.OPEN, deed) == "未销号清单（实事）"
    assert deed is not None
    deed.name = "灾后重建实事"
    assert title_of(ListKind.DEEDS, deed) == "灾后重建实事"


@pytest.mark.slow
@NEEDS_CALC
def test_it_is_printed_across_with_its_head_above_each_page(people: People, tmp_path: Path) -> None:
    for number in range(40):
        make_entry(by=people.office, title=f"第{number}件", text="用电容量不足，需要协调。" * 6)
    made = {kind.value: printed(kind, book="appeal") for kind in (ListKind.APPEALS, ListKind.OPEN)}
    for name, path in printed_as(made, tmp_path, "xlsx").items():
        pages = pages_of(path)
        assert len(pages) >= 2, name
        for number, one in enumerate(pages, start=1):
            assert (round(one.width), round(one.height)) == (297, 210)
            assert one.number.text == f"第{number}页共{len(pages)}页"
            texts = " ".join(line.text for line in one.body)
            assert "序号" in texts, (name, number)
            assert all(line.left >= 8 and line.right <= 289 for line in one.body)
