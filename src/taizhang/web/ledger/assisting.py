"""The co-units of an entry: each with its own date, how that was counted, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from taizhang.engine.deadlines import Signal, signal
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries
from taizhang.web import provisional, wording
from taizhang.web.ledger.ladder import explained

if TYPE_CHECKING:
    from datetime import date

    from taizhang.ledger.models import Assignment, Entry
    from taizhang.ledger.queries import CountedClock


class Helper(NamedTuple):
    """A co-unit and how far it is."""

    name: str
    standing: str
    look: str
    said: str = ""
    """Its own answer."""
    why: tuple[str, ...] = ()
    """How its date was counted."""


def co_units(entry: Entry, today: date) -> list[Helper]:
    """The units that assist today, in the order in which they were asked."""
    helping = [one for one in entry.assignments.all() if one.assists]
    clocks = queries.part_clocks(entry) if helping else {}
    return [_helper(one, entry, today, clocks.get(one.unit_id)) for one in helping]


def _helper(one: Assignment, entry: Entry, today: date, counted: CountedClock | None) -> Helper:
    name = str(one.unit)
    why = _why(one, entry, counted)
    if one.contributed_at is not None:
        return Helper(name, _answered(one), "state-answered", one.contribution, why)
    due = one.due or entry.due
    if due is None or not State(entry.state).is_open:
        return Helper(name, gettext("not yet"), "")
    if one.asked_due is not None:
        asks = gettext("asks for more time until {day}").format(day=wording.day(one.asked_due))
        left = provisional.marked(wording.days_left((due - today).days, due), due)
        return Helper(name, f"{left} · {asks}", _look(due, today, counted), why=why)
    if counted and counted.clock.paused_on:
        since = wording.day(counted.clock.paused_on)
        return Helper(name, gettext("stands still since {day}").format(day=since), "", why=why)
    left = (due - today).days
    words = provisional.marked(wording.days_left(left, due), due)
    return Helper(name, words, _look(due, today, counted), why=why)


def _answered(one: Assignment) -> str:
    """That it answered, and whether late by its own date."""
    if one.contributed_at is None or one.due is None:
        return gettext("contributed")
    on = timezone.localdate(one.contributed_at)
    if on <= one.due:
        return gettext("contributed")
    return gettext("contributed late on {day}").format(day=wording.day(on))


def _look(due: date, today: date, counted: CountedClock | None) -> str:
    if counted is None:
        colour = wording.signal((due - today).days)
        return f"deadline-{colour}" if colour else ""
    found = signal(due, counted.clock.warn_on, today)
    return "" if found is Signal.NONE else f"deadline-{found.value}"


def _why(one: Assignment, entry: Entry, counted: CountedClock | None) -> tuple[str, ...]:
    if counted:
        first = gettext("First it was {day}.")
        kept = [first.format(day=wording.day(one.original_due))] if one.original_due else []
        return (*explained(counted.steps), *kept)
    deadline = queries.part_deadline(entry, one)
    if deadline:
        return tuple(explained(deadline.steps))
    return (gettext("The same date as the lead unit's."),)
