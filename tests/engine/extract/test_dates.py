"""Dates as said; deadlines that name a day, and those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from taizhang.engine.extract.dates import days, due_in, with_year
from tests.engine.extract.scenes import day


@pytest.mark.parametrize(
    ("text", "said_on", "expected"),
    [
        ("2026年3月9日前办结", None, ("2026年3月9日前", "2026-03-09")),
        ("6月15日前报送", day(5, 28, 2025), ("6月15日前", "2025-06-15")),
        ("3月15日前报送", day(12, 1, 2025), ("3月15日前", "2026-03-15")),
        ("5月15日前报送", day(6, 1, 2025), ("5月15日前", None)),
        ("6月15日前报送", None, ("6月15日前", None)),
        ("6月15日前报送", day(5, 1), ("6月15日前", None)),
        ("2025年2月30日前报送", None, ("2025年2月30日前", None)),
        ("4月20号前补平", day(4, 11, 2026), ("4月20号前", "2026-04-20")),
        ("本月20号前补平", day(4, 11, 2026), ("本月20号前", None)),
        ("月底前报送", day(5, 1, 2025), ("月底前", None)),
        ("三日内复查", day(5, 1, 2025), ("三日内", None)),
        ("5个工作日内答复", None, ("5个工作日内", None)),
        ("每月5日前通报", day(5, 1, 2025), ("每月5日前", None)),
        ("每周五前报送", None, ("每周五前", None)),
        ("尽快办理", day(5, 1, 2025), ("尽快", None)),
    ],
)
def test_due(text: str, said_on: object, expected: tuple[str, str | None]) -> None:
    found = due_in(text, said_on)
    assert found is not None
    assert (found.text, found.day) == expected


def test_no_deadline() -> None:
    assert due_in("做好工作", None) is None


def test_the_year_is_inferred_and_says_so() -> None:
    today = date(2026, 11, 23)
    assert str(with_year(day(8, 23), today)) == "2026-08-23"
    assert with_year(day(12, 23), today).year == 2025
    assert with_year(day(8, 23), today).inferred
    assert with_year(day(8, 23, 2020), today).year == 2020
    assert with_year(day(8, 23), None).year is None


def test_the_last_day_before() -> None:
    text = "8月1日开会，8月3日调研。"
    assert days(text).last_within(0, len(text)) == day(8, 3)
    assert days(text).last_within(0, 3) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("9月底前完成", "2031-09-30"),
        ("2032年3月前完成", "2032-03-31"),
        ("4月底前完成", None),
    ],
)
def test_a_month_gives_its_last_day_where_the_year_is_known(
    words: str, expected: str | None
) -> None:
    due = due_in(words, day(6, 2, 2031))
    assert due is not None
    assert due.day == expected


def test_a_month_without_a_year_gives_no_day() -> None:
    due = due_in("9月底前完成", None)
    assert due is not None
    assert due.day is None
