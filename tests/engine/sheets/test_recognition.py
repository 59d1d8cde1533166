"""What columns are, from their headings and from what stands under them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from taizhang.engine.sheets import ColumnType, Grid, Known, read_sheet, read_table, recognised
from taizhang.engine.sheets.grid import ListRule
from taizhang.engine.sheets.known import facts_named
from taizhang.engine.sheets.places import Area
from taizhang.engine.sheets.recognition import SheetColumn
from tests.factories import credit_code
from tests.forms_of_ledgers import relief


def column(heading: str, cells: list[Any], *, offered: tuple[str, ...] = ()) -> SheetColumn:
    """The column of that heading beside one that says the matter."""
    rows: list[list[Any]] = [
        ["事项", heading],
        *([f"第{n}件事要办", one] for n, one in enumerate(cells)),
    ]
    rows = rows if cells else [["事项", heading], ["一件事", ""]]
    lists = (ListRule((Area(1, 1, 99, 1),), offered),) if offered else ()
    return recognised(read_table(Grid("表", rows, (), lists)))[1]


@pytest.mark.parametrize(
    ("heading", "known"),
    [
        ("序 号", Known.ROW),
        ("问题编号", Known.NUMBER),
        ("存在的问题", Known.TITLE),
        ("企业诉求", Known.TITLE),
        ("重点任务", Known.TITLE),
        ("诉求具体内容", Known.TEXT),
        ("企业名称（全称）", Known.ENTERPRISES),
        ("受检单位", Known.ENTERPRISES),
        ("统一社会信用代码", Known.CREDIT_CODE),
        ("属地", Known.PARK),
        ("所属园区", Known.PARK),
        ("问题类别", Known.CATEGORY),
        ("问题来源", Known.SOURCE),
        ("排查日期", Known.REGISTERED_ON),
        ("交办时间", Known.DISPATCHED_ON),
        ("整改责任单位", Known.LEAD),
        ("牵头部门", Known.LEAD),
        ("配合单位", Known.CO_UNITS),
        ("包保领导", Known.ACCOUNTABLE),
        ("整改责任人", Known.IN_CHARGE),
        ("盯办人", Known.WATCHER),
        ("整改\n时限", Known.DUE),
        ("计划完成时间", Known.DUE),
        ("办理状态", Known.STATE),
        ("整改落实情况", Known.PROGRESS),
        ("办理结果", Known.REPLY),
        ("是否销号", Known.CLOSED),
        ("销号时间", Known.CLOSED_ON),
        ("备注", None),
        ("受灾面积", None),
    ],
)
def test_headings_name_facts(heading: str, known: Known | None) -> None:
    assert next(iter(facts_named(heading)), None) is known


@pytest.mark.parametrize(
    ("heading", "cells", "type_", "reason"),
    [
        ("金额", [1, 2.5, "3,000"], ColumnType.NUMBER, "3 of 3 cells are numbers."),
        ("编码", ["0012", "0013"], ColumnType.TEXT, "Its cells are short texts."),
        ("联系电话", [13800000000, 13900000000], ColumnType.TEXT, "Its cells are short texts."),
        ("批次", ["001", "002"], ColumnType.TEXT, "Its cells are short texts."),
        ("投产", ["2026.9.1", date(2026, 9, 2)], ColumnType.DATE, "2 of 2 cells are dates."),
        ("开工日期", [46266, 46267], ColumnType.DATE, "2 of 2 cells are dates."),
        ("规上", ["√", "×", "√"], ColumnType.YES_NO, "Its cells say √ or ×."),
        ("规上", ["是", "是"], ColumnType.YES_NO, "Its cells say 是 or 否."),
        ("行业", ["光电", "医药"] * 5, ColumnType.CHOICE, "Only 2 different values in 10 cells."),
        ("行业", ["光电"] * 10, ColumnType.TEXT, "Its cells are short texts."),
        ("措施", ["长" * 41], ColumnType.LONG_TEXT, "Its longest cell has 41 characters."),
        ("措施", ["一\n二"], ColumnType.LONG_TEXT, "Its longest cell has 3 characters."),
        ("是否规上", [], ColumnType.YES_NO, "Its cells are empty; its heading says so."),
        ("开工日期", [], ColumnType.DATE, "Its cells are empty; its heading says so."),
        ("投资（亿元）", [], ColumnType.NUMBER, "Its cells are empty; its heading says so."),
        ("下步措施", [], ColumnType.LONG_TEXT, "Its cells are empty; its heading says so."),
        ("行业", [], ColumnType.TEXT, "Its cells are empty."),
    ],
)
def test_types_come_from_cells_and_else_from_headings(
    heading: str, cells: list[Any], type_: ColumnType, reason: str
) -> None:
    found = column(heading, cells)
    assert (found.type, str(found.type_reason)) == (type_, reason)


def test_a_list_that_cells_offer_decides() -> None:
    found = column("行业", ["光电"], offered=("光电", "医药", "食品"))
    assert (found.type, found.choices) == (ColumnType.CHOICE, ("光电", "医药", "食品"))
    found = column("投保", ["是"], offered=("否", "是"))
    assert (found.type, found.choices) == (ColumnType.YES_NO, ("是", "否"))


def test_cells_contradict_a_heading() -> None:
    assert column("责任单位", ["甲局", "乙局"]).known is Known.LEAD
    assert column("责任单位", [1, 2]).known is None
    assert column("完成时限", [30, 15]).known is None
    assert column("完成时限", ["9月底前", "10月"]).known is Known.DUE
    assert column("登记日期", ["待定", "待定"]).known is None
    assert column("序号", ["甲", "乙"]).known is None
    assert column("销号时间", []).known is Known.CLOSED_ON


def test_a_heading_under_its_group_may_say_more_than_alone() -> None:
    rows = [["事项", "责任", ""], ["", "单位", "人"], ["缺电", "甲局", "张一"]]
    covers = {}
    merged = (Area(0, 0, 1, 0), Area(0, 1, 0, 2))
    for area in merged:
        for row in range(area.top, area.bottom + 1):
            for place in range(area.left, area.right + 1):
                covers[row, place] = area
    found = recognised(read_table(Grid("表", rows, merged, (), covers)))
    assert [one.known for one in found] == [Known.TITLE, Known.LEAD, Known.IN_CHARGE]
    assert str(found[1].known_reason) == "Its heading “单位” under “责任” is one of its names."
    rows[2][1] = 5
    rows.append(["缺水", 6, "李二"])
    assert recognised(read_table(Grid("表", rows, merged, (), covers)))[1].known is None


def test_credit_codes_are_known_by_themselves() -> None:
    found = column("代码", [credit_code(1), credit_code(2)])
    assert found.known is Known.CREDIT_CODE
    assert str(found.known_reason) == "Its cells are credit codes."


def test_categories_of_its_own_are_values_of_its_own() -> None:
    assert column("问题类别", []).known is Known.CATEGORY
    found = column("问题类别", ["消防", "用电"] * 5)
    assert (found.known, found.type) == (None, ColumnType.CHOICE)


def test_each_fact_has_one_column_and_the_full_text_stands_for_the_matter() -> None:
    rows = [["责任单位", "主责单位", "问题描述"], ["甲", "乙", "缺电"]]
    found = recognised(read_table(Grid("表", rows)))
    assert [one.known for one in found] == [Known.LEAD, None, Known.TITLE]
    assert found[2].is_required
    assert str(found[2].known_reason) == "No other column says what the matter is."


def test_what_comes_out_of_the_work_is_not_asked() -> None:
    assert [known for known in Known if known.is_asked] == [
        Known.TITLE,
        Known.TEXT,
        Known.ENTERPRISES,
        Known.CATEGORY,
        Known.DUE,
    ]


def test_a_star_asks_for_a_column() -> None:
    found = {one.name: one for one in recognised(read_sheet(relief()))}
    assert found["完成时限"].is_required
    assert not found["办理情况"].is_required
    assert found["损失情况·金额（万元）"].filled == 2
    assert column("*", ["x"]).name == "*"
