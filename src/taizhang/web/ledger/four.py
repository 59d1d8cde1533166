"""The four honest facts of an entry, each in its own words: on time, closed, solved, satisfied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from taizhang.engine.lifecycle import State
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
    note = ""
    if entry.original_due is not None and entry.original_due != entry.due:
        note = gettext("First date {day}").format(day=wording.day(entry.original_due))
    if entry.answered_at is None:
        late = (today - entry.due).days
        value = wording.days_left(-late, entry.due) if late > 0 else gettext("On time so far")
        return Fact(name, value, note)
    late = (timezone.localdate(entry.answered_at) - entry.due).days
    return Fact(name, gettext("Answered late") if late > 0 else gettext("Answered on time"), note)


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
