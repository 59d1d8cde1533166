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

from taizhang.engine.codes import Category, LedgerKind, Satisfaction, Scope
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.sheets.row_marks import mark_of
from taizhang.ledger.models import Assignment, Entry, Event, Requester
from taizhang.ledger.models import Column as LedgerColumn
from taizhang.ledger.values import as_cell
from taizhang.reporting.plain_rows import TOLD, PlainRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from taizhang.engine.codes import Labelled
    from taizhang.ledger.models import Ledger
    from taizhang.reporting.workbooks import Cell
    from taizhang.roster.models import Enterprise

SIZES: Final = {"large": "Large", "medium": "Medium", "small": "Small", "micro": "Micro"}


class Column(NamedTuple):
    """One column: its key in addresses, its heading, its width in characters, its cell."""

    key: str
    heading: StrOrPromise
    width: int
    cell: Callable[[Entry], Cell]
    needs: str = ""
    """What it reads beside the usual: a key of `_PREFETCHED`, `source` or `values`."""
    order: str = ""
    """By which of `ledger.queries.ORDERS` it is sorted."""
    words: Callable[[], dict[Any, str]] | None = None
    """What its codes are called in the reader's language; other values stay as they are."""

    def said(self) -> Callable[[Entry], Cell]:
        """Its cell in words, which are looked up now: not for every row of a file."""
        cell = self.cell
        if self.words is None:
            return cell
        words = self.words()

        def in_words(entry: Entry) -> Cell:
            value = cell(entry)
            return words.get(value, value)

        return in_words


def _named(codes: type[Labelled]) -> Callable[[], dict[Any, str]]:
    return lambda: {code.value: gettext(code.label) for code in codes if code.label}


def _facts() -> dict[Any, str]:
    return {True: pgettext("fact", "Yes"), False: pgettext("fact", "No")}


def _day(moment: datetime | None) -> date | None:
    # As `localdate`, which asks twice for the zone of the thread: here it is always the site's.
    zone = timezone.get_default_timezone()
    return moment.astimezone(zone).date() if moment is not None else None


def _several(words: Iterable[object]) -> str:
    """Joined by 、; each once, in order."""
    found = [str(word) for word in words if word]
    return "、".join(dict.fromkeys(found)) if len(found) > 1 else "".join(found)


def _enterprises(entry: Entry) -> list[Enterprise]:
    return [one.enterprise for one in entry.requesters.all() if one.enterprise is not None]


def _of_enterprises(fact: Callable[[Enterprise], object]) -> Callable[[Entry], str]:
    def cell(entry: Entry) -> str:
        found = _enterprises(entry)
        return str(fact(found[0]) or "") if len(found) == 1 else _several(map(fact, found))

    return cell


def _contacts(what: str) -> Callable[[Entry], str]:
    return lambda entry: _several(
        getattr(person, what) for one in _enterprises(entry) for person in one.contacts.all()
    )


def _newest(entry: Entry, move: Move) -> Event | None:
    found = None
    for event in entry.events.all():
        if event.move == move.value and (found is None or event.version > found.version):
            found = event
    return found


def _said(entry: Entry, move: Move, key: str) -> str:
    event = _newest(entry, move)
    return str(event.payload.get(key) or "") if event is not None else ""


def _co_units(entry: Entry) -> str:
    return _several(one.unit.name for one in entry.assignments.all() if one.assists)


