"""The columns of the office's workbook: a heading, and what an entry puts under it.

Headings are the office's own words; cells are plain values (text, whole number, date), already
in words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.codes import Category, Satisfaction, Scope
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger.models import Column as LedgerColumn
from taizhang.ledger.models import Entry, Event
from taizhang.ledger.queries import name_of
from taizhang.ledger.values import as_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from taizhang.engine.codes import Labelled
    from taizhang.ledger.models import Assignment, Ledger
    from taizhang.reporting.workbooks import Cell
    from taizhang.roster.models import Enterprise

_SIZES = {"large": "Large", "medium": "Medium", "small": "Small", "micro": "Micro"}


class Column(NamedTuple):
    """One column: its key in addresses, its heading, its width in characters, its cell."""

    key: str
    heading: StrOrPromise
    width: int
    cell: Callable[[Entry], Cell]
    needs: str = ""
    """What of the rows beside the entry it reads: a key of `_PREFETCHED`, or `source`."""
    order: str = ""
    """By which of `ledger.queries.ORDERS` it is sorted."""


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


def _why_not(entry: Entry) -> str:
    for move in (Move.PARK, Move.DECLINE):
        if entry.state in {State.PARKED.value, State.DECLINED.value} and _newest(entry, move):
            return _said(entry, move, "reason")
    return ""


def _called_back_by(entry: Entry) -> str:
    event = _newest(entry, Move.CALL_BACK)
    return event.by_name if event is not None else ""


COLUMNS: tuple[Column, ...] = (
    Column("number", _c("column", "Number"), 16, lambda entry: entry.number, order="number"),
    Column("ledger", _c("column", "Ledger"), 10, lambda entry: name_of(entry.ledger)),
    Column(
        "enterprise",
        _c("column", "Enterprise"),
        28,
        lambda entry: _several(r.name for r in entry.requesters.all()),
        needs="requesters",
    ),
    Column(
        "credit_code",
        _c("column", "Unified social credit code"),
        22,
        _of_enterprises(lambda one: one.credit_code),
        needs="enterprises",
    ),
    Column(
        "park", _c("column", "Park"), 16, _of_enterprises(lambda one: one.park), needs="enterprises"
    ),
    Column(
        "industry",
        _c("column", "Industry"),
        10,
        _of_enterprises(lambda one: one.industry),
        needs="enterprises",
    ),
    Column(
        "size",
        _c("column", "Size"),
        8,
        _of_enterprises(lambda one: gettext(_SIZES[one.size]) if one.size else ""),
        needs="enterprises",
    ),
    Column("contact", _c("column", "Contact"), 12, _contacts("name"), needs="contacts"),
    Column("phone", _c("column", "Telephone"), 16, _contacts("phone"), needs="contacts"),
    Column(
        "officer",
        _c("column", "Chief service officer"),
        12,
        _of_enterprises(lambda one: one.service_officer),
        needs="enterprises",
    ),
    Column("source", _c("column", "Source"), 28, _source, needs="source"),
    Column(
        "registered",
        _c("column", "Registered on"),
        12,
        lambda entry: _day(entry.registered_at),
        order="registered",
    ),
    Column(
        "category",
        _c("column", "Category"),
        12,
        lambda entry: _word(Category, entry.category),
        order="category",
    ),
    Column("title", _c("column", "Matter"), 36, lambda entry: entry.title),
    Column("text", _c("column", "In full"), 48, lambda entry: entry.text),
    Column(
        "scope", _c("column", "Common or individual"), 10, lambda entry: _word(Scope, entry.scope)
    ),
    Column(
        "lead",
        _c("column", "Lead unit"),
        18,
        lambda entry: entry.lead.name if entry.lead else "",
        order="lead",
    ),
    Column("co_units", _c("column", "Co-units"), 24, _co_units, needs="assignments"),
    Column(
        "accountable",
        _c("column", "Accountable leader"),
        12,
        lambda entry: str(entry.accountable or ""),
    ),
    Column(
        "in_charge",
        _c("column", "Person in charge"),
        12,
        lambda entry: str(entry.in_charge or ""),
        order="charge",
    ),
    Column("watcher", _c("column", "Watcher"), 12, lambda entry: str(entry.watcher or "")),
    Column("dispatched", _c("column", "Dispatched on"), 12, _dispatched_on, needs="assignments"),
    Column("first_due", _c("column", "First due date"), 12, lambda entry: entry.original_due),
    Column("due", _c("column", "Due date"), 12, lambda entry: entry.due, order="due"),
    Column(
        "state", _c("column", "State"), 12, lambda entry: _word(State, entry.state), order="state"
    ),
    Column(
        "progress",
        _c("column", "Progress"),
        36,
        lambda entry: _said(entry, Move.PROGRESS, "text"),
        needs="events",
    ),
    Column("reply", _c("column", "Reply"), 48, lambda entry: entry.reply),
    Column("answered", _c("column", "Answered on"), 12, lambda entry: _day(entry.answered_at)),
    Column("on_time", _c("column", "On time"), 8, lambda entry: _yes(entry.on_time)),
    Column("solved", _c("column", "Solved"), 8, lambda entry: _yes(entry.is_solved)),
    Column("why_not", _c("column", "Why not yet"), 28, _why_not, needs="events"),
    Column("called_back_by", _c("column", "Called back by"), 12, _called_back_by, needs="events"),
    Column(
        "called_back", _c("column", "Called back on"), 12, lambda entry: _day(entry.called_back_at)
    ),
    Column(
        "satisfaction",
        _c("column", "Satisfaction"),
        12,
        lambda entry: _word(Satisfaction, entry.satisfaction),
    ),
    Column(
        "closed", _c("column", "Closed"), 8, lambda entry: _yes(entry.state == State.CLOSED.value)
    ),
    Column(
        "closed_on",
        _c("column", "Closed on"),
        12,
        lambda entry: _day(entry.closed_at),
        order="closed",
    ),
    Column("reopened", _c("column", "Times reopened"), 10, lambda entry: entry.reopen_count),
)
BY_KEY: Final = {column.key: column for column in COLUMNS}
SHOWN: Final = (
    "number",
    "title",
    "enterprise",
    "state",
    "due",
    "lead",
    "in_charge",
    "category",
    "registered",
)
"""What a list shows as long as nobody chose."""


def columns_for(ledger: Ledger | None) -> tuple[Column, ...]:
    """The columns that can be chosen: the office's own and those that the ledger brings."""
    if ledger is None:
        return COLUMNS
    own = LedgerColumn.objects.filter(ledger=ledger, known_as="", is_retired=False)
    return (*COLUMNS, *(_own(column) for column in own))


