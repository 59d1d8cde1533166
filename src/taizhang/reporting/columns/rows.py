"""The columns that are asked for, and the rows read for what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch

from taizhang.ledger import queries
from taizhang.ledger.models import Assignment, Entry, Event, Ledger, Listing, Requester
from taizhang.ledger.models import Column as LedgerColumn
from taizhang.ledger.values import as_cell
from taizhang.reporting.columns.catalogue import COLUMNS
from taizhang.reporting.columns.kinds import Column
from taizhang.reporting.plain_rows import NAMED_ASIDE, TOLD, PlainRows
from taizhang.roster import queries as roster
from taizhang.roster.models import Person, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from taizhang.reporting.workbooks import Cell

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
        reads=("values",),
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


def rows_for(
    columns: Iterable[Column], *, also: Collection[str] = (), named_later: bool = False
) -> QuerySet[Entry]:
    """Entries with all that the columns show, and nothing else; of a file: `plain_rows`.

    `also` are further fields that are read of them: to read all takes as long as all the rest.
    With `named_later` units and people are not joined: `name_in` puts them there.
    """
    shown = tuple(columns)
    needs = {column.needs for column in shown}
    named = [] if named_later else _named(shown)
    rows = Entry.objects.select_related(*named) if named else Entry.objects.all()
    if "source" in needs:
        rows = rows.select_related("activity", "draft__document")
    read = {name for column in shown for name in column.reads or (column.key,)}
    rows = rows.only(*(read & _FIELDS), *also)
    asked = needs & set(PREFETCHED)
    if asked & {"enterprises", "contacts"}:
        asked -= {"requesters"}  # who asks comes with them; one relation is read one way only
    beside = (one for need in sorted(asked) for one in PREFETCHED[need])
    return rows.prefetch_related(*dict.fromkeys(beside))


def name_in(entries: Iterable[Entry], columns: Iterable[Column]) -> None:
    """Put the units and people that the columns show into the entries, out of what is kept.

    Joined, each would be one more object for every row, and one more table to be planned for.
    """
    rows = tuple(entries)
    for name in _named(columns):
        kind = Entry._meta.get_field(name).related_model  # noqa: SLF001  # documented
        known = _KEPT[kind]()
        for entry in rows:
            key = getattr(entry, f"{name}_id")
            if key in known:
                setattr(entry, name, known[key])


def _named(columns: Iterable[Column]) -> list[str]:
    """What the columns name; of those that no column shows nothing is read."""
    keys = {column.key for column in columns}
    return [one for one in _NAMED if one in keys]


_FIELDS: Final = {field.name for field in Entry._meta.concrete_fields}  # noqa: SLF001  # documented
FIRMS: Final = Prefetch(
    "requesters",
    Requester.objects.select_related("enterprise__park", "enterprise__service_officer"),
)
"""Joined: SQLite refuses a prefetch along a key from a thousand firms on."""
_KEPT: Final[dict[Any, Callable[[], Mapping[int, Any]]]] = {
    Unit: roster.units_by_key,
    Person: roster.people_by_key,
    Ledger: lambda: {one.pk: one for one in queries.ledgers_there_are()},
}
"""Where what the columns name is read once for all pages."""
_NAMED: Final = ("ledger", "lead", "accountable", "in_charge", "watcher", *NAMED_ASIDE)
PREFETCHED: Final[dict[str, tuple[Any, ...]]] = {
    "requesters": (Prefetch("requesters", Requester.objects.only("entry", "name")),),
    "enterprises": (FIRMS,),
    "contacts": (FIRMS, "requesters__enterprise__contacts"),
    "assignments": (Prefetch("assignments", Assignment.objects.select_related("unit")),),
    "listings": (Prefetch("listings", Listing.objects.select_related("ledger")),),
    "events": (Prefetch("events", Event.objects.filter(move__in=TOLD)),),
}
