"""Values of a ledger's own columns, written down once more so that they can be looked up.

`Entry.values` holds them as the events say them; here each stands in a row of its own, by the
type of its column, under an index. Like the search index it is written with the entry's row.
"""

from __future__ import annotations

from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.sheets.values import day_of
from taizhang.ledger.models import Column, EntryValue
from taizhang.ledger.values import shown
from taizhang.roster.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from taizhang.ledger.models import Entry, Ledger

LONGEST: Final = 200
_AT_ONCE: Final = 2000


def write(entry: Entry, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Bring the rows of `entry` to `after`; nothing is asked when nothing changed."""
    if before == after:
        return
    EntryValue.objects.filter(entry=entry).delete()
    columns = Column.objects.filter(ledger=entry.ledger_id, key__in=after, known_as="")
    EntryValue.objects.bulk_create(
        row for column in columns if (row := _row(entry, column, after[column.key]))
    )


def write_first(ledger: Ledger, made: Sequence[tuple[Entry, Mapping[str, Any]]]) -> None:
    """Write the rows of entries that are new on their ledger."""
    used = {key for _entry, values in made for key in values}
    if not used:
        return
    columns = list(Column.objects.filter(ledger=ledger, key__in=used, known_as=""))
    insert(
        row
        for entry, values in made
        for column in columns
        if column.key in values and (row := _row(entry, column, values[column.key]))
    )


def rewrite(column: Column) -> None:
    """Write the rows of one column anew: its type has changed, or which known fact it holds."""
    EntryValue.objects.filter(column=column).delete()
    if column.known_as:
        return  # what it holds stands in the entry's own row
    entries = column.ledger.entries.filter(values__has_key=column.key).only("values")
    found = (
        row
        for entry in entries.iterator(_AT_ONCE)
        if (row := _row(entry, column, entry.values[column.key]))
    )
    while batch := list(islice(found, _AT_ONCE)):
        EntryValue.objects.bulk_create(batch)


def _row(entry: Entry, column: Column, value: Any) -> EntryValue | None:  # noqa: ANN401  # JSON
    """The row of a value; None for one that is empty or not of its column's type."""
    row = EntryValue(entry=entry, column=column)
    if column.type == Column.Type.DATE:
        row.day = _day(value)
    elif column.type in {Column.Type.NUMBER, Column.Type.YES_NO}:
        row.number = _number(value)
    else:
        row.text = shown(column, value)[:LONGEST]
    return row if row.day or row.number is not None or row.text else None


def _day(value: Any) -> date | None:  # noqa: ANN401  # JSON
    return day_of(value) if isinstance(value, str) else None


def _number(value: Any) -> float | None:  # noqa: ANN401  # JSON
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None
