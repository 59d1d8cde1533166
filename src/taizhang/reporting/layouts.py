"""A ledger in the very form that the office made it from: rows in a copy of its own workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from taizhang.engine.codes import Category
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.sheets import Known, Layout, filled
from taizhang.engine.sheets.row_marks import mark_of
from taizhang.engine.sheets.table import JOINT
from taizhang.ledger import queries as ledger
from taizhang.ledger.values import as_cell
from taizhang.reporting.columns import FIRMS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Column, Entry, Ledger, Workbook
    from taizhang.roster.models import Enterprise

Value = str | int | float | date | None
CHUNK: Final = 500
_MARK: Final = "mark"
"""Out of sight beside each row: which entry it is, and which version of it was written."""


def write(target: IO[bytes], *, book: Ledger, workbook: Workbook, entries: QuerySet[Entry]) -> int:
    """Write `entries` (of `ledger.entries_of`) in their order; how many there were."""
    layout = Layout.of_json(book.layout)
    columns = ledger.columns_of(book, retired=True)
    return filled(
        bytes(workbook.data),
        layout,
        _rows(columns, entries),
        target,
        keys=[*(column.key for column in columns), _MARK],
        headings={
            column.key: column.name.rpartition(JOINT)[2]
            for column in columns
            if layout.names.get(column.key) != column.name
        }
        | {_MARK: pgettext("column", "Row mark")},
        hidden=[_MARK],
    )


def _rows(columns: Sequence[Column], entries: QuerySet[Entry]) -> Iterator[list[Value]]:
    whole = Known.TEXT not in {column.known_as for column in columns}
    found = _in_full(entries.select_related("accountable"))
    for number, entry in enumerate(found, start=1):
        cells = [_cell(column, entry, number, whole=whole) for column in columns]
        here = entry.number_here  # type: ignore[attr-defined]  # annotated
        yield [*cells, mark_of(here, entry.version)]


def _cell(column: Column, entry: Entry, number: int, *, whole: bool) -> Value:
    """`whole`: no other column has the full text, so that the matter's has it."""
    if not column.known_as:
        return as_cell(column, entry.values.get(column.key))
    known = Known(column.known_as)
    if known is Known.ROW:
        return number
    if known is Known.TITLE and whole:
        return entry.text
    if known is Known.CLOSED:
        closed = entry.state == State.CLOSED.value
        return as_cell(column, closed)
    return _FACTS[known](entry)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _several(words: Sequence[object]) -> str:
    return "、".join(dict.fromkeys(str(word) for word in words if word))


def _of_firms(fact: Callable[[Enterprise], object]) -> Callable[[Entry], Value]:
    return lambda entry: _several(
        [fact(one.enterprise) for one in entry.requesters.all() if one.enterprise]
    )


def _co_units(entry: Entry) -> Value:
    return _several([one.unit for one in entry.assignments.all() if one.assists])


def _progress(entry: Entry) -> Value:
    """What was reported last."""
    told = [event for event in entry.events.all() if event.move == Move.PROGRESS]
    newest = max(told, key=lambda event: event.version, default=None)
    return str(newest.payload.get("text", "")) if newest else ""


def _source(entry: Entry) -> Value:
    if entry.activity is not None:
        return entry.activity.title
    return entry.draft.document.name if entry.draft is not None else ""


_FACTS: Final[dict[Known, Callable[[Entry], Value]]] = {
    Known.NUMBER: lambda entry: entry.number_here,  # type: ignore[attr-defined]  # annotated
    Known.TITLE: lambda entry: entry.title,
    Known.TEXT: lambda entry: entry.text,
    Known.ENTERPRISES: lambda entry: _several([one.name for one in entry.requesters.all()]),
    Known.CREDIT_CODE: _of_firms(lambda one: one.credit_code),
    Known.PARK: _of_firms(lambda one: one.park),
    Known.CATEGORY: lambda entry: gettext(Category(entry.category).label) if entry.category else "",
    Known.SOURCE: _source,
    Known.REGISTERED_ON: lambda entry: _day(entry.registered_at),
    Known.DISPATCHED_ON: lambda entry: _day(entry.dispatched_at),
    Known.LEAD: lambda entry: entry.lead.name if entry.lead else "",
    Known.CO_UNITS: _co_units,
    Known.ACCOUNTABLE: lambda entry: str(entry.accountable or ""),
    Known.IN_CHARGE: lambda entry: str(entry.in_charge or ""),
    Known.WATCHER: lambda entry: str(entry.watcher or ""),
    Known.DUE: lambda entry: entry.due or entry.due_text,
    Known.STATE: lambda entry: gettext(State(entry.state).label),
    Known.PROGRESS: _progress,
    Known.REPLY: lambda entry: entry.reply,
    Known.CLOSED_ON: lambda entry: _day(entry.closed_at),
}


def _in_full(entries: QuerySet[Entry]) -> Iterator[Entry]:
    """Entries with all that a row of the form may show, a chunk at a time."""
    detailed = entries.select_related(
        "ledger", "lead", "lead__leader", "in_charge", "watcher", "activity", "draft__document"
    ).prefetch_related(
        FIRMS,
        "requesters__enterprise__contacts",
        "assignments__unit",
        "events",
    )
    yield from detailed.iterator(chunk_size=CHUNK)
