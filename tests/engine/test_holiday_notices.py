"""The yearly notice on holidays is read, and held against itself."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang.engine.holiday_notices import (
    DayLineUnreadable,
    NoticeContradictsItself,
    NoticeWithoutDays,
    NoticeWithoutYear,
    read_days,
    read_notice,
    written,
)

NOTICE = """关于2026年节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、清明节：4月4日（周六）至6日（周一）放假，共3天。
三、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
四、园区开放日：11月6日（星期五）放假1天。
"""


def test_free_days_and_worked_weekends_are_read() -> None:
    notice = read_notice(NOTICE)
    assert notice.year == 2026
    free = [day for day, special in notice.days.items() if not special.is_workday]
    worked = [day for day, special in notice.days.items() if special.is_workday]
    assert free[:3] == [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
    assert len(free) == 3 + 3 + 7 + 1
    assert worked == [date(2026, 1, 4), date(2026, 9, 20), date(2026, 10, 10)]
    assert notice.days[date(2026, 9, 20)].name == "National Day"
    assert notice.days[date(2026, 11, 6)].name == "园区开放日"


def test_two_holidays_in_one_and_full_width_blanks() -> None:
    notice = read_notice("2031年部分节假日\n　　一、国庆节、中秋节：10月1日至8日放假，共8天。")
    assert len(notice.days) == 8
    assert {special.name for special in notice.days.values()} == {"国庆节、中秋节"}


def test_a_day_on_which_nothing_changes_is_no_day_of_the_notice() -> None:
    notice = read_notice("2031年节假日安排\n元旦：1月1日放假，共1天。1月2日恢复正常办公。")
    assert list(notice.days) == [date(2031, 1, 1)]


def test_a_holiday_may_open_in_the_year_before() -> None:
    notice = read_notice("2033年节假日安排\n元旦：12月31日至1月2日放假调休，共3天。")
    assert list(notice.days) == [date(2032, 12, 31), date(2033, 1, 1), date(2033, 1, 2)]
    said = read_notice("2033年节假日安排\n元旦：2032年12月31日至2033年1月2日放假调休，共3天。")
    assert said.days == notice.days


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("元旦：1月1日（周五）放假1天。", "周四"),
        ("元旦：1月1日至3日放假调休，共4天。", "3"),
        ("元旦：1月1日至3月1日放假。", "13"),
        ("元旦：2月30日放假1天。", "2月30日"),
        ("元旦：1日放假1天。", "1日"),
    ],
)
def test_what_cannot_be_is_quoted(line: str, quoted: str) -> None:
    with pytest.raises(NoticeContradictsItself, match=quoted):
        read_notice(f"2026年部分节假日安排\n{line}")


def test_a_text_without_year_or_days_is_refused() -> None:
    with pytest.raises(NoticeWithoutYear):
        read_notice("元旦：1月1日放假1天。")
    with pytest.raises(NoticeWithoutDays):
        read_notice("2026年部分节假日安排的通知另行印发。\n端午节：照常上班，不另安排")


def test_days_are_written_and_read_a_line_each() -> None:
    days = read_notice(NOTICE).days
    lines = written(days)
    assert "2026-09-20 班 国庆节" in lines
    assert read_days(f"\n{lines}\n") == days
    assert read_days("2026-10-10 work National Day") == {
        date(2026, 10, 10): days[date(2026, 10, 10)]
    }


@pytest.mark.parametrize("line", ["2026-02-30 休 春节", "10月1日 休", "2026-10-01 放假 国庆节"])
def test_a_line_that_is_no_day_is_named(line: str) -> None:
    with pytest.raises(DayLineUnreadable, match="2"):
        read_days(f"2026-10-01 休 国庆节\n{line}")
