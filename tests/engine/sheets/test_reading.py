"""Tables found in sheets of every shape, each row accounted for."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from taizhang.engine.sheets import (
    Grid,
    Kind,
    NoTable,
    SheetUnknown,
    TableTooWide,
    read_grids,
    read_sheet,
    read_sheets,
    read_table,
)
from taizhang.engine.sheets.places import Area, area_of, areas, letters
from taizhang.engine.sheets.values import day_of, folded, number_of, said, yes_or_no
from tests.forms_of_ledgers import NOTE, TITLE, book, relief

AT = datetime.fromisoformat("2021-08-26T09:30:00")
HEAD = ["序号", "问题", "责任单位", "完成时限"]


def kinds(rows: list[list[Any]], **more: Any) -> list[tuple[int, str]]:
    table = read_table(grid(rows, **more))
    return [(row.number, row.kind.value) for row in table.rows]


def grid(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> Grid:
    """A grid out of cells and merged areas, as the reader makes it."""
    found = tuple(area for reference in merged if (area := area_of(reference)))
    covers = {
        (row, column): area
        for area in found
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    return Grid("表", rows, found, (), covers)


def test_a_form_with_titles_two_rows_of_headings_totals_and_notes() -> None:
    table = read_sheet(relief())
    assert table.grid.name == "台账"
    assert table.titles == (TITLE, "填报单位：")
    assert table.heading == (2, 3)
    assert [field.name for field in table.fields] == [
        "序号",
        "企业名称",
        "问题描述",
        "受灾类型",
        "损失情况·金额（万元）",
        "损失情况·是否投保",
        "责任单位",
        "完成时限*",
        "办理情况",
    ]
    assert [(row.number, row.kind) for row in table.rows] == [
        (5, Kind.DATA),
        (6, Kind.DATA),
        (7, Kind.TOTAL),
        (8, Kind.NOTE),
    ]
    assert table.data[0].cells[7] == date(2026, 10, 1)
    assert (table.first, table.end) == (4, 6)
    lists = {str(area): rule.choices for rule in table.grid.lists for area in rule.areas}
    assert lists == {
        "D5:D6": ("厂房", "设备", "道路", "供电"),
        "F5:F1048576": ("是", "否"),
    }
    assert table.rows[-1].cells[0] == NOTE


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, [1, "缺电", "电力中心", ""], ["", "", "", ""], [2, "缺水", "", ""]], "data data"),
        ([HEAD, ["一、供电类", "", "", ""], [1, "缺电", "", ""]], "group data"),
        (
            [HEAD, [1, "缺电", "甲", ""], ["合计", "1件", "", ""], ["注：周五报", "", "", ""]],
            "data total note",
        ),
        ([HEAD, ["例", "缺电", "甲", ""], [1, "缺水", "乙", ""]], "example data"),
        ([HEAD, [1, "缺电", "甲", ""], HEAD, [2, "缺水", "乙", ""]], "data again data"),
        ([HEAD, ["说明：停电三日", "缺电", "甲", "x"], [2, "缺水", "乙", ""]], "data data"),
        ([HEAD, ["备注：待核", "缺电", "", ""], [2, "缺水", "乙", ""]], "data data"),
        ([HEAD, [1, "缺电", "甲", ""], ["以上为全部", "", "", ""]], "data note"),
        ([HEAD, [3, "", "", ""], ["", "", "丙", ""]], "data data"),
        ([["问题", "单位"], ["缺电", ""], ["缺水", "乙"]], "data data"),
        ([HEAD], ""),
    ],
)
def test_every_row_is_of_one_kind(rows: list[list[Any]], expected: str) -> None:
    assert " ".join(kind for _number, kind in kinds(rows)) == expected


def test_a_cell_merged_over_rows_says_the_same_in_each() -> None:
    rows = [HEAD, [1, "缺电", "电力中心"], ["", "缺水"], ["", "", ""], [2, "缺路", "城建局"]]
    table = read_table(grid(rows, ("A2:A4", "C2:C3", "A9:A12")))
    assert [row.cells[:3] for row in table.data] == [
        (1, "缺电", "电力中心"),
        (1, "缺水", "电力中心"),
        (2, "缺路", "城建局"),
    ]


def test_headings_below_a_long_preamble_and_wrong_first_rows() -> None:
    preamble = [[f"第{number}条 请各单位如实填报"] for number in range(28)]
    table = read_table(grid([*preamble, HEAD, [1, "缺电", "甲", "9月底前"]]))
    assert table.heading == (28, 28)
    assert len(table.titles) == 28


def test_a_group_of_headings_over_three_rows() -> None:
    rows = [
        ["序号", "问题", "整改", "", ""],
        ["", "", "责任", "", "时限"],
        ["", "", "单位", "人", ""],
        [1, "缺电", "甲", "张一", "9月"],
    ]
    table = read_table(grid(rows, ("A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3")))
    assert table.heading == (0, 2)
    names = [field.name for field in table.fields]
    assert names == ["序号", "问题", "整改·责任·单位", "整改·责任·人", "整改·时限"]


def test_groups_above_headings_that_were_found_first() -> None:
    rows = [
        ["基本", "", "办理", ""],
        ["序号", "问题", "责任单位", "办理情况"],
        [1, "缺电", "甲", "已办"],
    ]
    table = read_table(grid(rows, ("A1:B1", "C1:D1")))
    assert table.heading == (0, 1)
    assert table.fields[3].name == "办理·办理情况"


def test_two_names_above_that_group_nothing_are_titles() -> None:
    rows = [["单位：", "月份："], HEAD, [1, "缺电", "甲", ""]]
    assert read_table(grid(rows)).heading == (1, 1)


def test_followers_of_a_merged_heading_are_no_columns_unless_they_hold_something() -> None:
    rows = [
        ["序号", "问题", "", "问题", ""],
        [1, "缺电", "", "缺水", "三号楼"],
        [2, "", "x", "", ""],
    ]
    table = read_table(grid(rows, ("D1:E1",)))
    assert [field.name for field in table.fields] == ["序号", "问题", "C", "问题 2", "问题 3"]
    table = read_table(grid([["序号", "问题", ""], [1, "缺电"]], ("B1:C1",)))
    assert [field.name for field in table.fields] == ["序号", "问题"]


def test_headings_written_over_several_lines_are_read_in_one() -> None:
    table = read_table(grid([["序号", "问 题\n描述", "Due\ndate"], [1, "缺电", "x"]]))
    assert [field.name for field in table.fields] == ["序号", "问题描述", "Due date"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["只有标题"]],
        [[1, 2, 3], [4, 5, 6]],
        [[date(2026, 1, 1), 2, "x"]],
        [["甲", "乙"], *[["a", "b", "c", "d", "e"][:1] for _ in range(3)], [1, 2, 3, 4, 5]],
    ],
)
def test_what_is_no_table_is_refused(rows: list[list[Any]]) -> None:
    with pytest.raises(NoTable):
        read_table(grid(rows))


def test_no_ledger_is_wider_than_anybody_fills_in() -> None:
    with pytest.raises(TableTooWide):
        read_table(grid([[f"栏目{number}" for number in range(121)], ["x"] * 121]))


def test_sheets_without_a_table_are_left_out_and_the_best_is_chosen() -> None:
    data = book(
        ("说明", [["请填报"]]), ("名单", [["姓名", "电话"], ["张一", "x"]]), ("表", [HEAD, [1]])
    )
    assert [table.grid.name for table in read_sheets(data)] == ["名单", "表"]
    assert read_sheet(data).grid.name == "表"
    assert read_sheet(data, "名单").fields[0].name == "姓名"
    with pytest.raises(SheetUnknown):
        read_sheet(data, "没有")
    with pytest.raises(NoTable):
        read_sheets(book(("说明", [["请填报"]])))


def test_a_sheet_that_begins_further_down_keeps_its_places() -> None:
    data = book(("表", [[], [None, None], [None, "序号", "问题"], [None, 1, "缺电"]]), ("空", []))
    (found,) = read_grids(data)
    table = read_table(found)
    assert [field.place for field in table.fields] == [1, 2]
    assert table.data[0].number == 4


def test_a_huge_merged_area_is_not_looked_into() -> None:
    rows = [HEAD, [1, "缺电", "甲", ""]]
    wide = Grid("表", rows, (Area(0, 0, 1, 16_000), Area(500, 0, 501, 0)), (), {})
    assert read_table(wide).data[0].cells[1] == "缺电"
    assert wide.cell(99, 99) == ""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.merge_range(1, 0, 300, 99, "x")
    workbook.close()
    (found,) = read_grids(file.getvalue())
    assert found.covers == {}


def test_a_table_without_rows_ends_where_it_begins() -> None:
    table = read_table(grid([HEAD, [" ", "", "", ""]]))
    assert table.rows == ()
    assert table.end == 2
    assert read_table(grid([[" ", "", "说明"], HEAD])).heading == (1, 1)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2021.8.26", date(2021, 8, 26)),
        ("2021-08-26", date(2021, 8, 26)),
        ("2021/8/26 9:30", date(2021, 8, 26)),
        ("2021年8月26日", date(2021, 8, 26)),
        ("２０２１．８．２６", date(2021, 8, 26)),
        ("20210826", date(2021, 8, 26)),
        (AT, date(2021, 8, 26)),
        (date(2021, 8, 26), date(2021, 8, 26)),
        ("2021-02-30", None),
        ("9月底前", None),
        ("2021-08-26" + " " * 80, None),
        (44434, None),
        (True, None),
    ],
)
def test_days_however_they_are_written(value: Any, day: date | None) -> None:
    assert day_of(value) == day


def test_a_serial_is_a_day_only_where_days_stand() -> None:
    assert day_of(44434, serial=True) == date(2021, 8, 26)
    assert day_of("44434", serial=True) == date(2021, 8, 26)
    assert day_of(12, serial=True) is None


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3.0, 3),
        (2.5, 2.5),
        (7, 7),
        ("1,200.5", 1200.5),
        ("１２", 12),
        ("12345678901234567890", 12345678901234567890),
        ("约3", None),
        (True, None),
        (date(2026, 1, 1), None),
    ],
)
def test_numbers_however_they_are_written(value: Any, number: float | None) -> None:
    assert number_of(value) == number


def test_cells_in_words() -> None:
    assert [said(True), said(False), said(3.0), said(2.5)] == ["是", "否", "3", "2.5"]
    assert said(AT.replace(hour=0, minute=0)) == "2021-08-26"
    assert said(AT) == "2021-08-26 09:30"
    assert folded("Ａ １ ") == "A1"
    assert [yes_or_no(one) for one in (True, "√", "×", "也许")] == [True, True, False, None]


def test_places() -> None:
    assert [letters(one) for one in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert area_of("B:C") == Area(0, 1, 1_048_575, 2)
    assert area_of("3:5") == Area(2, 0, 4, 16_383)
    assert area_of("名称") is None
    assert area_of("") is None
    assert [str(area) for area in areas("A1 $B$2:$C$3 #REF!")] == ["A1", "B2:C3"]
