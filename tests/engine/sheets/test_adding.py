"""Sheets behind those of a workbook, and cells that are one over several rows."""

from __future__ import annotations

import io
import zipfile

import pytest
import python_calamine as calamine

from taizhang.engine.sheets import adding, cells, filled, layout_of, read_sheet, recognised
from taizhang.engine.sheets.adding import NewSheet
from taizhang.engine.sheets.places import Area
from tests.forms_of_ledgers import book

FORM = book(("台账", [["企业名称", "问题描述"], ["甲", "乙"]]))
ROWS = [["甲", "一"], [None, "二"], ["丙", "三"]]


def _filled(data: bytes = FORM, *more: NewSheet, merged: tuple[Area, ...] = ()) -> bytes:
    table = read_sheet(data, "台账")
    places = {column.name: column.place for column in recognised(table)}
    file = io.BytesIO()
    layout = layout_of(table, places)
    filled(data, layout, ROWS, file, keys=list(places), merged=merged, more=more)
    return file.getvalue()


def _opened(data: bytes) -> calamine.CalamineWorkbook:
    return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def _more(name: str = "来源", count: int = 2) -> NewSheet:
    return NewSheet(name, (("行", 8), ("文件", 20)), [(at, "=1") for at in range(count)])


def test_a_sheet_is_put_behind_and_its_texts_are_texts() -> None:
    data = _filled(FORM, _more(), _more("冲突"))
    opened = _opened(data)
    assert opened.sheet_names == ["台账", "来源", "冲突"]
    assert opened.get_sheet_by_name("来源").to_python() == [["行", "文件"], [0, "=1"], [1, "=1"]]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet2.xml")


def test_a_sheet_that_is_there_already_is_replaced() -> None:
    again = _filled(_filled(FORM, _more()), _more(count=1))
    opened = _opened(again)
    assert opened.sheet_names == ["台账", "来源"]
    assert len(opened.get_sheet_by_name("来源").to_python()) == 2


def test_what_one_sheet_does_not_hold_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_ROWS", 2)
    opened = _opened(_filled(FORM, _more(count=3)))
    assert opened.sheet_names == ["台账", "来源", "来源2"]
    assert opened.get_sheet_by_name("来源2").to_python()[1] == [2, "=1"]


def test_names_of_parts_and_links_that_are_taken_are_left_alone() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FORM)) as old, zipfile.ZipFile(file, "w") as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename == "xl/_rels/workbook.xml.rels":
                part = part.replace(b'Id="rId2"', b'Id="rIdTz2"')
            new.writestr(item.filename, part)
        new.writestr("xl/worksheets/sheet2.xml", b"<x/>")
    opened = _opened(_filled(file.getvalue(), _more()))
    assert opened.sheet_names == ["台账", "来源"]
    assert len(opened.get_sheet_by_name("来源").to_python()) == 3


def test_cells_are_made_one_where_nothing_was_merged_before() -> None:
    opened = _opened(_filled(FORM, merged=(Area(0, 0, 1, 0),)))
    assert opened.get_sheet_by_name("台账").merged_cell_ranges == [((1, 0), (2, 0))]


def test_very_many_different_cells_do_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cells, "_REMEMBERED", 1)
    assert _opened(_filled()).get_sheet_by_name("台账").to_python()[3] == ["丙", "三"]


def test_a_workbook_without_looks_gets_plain_headings() -> None:
    from taizhang.engine.sheets.styles import Styles

    assert Styles(b"").as_heading() is None


def test_headings_are_bold_once_where_all_of_a_workbook_is_bold() -> None:
    from lxml import etree

    from taizhang.engine.sheets.styles import Styles

    with zipfile.ZipFile(io.BytesIO(FORM)) as package:
        xml = package.read("xl/styles.xml").replace(b"<font><sz", b"<font><b/><sz")
    styles = Styles(xml)
    look = styles.as_heading()
    assert look is not None
    root = etree.fromstring(styles.xml())
    font = root.findall("{*}cellXfs/{*}xf")[look].get("fontId")
    assert len(root.findall("{*}fonts/{*}font")[int(font)].findall("{*}b")) == 1
