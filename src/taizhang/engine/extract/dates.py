"""Dates as said, and deadlines: a date only where the text gives one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Final

from taizhang.engine.due_texts import parse_due
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import VAGUE_DUE
from taizhang.engine.patterns import compiled
from taizhang.engine.text.article import PartialDate

_DAY: Final = compiled(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日"
)
_HALF_A_YEAR: Final = 6
_PERIOD: Final = compiled(
    r"(?:(?P<year>20\d\d)年|今年|本年|明年)?(?:\d{1,2}月(?:底|末|上旬|中旬|下旬|份)?|[一二三四]季度末?|年底|年末)(?:之?前|以前|内)?(?!\d)"
)
_NUMBER: Final = r"[\d一二两三四五六七八九十半]{1,3}"
# What a task has to be done by: a day, the end of a period, or a number of days.
_DUE: Final = compiled(
    rf"(?:(?:(?:19|20)\d{{2}}年|今年|明年|本年)?\d{{1,2}}月(?:\d{{1,2}}[日号](?:[上下中]午|晚上?)?(?:下?班|\d{{1,2}}(?:[:：]\d{{2}})?(?:[时点]整?)?)?|底|上旬|中旬|下旬|末)?(?:之)?(?:前|以前)"
    rf"|(?:本月|这个?月|当月|下个?月)\d{{1,2}}[日号](?:之|以)?前"
    rf"|(?:本周|下周|本月|下月|月|季度|本季度|年|今年|明年|[一二三四]季度)(?:底|末|内|中旬|初)?(?:之)?前"
    rf"|每(?:季度|季|年|半年)末?(?:月)?\d{{1,2}}日(?:之)?前"
    rf"|每月\d{{1,2}}日(?:之)?前|(?:本周|本月|下周|年)内"
    rf"|{_NUMBER}个?(?:工作日|小时|分钟|天|日|周|月)(?:之|以)?内"
    rf"|(?:[每下本这]?周|星期)[一二三四五六日天](?:之)?前|(?:这周|月|季度|周末|年)(?:之)?[内前](?!后)|月底前|年底前"
    rf"|(?:今|明|当|后)(?:天|日|早|晚)?\d{{1,2}}[时点](?:整)?(?:之)?前"
    rf"|(?:[“”元旦春节清明五一端午中秋国庆十汛期供暖]{{2,6}}(?:假期|节日|来临)?|入冬|入夏|开学|霜冻|年|节|会|[上下]班)(?:之)?前(?=[，。；一-鿿])"
    rf"|(?:今天|当天|今晚|明天|明早|本周|这周|下周)(?=[^，。；]{{0,12}}(?:要|就|必须|把|将|完成|报|发))"
    rf"|\d{{1,2}}月(?:\d{{1,2}}日|底|上旬|中旬|下旬|份)(?=(?:完成|开展|组织|召开|把|报|交付|启动|印发|开工|投用))"
    rf"|\d{{1,2}}月(?:\d{{1,2}}日|底|初|上旬|中旬|下旬)?起(?=[^，。；]{{0,8}}?(?:增加|增设|增派|放开|开通|施行|实施|执行|实行|启用|开放|投用|恢复|增开|试行|推行|运行|开行))"
    rf"|\A(?:(?:19|20)\d{{2}}年)?\d{{1,2}}月(?:\d{{1,2}}日|底|上旬|中旬|下旬|末)?\Z"
    rf"|(?:从)?(?:明天|明日|即日|本月|下月|下周|今日)起|(?:今|明|本|下)年?(?:春|夏|秋|冬)季(?:学期)?"
    rf"|每(?:半(?:个)?月|周|月|季度|天|旬末?|日|学期)(?:末)?(?:至少)?(?=[^，。；]{{0,8}}(?:报|通报|开展|组织|召开|调度|发布|检查|走访|抽查|一|反馈|巡)))"
)
# Each of its turns holds one of these.
_TIMED: Final = re.compile("[前内天周月日季起每]")
# Beside these 今晚 and 明早, which a deadline to be dated does not know.
_SET: Final = re.compile("[前内天周月日季起每晚早]")
# 截至6月底前, 去年底前: when something was so, not by when it has to be.
_PAST: Final = re.compile(r"(?:截至|截止|到目前|去年|前年|自|从)$")
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
    found = _DUE.search(text) if _TIMED.search(text) else None
    if found:
        return Due(found.group(), _iso(found.group(), said_on))
    vague = _VAGUE.search(text)
    return Due(vague.group(), None) if vague else None


def time_set(text: str, start: int, end: int) -> str:
    """The words by which `[start, end)` says by when; none where they tell of the past."""
    found = _DUE.search(text, start, end) if _SET.search(text, start, end) else None
    if found is None or _PAST.search(text[max(start, found.start() - 3) : found.start()]):
        return ""
    return found.group()


def _iso(words: str, said_on: PartialDate | None) -> str | None:
    """The day, when the words name month and day (or its end) and the year is known."""
    found = _DAY.search(words.replace("号", "日"))
    if not found:
        return _end_of(words, said_on)
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


def _end_of(words: str, said_on: PartialDate | None) -> str | None:
    """The last day of the month, quarter or year that the words name: 6月底前, 2024年12月."""
    found = _PERIOD.match(words)
    if not found:
        return None
    if found["year"]:
        day = parse_due(words, date(int(found["year"]), 1, 1))
    elif said_on is not None and said_on.year is not None:
        said = date(said_on.year, said_on.month, said_on.day)
        day = parse_due(words, said)
        if day is None or (day.year > said.year and said.month - day.month < _HALF_A_YEAR):
            return None  # of a month just past nobody means the next year's
    else:
        return None
    return day.isoformat() if day else None
