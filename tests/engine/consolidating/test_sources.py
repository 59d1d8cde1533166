"""Which tables stand in a file, and which files hold none."""

from __future__ import annotations

import pytest

from taizhang.engine.consolidating.refusals import NotATable
from taizhang.engine.consolidating.sources import read_source
from tests.forms_of_ledgers import book
from tests.golden.workbooks.binary import book as old_book
from tests.golden.workbooks.binary import compound
from tests.golden.workbooks.building import HEADINGS, ROWS, rewritten

FIRST = [["企业名称", "问题描述", "责任单位"], ["甲厂", "停电", "甲局"], [None]]
OTHERS = ["项目名称", "牵头单位", "完成时限"]


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 \xc0\xfa}",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        "只有一行字".encode(),
        b"a,b\n" + b"x" * 1_000_001,
    ],
    ids=["rtf", "picture", "words", "endless cell"],
)
def test_what_holds_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(NotATable):
        read_source(data, "材料")


@pytest.mark.parametrize(
    ("row", "tables"),
    [
        (OTHERS, 2),
        (["项目名称", "牵头单位", None], 1),
        (["项目名称", "牵头单位", 3], 1),
        (["项目名称", "牵头单位", "2026-09-01"], 1),
        (["乙厂", "停水", "乙局"], 1),
    ],
    ids=["columns", "too few", "a figure", "a day", "no columns"],
)
def test_another_table_begins_below_an_empty_row_where_columns_are_named(
    row: list[object], tables: int
) -> None:
    source = read_source(book(("台账", [*FIRST, row, ["泵站", "甲局", "9月底"]])), "材料.xlsx")
    assert len(source.parts) == tables


def test_charts_and_empty_sheets_of_an_old_workbook_hold_no_table() -> None:
    rows = (HEADINGS, *ROWS)
    sheets = (("图", (), ()), ("空", (), ()), ("台账", rows, ()))
    source = read_source(compound(old_book(*sheets, charts=("图",))), "旧.xls")
    assert [part.sheet for part in source.parts] == ["台账"]
    assert source.remarks == ()


@pytest.mark.parametrize(("place", "noticed"), [(' r="C2"', [(2, 2)]), ("", [])])
def test_an_error_is_noticed_where_its_cell_says_its_place(
    place: str, noticed: list[tuple[int, int]]
) -> None:
    data = book(("台账", [FIRST[0], ["甲厂", "停电", "=1/0"]]))
    before, failed = "<f>1/0</f><v>0</v>", "<f>1/0</f><v>#DIV/0!</v>"
    wrong = rewritten(data, f'<c r="C2">{before}', f'<c{place} t="e">{failed}')
    (part,) = read_source(wrong, "材料.xlsx").parts
    assert [(row, column) for row, column, _why in part.lost] == noticed