def _own(column: LedgerColumn) -> Column:
    return Column(
        f"own_{column.key}",
        column.name,
        16,
        lambda entry: as_cell(column, entry.values.get(column.key)),
    )


def chosen(asked: Sequence[str], ledger: Ledger | None) -> tuple[list[Column], list[str]]:
    """The columns of these keys in that order, the number first; and keys that mean nothing."""
    known = {column.key: column for column in columns_for(ledger)}
    strange = [key for key in asked if key not in known]
    keys = dict.fromkeys(["number", *(key for key in asked if key in known)])
    return [known[key] for key in keys], strange


def rows_for(columns: Iterable[Column], *, in_bulk: bool = False) -> QuerySet[Entry]:
    """Entries with all that the columns show, and nothing else.

    `in_bulk` reads units and people once for many rows, rather than beside each of them.
    """
    needs = {column.needs for column in columns}
    rows = Entry.objects.all()
    rows = rows.prefetch_related(*_NAMED) if in_bulk else rows.select_related(*_NAMED)
    if "source" in needs:
        rows = rows.select_related("activity", "draft__document")
    for need in sorted(needs & set(_PREFETCHED)):
        rows = rows.prefetch_related(*_PREFETCHED[need])
    return rows


_NAMED: Final = ("ledger", "lead", "accountable", "in_charge", "watcher")
_TOLD: Final = (Move.PROGRESS, Move.PARK, Move.DECLINE, Move.CALL_BACK)
_PREFETCHED: Final[dict[str, tuple[Any, ...]]] = {
    "requesters": ("requesters",),
    "enterprises": ("requesters__enterprise__park", "requesters__enterprise__service_officer"),
    "contacts": ("requesters__enterprise__contacts",),
    "assignments": ("assignments__unit",),
    "events": (Prefetch("events", Event.objects.filter(move__in=_TOLD)),),
}