def _source(entry: Entry) -> str:
    if entry.activity is not None:
        return entry.activity.title
    return entry.draft.document.name if entry.draft is not None else ""


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
    Column(
        "ledger",
        _c("column", "Ledger"),
        10,
        lambda entry: entry.ledger.name or entry.ledger.kind,
        words=_named(LedgerKind),
    ),
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
        _of_enterprises(lambda one: gettext(SIZES[one.size]) if one.size else ""),
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
    Column(
        "source",
        _c("column", "Source"),
        28,
        _source,
        needs="source",
        words=lambda: {"": gettext("By hand")},
    ),
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
        lambda entry: entry.category,
        words=_named(Category),
        order="category",
    ),
    Column("title", _c("column", "Matter"), 36, lambda entry: entry.title),
    Column("text", _c("column", "In full"), 48, lambda entry: entry.text),
    Column(
        "scope",
        _c("column", "Common or individual"),
        10,
        lambda entry: entry.scope,
        words=_named(Scope),
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
    Column(
        "dispatched",
        _c("column", "Dispatched on"),
        12,
        lambda entry: _day(entry.dispatched_at),
    ),
    Column("first_due", _c("column", "First due date"), 12, lambda entry: entry.original_due),
    Column("due", _c("column", "Due date"), 12, lambda entry: entry.due, order="due"),
    Column(
        "state",
        _c("column", "State"),
        12,
        lambda entry: entry.state,
        words=_named(State),
        order="state",
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
    Column("on_time", _c("column", "On time"), 8, lambda entry: entry.on_time, words=_facts),
    Column("solved", _c("column", "Solved"), 8, lambda entry: entry.is_solved, words=_facts),
    Column("why_not", _c("column", "Why not yet"), 28, _why_not, needs="events"),
    Column("called_back_by", _c("column", "Called back by"), 12, _called_back_by, needs="events"),
    Column(
        "called_back", _c("column", "Called back on"), 12, lambda entry: _day(entry.called_back_at)
    ),
    Column(
        "satisfaction",
        _c("column", "Satisfaction"),
        12,
        lambda entry: entry.satisfaction,
        words=_named(Satisfaction),
    ),
    Column(
        "closed",
        _c("column", "Closed"),
        8,
        lambda entry: entry.state == State.CLOSED.value,
        words=_facts,
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
MARK: Final = Column(
    "mark", _c("column", "Row mark"), 18, lambda entry: mark_of(entry.number, entry.version)
)
"""Of a file that may come back: which version of an entry each row is; nobody chooses it."""
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
        needs="values",
    )


def chosen(asked: Sequence[str], ledger: Ledger | None) -> tuple[list[Column], list[str]]:
    """The columns of these keys in that order, the number first; and keys that mean nothing."""
    known = {column.key: column for column in columns_for(ledger)}
    strange = [key for key in asked if key not in known]
    keys = dict.fromkeys(["number", *(key for key in asked if key in known)])
    return [known[key] for key in keys], strange


def numbered_rows(
    columns: Sequence[Column], chunks: Iterable[Sequence[int]]
) -> Iterator[list[Cell]]:
    """Of a file: the cells of the entries of these keys, each row after its number."""
    plain = PlainRows({column.needs for column in columns})
    cells = [column.said() for column in columns]
    number = 0
    for keys in chunks:
        for row in plain.of(keys):
            number += 1
            yield [number, *[cell(row) for cell in cells]]  # type: ignore[arg-type]  # plain row


def rows_for(columns: Iterable[Column]) -> QuerySet[Entry]:
    """Entries with all that the columns show, and nothing else; of a file: `plain_rows`."""
    shown = tuple(columns)
    needs, keys = {column.needs for column in shown}, {column.key for column in shown}
    # Of those that no column shows each would be one more object for every row.
    named = [one for one in _NAMED if one in keys]
    rows = Entry.objects.select_related(*named) if named else Entry.objects.all()
    if "source" in needs:
        rows = rows.select_related("activity", "draft__document")
    beside = [one for need in sorted(needs & set(_PREFETCHED)) for one in _PREFETCHED[need]]
    if FIRMS in beside:
        beside = [FIRMS, *(one for one in beside if one not in {FIRMS, "requesters"})]
    return rows.prefetch_related(*beside)


FIRMS: Final = Prefetch(
    "requesters",
    Requester.objects.select_related("enterprise__park", "enterprise__service_officer"),
)
"""Joined: SQLite refuses a prefetch along a key from a thousand firms on."""
_NAMED: Final = ("ledger", "lead", "accountable", "in_charge", "watcher")
_PREFETCHED: Final[dict[str, tuple[Any, ...]]] = {
    "requesters": ("requesters",),
    "enterprises": (FIRMS,),
    "contacts": (FIRMS, "requesters__enterprise__contacts"),
    "assignments": (Prefetch("assignments", Assignment.objects.select_related("unit")),),
    "events": (Prefetch("events", Event.objects.filter(move__in=TOLD)),),
}
