"""Cells of a workbook read by the type of the column they are mapped to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.importing.planning import Incoming
from taizhang.engine.importing.reading import Target, incoming
from taizhang.engine.sheets.known import ColumnType
from taizhang.engine.sheets.table import Kind, Row

if TYPE_CHECKING:
    from taizhang.engine.importing.planning import Value
    from taizhang.engine.sheets.values import Cell

PAIR = ("已办", "未办")


@pytest.mark.parametrize(
    ("cell", "kind", "choices", "value"),
    [
        (" 缺电 ", ColumnType.TEXT, (), "缺电"),
        ("2021.8.26", ColumnType.DATE, (), "2021-08-26"),
        (date(2021, 8, 26), ColumnType.DATE, (), "2021-08-26"),
        (44434, ColumnType.DATE, (), "2021-08-26"),
        ("１2,000", ColumnType.NUMBER, (), 12000),
        ("√", ColumnType.YES_NO, (), True),
        ("未办", ColumnType.YES_NO, PAIR, False),
        ("已办", ColumnType.YES_NO, PAIR, True),
        ("否", ColumnType.YES_NO, PAIR, False),
        ("Ａ类", ColumnType.CHOICE, ("A类", "B类"), "A类"),
        ("随便", ColumnType.CHOICE, (), "随便"),
        ("  ", ColumnType.DATE, (), None),
    ],
)
def test_cell_is_kept_as_its_column_keeps_values(
    cell: Cell, kind: ColumnType, choices: tuple[str, ...], value: Value
) -> None:
    (row,) = incoming([Row(7, Kind.DATA, (cell,))], [Target(0, "a", kind, choices)])
    assert row == Incoming(7, {"a": value})


@pytest.mark.parametrize(
    ("cell", "kind", "choices"),
    [
        ("下周", ColumnType.DATE, ()),
        ("约三家", ColumnType.NUMBER, ()),
        ("也许", ColumnType.YES_NO, PAIR),
        ("C类", ColumnType.CHOICE, ("A类", "B类")),
    ],
)
def test_cell_that_does_not_fit_its_column_is_named(
    cell: Cell, kind: ColumnType, choices: tuple[str, ...]
) -> None:
    targets = [Target(0, "a", kind, choices), Target(1, "b")]
    (row,) = incoming([Row(7, Kind.DATA, (cell, "市政所"))], targets)
    assert row.unreadable == ("a",)
    assert row.values["b"] == "市政所"


@pytest.mark.parametrize(
    ("number", "mark", "named", "version"),
    [
        (" ＷＴ-2026-0001 ", "WT-2026-0001@4", "WT-2026-0001", 4),
        ("WT-2026-0001", "", "WT-2026-0001", None),
        ("WT-2026-0002", "WT-2026-0001@4", "WT-2026-0002", None),
        ("", "WT-2026-0001@4", "", None),
        ("WT-2026-0001", "4", "WT-2026-0001", None),
    ],
)
def test_the_column_of_numbers_says_which_entry_a_row_is(
    number: str, mark: str, named: str, version: int | None
) -> None:
    rows = [Row(7, Kind.DATA, (number, mark, "缺电"))]
    (row,) = incoming(rows, [Target(2, "matter")], number=0, mark=1)
    assert (row.number, row.version, row.values) == (named, version, {"matter": "缺电"})


def test_without_a_column_of_numbers_the_mark_says_it() -> None:
    rows = [Row(7, Kind.DATA, ("缺电", "WT-2026-0001@4")), Row(8, Kind.DATA, ("缺水", ""))]
    found = incoming(rows, [Target(0, "matter")], mark=1)
    assert [(row.number, row.version) for row in found] == [("WT-2026-0001", 4), ("", None)]


def test_a_word_of_any_language_is_kept_as_its_code() -> None:
    target = Target(0, "state", ColumnType.CHOICE, codes={"已销号": "closed", "closed": "closed"})
    rows = [Row(number, Kind.DATA, (word,)) for number, word in enumerate(("已 销号", "Closed"))]
    assert [row.values["state"] for row in incoming(rows, [target])] == ["closed", "closed"]


def test_a_loose_column_keeps_what_does_not_fit() -> None:
    target = Target(0, "due", ColumnType.DATE, is_loose=True)
    rows = [Row(1, Kind.DATA, ("2026.9.30",)), Row(2, Kind.DATA, ("9月底前",))]
    assert [row.values["due"] for row in incoming(rows, [target])] == ["2026-09-30", "9月底前"]
