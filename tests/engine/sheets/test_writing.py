"""Rows written into a copy of the office's own workbook: everything around them as it was."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
import python_calamine as calamine
import xlsxwriter

from taizhang.engine.sheets import Layout, emptied, filled, layout_of, read_sheet, recognised
from taizhang.engine.sheets.cells import LONGEST, text_xml
from taizhang.engine.sheets.moving import Move
from tests.forms_of_ledgers import NOTE, TITLE, book, relief

KEYS = ("row", "firm", "text", "kind", "loss", "insured", "lead", "due", "progress")
ROW = (1, "云岭澄泉", "=屋顶漏水", "厂房", 3.5, "是", "城建局", date(2026, 9, 30), "@已修")


def form(data: bytes | None = None, keys: Sequence[str] = KEYS) -> tuple[bytes, Layout]:
    """A workbook without its rows, and how it is laid out."""
    data = relief() if data is None else data
    table = read_sheet(data)
    places = dict(zip(keys, (one.place for one in recognised(table)), strict=True))
    bare = io.BytesIO()
    layout = emptied(data, layout_of(table, places), bare)
    return bare.getvalue(), layout


def written(
    rows: Iterable[Sequence[Any]],
    *,
    start: tuple[bytes, Layout] | None = None,
    keys: Sequence[str] = KEYS,
    headings: Mapping[str, str] | None = None,
) -> bytes:
    data, layout = start or form()
    file = io.BytesIO()
    filled(data, layout, rows, file, keys=keys, headings=headings)
    return file.getvalue()


def cells(data: bytes, sheet: str = "台账") -> list[list[Any]]:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return workbook.get_sheet_by_name(sheet).to_python()


def part(data: bytes, path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(path).decode()


def sheet_xml(data: bytes) -> str:
    return part(data, "xl/worksheets/sheet2.xml")


PARTS = {
    "workbook": "xl/workbook.xml",
    "relations": "xl/_rels/workbook.xml.rels",
    "sheet1": "xl/worksheets/sheet1.xml",
    "styles": "xl/styles.xml",
}


def changed(data: bytes, *more: tuple[str, str], **parts: Callable[[str], str] | None) -> bytes:
    """The same package with some parts changed or, for None, left out, and `more` added."""
    file = io.BytesIO()
    paths = {PARTS[name]: change for name, change in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for item in old.infolist():
            change = paths.get(item.filename, str)
            if change is not None:
                text = old.read(item)
                new.writestr(item.filename, text if change is str else change(text.decode()))
        for path, text in more:
            new.writestr(path, text)
    return file.getvalue()


def test_a_form_is_emptied_of_its_rows_and_of_texts_that_only_they_used() -> None:
    data, layout = form()
    rows = cells(data)
    assert rows[0][0] == TITLE
    assert rows[4] == [""] * 9
    assert rows[5][0] == "合计"
    assert rows[6][0] == NOTE
    assert "车间进水" not in part(data, "xl/sharedStrings.xml")
    assert "厂房" in part(data, "xl/sharedStrings.xml")
    assert (layout.first, layout.end, layout.model) == (4, 5, 4)
    assert Layout.of_json(layout.as_json()) == layout


def test_rows_are_written_and_what_refers_to_them_follows() -> None:
    data = written([ROW] * 30)
    rows = cells(data)
    assert rows[4] == [*ROW[:8], "@已修"]
    assert rows[34][0] == "合计"
    assert rows[35][0] == NOTE
    xml = sheet_xml(data)
    assert 'sqref="D5:D34"' in xml
    assert 'sqref="F5:F1048576"' in xml
    assert "<f>SUM(E5:E34)</f>" in xml
    assert 'ref="A36:I36"' in xml
    assert '<autoFilter ref="A4:I34"' in xml
    assert "$A$1:$I$36" in part(data, "xl/workbook.xml")
    assert 'fullCalcOnLoad="1"' in part(data, "xl/workbook.xml")
    assert re.search(r'<col min="3" max="3" width="42', xml)


def test_written_rows_are_read_again_as_the_same_table() -> None:
    table = read_sheet(written([ROW, ROW]))
    assert table.titles[0] == TITLE
    assert len(table.data) == 2
    assert table.data[0].cells[7] == date(2026, 9, 30)
    assert [str(rule.areas[0]) for rule in table.grid.lists] == ["D5:D6", "F5:F1048576"]


def test_nothing_that_was_typed_is_ever_run() -> None:
    data = written([ROW])
    xml = sheet_xml(data)
    assert xml.count("<f>") == 1
    looks = part(data, "xl/styles.xml")
    assert looks.count('quotePrefix="1"') == 1
    assert text_xml("a<b&\x00_x0041_\r\n") == "a&lt;b&amp;_x005F_x0041_\n"
    assert len(text_xml("长" * 40_000)) == LONGEST


def test_no_rows_leave_one_empty_row_with_its_looks() -> None:
    assert cells(written([]))[4] == [""] * 9
    assert cells(written([]))[5][0] == "合计"


def test_a_column_of_another_name_and_new_ones_at_the_right() -> None:
    keys = (*KEYS, "more", "most")
    data = written(
        [(*ROW, "甲", None)],
        keys=keys,
        headings={"loss": "损失（万元）", "kind": "类型", "more": "下一步", "most": "备注"},
    )
    rows = cells(data)
    assert rows[3][4] == "损失（万元）"
    assert rows[2][3] == "类型"
    assert rows[2][9:] == ["下一步", "备注"]
    assert rows[4][9:] == ["甲", ""]
    xml = sheet_xml(data)
    assert 'ref="J3:J4"' in xml
    assert 'ref="A1:K1"' in xml
    assert '<col min="10" max="10" width="16" customWidth="1"/>' in xml


def test_new_columns_stand_before_what_stands_further_right() -> None:
    def styled(xml: str) -> str:
        return re.sub(r'(<c r="B1".*?</c>)', r'\1<c r="F1" s="0"/>', xml)

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    sheet = workbook.add_worksheet("表")
    sheet.write_row(0, 0, ["序号", "问题"])
    sheet.write_row(1, 0, [1, "缺电"])
    sheet.set_column("F:F", 30)
    workbook.close()
    start = form(changed(file.getvalue(), sheet1=styled), ("row", "text"))
    done = written([(1, "x", "y")], start=start, keys=("row", "text", "n"), headings={"n": "新"})
    xml = part(done, "xl/worksheets/sheet1.xml")
    assert re.search(r'<col min="3".*<col min="6"', xml)
    assert re.search(r'r="C1".*r="F1"', xml)


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        ([], [(3, 3, True)]),
        (["A:B"], [(1, 2, False), (3, 3, True)]),
        (["A:XFD"], [(1, 2, False), (3, 3, True), (4, 16384, False)]),
        (["B:C"], [(2, 2, False), (3, 3, True)]),
        (["C:F"], [(3, 3, True), (4, 6, False)]),
        (["C:C", "E:E"], [(3, 3, True), (5, 5, False)]),
    ],
    ids=str,
)
def test_a_column_out_of_sight_takes_its_width_out_of_a_stretch(
    widths: list[str], expected: list[tuple[int, int, bool]]
) -> None:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    sheet = workbook.add_worksheet("表")
    sheet.write_row(0, 0, ["序号", "问题"])
    sheet.write_row(1, 0, [1, "缺电"])
    for columns in widths:
        sheet.set_column(columns, 30)
    workbook.close()
    data, layout = form(file.getvalue(), ("row", "text"))
    done = io.BytesIO()
    keys, headings = ("row", "text", "mark"), {"mark": "标记"}
    filled(data, layout, [(1, "x", "y")], done, keys=keys, headings=headings, hidden=["mark"])
    found = re.findall(r"<col ([^>]*)/>", part(done.getvalue(), "xl/worksheets/sheet1.xml"))
    stretches = [dict(re.findall(r'(\w+)="(\w+)"', one)) for one in found]
    assert [(int(s["min"]), int(s["max"]), "hidden" in s) for s in stretches] == expected
    assert cells(done.getvalue(), "表")[1] == [1, "x", "y"]


def test_a_heading_that_stands_above_an_empty_cell_is_the_one_that_is_renamed() -> None:
    def joined(xml: str) -> str:
        merged = '<mergeCells count="1"><mergeCell ref="C1:D1"/></mergeCells>'
        return xml.replace("</sheetData>", "</sheetData>" + merged)

    rows = [["序号", "问题", "责任", None], [None, None, "单位", "人"], [1, "缺电", "甲", "乙"]]
    start = form(changed(book(("表", rows)), sheet1=joined), ("row", "text", "lead", "who"))
    names = {"text": "事项", "who": "姓名"}
    done = written(
        [(1, "x", "y", "z")], start=start, keys=("row", "text", "lead", "who"), headings=names
    )
    assert cells(done, "表")[:2] == [["序号", "事项", "责任", ""], ["", "", "单位", "姓名"]]


def test_a_plain_sheet_without_widths_merges_or_looks() -> None:
    data = book(("表", [["序号", "问题", "责任人"], [1, "缺电", "张一"], [2, "缺水", "李二"]]))
    data = changed(
        data,
        styles=None,
        workbook=lambda xml: xml.replace("<calcPr", "<x").replace("calcPr>", "x>"),
    )
    start = form(data, ("row", "text", "who"))
    more = written(
        [(1, "=缺电", date(2026, 9, 1), "备注", 2)],
        start=start,
        keys=("row", "text", "who", "note", "n"),
        headings={"note": "说明", "n": "件数"},
    )
    assert cells(more, "表") == [
        ["序号", "问题", "责任人", "说明", "件数"],
        [1, "=缺电", "2026-09-01", "备注", 2],
    ]


@pytest.mark.parametrize("more", [[], [date(2026, 1, 1)]])
def test_a_date_under_another_look_gets_one_of_its_own(more: list[Any]) -> None:
    other = ("另", [["x", *more]])
    data = book(("表", [["序号", "问题", "时限"], [1, "缺电", "待定"]]), other)
    data = changed(
        data,
        workbook=lambda xml: xml.replace(
            "</sheets>",
            "</sheets><definedNames><definedName name='x'>表!A9</definedName></definedNames>",
        ),
    )
    start = form(data, ("row", "text", "due"))
    rows = [(1, "缺电", date(2026, 9, 1)), (2, "缺水", date(2026, 9, 2))]
    once = written(rows, start=start, keys=("row", "text", "due"))
    assert cells(once, "表")[1][2] == date(2026, 9, 1)
    assert part(once, "xl/styles.xml").count("yyyy-mm-dd") == 1
    assert "表!A10" in part(once, "xl/workbook.xml"), "a name goes along, as in the program itself"
    again = written(rows, start=(once, start[1]), keys=("row", "text", "due"))
    assert part(again, "xl/styles.xml").count("yyyy-mm-dd") == 1


def test_cells_joined_in_the_model_row_are_joined_in_every_row() -> None:
    def joined(xml: str) -> str:
        merged = '<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'
        return xml.replace("</sheetData>", "</sheetData>" + merged)

    data = changed(
        book(("表", [["序号", "问题", None, "责任人"], [1, "缺电", None, "张一"]])), sheet1=joined
    )
    start = form(data, ("row", "text", "who"))
    assert start[1].joined == ((1, 2),)
    more = written([(1, "甲", "张"), (2, "乙", "李")], start=start, keys=("row", "text", "who"))
    xml = part(more, "xl/worksheets/sheet1.xml")
    assert 'ref="B2:C2"' in xml
    assert 'ref="B3:C3"' in xml


def test_merged_areas_within_the_rows_go_with_them() -> None:
    def joined(xml: str) -> str:
        merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
        return xml.replace("</sheetData>", "</sheetData>" + merged)

    data = changed(book(("表", [["序号", "问题"], [1, "缺电"], [None, "缺水"]])), sheet1=joined)
    bare, _layout = form(data, ("row", "text"))
    assert "mergeCell" not in part(bare, "xl/worksheets/sheet1.xml")


def test_links_tables_and_places_of_other_programs_follow() -> None:
    def more(xml: str) -> str:
        links = (
            '<hyperlinks><hyperlink ref="B2" display="x"/><hyperlink ref="B9" display="y"/>'
            '<hyperlink display="z"/></hyperlinks>'
        )
        ext = (
            '<extLst><ext uri="x"><x14:dataValidations xmlns:x14="u">'
            '<x14:dataValidation type="list">'
            '<xm:sqref xmlns:xm="v">A2:A3</xm:sqref></x14:dataValidation>'
            "</x14:dataValidations></ext></extLst>"
        )
        return xml.replace("</sheetData>", f"</sheetData>{links}").replace(
            "</worksheet>", f"{ext}</worksheet>"
        )

    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/table" Target="../tables/table1.xml"/>'
        '<Relationship Id="rId2" Type="x/table" Target="/xl/tables/table2.xml"/>'
        '<Relationship Id="rId3" Type="x/table" Target="../tables/gone.xml"/>'
        '<Relationship Id="rId4" Type="x/drawing" Target="../drawings/d.xml"/></Relationships>'
    )
    table = '<table xmlns="m" ref="A1:B3"><autoFilter ref="A1:B3"/></table>'
    data = changed(
        book(("表", [["序号", "问题"], [1, "缺电"], [2, "缺水"], [], ["注：", None]])),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations),
        ("xl/tables/table1.xml", table),
        ("xl/tables/table2.xml", table),
        ("xl/calcChain.xml", "<x/>"),
        sheet1=more,
        relations=lambda xml: xml.replace(
            "</Relationships>", '<Relationship Id="c" Target="calcChain.xml"/></Relationships>'
        ),
    )
    done = written(
        [(n, "x") for n in range(5)], start=form(data, ("row", "text")), keys=("row", "text")
    )
    xml = part(done, "xl/worksheets/sheet1.xml")
    assert 'ref="B11"' in xml
    assert xml.count("<hyperlink ") == 1
    assert ">A2:A6</xm:sqref>" in xml
    for name in ("table1", "table2"):
        assert part(done, f"xl/tables/{name}.xml").count('ref="A1:B6"') == 2
    with zipfile.ZipFile(io.BytesIO(done)) as package:
        assert "xl/calcChain.xml" not in package.namelist()
        assert "calcChain" not in package.read("xl/_rels/workbook.xml.rels").decode()


def test_only_links_within_the_rows_leave_no_links() -> None:
    links = '<hyperlinks><hyperlink ref="B2"/></hyperlinks>'
    data = changed(
        book(("表", [["序号", "问题"], [1, "缺电"]])),
        sheet1=lambda xml: xml.replace("</sheetData>", f"</sheetData>{links}"),
    )
    bare, _layout = form(data, ("row", "text"))
    assert "hyperlink" not in part(bare, "xl/worksheets/sheet1.xml")


def test_places_that_a_program_left_out_are_counted() -> None:
    def bare(xml: str) -> str:
        return re.sub(r'<(row|c) r="[A-Z]*\d+"', r"<\1", xml)

    data = changed(book(("表", [["序号", "问题"], [1, "缺电"]])), sheet1=bare)
    done = written([(7, "甲")], start=form(data, ("row", "text")), keys=("row", "text"))
    assert cells(done, "表") == [["序号", "问题"], [7, "甲"]]


def test_elements_with_a_prefix_stay_so() -> None:
    def prefixed(xml: str) -> str:
        xml = re.sub(r"<(/?)(?!\?)([a-zA-Z]+)", r"<\1x:\2", xml)
        return xml.replace("xmlns=", "xmlns:x=")

    data = changed(book(("表", [["序号", "问题"], [1, "缺电"]])), sheet1=prefixed)
    done = written([(7, "甲")], start=form(data, ("row", "text")), keys=("row", "text"))
    assert cells(done, "表") == [["序号", "问题"], [7, "甲"]]
    assert "<x:row" in part(done, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(E5:E7)+E9", "SUM(E5:E14)+E16"),
        ("E4*2", "E4*2"),
        ("$E$6", "$E$5"),
        ("字典!E9+'表 1'!E9", "字典!E9+'表 1'!E9"),
        ("LOG10(E9)", "LOG10(E16)"),
    ],
)
def test_formulas_below_the_rows_follow(before: str, after: str) -> None:
    assert Move(4, 7, 10).formula(before) == after


def test_names_of_the_sheet_follow_to_its_last_row() -> None:
    move = Move(4, 7, 2)
    assert move.range("A1:B2 C1:C5") == "A1:B2 C1:C6"
    assert move.formula("'表'!$A$1:$I$9", sheets=True) == "'表'!$A$1:$I$8"
    assert move.range("A1:A1048576 B9") == "A1:A1048576 B8"
    assert Move(4, 7, 1_048_570).range("B9:B1048575") == "B1048576"
