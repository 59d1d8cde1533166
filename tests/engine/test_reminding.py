"""When somebody is reminded, and when not."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from taizhang.engine.calendar import Special, WorkCalendar
from taizhang.engine.deadlines import Signal
from taizhang.engine.reminding import Manners, Told, is_quiet, is_time

MANNERS = Manners(2, time(8), time(18))
CALENDAR = WorkCalendar({date(2026, 10, 1): Special(is_workday=False, name="National Day")})
DUE = date(2026, 9, 23)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-09-16T08:00", False),
        ("2026-09-16T17:59", False),
        ("2026-09-16T07:59", True),
        ("2026-09-16T18:00", True),
        ("2026-09-19T10:00", True),  # a Saturday
        ("2026-10-01T10:00", True),  # a Thursday, and a holiday
    ],
)
def test_rest_days_and_nights_are_quiet(moment: str, quiet: bool) -> None:
    assert is_quiet(datetime.fromisoformat(moment), CALENDAR, MANNERS) is quiet


def last(day: int, signal: Signal = Signal.BLUE, *, seen: bool = False) -> Told:
    return Told(date(2026, 9, day), signal, DUE, seen)


@pytest.mark.parametrize(
    ("before", "signal", "day", "expected"),
    [
        (None, Signal.BLUE, 22, True),
        (last(22), Signal.RED, 24, True),
        (last(22), Signal.RED, 23, False),  # not more often, however red
        (last(18), Signal.BLUE, 20, False),  # a weekend does not count
        (last(18), Signal.BLUE, 22, True),
        (last(18, seen=True), Signal.BLUE, 22, False),
        (last(18, seen=True), Signal.RED, 24, True),
    ],
)
def test_not_too_often_and_never_what_was_acknowledged(
    before: Told | None, signal: Signal, day: int, expected: bool
) -> None:
    assert is_time(before, Told(date(2026, 9, day), signal, DUE), CALENDAR, MANNERS) is expected


def test_a_new_date_breaks_the_silence() -> None:
    before = last(18, seen=True)
    later = date(2026, 9, 25)
    assert is_time(before, Told(date(2026, 9, 24), Signal.BLUE, later), CALENDAR, MANNERS)
