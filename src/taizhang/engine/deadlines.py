"""Milestones and the dates they lead to, each with the steps by which it was counted.

Day counting follows the Civil Code: the day on which a period starts is not counted (201), a
month ends on its corresponding day or, where there is none, at the month's end (202), and a
last day that is a rest day moves to the next workday (203).
"""

from __future__ import annotations

import calendar as months
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from importlib import resources
from typing import Any, Final

from taizhang.engine.calendar import ONE_DAY, WorkCalendar
from taizhang.engine.due_texts import parse_due
from taizhang.engine.escalation import USUAL, EscalationRule, escalation_rules
from taizhang.engine.moves import Move, Part, State
from taizhang.engine.preset_limits import NO_LIMITS, Limits, TimeUnit, limits_from
from taizhang.engine.signals import Signal, signal, warn_on

__all__ = [
    "DUE_STARTS",
    "PRESETS",
    "SHIPPED",
    "Deadline",
    "Milestone",
    "Preset",
    "PresetUnreadable",
    "Signal",
    "Step",
    "StepKind",
    "TimeUnit",
    "WorkCalendar",
    "due",
    "load_presets",
    "parse_due",
    "preset_from",
    "read_preset",
    "shifted",
    "signal",
    "warn_on",
]


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


ASSIST: Final = "assist"
"""What a co-unit's clock is called where the preset has no milestone for it."""


DUE_STARTS: Final = (Move.REGISTER, Move.ACCEPT, Move.DISPATCH)
"""From where a clock may run that gives the due date: at the dispatch the date must be known."""


class PresetUnreadable(ValueError):
    """A preset file that does not say what it must; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A clock before it runs: from which move, how long, met by which moves."""

    name: str
    amount: int
    unit: TimeUnit
    roll: bool
    """A last day that is a rest day moves to the next workday."""
    starts: Move
    met_by: frozenset[Move]
    pauses: frozenset[State] = frozenset()
    """While the entry stands there, the clock stands still."""
    part: Part = Part.LEAD
    """Whose clock it is; a co-unit's gives each assignment its own date."""


@dataclass(frozen=True, slots=True)
class Preset:
    """The clocks of a ledger, versioned."""

    code: str
    name: str
    version: int
    milestones: tuple[Milestone, ...]
    resolve: str
    """The milestone that gives an entry its due date."""
    escalations: tuple[EscalationRule, ...] = ()
    """By which rules an entry is raised, the lowest level first."""
    warn_days: int | None = None
    """From so many working days before its end on a date counts as near; None: the last fifth."""
    limits: Limits = NO_LIMITS

    def milestone(self, name: str) -> Milestone:
        """The milestone of that name; there must be one."""
        return next(one for one in self.milestones if one.name == name)

    @property
    def resolving(self) -> Milestone:
        """The milestone that gives an entry its due date."""
        return self.milestone(self.resolve)

    @property
    def rule(self) -> str:
        """Code and version, as the events of an entry name it."""
        return f"{self.code}/{self.version}"

    @property
    def assisting(self) -> Milestone | None:
        """The milestone that gives each co-unit its own date, if the preset has one."""
        return next((one for one in self.milestones if one.part is Part.CO_UNIT), None)

    @property
    def helping(self) -> Milestone:
        """By what a co-unit's own clock runs: its milestone, else the lead's.

        It stands still with the lead's unless the milestone says when.
        """
        own = self.assisting or replace(
            self.resolving, name=ASSIST, met_by=frozenset({Move.CONTRIBUTE}), part=Part.CO_UNIT
        )
        return own if own.pauses else replace(own, pauses=self.resolving.pauses)

    def of_clock(self, name: str, unit: str) -> Milestone | None:
        """By what a clock runs, the entry's own or a co-unit's; None: no longer in the preset."""
        if unit:
            return self.helping
        return next((one for one in self.milestones if one.name == name), None)

    def started_by(self, move: Move, state: State | None = None) -> tuple[Milestone, ...]:
        """The entry's own clocks that `move` sets going; `state` is what it led to.

        What is taken up as it comes in is registered and accepted at once.
        """
        moves = {move}
        if move is Move.REGISTER and state is State.ACCEPTED:
            moves.add(Move.ACCEPT)
        own = (one for one in self.milestones if one.part is Part.LEAD)
        return tuple(one for one in own if one.starts in moves)


class StepKind(StrEnum):
    """One thing that counting a period does."""

    START_EXCLUDED = "start_excluded"
    COUNTED = "counted"
    REST_SKIPPED = "rest_skipped"
    HOLIDAY_SKIPPED = "holiday_skipped"
    MAKE_UP_COUNTED = "make_up_counted"
    MONTH_END = "month_end"
    ROLLED = "rolled"
    HOLIDAY_ROLLED = "holiday_rolled"
    UNCONFIRMED = "unconfirmed"
    ORDERED = "ordered"
    PROMISED = "promised"
    EXTENDED = "extended"
    KEPT = "kept"
    PAUSED = "paused"
    STANDS_STILL = "stands_still"
    WITH_LEAD = "with_lead"


