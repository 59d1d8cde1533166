"""XLSX as a document: what a person sees in it; nothing is run, nothing fills the memory."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.engine.formats import BrokenDocument, Limits, NoTextInside, TooLarge, read_bytes, xlsx
from taizhang.engine.text import articles
from tests.engine.formats.samples import repacked, workbook

ROWS = [
    ["序号", "任务", "牵头单位", "完成时限", "完成"],
    [1, "用电扩容\n到位", "经发局", dt.date(2026, 9, 30), True],
    [2.5, "", "住建局", dt.datetime(2026, 9, 30, 14, 30), False],  # noqa: DTZ001  # as Excel keeps it
]
BOOK = workbook({"任务清单": ROWS, "草稿": [["不显示"]], "Sheet3": [["补充"]]}, hidden="草稿")
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'
)


def test_sheets_are_headings_with_their_rows_below() -> None:
    raw = read_bytes(BOOK, name="清单.txt")
    assert raw.text.splitlines() == [
        "任务清单",
        "序号\t任务\t牵头单位\t完成时限\t完成",
        "1\t用电扩容 到位\t经发局\t2026年9月30日\t是",
        "2.5\t\t住建局\t2026年9月30日 14:30\t否",
        "补充",
    ]
    assert [span.of(raw.text) for span in raw.blocks] == raw.text.splitlines()
    assert articles(raw)[0].headline == "任务清单"


MERGED = (
    b'<dimension ref="B2:C4"/><sheetData>'
    b'<row r="2"><c r="B2"><v>7</v></c><c r="C2"><v>1</v></c></row>'
    b'<row r="3"><c r="C3"><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c></row>'
    b"</sheetData>"
    b'<mergeCells count="5"><mergeCell ref="B2:B4"/><mergeCell ref="A1:A4"/>'
    b'<mergeCell ref="B3:C3"/><mergeCell ref="Z2:Z9"/><mergeCell ref="C2:C99"/></mergeCells>'
)


def test_a_merged_cell_says_the_same_in_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    data = repacked(workbook({"清单": [[1]]}), xl__worksheets__sheet1=SHEET % MERGED)
    assert read_bytes(data, name="a").text.splitlines() == ["清单", "7\t1", "7\t2", "7\t3"]
    monkeypatch.setattr(xlsx, "MOST_FILLED", 1)
    assert read_bytes(data, name="a").text.splitlines() == ["清单", "7\t1", "7\t2", "\t3"]


def test_a_workbook_without_text_is_refused() -> None:
    with pytest.raises(NoTextInside):
        read_bytes(workbook({"Sheet1": [[]]}), name="空.xlsx")


@pytest.mark.parametrize(
    ("cells", "limit"),
    [
        (
            b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"/></row>',
            "cells",
        ),
        (b'<row r="1"><c r="XFD1"><v>1</v></c><c r="YCV1"/></row>', "columns"),
        (b'<dimension ref="A1:XFD1048576"/>', "cells"),
        (b'<row r="99999999999"/>', "cells"),
    ],
)
def test_cells_far_apart_are_refused(cells: bytes, limit: str) -> None:
    data = repacked(BOOK, xl__worksheets__sheet1=SHEET % cells)
    with pytest.raises(TooLarge) as refusal:
        read_bytes(data, name="大.xlsx")
    assert refusal.value.fields["limit"] == limit


def test_a_bomb_is_not_opened() -> None:
    for part in ("xl__sharedStrings", "xl__worksheets__sheet1"):
        data = repacked(BOOK, **{part: b"<x>" + b" " * 30_000_000})
        with pytest.raises(TooLarge) as refusal:
            read_bytes(data, name="弹.xlsx")
        assert refusal.value.fields["limit"] == "ratio"
    with pytest.raises(TooLarge):
        read_bytes(BOOK, name="清单.xlsx", limits=Limits(members=2))


@pytest.mark.parametrize(
    "data",
    [
        BOOK[: len(BOOK) // 2],
        repacked(BOOK, xl__workbook=b"<nothing"),
        repacked(BOOK, xl__worksheets__sheet1=b'<worksheet><sheetData><row r="x"><c r="??"><v>1'),
    ],
    ids=["truncated", "no-workbook", "malformed"],
)
def test_a_broken_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(data, name="坏.xlsx")


def test_being_interrupted_is_no_broken_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_file: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(xlsx.calamine.CalamineWorkbook, "from_filelike", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(BOOK, name="清单.xlsx")
