"""Files that are no ledger's form, or would harm: refused by name, with what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import (
    BrokenDocument,
    EncryptedDocument,
    OldWorkbook,
    TooManyBytes,
    TooManyCells,
    UnpacksTooLarge,
)
from taizhang.engine.sheets import MacroWorkbook, NoWorkbook, read_grids
from taizhang.engine.sheets.grid import checked
from tests.engine.sheets.test_writing import changed
from tests.forms_of_ledgers import book

PLAIN = [["序号", "问题"], [1, "缺电"]]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ("问题清单".encode(), NoWorkbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), OldWorkbook),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedDocument,
        ),
        (b"PK\x03\x04 xl/ cut off", BrokenDocument),
    ],
)
def test_other_files(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_grids(data)


def test_macros_are_refused_unrun() -> None:
    with pytest.raises(MacroWorkbook):
        read_grids(changed(book(("表", PLAIN)), ("xl/vbaProject.bin", "x")))


def test_limits() -> None:
    data = book(("表", PLAIN))
    with pytest.raises(TooManyBytes):
        read_grids(data, limits=Limits(bytes=10))
    with pytest.raises(TooManyCells):
        read_grids(data, limits=Limits(cells=3))
    with pytest.raises(UnpacksTooLarge):
        read_grids(data, limits=Limits(unzipped_bytes=100))


def test_a_sheet_that_states_wrong_corners_is_read_by_its_cells() -> None:
    data = changed(book(("表", PLAIN)), sheet1=lambda xml: xml.replace('ref="A1:B2"', 'ref="A1"'))
    (grid,) = read_grids(data)
    assert grid.rows[1][1] == "缺电"


@pytest.mark.parametrize("path", ["workbook", "sheet1"])
def test_entities_are_never_followed(path: str) -> None:
    def harmful(xml: str) -> str:
        head, _mark, rest = xml.partition("?>")
        return f'{head}?><!DOCTYPE x [<!ENTITY e "e">]>{rest}'

    with pytest.raises(BrokenDocument):
        read_grids(changed(book(("表", PLAIN)), **{path: harmful}))


def test_parts_that_are_no_xml_or_missing() -> None:
    data = book(("表", PLAIN))
    with pytest.raises(BrokenDocument):
        checked(changed(data, workbook=lambda _xml: "<"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/x.xml", "<x/>")
    with pytest.raises(BrokenDocument):
        checked(file.getvalue())


def test_lists_of_every_kind_and_those_that_are_none() -> None:
    rules = "".join(
        f'<dataValidation type="{kind}" sqref="{place}">{formula}</dataValidation>'
        for kind, place, formula in (
            ("list", "A2", '<formula1>"甲，乙,甲"</formula1>'),
            ("list", "B2", "<formula1>名单</formula1>"),
            ("list", "C2", "<formula1>'字 典'!$A$1:$A$9</formula1>"),
            ("list", "D2", "<formula1>INDIRECT(A1)</formula1>"),
            ("list", "E2", "<formula1>没有!$A$1:$A$2</formula1>"),
            ("list", "F2", "<formula1>$A$1:$B$1</formula1>"),
            ("list", "G2", "<formula1>A:A</formula1>"),
            ("list", "H2", ""),
            ("whole", "I2", "<formula1>1</formula1>"),
            ("list", "J2", '<formula1>"' + ",".join(map(str, range(201))) + '"</formula1>'),
        )
    )
    newer = (
        '<extLst><x14:dataValidation xmlns:x14="u" type="list"><x14:formula1>'
        "<f>'字 典'!$A$1:$A$2</f></x14:formula1><sqref>K2</sqref></x14:dataValidation></extLst>"
    )
    data = changed(
        book(("表", PLAIN), ("字 典", [["光电"], ["医药"], [5]])),
        sheet1=lambda xml: xml.replace(
            "</worksheet>", f"<dataValidations>{rules}</dataValidations>{newer}</worksheet>"
        ),
        workbook=lambda xml: xml.replace(
            "</sheets>",
            "</sheets><definedNames><definedName name='名单'>'字 典'!$A$1:$A$2</definedName>"
            "</definedNames>",
        ),
    )
    (grid, _words) = read_grids(data)
    found = {str(area): rule.choices for rule in grid.lists for area in rule.areas}
    assert found == {
        "A2": ("甲", "乙"),
        "B2": ("光电", "医药"),
        "C2": ("光电", "医药", "5"),
        "F2": ("序号", "问题"),
        "K2": ("光电", "医药"),
    }


def test_texts_written_into_cells_and_readings_above_them() -> None:
    def more(xml: str) -> str:
        inline = (
            '<row r="9"><c r="A9" t="inlineStr"><is><r><t>缺</t></r><r><t>水</t></r>'
            '<rPh sb="0" eb="1"><t>que</t></rPh></is></c><c r="B9"><v>99</v></c></row>'
        )
        rule = (
            '<dataValidations><dataValidation type="list" sqref="C2"><formula1>$A$9:$B$9'
            "</formula1></dataValidation></dataValidations>"
        )
        return xml.replace("</sheetData>", f"{inline}</sheetData>{rule}")

    (grid,) = read_grids(changed(book(("表", PLAIN)), sheet1=more))
    assert grid.lists[0].choices == ("缺水", "99")
    nowhere = changed(
        book(("表", PLAIN)),
        sheet1=lambda xml: more(xml).replace('<c r="B9">', '<c><v>7</v></c><c r="B9" t="s">'),
    )
    with checked(nowhere) as package:
        assert package.range("表", "$A$9:$B$9") == ["缺水", "99"]


def test_hidden_sheets_and_charts_are_not_looked_at() -> None:
    data = changed(
        book(("表", PLAIN), ("藏", PLAIN)),
        workbook=lambda xml: xml.replace('name="藏"', 'name="藏" state="hidden"'),
    )
    assert [grid.name for grid in read_grids(data)] == ["表"]
    lost = changed(
        data,
        workbook=lambda xml: xml.replace(
            "</sheets>", '<sheet name="图" sheetId="9" r:id="rId99"/></sheets>'
        ),
    )
    with checked(lost) as package:
        assert package.shown == ("表",)


def test_absolute_paths_within_the_package_are_found() -> None:
    data = changed(
        book(("表", PLAIN)),
        workbook=lambda xml: xml.replace('Target="worksheets/', 'Target="/xl/worksheets/'),
    )
    assert read_grids(data)
