"""Day counting by the Civil Code, over the real holidays, with the steps that explain it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import constants

from taizhang.engine.calendar import Special, WorkCalendar
from taizhang.engine.deadlines import (
    PRESETS,
    SHIPPED,
    Deadline,
    Milestone,
    PresetUnreadable,
    Signal,
    Step,
    StepKind,
    TimeUnit,
    due,
    preset_from,
    read_preset,
    signal,
    warn_on,
)
from taizhang.engine.escalation import Ground
from taizhang.engine.lifecycle import Level, Move, State
from taizhang.engine.preset_data import saying

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar(
    specials={
        **{day: Special(is_workday=False, name=name) for day, name in constants.holidays.items()},
        **{day: Special(is_workday=True, name=name) for day, name in constants.workdays.items()},
    },
    confirmed=frozenset(range(2004, 2027)),
)


def milestone(amount: int, unit: TimeUnit, *, roll: bool = True) -> Milestone:
    return Milestone("m", amount, unit, roll, Move.DISPATCH, frozenset({Move.ANSWER}))


def counted(
    start: str, amount: int, unit: TimeUnit, *, roll: bool = True, calendar: WorkCalendar = CALENDAR
) -> Deadline:
    moment = datetime.combine(date.fromisoformat(start), datetime.min.time(), ZONE)
    return due(milestone(amount, unit, roll=roll), moment.replace(hour=10), calendar)


def kinds(deadline: Deadline) -> list[StepKind]:
    return [step.kind for step in deadline.steps]


DAY, WORK, MONTH, HOUR = (
    TimeUnit.CALENDAR_DAY,
    TimeUnit.WORKING_DAY,
    TimeUnit.MONTH,
    TimeUnit.HOUR,
)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2021-08-26", 3, DAY, "2021-08-30"),  # Sunday the 29th rolls
        ("2021-08-26", 7, DAY, "2021-09-02"),
        ("2021-08-26", 1, MONTH, "2021-09-26"),  # a Sunday that is worked: no roll
        ("2021-08-26", 5, WORK, "2021-09-02"),
        ("2021-08-26", 20, WORK, "2021-09-24"),
        ("2021-09-15", 5, WORK, "2021-09-23"),
        ("2021-09-30", 1, WORK, "2021-10-08"),
        ("2021-09-30", 5, WORK, "2021-10-13"),  # Saturday the 9th works
        ("2025-01-24", 5, WORK, "2025-02-07"),
        ("2026-02-13", 1, WORK, "2026-02-14"),  # a Saturday that works
        ("2026-02-13", 5, WORK, "2026-02-27"),
        ("2026-09-30", 7, WORK, "2026-10-15"),
        ("2026-01-31", 1, MONTH, "2026-02-28"),  # no corresponding day; the 28th works
        ("2025-11-30", 3, MONTH, "2026-02-28"),
    ],
)
def test_known_periods_end_where_the_law_says(
    start: str, amount: int, unit: TimeUnit, end: str
) -> None:
    assert counted(start, amount, unit).date == date.fromisoformat(end)


def test_without_rolling_a_period_ends_on_a_rest_day() -> None:
    assert counted("2021-08-26", 3, DAY, roll=False).date == date(2021, 8, 29)


def test_the_explanation_begins_with_the_day_left_out_and_the_days_counted() -> None:
    deadline = counted("2021-08-26", 3, DAY)
    assert kinds(deadline) == [StepKind.START_EXCLUDED, StepKind.COUNTED, StepKind.ROLLED]
    start, count, rolled = deadline.steps
    assert start.first == date(2021, 8, 26)
    assert (count.first, count.last, count.amount) == (date(2021, 8, 27), date(2021, 8, 29), 3)
    assert (rolled.first, rolled.last) == (date(2021, 8, 29), date(2021, 8, 30))


def test_a_date_that_moves_past_a_holiday_names_it() -> None:
    rolled = counted("2026-09-30", 3, DAY).steps[-1]
    assert (rolled.kind, rolled.name) == (StepKind.HOLIDAY_ROLLED, "National Day")
    assert (rolled.first, rolled.last) == (date(2026, 10, 3), date(2026, 10, 8))


def test_the_explanation_names_holidays_weekends_and_make_up_days() -> None:
    deadline = counted("2021-09-30", 6, WORK)
    passed = [(step.kind, step.name, step.first.day, step.last.day) for step in deadline.steps[2:]]
    assert passed == [
        (StepKind.HOLIDAY_SKIPPED, "National Day", 1, 7),
        (StepKind.MAKE_UP_COUNTED, "National Day", 9, 9),
        (StepKind.REST_SKIPPED, "", 10, 10),
    ]


def test_a_make_up_workday_at_the_end_is_said_to_count() -> None:
    deadline = counted("2021-08-26", 1, MONTH)
    assert deadline.steps[-1].kind is StepKind.MAKE_UP_COUNTED


def test_a_month_without_the_day_says_that_it_ends_early() -> None:
    assert StepKind.MONTH_END in kinds(counted("2026-01-31", 1, MONTH))


def test_hours_run_through_to_the_minute() -> None:
    deadline = counted("2021-10-01", 24, HOUR, roll=False)
    assert deadline.at == datetime(2021, 10, 2, 10, 0, tzinfo=ZONE)
    assert (deadline.date, kinds(deadline)) == (date(2021, 10, 2), [StepKind.COUNTED])


def test_hours_that_roll_end_with_the_next_workday() -> None:
    deadline = counted("2021-10-01", 24, HOUR)
    assert (deadline.date, deadline.at) == (date(2021, 10, 8), None)


def test_a_year_without_its_notice_is_said_to_be_unconfirmed() -> None:
    deadline = counted("2026-12-25", 7, WORK)
    assert deadline.date == date(2027, 1, 5)
    assert not deadline.is_confirmed
    assert deadline.steps[-1].amount == 2027
    assert counted("2026-12-01", 7, WORK).is_confirmed


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_has_words(kind: StepKind) -> None:
    step = Step(kind, date(2021, 9, 30), date(2021, 10, 8), 6, WORK, "National Day")
    fields = {"first": step.first, "last": step.last, "amount": step.amount}
    assert step.message.format(**fields, unit=step.unit, name=step.name)


def test_the_library_and_the_calendar_agree_on_every_day() -> None:
    from datetime import timedelta

    from chinese_calendar import is_workday

    days = (date(2020, 1, 1) + timedelta(days=step) for step in range(2557))
    assert all(CALENDAR.is_workday(day) == is_workday(day) for day in days)


@pytest.mark.parametrize(
    ("start", "end", "warn"),
    [
        ("2026-09-16", "2026-09-23", "2026-09-22"),  # one working day left
        ("2026-09-01", "2026-09-28", "2026-09-23"),  # the last fifth, before the weekend
        ("2026-09-18", "2026-09-21", "2026-09-20"),  # a make-up Sunday is a working day before
        ("2026-09-16", "2026-09-17", "2026-09-16"),
        ("2026-09-16", "2026-09-16", "2026-09-16"),
    ],
)
def test_a_date_is_near_in_the_last_fifth_or_with_one_working_day_left(
    start: str, end: str, warn: str
) -> None:
    days = [date.fromisoformat(day) for day in (start, end)]
    assert warn_on(*days, CALENDAR) == date.fromisoformat(warn)


def test_near_looks_over_rest_days_for_the_working_day_left() -> None:
    # Due on the Sunday of a plain weekend: the working day left is none until Friday's eve.
    assert warn_on(date(2026, 8, 3), date(2026, 8, 9), CALENDAR) == date(2026, 8, 6)


END, WARN = date(2026, 9, 23), date(2026, 9, 22)


@pytest.mark.parametrize(
    ("today", "is_behind", "shown"),
    [
        (date(2026, 9, 21), False, Signal.NONE),
        (date(2026, 9, 21), True, Signal.ORANGE),
        (date(2026, 9, 22), False, Signal.BLUE),
        (date(2026, 9, 23), False, Signal.ORANGE),
        (date(2026, 9, 24), False, Signal.RED),
        (date(2026, 9, 24), True, Signal.RED),
    ],
)
def test_blue_before_orange_behind_red_over(
    today: date,
    is_behind: bool,
    shown: Signal,  # a table's column
) -> None:
    assert signal(END, WARN, today, is_behind=is_behind) is shown


def test_without_a_due_date_only_being_behind_shows() -> None:
    assert signal(None, None, END) is Signal.NONE
    assert signal(None, None, END, is_behind=True) is Signal.ORANGE


def test_the_13710_preset_has_its_digits() -> None:
    preset = PRESETS["p13710"]
    amounts = [(one.amount, one.unit) for one in preset.milestones]
    assert amounts == [(1, DAY), (3, DAY), (7, DAY), (1, MONTH)]
    assert preset.resolving.name == "resolve"
    assert [one.name for one in preset.started_by(Move.REGISTER)] == ["forward"]


@pytest.mark.parametrize(
    ("code", "amount", "unit", "end"),
    [
        ("hotline_beijing_urgent", 2, HOUR, date(2026, 9, 30)),
        ("hotline_beijing_utilities", 24, HOUR, date(2026, 10, 1)),
        ("hotline_beijing", 7, DAY, date(2026, 10, 8)),
        ("hotline_beijing_hard", 15, DAY, date(2026, 10, 15)),
        ("bureau_urgent", 24, HOUR, date(2026, 10, 1)),
        ("bureau_consult", 3, WORK, date(2026, 10, 10)),
        ("bureau_complaint", 13, WORK, date(2026, 10, 23)),
        ("petition_review", 30, DAY, date(2026, 10, 30)),
        ("escalate_bozhou", 10, DAY, date(2026, 10, 10)),
        ("quanzhou", 7, WORK, date(2026, 10, 15)),
    ],
)
def test_a_preset_counts_by_its_published_rule(
    code: str, amount: int, unit: TimeUnit, end: date
) -> None:
    resolving = PRESETS[code].resolving
    assert (resolving.amount, resolving.unit) == (amount, unit)
    assert due(resolving, datetime(2026, 9, 30, 9, tzinfo=ZONE), CALENDAR).date == end


def test_what_is_taken_up_as_it_comes_in_starts_the_clocks_of_acceptance() -> None:
    petition = PRESETS["petition"]
    begun = [one.name for one in petition.started_by(Move.REGISTER, State.ACCEPTED)]
    assert begun == ["notice", "resolve"]
    assert [one.name for one in petition.started_by(Move.REGISTER, State.TRIAGE)] == ["notice"]
    assert [one.name for one in petition.started_by(Move.ACCEPT, State.ACCEPTED)] == ["resolve"]


def test_every_version_that_shipped_stays_the_newest_counts() -> None:
    assert SHIPPED["petition/1"].resolving.starts is Move.DISPATCH
    assert (PRESETS["petition"].rule, PRESETS["petition_review"].rule) == (
        "petition/2",
        "petition_review/2",
    )


def test_a_due_date_is_known_when_a_matter_is_dispatched() -> None:
    said = {**saying(PRESETS["p13710"])}
    said["milestones"] = [
        {**one, "starts": "acknowledge"} if one["name"] == "resolve" else one
        for one in said["milestones"]
    ]
    with pytest.raises(PresetUnreadable, match="starts after the due date"):
        preset_from(said, source="test")


def test_bozhou_raises_what_was_dispatched_twice_concerns_many_or_is_old() -> None:
    rules = [(one.ground, one.count, one.level) for one in PRESETS["escalate_bozhou"].escalations]
    assert rules == [
        (Ground.DISPATCHED, 2, Level.LEADER),
        (Ground.AGE, 90, Level.JOINT),
        (Ground.DEPARTMENTS, 3, Level.JOINT),
    ]


@pytest.mark.parametrize("code", sorted(PRESETS))
def test_every_preset_names_the_milestone_that_gives_the_due_date(code: str) -> None:
    assert PRESETS[code].code == code
    assert PRESETS[code].resolving.met_by


GOOD = """
code = "x"
name = "X"
version = 1
resolve = "r"
[[milestones]]
name = "r"
amount = 1
unit = "hour"
roll = false
starts = "dispatch"
met_by = ["answer"]
"""


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('resolve = "r"', 'resolve = "q"'),
        ("amount = 1", "amount = 0"),
        ('unit = "hour"', 'unit = "fortnight"'),
        ('starts = "dispatch"', ""),
        ('met_by = ["answer"]', "met_by = 3"),
        ('code = "x"', "code = "),
    ],
)
def test_a_preset_that_makes_no_sense_is_refused_by_its_name(good: str, bad: str) -> None:
    assert read_preset(GOOD, source="x.toml").code == "x"
    with pytest.raises(PresetUnreadable, match=r"x\.toml"):
        read_preset(GOOD.replace(good, bad), source="x.toml")


@pytest.mark.parametrize(
    ("code", "name", "start", "end"),
    [
        ("environment_henan", "forward", "2021-08-26", "2021-08-31"),
        ("environment_henan", "resolve", "2021-08-26", "2021-09-26"),  # the 25th rests, that works
        ("environment_jinan", "resolve", "2021-08-26", "2021-09-02"),
        ("hotline_weifang", "resolve", "2026-09-30", "2026-10-13"),
        ("information_request", "resolve", "2021-08-26", "2021-09-24"),
        ("arrears", "forward", "2021-09-15", "2021-09-29"),
        ("arrears", "resolve", "2026-09-16", "2026-10-16"),
    ],
)
def test_the_periods_of_statutes_end_where_they_say(
    code: str, name: str, start: str, end: str
) -> None:
    at = datetime.combine(date.fromisoformat(start), datetime.min.time(), ZONE).replace(hour=10)
    assert due(PRESETS[code].milestone(name), at, CALENDAR).date == date.fromisoformat(end)
