"""Awkward forms: headings, merged cells, notes, tables beside and below each other.

What each case promises stands in its docstring.
"""

from __future__ import annotations

from typing import Any

from tests.golden.workbooks.building import (
    FIRM,
    HEADINGS,
    OTHER,
    POWER,
    ROAD,
    ROWS,
    Sheet,
    drawn,
    lines,
    put,
    table,
)


def heading_in_row_30() -> bytes:
    """Headings are found below anything."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        put(sheet, 0, ("云岭高新区企业问题台账",), ("填报单位：住房建设局",))
        table(sheet, 29)

    return drawn(draw)


def heading_of_three_rows() -> bytes:
    """Three rows of headings are one; a column is called by its lowest."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        sheet.merge_range("A1:A3", "序号")
        sheet.merge_range("B1:B3", "企业名称")
        sheet.merge_range("C1:F1", "问题")
        sheet.merge_range("C2:C3", "问题描述")
        sheet.merge_range("D2:F2", "办理")
        put(sheet, 2, ("责任单位", "完成时限", "办理状态"), column=3)
        put(sheet, 3, *(row[:6] for row in ROWS))

    return drawn(draw)


def breaks_in_headings() -> bytes:
    """A heading over several lines is the same heading."""
    broken = (
        "序\n号",
        "企业\n名称",
        "问题\n描述",
        "责任\n单位",
        "完成\n时限",
        "办理\n状态",
        "进展\n情况",
    )
    return drawn(lines(broken, *ROWS))


def double_headings() -> bytes:
    """Two columns of one name stay two columns, each with its own cells."""
    headings = ("序号", "企业名称", "问题描述", "备注", "备注")
    return drawn(lines(headings, (1, FIRM, ROAD, "甲", "乙")))


def required_marks() -> bytes:
    """Stars and words in brackets do not change a heading."""
    headings = ("序号", "企业名称（全称）", "*问题描述", "责任单位【必填】")
    return drawn(lines(headings, (1, FIRM, ROAD, "住房建设局")))


def two_tables_below_each_other() -> bytes:
    """The second table is read with its own headings, its rows numbered as the sheet has them."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        put(sheet, 4, ("二、新增问题",))
        put(sheet, 5, ("序号", "问题描述", "企业名称", "牵头单位"))
        put(sheet, 6, (1, "职工宿舍不足，希望配租公租房", OTHER, "人力资源局"))

    return drawn(draw)


def two_tables_side_by_side() -> bytes:
    """The table at the right stays columns of their own beside the first: nothing is lost."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        put(sheet, 0, ("序号", "企业名称", "问题描述"), (1, FIRM, ROAD))
        put(sheet, 0, ("序号", "企业名称", "问题描述"), (1, OTHER, POWER), column=4)

    return drawn(draw)


def only_headings() -> bytes:
    """An empty form is a form: nothing is taken over and nothing is wrong."""
    return drawn(lines(("云岭高新区企业问题台账",), HEADINGS))


def nothing_at_all() -> bytes:
    """An empty workbook is refused by name."""
    return drawn(lines())


def only_figures() -> bytes:
    """Without headings there is no table; it is refused by name."""
    return drawn(lines((1, 2, 3), (4, 5, 6), (7, 8, 9)))


def repeated_headings() -> bytes:
    """Headings printed again on the next page are no entry."""
    return drawn(lines(HEADINGS, ROWS[0], HEADINGS, ROWS[1]))


def example_row() -> bytes:
    """The row that shows how to fill in is no entry."""
    sample = ("示例", "某某公司", "路面破损", "住房建设局", "2026-01-01", "办理中", "…")
    return drawn(lines(HEADINGS, sample, *ROWS))


def sub_totals() -> bytes:
    """Sub-totals and the total are no entries."""
    return drawn(
        lines(HEADINGS, ROWS[0], ("小计", 1), ROWS[1], ("小计", 1), ("合计", 2), ("总计：", 2))
    )


def notes_below() -> bytes:
    """Notes and signatures below the table are no entries."""
    notes = (("注：每周五报送。",), ("填表人：陶云", "审核人：何思远"), ("说明：时限以交办单为准",))
    return drawn(lines(HEADINGS, *ROWS, *notes))


def note_like_matter() -> bytes:
    """Above the foot a row that begins like a note is an entry, or refused; never dropped."""
    return drawn(lines(HEADINGS, ("说明：", FIRM, ROAD), *ROWS))


def groups_between() -> bytes:
    """Names of groups between the rows are no entries."""
    return drawn(lines(HEADINGS, ("一、用地类",), ROWS[0], ("二、用电类",), ROWS[1]))


def blank_rows() -> bytes:
    """Rows of blanks and rows that only have a frame are nothing."""

    def draw(workbook: Any, sheet: Sheet) -> None:
        frame = workbook.add_format({"border": 1})
        put(sheet, 0, HEADINGS, ROWS[0], ("  ", "\u3000", " "))
        for row in range(3, 30):
            for column in range(7):
                sheet.write_blank(row, column, None, frame)
        put(sheet, 30, ROWS[1])

    return drawn(draw)


def merged_down() -> bytes:
    """A cell merged over rows belongs to each of them and is merged again in the result."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        put(sheet, 3, (3, None, "围墙倒塌，需要重建", None, "2026-11-01", "办理中", "已勘查"))
        sheet.merge_range("B3:B4", OTHER)
        sheet.merge_range("D3:D4", "发展改革局")

    return drawn(draw)


def merged_across() -> bytes:
    """A cell merged over columns is the value of its first."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        put(sheet, 0, ("序号", "企业名称", "问题描述", None, "责任单位"))
        sheet.merge_range("C1:D1", "问题描述")
        put(sheet, 1, (1, FIRM, None, None, "住房建设局"), (2, OTHER, None, None, "发展改革局"))
        sheet.merge_range("C2:D2", ROAD)
        sheet.merge_range("C3:D3", POWER)

    return drawn(draw)


def merged_title_and_unit() -> bytes:
    """Who reports stands above the headings, in a cell of its own or behind a colon."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        sheet.merge_range("A1:G1", "云岭高新区企业问题台账")
        put(sheet, 1, ("填报单位：", "云岭高新区住房建设局", None, None, "2026年9月"))
        table(sheet, 2)

    return drawn(draw)


def own_columns() -> bytes:
    """What the office does not ask stays columns of the form when the workbook is the form."""
    headings = ("序号", "企业名称", "问题描述", "天气", "心情")
    return drawn(lines(headings, (1, FIRM, ROAD, "晴", "好")))


def far_to_the_right() -> bytes:
    """A table may begin anywhere."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        put(sheet, 4, HEADINGS, *ROWS, column=5)

    return drawn(draw)
