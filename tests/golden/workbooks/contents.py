"""Awkward cells: days, figures, states, errors, formulas, texts that look like formulas."""

from __future__ import annotations

import datetime as dt
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


def _with_due(*days: Any) -> bytes:
    rows = [
        (at, FIRM, f"第{at}号车间漏水，需要维修", "住房建设局", day, "办理中")
        for at, day in enumerate(days, start=1)
    ]
    return drawn(lines(HEADINGS[:6], *rows))


def days_as_text() -> bytes:
    """Days in any way of writing become days; due dates in words stay words."""
    return _with_due(
        "2021.8.26", "2021年8月26日", "20210826", "2021/8/26", "２０２１－８－２６", "9月底前"
    )


def days_as_serials() -> bytes:
    """A spreadsheet's own numbers become days where a day is asked for."""
    return _with_due(44434, 44435, "44436", 44437)


def days_that_are_none() -> bytes:
    """What is no day stays as it is written and is named with its row."""
    headings = ("序号", "企业名称", "问题描述", "提出日期")
    rows = [(at, FIRM, f"第{at}号车间漏水，需要维修", "2026-03-05") for at in range(1, 6)]
    return drawn(lines(headings, *rows, (6, OTHER, POWER, "上周三"), (7, OTHER, ROAD, "不详")))


def full_width() -> bytes:
    """Full-width digits and letters are digits and letters."""
    headings = ("序号", "企业名称", "统一社会信用代码", "问题描述", "损失金额（万元）")
    return drawn(
        lines(
            headings,
            (1, FIRM, "９１３３０１００ＭＡ２ＫＣＷ７Ｑ２Ｊ", ROAD, "１２０．５"),
            (2, OTHER, "", POWER, "８"),
            (3, OTHER, "", "围墙倒塌，需要重建", 30),
        )
    )


def figures_with_measures() -> bytes:
    """A figure loses its measure; one in another measure of money is worked out, others kept."""
    headings = ("序号", "企业名称", "问题描述", "损失金额（万元）")
    losses = (
        "12,000",
        "1.5万元",
        "5000元",
        "0.2亿元",
        "约30万元",
        "30吨",
        "较大",
        8,
        9,
        10,
        11,
        12,
    )
    rows = [
        (at, FIRM, f"第{at}号车间漏水，需要维修", loss) for at, loss in enumerate(losses, start=1)
    ]
    return drawn(lines(headings, *rows))


def states_in_own_words() -> bytes:
    """Each state is written in one way; what names none is kept and named."""
    states = ("正在办理", "办理中", "已完成", "办结", "已销号", "尚未启动", "未完成", "看情况")
    rows = [
        (at, FIRM, f"第{at}号车间漏水，需要维修", "住房建设局", "2026-09-01", state)
        for at, state in enumerate(states, start=1)
    ]
    return drawn(lines(HEADINGS[:6], *rows))


def yes_and_no() -> bytes:
    """Yes and no in any way of writing are the form's own two words."""
    headings = ("序号", "企业名称", "问题描述", "是否办结")
    words = ("是", "否", "是", "否", "√", "×", True, "还没有")
    rows = [
        (at, FIRM, f"第{at}号车间漏水，需要维修", word) for at, word in enumerate(words, start=1)
    ]

    def draw(_workbook: Any, sheet: Sheet) -> None:
        put(sheet, 0, headings, *rows)
        sheet.data_validation("D2:D99", {"validate": "list", "source": ["是", "否"]})

    return drawn(draw)


def error_cells() -> bytes:
    """A cell that holds an error is named; its row is taken over."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        sheet.write_formula("G2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D3", "=甲!A1", None, "#REF!")

    return drawn(draw)


def formulas_without_values() -> bytes:
    """A formula that nobody worked out is an empty cell, and named."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        sheet.write_formula("G2", '="已"&"派人"', None, "")
        sheet.write_formula("G3", '="增容"&"完成"', None, "增容完成")

    return drawn(draw)


def formulas_as_text() -> bytes:
    """What looks like a formula is text, here and in the result."""
    texts = ("=cmd|' /C calc'!A0", "+8613800000000", "-1+1", "@SUM(A1)", "\t=1")
    rows = [
        (at, FIRM, f"第{at}号车间漏水，需要维修", "住房建设局", "2026-09-01", "办理中", text)
        for at, text in enumerate(texts, start=1)
    ]
    return drawn(lines(HEADINGS, *rows))


def no_matter() -> bytes:
    """A row without a matter is refused with its number."""
    return drawn(lines(HEADINGS, ROWS[0], (2, OTHER, None, "发展改革局"), ROWS[1]))


def true_dates_and_times() -> bytes:
    """A day with a time is the day."""

    def draw(workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        stamp = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_datetime("E2", dt.datetime(2026, 9, 1, 17, 30), stamp)  # noqa: DTZ001

    return drawn(draw)


def twice_in_one_sheet() -> bytes:
    """A unit that lists a matter twice means two: rows of one sheet are never joined."""
    return drawn(lines(HEADINGS, ROWS[0], ROWS[0]))


def line_breaks_in_cells() -> bytes:
    """A cell keeps its lines."""
    row = (
        1,
        FIRM,
        "一是道路破损；\n二是排水不畅。",
        "住房建设局",
        "2026-09-01",
        "办理中",
        "已派人",
    )
    return drawn(lines(HEADINGS, row))


def comma_table() -> bytes:
    """CSV in UTF-8 with a mark; a record with breaks is one row, as a spreadsheet shows it."""
    text = f'序号,企业名称,问题描述\r\n1,{FIRM},"道路破损，\n货车不通"\r\n2,{OTHER},{POWER}\r\n'
    return text.encode("utf-8-sig")


def comma_table_gb18030() -> bytes:
    """CSV as older programs save it."""
    return f"序号,企业名称,问题描述\n1,{FIRM},{ROAD}\n2,{OTHER},{POWER}\n".encode("gb18030")


def tab_table_utf16() -> bytes:
    """“Unicode text” as Excel saves it."""
    return f"序号\t企业名称\t问题描述\r\n1\t{FIRM}\t{ROAD}\r\n".encode("utf-16")