MESSAGES: Final[Mapping[StepKind, str]] = {
    StepKind.START_EXCLUDED: _("The day it starts, {first}, is not counted."),
    StepKind.COUNTED: _("{amount} {unit} are counted, from {first} to {last}."),
    StepKind.REST_SKIPPED: _("Weekend skipped: {first} to {last}."),
    StepKind.HOLIDAY_SKIPPED: _("{name} skipped: {first} to {last}."),
    StepKind.MAKE_UP_COUNTED: _("{first} is a make-up workday ({name}) and counts."),
    StepKind.MONTH_END: _("The month has no corresponding day; it ends on {last}."),
    StepKind.ROLLED: _("{first} is a rest day; the date moves to {last}."),
    StepKind.HOLIDAY_ROLLED: _("{first} is a rest day ({name}); the date moves to {last}."),
    StepKind.UNCONFIRMED: _(
        "The holidays of {amount} are not confirmed yet; weekdays were taken instead."
    ),
    StepKind.ORDERED: _("{last} was set when it was dispatched on {first}."),
    StepKind.PROMISED: _("{last} was said when the matter came up; it stands since {first}."),
    StepKind.PAUSED: _("It stood still from {first} to {last}; those days were given back."),
    StepKind.STANDS_STILL: _("It stands still since {first}; the days will be given back."),
    StepKind.WITH_LEAD: _("{last} is the lead unit's date; the co-unit's is no later."),
    StepKind.KEPT: _("Dispatched anew on {first}; {last} stands as before."),
    StepKind.EXTENDED: _("An extension granted on {first} moved the date to {last}."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation; the surface translates `message` and fills in the fields."""

    kind: StepKind
    first: date
    last: date
    amount: int = 0
    """Days counted; the year when it is unconfirmed."""
    unit: TimeUnit | None = None
    name: str = ""
    """Of the holiday, untranslated."""

    @property
    def message(self) -> str:
        """What to say, as a msgid with fields."""
        return MESSAGES[self.kind]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date with the way it was counted."""

    date: date
    steps: tuple[Step, ...]
    at: datetime | None = None
    """The minute, where hours are counted."""

    @property
    def is_confirmed(self) -> bool:
        """Whether every year it rests on has its notice."""
        return all(step.kind is not StepKind.UNCONFIRMED for step in self.steps)


def due(milestone: Milestone, start: datetime, calendar: WorkCalendar) -> Deadline:
    """When `milestone` ends that began at `start` (local time)."""
    if milestone.unit is TimeUnit.HOUR:
        return _hours(milestone, start, calendar)
    first = start.date()
    last, counted = _COUNTERS[milestone.unit](milestone.amount, first, calendar)
    steps = [
        Step(StepKind.START_EXCLUDED, first, first),
        Step(StepKind.COUNTED, first + ONE_DAY, last, milestone.amount, milestone.unit),
        *counted,
    ]
    end, rolled = _roll(last, calendar) if milestone.roll else (last, ())
    return Deadline(end, (*steps, *rolled, *_unconfirmed(first, end, calendar)))


def _hours(milestone: Milestone, start: datetime, calendar: WorkCalendar) -> Deadline:
    """Hours run through, from the minute on; only rolling looks at the calendar."""
    at = start + timedelta(hours=milestone.amount)
    step = Step(StepKind.COUNTED, start.date(), at.date(), milestone.amount, milestone.unit)
    end, rolled = _roll(at.date(), calendar) if milestone.roll else (at.date(), ())
    doubts = _unconfirmed(start.date(), end, calendar) if milestone.roll else ()
    return Deadline(end, (step, *rolled, *doubts), at if end == at.date() else None)


def _calendar_days(
    amount: int, first: date, _calendar: WorkCalendar
) -> tuple[date, tuple[Step, ...]]:
    return first + timedelta(days=amount), ()


def _working_days(
    amount: int, first: date, calendar: WorkCalendar
) -> tuple[date, tuple[Step, ...]]:
    last = calendar.workday_after(first, amount)
    return last, tuple(_passed(first + ONE_DAY, last, calendar))


def _months(amount: int, first: date, _calendar: WorkCalendar) -> tuple[date, tuple[Step, ...]]:
    years, month = divmod(first.month - 1 + amount, 12)
    year, month = first.year + years, month + 1
    length = months.monthrange(year, month)[1]
    last = date(year, month, min(first.day, length))
    short = (Step(StepKind.MONTH_END, last, last),) if first.day > length else ()
    return last, short


_COUNTERS: Final = {
    TimeUnit.CALENDAR_DAY: _calendar_days,
    TimeUnit.WORKING_DAY: _working_days,
    TimeUnit.MONTH: _months,
}


def _passed(first: date, last: date, calendar: WorkCalendar) -> Iterator[Step]:
    """Rest days in a row by their holiday, and make-up workdays, from `first` to `last`."""
    day = first
    while day <= last:
        begin, name, works = day, calendar.name(day), calendar.is_workday(day)
        if works:
            if calendar.is_make_up(day):
                yield Step(StepKind.MAKE_UP_COUNTED, day, day, name=name)
            day += ONE_DAY
            continue
        while day <= last and not calendar.is_workday(day) and calendar.name(day) == name:
            day += ONE_DAY
        kind = StepKind.HOLIDAY_SKIPPED if name else StepKind.REST_SKIPPED
        yield Step(kind, begin, day - ONE_DAY, name=name)


def _roll(last: date, calendar: WorkCalendar) -> tuple[date, tuple[Step, ...]]:
    end = calendar.next_workday(last)
    if end == last:
        make_up = calendar.is_make_up(last)
        note = Step(StepKind.MAKE_UP_COUNTED, last, last, name=calendar.name(last))
        return end, (note,) if make_up else ()
    name = calendar.name(last)
    return end, (Step(StepKind.HOLIDAY_ROLLED if name else StepKind.ROLLED, last, end, name=name),)


def _unconfirmed(first: date, last: date, calendar: WorkCalendar) -> tuple[Step, ...]:
    return tuple(
        Step(StepKind.UNCONFIRMED, date(year, 1, 1), date(year, 12, 31), year)
        for year in range(first.year, last.year + 1)
        if year not in calendar.confirmed
    )


def shifted(
    milestone: Milestone, end: date, since: date, until: date, calendar: WorkCalendar
) -> date:
    """`end` after the clock stood still from `since` to `until`: the same days are given back."""
    if milestone.unit is TimeUnit.WORKING_DAY:
        return calendar.workday_after(end, calendar.workdays_between(since, until))
    later = end + (until - since)
    return calendar.next_workday(later) if milestone.roll else later


def read_preset(text: str, *, source: str) -> Preset:
    """A preset from its TOML; refuses what it does not understand, naming `source`."""
    try:
        said = tomllib.loads(text)
    except ValueError as error:
        message = f"{source}: {error!r}"
        raise PresetUnreadable(message) from error
    return preset_from(said, source=source)


def preset_from(said: Mapping[str, Any], *, source: str) -> Preset:
    """A preset out of plain values; refuses what it does not understand, naming `source`."""
    try:
        preset = Preset(
            code=said["code"],
            name=said["name"],
            version=int(said["version"]),
            milestones=tuple(_milestone(one) for one in said["milestones"]),
            resolve=said["resolve"],
            escalations=escalation_rules(said.get("escalations", USUAL)),
            warn_days=said.get("warn_days"),
            limits=limits_from(said.get("limits", {})),
        )
    except (KeyError, ValueError, TypeError) as error:
        message = f"{source}: {error!r}"
        raise PresetUnreadable(message) from error
    if preset.resolve not in {one.name for one in preset.milestones}:
        message = f"{source}: no milestone is called {preset.resolve!r}"
        raise PresetUnreadable(message)
    if preset.resolving.starts not in DUE_STARTS:
        message = f"{source}: {preset.resolve!r} starts after the due date was given"
        raise PresetUnreadable(message)
    return preset


def _milestone(said: Mapping[str, Any]) -> Milestone:
    if int(said["amount"]) < 1:
        message = f"amount of {said['name']} is below 1"
        raise ValueError(message)
    return Milestone(
        name=said["name"],
        amount=int(said["amount"]),
        unit=TimeUnit(said["unit"]),
        roll=bool(said["roll"]),
        starts=Move(said["starts"]),
        met_by=frozenset(Move(move) for move in said["met_by"]),
        pauses=frozenset(State(state) for state in said.get("pauses", ())),
        part=Part(said.get("part", Part.LEAD)),
    )


def load_presets() -> dict[str, Preset]:
    """Every version of the presets that ship with the product, by rule, the older first."""
    folder = resources.files("taizhang.engine") / "presets"
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    presets = [
        read_preset(file.read_text(encoding="utf-8"), source=file.name)
        for file in files
        if file.name.endswith(".toml")
    ]
    presets.sort(key=lambda preset: (preset.code, preset.version))
    return {preset.rule: preset for preset in presets}


SHIPPED: Final[Mapping[str, Preset]] = load_presets()
"""By rule (petition/2); entries keep the version by which they began."""
PRESETS: Final[Mapping[str, Preset]] = {one.code: one for one in SHIPPED.values()}
"""By code the newest version of each."""
