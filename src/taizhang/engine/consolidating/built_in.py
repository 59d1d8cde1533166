"""The forms of the built-in ledgers, as the office writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.consolidating.forms import Form, form_of_columns
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.recognition import BY_HEADING, Reason, SheetColumn

NAMES: Final[dict[LedgerKind, str]] = {
    LedgerKind.APPEAL: "诉求台账",
    LedgerKind.DIRECTIVE: "部署台账",
    LedgerKind.HAZARD: "隐患台账",
    LedgerKind.DEED: "实事台账",
}
_DATE, _LONG, _YES_NO = ColumnType.DATE, ColumnType.LONG_TEXT, ColumnType.YES_NO
_BUILT_IN: Final[tuple[tuple[str, ColumnType, Known], ...]] = (
    ("序号", ColumnType.NUMBER, Known.ROW),
    ("编号", ColumnType.TEXT, Known.NUMBER),
    ("企业名称", ColumnType.TEXT, Known.ENTERPRISES),
    ("统一社会信用代码", ColumnType.TEXT, Known.CREDIT_CODE),
    ("事项", _LONG, Known.TITLE),
    ("具体内容", _LONG, Known.TEXT),
    ("类别", ColumnType.TEXT, Known.CATEGORY),
    ("来源", ColumnType.TEXT, Known.SOURCE),
    ("登记日期", _DATE, Known.REGISTERED_ON),
    ("牵头单位", ColumnType.TEXT, Known.LEAD),
    ("配合单位", ColumnType.TEXT, Known.CO_UNITS),
    ("责任领导", ColumnType.TEXT, Known.ACCOUNTABLE),
    ("责任人", ColumnType.TEXT, Known.IN_CHARGE),
    ("交办日期", _DATE, Known.DISPATCHED_ON),
    ("办理时限", _DATE, Known.DUE),
    ("办理状态", ColumnType.TEXT, Known.STATE),
    ("进展情况", _LONG, Known.PROGRESS),
    ("答复内容", _LONG, Known.REPLY),
    ("办结日期", _DATE, Known.CLOSED_ON),
)
"""The columns of the built-in ledgers, as the office writes them."""


def built_in(kind: LedgerKind, more: Iterable[SheetColumn] = ()) -> Form:
    """The form of a built-in ledger, with columns that the office added."""
    return form_of_columns(NAMES[kind], [*(column(*each) for each in _BUILT_IN), *more])


def column(
    name: str, type_: ColumnType, known: Known | None, choices: tuple[str, ...] = ()
) -> SheetColumn:
    """A column of a form that is made from names."""
    return SheetColumn(0, name, name, type_, Reason(BY_HEADING), choices=choices, known=known)
