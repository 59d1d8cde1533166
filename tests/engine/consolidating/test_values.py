"""Cells in one way; what cannot be read stays as it is written."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.engine.consolidating import values
from taizhang.engine.consolidating.values import is_closed, reader, state_of
from taizhang.engine.sheets import ColumnType, Known, Reason, SheetColumn


def _column(
    name: str, type_: ColumnType = ColumnType.TEXT, choices: tuple[str, ...] = ()
) -> SheetColumn:
    return SheetColumn(0, name, name, type_, Reason(""), choices)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("办理中", "办理中"),
        ("正在整改", "办理中"),
        ("已解决。", "已办结"),
        ("未解决", "未办结"),
        ("销号", "已销号"),
        ("待办", "未办理"),
        ("长期坚持", "挂账"),
        ("退回", "已退回"),
        ("看情况", None),
    ],
)
def test_states_have_many_names(word: str, state: str | None) -> None:
    assert state_of(word) == state


def test_a_choice_is_written_as_the_form_has_it() -> None:
    read = reader(_column("问题类别", ColumnType.CHOICE, ("用地类", "用电类")))
    assert read("用地类").value == "用地类"
    assert read("用地问题").value == "用地类"
    assert read("用水").value == "用水"


def test_a_measure_stays_where_the_column_has_none() -> None:
    assert reader(_column("面积", ColumnType.NUMBER))("30亩").value == "30亩"


def test_yes_and_no_are_told_from_states() -> None:
    read = reader(_column("是否办结", ColumnType.YES_NO, ("是", "否")))
    assert [read(word).value for word in ("已销号", "未完成", "办理中")] == ["是", "否", "办理中"]


def test_an_error_and_blanks_are_what_they_are() -> None:
    read = reader(_column("备注"))
    assert read("#REF!").problem == values.ERROR_CELL
    assert read("　").value is None
    assert read(True).value == "是"
    assert read(dt.date(2026, 9, 1)).value == dt.date(2026, 9, 1)
    assert read(3.0).value == 3


def test_very_many_different_cells_do_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(values, "_REMEMBERED", 2)
    read = reader(_column("备注"))
    assert [read(str(at)).value for at in range(6)] == [str(at) for at in range(6)]


def test_a_state_that_the_form_offers_stays() -> None:
    column = SheetColumn(
        0, "状态", "状态", ColumnType.CHOICE, Reason(""), ("在办", "办结"), Known.STATE
    )
    read = reader(column)
    assert [read(word).value for word in ("在办", "办理中", "已完成")] == ["在办", "在办", "办结"]


@pytest.mark.parametrize(
    ("state", "closed", "over"),
    [("已办结", None, True), ("办理中", "是", True), (None, "否", False), (None, "销号", True)],
)
def test_a_matter_is_over_by_its_state_or_by_yes(
    state: str | None, closed: str | None, over: bool
) -> None:
    assert is_closed(state, closed) is over
