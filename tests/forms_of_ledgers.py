"""Workbooks as offices make them, built anew for every test; their words are our own."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter

TITLE = "云岭试验区灾后恢复问题台账"
NOTE = "说明：每周五下午报送。"


def book(*sheets: tuple[str, list[list[Any]]], **options: Any) -> bytes:
    """A plain workbook: sheets by name, a list of cells for each row."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    day = workbook.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets:
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]  # a date will do
                elif value is not None:
                    sheet.write(number, column, value)
    workbook.close()
    return file.getvalue()


def relief() -> bytes:
    """The form of a campaign: title row, headings in two rows, lists, filled rows, total, note."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    title = workbook.add_format({"bold": True, "font_size": 18, "align": "center"})
    head = workbook.add_format({"bold": True, "border": 1, "text_wrap": True})
    cell = workbook.add_format({"border": 1, "text_wrap": True})
    day = workbook.add_format({"border": 1, "num_format": "yyyy/m/d"})
    words = workbook.add_worksheet("字典")
    for row, kind in enumerate(("厂房", "设备", "道路", "供电")):
        words.write(row, 0, kind)
    sheet = workbook.add_worksheet("台账")
    sheet.merge_range("A1:I1", TITLE, title)
    sheet.write("A2", "填报单位：", cell)
    for place, text in (("A", "序号"), ("B", "企业名称"), ("C", "问题描述"), ("D", "受灾\n类型")):
        sheet.merge_range(f"{place}3:{place}4", text, head)
    sheet.merge_range("E3:F3", "损失情况", head)
    sheet.write("E4", "金额（万元）", head)
    sheet.write("F4", "是否投保", head)
    for place, text in (("G", "责任单位"), ("H", "完成时限*"), ("I", "办理情况")):
        sheet.merge_range(f"{place}3:{place}4", text, head)
    sheet.set_column("C:C", 42)
    sheet.set_column("H:H", 13)
    rows = [
        ("云岭澄泉水处理设备有限公司", "二号车间进水，生产线停产。", "设备", 120.5, "是"),
        ("云岭启明光学股份有限公司", "围墙倒塌，货车不能进出。", "道路", 8, "否"),
    ]
    for number, (firm, text, kind, loss, insured) in enumerate(rows, start=1):
        line = 3 + number
        for column, value in enumerate((number, firm, text, kind, loss, insured, "城建局")):
            sheet.write(line, column, value, cell)
        sheet.write_datetime(line, 7, date(2026, 10, number), day)  # type: ignore[arg-type]  # as above
        sheet.write(line, 8, "已到现场。", cell)
    sheet.write("A7", "合计", head)
    sheet.write_formula("E7", "=SUM(E5:E6)", head, 128.5)
    sheet.merge_range("A8:I8", NOTE, cell)
    sheet.data_validation("D5:D6", {"validate": "list", "source": "=字典!$A$1:$A$4"})
    sheet.data_validation("F5:F1048576", {"validate": "list", "source": ["是", "否"]})
    sheet.autofilter("A4:I6")
    sheet.print_area("A1:I8")
    sheet.activate()
    workbook.close()
    return file.getvalue()
