"""The yearly notice on holidays (国务院办公厅关于…部分节假日安排的通知), read from its text.

Each item names a holiday, its free days and the weekend days worked for it (全国年节及纪念日放假
办法; the notice itself arranges 调休). What the notice says twice is held against itself: the
weekday in brackets against the date, 共…天 against the days counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from taizhang.engine.calendar import Special
from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoticeWithoutYear(BadInput):
    """Neither title nor text names a year."""

    code = "notice_without_year"
    message = _("The text does not say for which year it is.")
    remedy = _("Paste the whole notice with its title, or write the year above it.")


class NoticeWithoutDays(BadInput):
    """No item arranges a free day."""

    code = "notice_without_days"
    message = _("No holiday was found in the text.")
    remedy = _("Paste the notice's numbered items: the holiday's name, a colon, its days.")


class NoticeContradictsItself(BadInput):
    """Fields: `said` as in the text, `found` what the calendar says."""

    code = "notice_contradicts_itself"
    message = _("“{said}” does not agree with the calendar: {found}.")
    remedy = _("Compare the pasted text with the printed notice and correct it.")


class DayLineUnreadable(BadInput):
    """Fields: `line` its number, `said` its words."""

    code = "day_line_unreadable"
    message = _("Line {line} is no day: “{said}”.")
    remedy = _("Write the date, off or work, and the holiday: 2026-10-01 off National Day.")


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """What a notice arranges."""

    year: int
    days: dict[date, Special]
    """Free days, and weekend days that are worked."""


_YEAR: Final = re.compile(r"(?P<year>20\d{2})\s*年(?:部分|的)?(?:法定)?节?假?日?")
_ITEM: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)]|^\s*\d{1,2}[.．、])?\s*"
    r"(?<![一-鿿])(?P<name>[一-鿿]{2,10}(?:、[一-鿿]{2,10})?)[：:](?P<says>[^：:\n]{4,300})",
    re.MULTILINE,
)
_DAY: Final = re.compile(
    r"(?:(?P<year>20\d{2})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日"
    r"(?:[（(](?P<note>[^）)]{0,20})[）)])?"
)
_WEEKDAY: Final = re.compile(r"(?:周|星期)(?P<day>[一二三四五六日天])")
_WEEKDAYS: Final = "一二三四五六日"
_COUNT: Final = re.compile(r"共\s*(?P<days>\d{1,2})\s*天")
_LONGEST: Final = 12
"""Days; no holiday of the notices was longer."""
_HOLIDAYS: Final = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-autumn Festival",
    "国庆节": "National Day",
}
"""As `engine.calendar.HOLIDAYS` names them; others keep their own name."""


def read_notice(text: str) -> HolidayNotice:
    """The notice in `text`; raises a refusal that quotes what is not understood."""
    found = _YEAR.search(text)
    if found is None:
        raise NoticeWithoutYear
    year = int(found["year"])
    days: dict[date, Special] = {}
    for item in _ITEM.finditer(text.replace("\u3000", " ")):
        if "放假" in item["says"]:
            name = _HOLIDAYS.get(item["name"], item["name"])
            days |= dict(_arranged(name, item["says"], year))
    if not days:
        raise NoticeWithoutDays
    return HolidayNotice(year, dict(sorted(days.items())))


def _arranged(name: str, says: str, year: int) -> Iterator[tuple[date, Special]]:
    month = 0
    for part in re.split("[。；]", says):
        places = list(_DAY.finditer(part))
        if not places:
            continue
        dates = []
        for place in places:
            month = int(place["month"] or month)
            dates.append(_date(place, year, month))
        if "上班" in part and "放假" not in part:
            yield from ((day, Special(is_workday=True, name=name)) for day in dates)
        elif "放假" in part:
            yield from ((day, Special(is_workday=False, name=name)) for day in _free(part, dates))


def _date(place: re.Match[str], year: int, month: int) -> date:
    """The day that is written, held against the weekday written behind it."""
    try:
        day = date(int(place["year"] or year), month, int(place["day"]))
    except ValueError as error:
        raise NoticeContradictsItself(said=place.group(), found="—") from error
    said = _WEEKDAY.search(place["note"] or "")
    if said and said["day"].replace("天", "日") != _WEEKDAYS[day.weekday()]:
        real = f"周{_WEEKDAYS[day.weekday()]}"
        raise NoticeContradictsItself(said=place.group(), found=real)
    return day


def _free(part: str, dates: list[date]) -> list[date]:
    """From one day to another, or the days that are named."""
    if "至" in part and len(dates) > 1:
        first, last = dates[0], dates[1]
        if last < first and first.year == last.year:
            first = first.replace(year=first.year - 1)  # 12月31日至1月2日
        length = (last - first).days + 1
        free = [first + timedelta(days=step) for step in range(min(length, _LONGEST + 1))]
    else:
        free = dates
    count = _COUNT.search(part)
    if len(free) > _LONGEST or (count and int(count["days"]) != len(free)):
        raise NoticeContradictsItself(said=part.strip(), found=str(len(free)))
    return free


_LINE: Final = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})\s+(?P<how>休|班|off|work)\s*(?P<name>.{0,50})"
)


def read_days(text: str) -> dict[date, Special]:
    """Days a line each: 2026-10-01 休 国庆节 (or off, work); a refusal names the line."""
    days: dict[date, Special] = {}
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if not said:
            continue
        found = _LINE.fullmatch(said)
        try:
            day = date.fromisoformat(found["day"] if found else "")
        except ValueError as error:
            raise DayLineUnreadable(line=number, said=said) from error
        name = found["name"].strip() if found else ""
        how = found["how"] if found else ""
        days[day] = Special(is_workday=how in {"班", "work"}, name=_HOLIDAYS.get(name, name))
    return days


def written(days: Mapping[date, Special]) -> str:
    """The days as `read_days` reads them."""
    names = {english: chinese for chinese, english in _HOLIDAYS.items()}
    return "\n".join(
        f"{day.isoformat()} {'班' if one.is_workday else '休'} {names.get(one.name, one.name)}"
        for day, one in sorted(days.items())
    )
