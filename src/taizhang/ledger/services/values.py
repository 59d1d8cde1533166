"""A value under a column of the office's own, checked and in the form in which it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from taizhang.engine.sheets import values as cells
from taizhang.engine.sheets.known import ColumnType
from taizhang.ledger.errors import NotAChoice, ValueWrong
from taizhang.ledger.services.wording import plain
from taizhang.ledger.values import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.ledger.models import Column

Kept = str | int | float | bool | None


def kept(column: Column, value: object) -> Kept:
    """The value as it is kept; None when there is none, refused when it is of another kind."""
    if value is None or (isinstance(value, str) and not plain(value)):
        return None
    return _KEPT[ColumnType(column.type)](column, value)


def _text(column: Column, value: object) -> Kept:
    text = plain(str(value))
    return text[: LONGEST[ColumnType(column.type)]]


def _number(column: Column, value: object) -> Kept:
    number = cells.number_of(value) if isinstance(value, str | int | float) else None
    if number is None:
        raise _wrong(column, value)
    return number


def _day(column: Column, value: object) -> Kept:
    day = cells.day_of(value) if isinstance(value, str | date) else None
    if day is None:
        raise _wrong(column, value)
    return day.isoformat()


def _choice(column: Column, value: object) -> Kept:
    text: str = plain(str(value))
    if text not in column.choices:
        offered = "、".join(map(str, column.choices))
        raise NotAChoice(column=column.name, value=text, choices=offered)
    return text


def _yes_no(column: Column, value: object) -> Kept:
    if isinstance(value, str) and list(column.choices).count(value) == 1:
        return bool(value == column.choices[0])
    said = cells.yes_or_no(value) if isinstance(value, str | bool) else None
    if said is None:
        raise _wrong(column, value)
    return said


def _wrong(column: Column, value: object) -> ValueWrong:
    return ValueWrong(column=column.name, value=value, type=ColumnType(column.type))


_KEPT: Final[Mapping[ColumnType, Callable[[Column, object], Kept]]] = {
    ColumnType.TEXT: _text,
    ColumnType.LONG_TEXT: _text,
    ColumnType.NUMBER: _number,
    ColumnType.DATE: _day,
    ColumnType.CHOICE: _choice,
    ColumnType.YES_NO: _yes_no,
}
