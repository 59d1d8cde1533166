"""Workbook templates: named cells, a marked row, totals that follow; places of what is wrong."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from taizhang.engine.sheets import read_grids
from taizhang.engine.templates import Catalogue, Template, books, looked_through
from taizhang.engine.templates import refusals as no
from tests.engine.templates.forms import LIST, ONE, ROWS, VALUES, book, member, repacked


def filled(data: bytes, catalogue: Catalogue = LIST, rows: Any = ROWS, **values: Any) -> bytes:
    file = io.BytesIO()
    looked_through(data, catalogue).fill({**VALUES, **values}, rows, file)
    return file.getvalue()


def cells(data: bytes) -> list[list[Any]]:
    return [list(row) for row in read_grids(data)[0].rows]


def marked(workbook: Any, sheet: Any) -> None:
    """Title, headings, the marked row, a total, a note; a second sheet that looks at the first."""
    border = workbook.add_format({"border": 1, "bold": True})
    sheet.merge_range("A1:E1", "{{园区名称}}清单（共{{件数}}件）", border)
    sheet.write_formula("F1", "=COUNTA(B3:B3)")
    sheet.write_row("A2", ["序", "编号", "单位", "期限", "分值"])
    sheet.write_formula("A3", "=ROW()-2")
    sheet.write("B3", "{{编号}}", border)
    sheet.write("C3", "由{{条目.牵头单位}}办（{{园区名称}}）")
    sheet.write("D3", "{{时限}}")
    sheet.write("E3", 5)
    sheet.write_formula("F3", "=E3*$E$4+E2")
    sheet.write_formula("G3", "=SUM(E3:F3)")
    sheet.write_formula("E4", "=SUM(E3:E3)")
    sheet.write("A5", "制表：{{园区名称}}")
    sheet.set_row(2, 33)
    sheet.merge_range("H3:I3", "")
    other = workbook.add_worksheet("汇总 表")
    other.write_formula("A1", "=COUNTA(台账!B3:B3)+B3")
    workbook.add_worksheet("再").write_formula("A1", "='汇总 表'!A1")
    workbook.define_name("落款", "=台账!$A$5")


def test_the_marked_row_is_written_for_every_entry_in_its_own_look() -> None:
    rows = [{**row, "due": dt.date(2026, 9, at)} for at, row in enumerate(ROWS, 1)]
    done = filled(book(marked), rows=rows)
    said = cells(done)
    assert said[0][0] == "云岭试验区清单（共2件）"
    assert [row[1:5] for row in said[2:4]] == [
        ["SQ-1", "由供电中心办（云岭试验区）", dt.date(2026, 9, 1), 5],
        ["SQ-2", "由规建局办（云岭试验区）", dt.date(2026, 9, 2), 5],
    ]
    assert said[5][0] == "制表：云岭试验区", "what stands below moved down"
    sheet = member(done, "xl/worksheets/sheet1.xml")
    assert sheet.count('ht="33.0" customHeight="1"') + sheet.count('ht="33" customHeight="1"') == 2
    assert 'ref="H3:I3"' in sheet
    assert 'ref="H4:I4"' in sheet


def test_formulas_follow_wherever_they_stand() -> None:
    done = filled(repacked(book(marked), {"xl/calcChain.xml": "<calcChain/>"}))
    sheet = member(done, "xl/worksheets/sheet1.xml")
    for formula in (
        "COUNTA(B3:B4)",
        "ROW()-2",
        "E3*$E$4+E2",
        "E4*$E$4+E3",
        "SUM(E4:F4)",
        "SUM(E3:E4)",
    ):
        assert f"<f>{formula}</f>" in sheet, formula
    assert "COUNTA(台账!B3:B4)+B3" in member(done, "xl/worksheets/sheet2.xml")
    workbook = member(done, "xl/workbook.xml")
    assert "台账!$A$6" in workbook
    assert 'fullCalcOnLoad="1"' in workbook


def test_an_empty_list_leaves_one_empty_row() -> None:
    said = cells(filled(book(marked), rows=()))
    assert said[2][1] == ""
    assert said[4][0] == "制表：云岭试验区"


def test_what_begins_like_a_formula_is_text() -> None:
    rows = [{"number": "=1+1", "lead": "@x"}]
    done = filled(book(marked), rows=rows, zone="+cmd")
    sheet = member(done, "xl/worksheets/sheet1.xml")
    assert "<f>1+1" not in sheet
    assert cells(done)[2][1] == "=1+1"
    assert cells(done)[0][0] == "+cmd清单（共2件）"
    assert 'quotePrefix="1"' in member(done, "xl/styles.xml")


def test_named_cells_get_values_of_their_own_kind() -> None:
    def one(workbook: Any, sheet: Any) -> None:
        sheet.write("B2", "旧", workbook.add_format({"num_format": "yyyy/m/d"}))
        sheet.merge_range("D2:E2", "")
        workbook.define_name("时限", "=台账!$B$2")
        workbook.define_name("编号", "='台账'!$C$9")
        workbook.define_name("编号_2", "=台账!$D$2:$E$2")
        workbook.define_name("件数", "=台账!$A$1:$A$3")
        workbook.define_name("别的", "=台账!$A$1")
        workbook.define_name("常数", "=3")

    data = book(one)
    found = looked_through(data, ONE)
    assert {one.place.fields["name"] for one in found.report.uses} == {"时限", "编号", "编号_2"}
    done = filled(data, ONE, due=dt.date(2026, 8, 6), number="SQ-9")
    said = cells(done)
    assert said[1][1:4] == [dt.date(2026, 8, 6), "", "SQ-9"]
    assert said[8][2] == "SQ-9"


def test_names_mark_the_row_as_braces_do() -> None:
    def one(workbook: Any, sheet: Any) -> None:
        sheet.write("A2", "固定")
        workbook.define_name("编号", "=台账!$B$2")

    assert cells(filled(book(one)))[1:] == [["固定", "SQ-1"], ["固定", "SQ-2"]]


def test_unknown_fields_and_rules_are_named_with_their_cell() -> None:
    def one(_workbook: Any, sheet: Any) -> None:
        sheet.write("B2", "{{牵头部门}} {{件数}}{# 备注 #}")
        sheet.write("C2", "{% if 件数 %}")
        sheet.write("D2", "{{件数")

    data = book(one)
    report = looked_through(data, LIST).report
    assert [(use.name, use.place.fields) for use in report.unknown] == [
        ("牵头部门", {"sheet": "台账", "cell": "B2"})
    ]
    assert [(type(one.refusal), one.place.fields["cell"]) for one in report.problems] == [
        (no.MarkUnreadable, "C2"),
        (no.MarkNotClosed, "D2"),
    ]
    with pytest.raises(no.TemplateNotFillable):
        filled(data)


def test_what_nobody_knows_stays_as_it_is_written() -> None:
    data = book(lambda _book, sheet: sheet.write("A1", "{{牵头部门}}：{{件数}}{# x #}"))
    assert cells(filled(data)) == [["{{牵头部门}}：2"]]


def problems_of(fill: Any) -> list[type]:
    found: Template = looked_through(book(fill), LIST)
    return [type(one.refusal) for one in found.report.problems]


def test_a_second_marked_row_is_refused() -> None:
    def two(_workbook: Any, sheet: Any) -> None:
        sheet.write("A2", "{{编号}}")
        sheet.write("A3", "{{牵头单位}}")

    assert problems_of(two) == [no.SecondMarkedRow]


def test_a_marked_row_merged_with_another_is_refused() -> None:
    def one(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("A2:A3", "{{编号}}")

    assert problems_of(one) == [no.MarkedRowMerged]


def test_a_formula_over_several_cells_cannot_be_repeated() -> None:
    def one(_workbook: Any, sheet: Any) -> None:
        sheet.write("A2", "{{编号}}")
        sheet.write_array_formula("B2:C2", "{=A1:A2}")

    assert no.FormulaNotRepeatable in problems_of(one)


def test_a_workbook_without_a_field_is_allowed_and_said() -> None:
    data = book(lambda _book, sheet: sheet.write("A1", "说明"))
    found = looked_through(data, LIST)
    assert found.report.is_fit
    assert not found.has_rows
    assert len(found.report.notes) == 1
    assert cells(filled(data)) == [["说明"]]


def test_a_form_of_the_program_s_own_becomes_a_workbook() -> None:
    """An .xltx; cells may leave out their places, numbers may be none."""
    data = repacked(
        book(lambda _book, sheet: (sheet.write("A1", "{{件数}}"), sheet.write("B1", 7))),
        {
            "[Content_Types].xml": lambda xml: xml.replace(
                b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml"
            ),
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(b'<c r="B1">', b"<c>").replace(
                b"<v>7</v>", b"<v>x</v>"
            ),
        },
    )
    done = filled(data)
    assert "spreadsheetml.sheet.main+xml" in member(done, "[Content_Types].xml")
    assert "<v>2</v>" in member(done, "xl/worksheets/sheet1.xml")


def test_a_text_written_inside_its_cell_is_read_too() -> None:
    data = repacked(
        book(lambda _book, sheet: sheet.write("A1", "x")),
        {
            "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
                b'<c r="A1" t="s"><v>0</v></c>',
                '<c r="A1" t="inlineStr"><is><t>{{件数}}</t></is></c><c r="B1" t="s"><v>99</v></c>'
                '<c r="C1" t="str"><f>"甲"</f><v>甲</v></c>'.encode(),
            )
        },
    )
    assert '<c r="A1" s="0"><v>2</v></c>' in member(filled(data), "xl/worksheets/sheet1.xml")


def test_a_long_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "MOST_ROWS", 1)
    with pytest.raises(no.TooMuchForTemplate):
        filled(book(marked))


def test_rows_are_written_one_by_one() -> None:
    """However many there are: none is asked for before the one before it was taken."""
    taken = []

    def rows() -> Any:
        for number in range(3_000):
            taken.append(number)
            yield {"number": f"SQ-{number}"}

    done = filled(book(marked), rows=rows())
    assert len(cells(done)) == 3_004
    assert len(taken) == 3_000
