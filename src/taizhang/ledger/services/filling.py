"""What is written under the columns of the office's own ledgers, checked before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from taizhang.engine.codes import LedgerKind
from taizhang.ledger.errors import ColumnOfAnotherLedger, ValueMissing
from taizhang.ledger.models import Ledger
from taizhang.ledger.queries.columns import columns_of, own_columns
from taizhang.ledger.services.values import Kept, kept

if TYPE_CHECKING:
    from taizhang.ledger.models import Column, Entry


def checked(ledger: Ledger, values: Mapping[str, Any]) -> dict[str, Kept]:
    """Everything that a new entry says under its ledger's own columns; empty ones are left out."""
    columns = [column for column in columns_of(ledger) if not column.known_as]
    said = _kept(columns, values)
    for column in columns:
        if column.is_required and said.get(column.key) is None:
            raise ValueMissing(column=column.name, key=column.key)
    return {key: value for key, value in said.items() if value is not None}


def checked_on(code: str, values: Mapping[str, Any]) -> dict[str, Kept]:
    """The same by the ledger's code; the built-in ones take what they are given."""
    if code in set(LedgerKind):
        return dict(values)
    ledger = Ledger.objects.filter(code=code).prefetch_related("columns").get()
    return checked(ledger, values)


def checked_changes(entry: Entry, values: Mapping[str, Any]) -> dict[str, Kept]:
    """What changes under the columns of the ledgers on which an entry stands."""
    columns = own_columns(entry)
    said = _kept(columns, values)
    for column in columns:
        if column.is_required and column.key in said and said[column.key] is None:
            raise ValueMissing(column=column.name, key=column.key)
    return said


def _kept(columns: Iterable[Column], values: Mapping[str, Any]) -> dict[str, Kept]:
    by_key = {column.key: column for column in columns}
    said = {}
    for key, value in values.items():
        if key not in by_key:
            raise ColumnOfAnotherLedger(key=key)
        said[key] = kept(by_key[key], value)
    return said
