"""The columns of the office's workbook: a heading, and what an entry puts under it.

Headings are the office's own words; cells are plain values (text, whole number, date), already
in words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Category, Satisfaction, Scope
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger.queries import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django_stubs_ext import StrOrPromise

    from taizhang.engine.codes import Labelled
    from taizhang.ledger.models import Assignment, Entry, Event
    from taizhang.reporting.workbooks import Cell
    from taizhang.roster.models import Enterprise

_SIZES = {"large": "Large", "medium": "Medium", "small": "Small", "micro": "Micro"}


class Column(NamedTuple):
    """One column: its heading, its width in characters, its cell."""

    heading: StrOrPromise
    width: int
    cell: Callable[[Entry], Cell]


def _word(codes: type[Labelled], value: str) -> str:
    return gettext(codes(value).label) if value else ""


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment is not None else None


def _yes(fact: bool | None) -> str:  # noqa: FBT001  # the fact is the subject
    if fact is None:
        return ""
    return pgettext("fact", "Yes") if fact else pgettext("fact", "No")


def _several(words: Iterable[object]) -> str:
    """Joined by 、; each once, in order."""
    return "、".join(dict.fromkeys(str(word) for word in words if word))


def _enterprises(entry: Entry) -> list[Enterprise]:
    return [one.enterprise for one in entry.requesters.all() if one.enterprise is not None]


def _of_enterprises(fact: Callable[[Enterprise], object]) -> Callable[[Entry], str]:
    return lambda entry: _several(fact(one) for one in _enterprises(entry))


def _contacts(what: str) -> Callable[[Entry], str]:
    return lambda entry: _several(
        getattr(person, what) for one in _enterprises(entry) for person in one.contacts.all()
    )


def _newest(entry: Entry, move: Move) -> Event | None:
    events = [event for event in entry.events.all() if event.move == move.value]
    return max(events, key=lambda event: event.version, default=None)


def _said(entry: Entry, move: Move, key: str) -> str:
    event = _newest(entry, move)
    return str(event.payload.get(key) or "") if event is not None else ""


def _in_force(entry: Entry) -> list[Assignment]:
    return [one for one in entry.assignments.all() if one.dispatch == entry.dispatch_count]


def _co_units(entry: Entry) -> str:
    return _several(one.unit.name for one in _in_force(entry) if one.part == "co_unit")


def _dispatched_on(entry: Entry) -> date | None:
    moments = [one.dispatched_at for one in _in_force(entry)]
    return _day(min(moments, default=None))


def _source(entry: Entry) -> str:
    if entry.activity is not None:
        return entry.activity.title
    return entry.draft.document.name if entry.draft is not None else gettext("By hand")


def _on_time(entry: Entry) -> bool | None:
    answered = _day(entry.answered_at)
    if entry.due is None or answered is None:
        return None
    return answered <= entry.due


def _why_not(entry: Entry) -> str:
    for move in (Move.PARK, Move.DECLINE):
        if entry.state in {State.PARKED.value, State.DECLINED.value} and _newest(entry, move):
            return _said(entry, move, "reason")
    return ""


def _called_back_by(entry: Entry) -> str:
    event = _newest(entry, Move.CALL_BACK)
    return event.by_name if event is not None else ""


COLUMNS: tuple[Column, ...] = (
    Column(_c("column", "Number"), 16, lambda entry: entry.number),
    Column(_c("column", "Ledger"), 10, lambda entry: name_of(entry.ledger)),
    Column(
        _c("column", "Enterprise"),
        28,
        lambda entry: _several(r.name for r in entry.requesters.all()),
    ),
    Column(
        _c("column", "Unified social credit code"), 22, _of_enterprises(lambda one: one.credit_code)
    ),
    Column(_c("column", "Park"), 16, _of_enterprises(lambda one: one.park)),
    Column(_c("column", "Industry"), 10, _of_enterprises(lambda one: one.industry)),
    Column(
        _c("column", "Size"),
        8,
        _of_enterprises(lambda one: gettext(_SIZES[one.size]) if one.size else ""),
    ),
    Column(_c("column", "Contact"), 12, _contacts("name")),
    Column(_c("column", "Telephone"), 16, _contacts("phone")),
    Column(
        _c("column", "Chief service officer"), 12, _of_enterprises(lambda one: one.service_officer)
    ),
    Column(_c("column", "Source"), 28, _source),
    Column(_c("column", "Registered on"), 12, lambda entry: _day(entry.registered_at)),
    Column(_c("column", "Category"), 12, lambda entry: _word(Category, entry.category)),
    Column(_c("column", "Matter"), 36, lambda entry: entry.title),
    Column(_c("column", "In full"), 48, lambda entry: entry.text),
    Column(_c("column", "Common or individual"), 10, lambda entry: _word(Scope, entry.scope)),
    Column(_c("column", "Lead unit"), 18, lambda entry: entry.lead.name if entry.lead else ""),
    Column(_c("column", "Co-units"), 24, _co_units),
    Column(
        _c("column", "Accountable leader"),
        12,
        lambda entry: str(entry.lead.leader or "") if entry.lead else "",
    ),
    Column(_c("column", "Person in charge"), 12, lambda entry: str(entry.in_charge or "")),
    Column(_c("column", "Watcher"), 12, lambda entry: str(entry.watcher or "")),
    Column(_c("column", "Dispatched on"), 12, _dispatched_on),
    Column(_c("column", "First due date"), 12, lambda entry: entry.original_due),
    Column(_c("column", "Due date"), 12, lambda entry: entry.due),
    Column(_c("column", "State"), 12, lambda entry: _word(State, entry.state)),
    Column(_c("column", "Progress"), 36, lambda entry: _said(entry, Move.PROGRESS, "text")),
    Column(_c("column", "Reply"), 48, lambda entry: entry.reply),
    Column(_c("column", "Answered on"), 12, lambda entry: _day(entry.answered_at)),
    Column(_c("column", "On time"), 8, lambda entry: _yes(_on_time(entry))),
    Column(_c("column", "Solved"), 8, lambda entry: _yes(entry.is_solved)),
    Column(_c("column", "Why not yet"), 28, _why_not),
    Column(_c("column", "Called back by"), 12, _called_back_by),
    Column(_c("column", "Called back on"), 12, lambda entry: _day(entry.called_back_at)),
    Column(_c("column", "Satisfaction"), 12, lambda entry: _word(Satisfaction, entry.satisfaction)),
    Column(_c("column", "Closed"), 8, lambda entry: _yes(entry.state == State.CLOSED.value)),
    Column(_c("column", "Closed on"), 12, lambda entry: _day(entry.closed_at)),
    Column(_c("column", "Times reopened"), 10, lambda entry: entry.reopen_count),
)


def row(entry: Entry) -> list[Cell]:
    """The entry's cells, in the order of `COLUMNS`."""
    return [column.cell(entry) for column in COLUMNS]
