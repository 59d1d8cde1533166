"""Workbooks: text stays text, whatever it begins with."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from taizhang.reporting import workbooks
from tests.reporting.sheets import cells


def _written(*rows: list[object], sheet: str = "台账") -> bytes:
    target = io.BytesIO()
    workbooks.write(target, sheet=sheet, headings=[("编号", 10), ("内容", 20)], rows=rows)
    return target.getvalue()


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","点我")']
)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    data = _written([text, 1])
    assert cells(data)[1][0] == text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in page
    assert 'quotePrefix="1"' in styles


def test_days_are_days_and_numbers_are_numbers() -> None:
    data = _written([date(2026, 9, 16), 7])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<v>46281</v>" in page
    assert "<v>7</v>" in page
    assert 'formatCode="yyyy-mm-dd"' in styles


def test_empty_cells_are_left_out() -> None:
    assert cells(_written(["", None])) == [["编号", "内容"]]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    text = cells(_written(["长" * 40_000, 1]))[1][0]
    assert len(text) == workbooks.LONGEST
    assert text.endswith("…")


def test_control_characters_do_not_break_the_file() -> None:
    assert cells(_written(["甲\x01乙", 1]))[1][0].startswith("甲")


@pytest.mark.parametrize("name", ["台账/诉求", "a:b*c?", "x" * 60, "[]"])
def test_any_name_makes_a_sheet(name: str) -> None:
    assert cells(_written(["一", 1], sheet=name))[1][0] == "一"


def test_it_says_how_many_rows_it_wrote() -> None:
    target = io.BytesIO()
    rows = ([str(number)] for number in range(250))
    assert workbooks.write(target, sheet="x", headings=[("n", 5)], rows=rows) == 250
