"""Dates as said, and deadlines: a date only where the text gives one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Final

from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import VAGUE_DUE
from taizhang.engine.text.article import PartialDate

_DAY: Final = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
)
_HALF_A_YEAR: Final = 6
_NUMBER: Final = r"[\d一二两三四五六七八九十半]{1,3}"
# What a task has to be done by: a day, the end of a period, or a number of days.
_DUE: Final = re.compile(
    rf"(?:(?:(?:19|20)\d{{2}}年|今年|明年|本年)?\d{{1,2}}月(?:\d{{1,2}}日(?:[上下中]午|晚上?)?(?:下?班|\d{{1,2}}(?:[:：]\d{{2}})?(?:[时点]整?)?)?|底|上旬|中旬|下旬|末)?(?:之)?(?:前|以前)"
    rf"|(?:本周|下周|本月|下月|月|季度|本季度|年|今年|明年|[一二三四]季度)(?:底|末|内|中旬|初)?(?:之)?前"
    rf"|每(?:季度|季|年|半年)末?(?:月)?\d{{1,2}}日(?:之)?前"
    rf"|每月\d{{1,2}}日(?:之)?前|(?:本周|本月|下周|年)内"
    rf"|{_NUMBER}个?(?:工作日|小时|天|日|周|月)(?:之)?内"
    rf"|[每下本]?周[一二三四五六日](?:之)?前|月底前|年底前)"
)
_VAGUE: Final = re.compile(rf"(?:{either(VAGUE_DUE)})")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the words, and the day they name when they name one."""

    text: str
    day: str | None


def day_in(text: str, start: int, end: int) -> PartialDate | None:
    """The first day named in `[start, end)`."""
    found = _DAY.search(text, start, end)
    return _partial(found) if found else None


@dataclass(frozen=True, slots=True)
class Days:
    """All days that a text names, found once: a long text asks for them at every activity."""

    places: tuple[tuple[int, int], ...]
    days: tuple[PartialDate, ...]

    def last_within(self, start: int, end: int) -> PartialDate | None:
        """The last day named in `[start, end)`."""
        index = bisect_right(self.places, end, key=lambda place: place[1]) - 1
        return self.days[index] if index >= 0 and self.places[index][0] >= start else None


def days(text: str) -> Days:
    """Every day that the text names."""
    found = list(_DAY.finditer(text))
    return Days(tuple(each.span() for each in found), tuple(_partial(each) for each in found))


def _partial(found: re.Match[str]) -> PartialDate:
    year = found["year"]
    return PartialDate(int(found["month"]), int(found["day"]), int(year) if year else None)


def with_year(day: PartialDate, today: date | None) -> PartialDate:
    """The day with the latest year that does not put it after `today`, marked as inferred."""
    if day.year is not None or today is None:
        return day
    later = (day.month, day.day) > (today.month, today.day)
    return PartialDate(day.month, day.day, today.year - later, inferred=True)


def due_in(text: str, said_on: PartialDate | None) -> Due | None:
    """The deadline that the passage sets; vague words stay words."""
    # Each of its turns ends in one of these.
    found = _DUE.search(text) if "前" in text or "内" in text else None
    if found:
        return Due(found.group(), _iso(found.group(), said_on))
    vague = _VAGUE.search(text)
    return Due(vague.group(), None) if vague else None


def _iso(words: str, said_on: PartialDate | None) -> str | None:
    """The day, when the words name month and day and the year is known."""
    found = _DAY.search(words)
    if not found:
        return None
    day = _partial(found)
    year = day.year
    if year is None and said_on is not None and said_on.year is not None:
        if (day.month, day.day) >= (said_on.month, said_on.day):
            year = said_on.year
        elif said_on.month - day.month >= _HALF_A_YEAR:
            year = said_on.year + 1  # said in December of a day in March
    try:
        return date(year, day.month, day.day).isoformat() if year else None
    except ValueError:
        return None
