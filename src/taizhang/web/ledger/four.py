"""The four honest facts of an entry, each in its own words: on time, closed, solved, satisfied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from taizhang.engine.lifecycle import State
from taizhang.ledger import queries
from taizhang.web import wording

if TYPE_CHECKING:
    from datetime import date

    from taizhang.ledger.models import Entry


class Fact(NamedTuple):
    """One of the four."""

    name: str
    value: str
    note: str = ""


def four_facts(entry: Entry, *, today: date) -> list[Fact]:
    """None of them stands for another; what nobody said is shown as unsaid."""
    return [
        _on_time(entry, today),
        _closed(entry),
        _solved(entry),
        _satisfied(entry),
    ]


def _on_time(entry: Entry, today: date) -> Fact:
    name = gettext("On time")
    if entry.due is None:
        return Fact(name, gettext("No date set"))
    note = _by_first_date(entry, today)
    if entry.answered_at is not None:
        late = timezone.localdate(entry.answered_at) > entry.due
        value = gettext("Answered late") if late else gettext("Answered on time")
    elif entry.state == State.PARKED.value:
        value = gettext("Waits: parked")
    elif entry.state not in queries.RUNNING:
        value = gettext("Over without a reply")
    else:
        late = today > entry.due
        left = (entry.due - today).days
        value = wording.days_left(left, entry.due) if late else gettext("On time so far")
    return Fact(name, value, note)


def _by_first_date(entry: Entry, today: date) -> str:
    """Whether the date first set was kept, where another one is in force."""
    first = entry.original_due
    if first is None or first == entry.due:
        return ""
    day = wording.day(first)
    if entry.answered_at is None and entry.state not in queries.RUNNING:
        return gettext("First date {day}").format(day=day)
    until = timezone.localdate(entry.answered_at) if entry.answered_at else today
    if until > first:
        return gettext("First date {day}, missed").format(day=day)
    if entry.answered_at:
        return gettext("First date {day}, kept").format(day=day)
    return gettext("First date {day}").format(day=day)


def _closed(entry: Entry) -> Fact:
    name = gettext("Closing")
    if entry.state == State.CLOSED.value and entry.closed_at is not None:
        who = str(entry.closed_by or "")
        return Fact(name, wording.day(entry.closed_at), who)
    if entry.state == State.DECLINED.value:
        return Fact(name, gettext("Not taken on"))
    times = entry.reopen_count
    note = gettext("Reopened {n} times").format(n=times) if times else ""
    return Fact(name, gettext("Not closed"), note)


def _solved(entry: Entry) -> Fact:
    name = gettext("Solved")
    if entry.is_solved is not None:
        return Fact(name, gettext("Solved") if entry.is_solved else gettext("Not solved"))
    waiting = entry.answered_at is not None
    return Fact(
        name, gettext("The enterprise has yet to say") if waiting else gettext("Not answered yet")
    )


def _satisfied(entry: Entry) -> Fact:
    name = gettext("Satisfied")
    asked = list(entry.requesters.all())
    rated = [one for one in asked if one.satisfaction]
    note = ""
    if len(asked) > 1:
        note = gettext("{n} of {total} have rated").format(n=len(rated), total=len(asked))
    if entry.satisfaction:
        return Fact(name, wording.label(entry.satisfaction, "satisfaction"), note)
    return Fact(name, gettext("Not rated"), note)
