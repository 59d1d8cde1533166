"""Due texts as people write them (9月底前, 三个工作日内, 本周内) turned into a date.

Vague words (尽快, 近期, 及时) give no date: a person is asked instead of a day being invented.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from taizhang.engine.calendar import WorkCalendar

_NUMBER: Final = r"\d{1,3}|[〇零一二两三四五六七八九十]{1,3}|半"
_SAID_YEAR: Final = (
    r"(?P<year>(?:19|20)\d\d)年度?|(?P<rel_year>今年度?|本年度?|当年|明年|次年|去年)的?"
)
_YEAR: Final = rf"(?:{_SAID_YEAR})?"
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_SUNDAY: Final = 7
_HALF_YEAR: Final = 6
_DECEMBER: Final = 12
_RELATIVE_YEARS: Final = {"明": 1, "次": 1, "去": -1}


def parse_due(text: str, said_on: date, calendar: WorkCalendar | None = None) -> date | None:
    """The last day that `text` allows when said on `said_on`; None when it names no day."""
    plain = re.sub(r"\s+", "", text.translate(_FULL_WIDTH))
    for pattern, reader in _READERS:
        found = pattern.search(plain)
        if found:
            try:
                return reader(found, said_on, calendar or WorkCalendar())
            except ValueError:  # 30 February, month 13
                return None
    return None


_FULL_WIDTH: Final = {ord("０") + digit: str(digit) for digit in range(10)}


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    if "十" not in word:
        return int("".join(str(_DIGITS[digit]) for digit in word))
    tens, _ten, ones = word.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _month_end(year: int, month: int) -> date:
    years, rest = divmod(month - 1, 12)
    year, month = year + years, rest + 1
    return date(year, month, months.monthrange(year, month)[1])


def _year(found: re.Match[str], said_on: date) -> int | None:
    """The year that is said, None when none is."""
    if found["year"]:
        return int(found["year"])
    if found["rel_year"]:
        return said_on.year + _RELATIVE_YEARS.get(found["rel_year"][0], 0)
    return None


def _coming(found: re.Match[str], said_on: date, day: Callable[[int], date]) -> date:
    """`day` of the year said or, without one, of this year and when that is over of the next."""
    year = _year(found, said_on)
    if year is not None:
        return day(year)
    this_year = day(said_on.year)
    return this_year if this_year >= said_on else day(said_on.year + 1)


def _iso_date(found: re.Match[str], _said_on: date, _calendar: WorkCalendar) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _month_day(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    month, day = _number(found["month"]), _number(found["day"])
    return _coming(found, said_on, lambda year: date(year, month, day))


_PART_ENDS: Final = {"上": 10, "中": 20}


def _month_part(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    month, part = _number(found["month"]), (found["part"] or "底")[0]
    if not 1 <= month <= _DECEMBER:
        raise ValueError(month)

    def day(year: int) -> date:
        if part in _PART_ENDS:
            return date(year, month, _PART_ENDS[part])
        return _month_end(year, month)

    return _coming(found, said_on, day)


def _quarter(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    quarter = _number(found["quarter"])
    if not 1 <= quarter <= 4:  # noqa: PLR2004  # a year has four
        raise ValueError(quarter)
    return _coming(found, said_on, lambda year: _month_end(year, quarter * 3))


def _half(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    month = _HALF_YEAR if found["half"] == "上" else _DECEMBER
    return _coming(found, said_on, lambda year: _month_end(year, month))


def _year_end(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    return date(_year(found, said_on) or said_on.year, 12, 31)


def _working_days(found: re.Match[str], said_on: date, calendar: WorkCalendar) -> date:
    return calendar.workday_after(said_on, _number(found["count"]))


def _span(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    unit = found["unit"].removeprefix("个")
    if found["count"] == "半":
        days = {"年": 0, "月": 15}.get(unit[0], 1)
        return _months_on(said_on, _HALF_YEAR) if unit[0] == "年" else said_on + timedelta(days)
    count = _number(found["count"])
    if unit[0] in "年月":
        return _months_on(said_on, count * (12 if unit[0] == "年" else 1))
    if unit[0] in "小时":
        return said_on + timedelta(days=-(-count // 24))
    return said_on + timedelta(days=count * (_SUNDAY if unit[0] in "周星礼" else 1))


def _months_on(said_on: date, count: int) -> date:
    end = _month_end(said_on.year, said_on.month + count)
    return min(end, end.replace(day=min(said_on.day, end.day)))


def _this_week(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    monday = said_on - timedelta(days=said_on.weekday())
    weeks = 1 if found["which"] == "下" else 0
    wanted = found["weekday"]
    offset = "一二三四五六日".index(wanted.replace("天", "日").replace("末", "日")) if wanted else 6
    return monday + timedelta(days=weeks * _SUNDAY + offset)


_PARTS_OF_MONTH: Final = {"上旬": 10, "中旬": 20}


def _this_month(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    end = _month_end(said_on.year, said_on.month + (found["which"] in {"下", "次"}))
    return end.replace(day=_PARTS_OF_MONTH.get(found["part"] or "", end.day))


def _this_quarter(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    last = (said_on.month + 2) // 3 * 3
    return _month_end(said_on.year, last + (3 if found["which"] == "下" else 0))


def _near_day(found: re.Match[str], said_on: date, _calendar: WorkCalendar) -> date:
    return said_on + timedelta(days="今明后".index(found["which"].replace("当", "今")))


_Reader = Callable[[re.Match[str], date, WorkCalendar], date]
_READERS: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})", _iso_date),
        (rf"{_YEAR}(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]", _month_day),
        (rf"(?P<count>{_NUMBER})个?工作日", _working_days),
        (
            rf"(?<![\d近])(?P<count>{_NUMBER})(?P<unit>个?(?:小时|天|日|周|星期|礼拜|月|年))(?:之?内|以内)",
            _span,
        ),
        (rf"{_YEAR}第?(?P<quarter>{_NUMBER})季度", _quarter),
        (rf"{_YEAR}(?P<half>[上下])半年", _half),
        (rf"{_YEAR}(?P<month>{_NUMBER})月(?:份)?(?P<part>上旬|中旬|下旬|底|末)?", _month_part),
        (rf"(?:{_SAID_YEAR})(?:年?[底末]|内|以?前|之前)", _year_end),
        (rf"{_YEAR}(?<![半两近])年[底末内]", _year_end),
        (r"(?P<which>[本这下])个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])?", _this_week),
        (r"(?P<which>)周(?P<weekday>[一二三四五六日天末])", _this_week),
        (r"(?P<which>[本当这下次])个?月(?P<part>上旬|中旬|下旬|底|末)?", _this_month),
        (r"(?P<which>)月(?P<part>底|末)", _this_month),
        (r"(?P<which>[本这下])个?季度", _this_quarter),
        (r"(?P<which>[今当明后])[天日]", _near_day),
    )
)
