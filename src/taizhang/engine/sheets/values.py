"""What single cells say: text, dates however they are written, numbers, yes and no."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
EXACT: Final = 10**15
"""Below it a number that was stored as a fraction is exact."""
FIRST_SERIAL, LAST_SERIAL = 20_000, 73_050
"""Days of a spreadsheet's calendar from 1954 to 2099: whole numbers that may well be dates."""
_EPOCH: Final = dt.date(1899, 12, 30)
_DAY: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*(?:[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"|(?P<packed>\d{4}))(?:\s*T?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_LONGEST: Final = 80
"""Characters of a cell that may still be a day or a number, blanks and all."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
YES: Final = ("是", "√", "✓", "有", "已完成", "yes", "y", "true", "对")
NO: Final = ("否", "×", "✗", "x", "无", "未完成", "no", "n", "false", "错")
PAIRS: Final = (("是", "否"), ("√", "×"), ("✓", "✗"), ("有", "无"), ("yes", "no"), ("y", "n"))


def said(value: Cell) -> str:
    """A value as a line of text; dates in ISO form."""
    if isinstance(value, str):  # nearly every cell
        return value.strip()
    match value:
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer() and abs(value) < EXACT:
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case dt.date():
            return value.isoformat()
    return str(value)


def is_blank(value: Cell) -> bool:
    """Whether a cell says nothing: it is empty or holds blanks."""
    return isinstance(value, str) and (not value or value.isspace())


def folded(value: Cell) -> str:
    """The same with full-width digits and marks narrow, blanks gone."""
    text = said(value)
    return "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())


def day_of(value: Cell, *, serial: bool = False) -> dt.date | None:
    """The day that a cell names: 2021.8.26, 2021年8月26日, 20210826, with `serial` also 44434."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool | dt.time | dt.timedelta):
        return None
    if (
        serial
        and (number := number_of(value)) is not None
        and FIRST_SERIAL <= number <= LAST_SERIAL
    ):
        return _EPOCH + dt.timedelta(days=int(number))
    if isinstance(value, str) and len(value) > _LONGEST:
        return None
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", said(value)))
    if found is None:
        return None
    packed = found["packed"] or ""
    month, day = found["month"] or packed[:2], found["day"] or packed[2:]
    try:
        return dt.date(int(found["year"]), int(month), int(day))
    except ValueError:
        return None


def number_of(value: Cell) -> int | float | None:
    """The number that a cell holds, also as text: 12,000 and １２."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if isinstance(value, float) and value.is_integer() else value
    text = folded(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    if not _NUMBER.fullmatch(text):
        return None
    figures = text.replace(",", "")
    if "." not in figures:
        return int(figures)  # as a fraction it would lose all but fifteen of its figures
    number = float(figures)
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def yes_or_no(value: Cell) -> bool | None:
    """是 or √ is yes, 否 or × is no, anything else is neither."""
    if isinstance(value, bool):
        return value
    text = folded(value).lower()
    return True if text in YES else False if text in NO else None
