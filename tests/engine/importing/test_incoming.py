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


@pytest.mark.parametrize(("cell", "version"), [(4, 4), ("4", 4), ("", None), (4.5, None)])
def test_number_and_version_come_from_their_columns(cell: Cell, version: int | None) -> None:
    rows = [Row(7, Kind.DATA, (" ＷＴ-001 ", cell, "缺电"))]
    (row,) = incoming(rows, [Target(2, "matter")], number=0, version=1)
    assert (row.number, row.version, row.values) == ("WT-001", version, {"matter": "缺电"})
