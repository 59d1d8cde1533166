"""What is written under the columns of the office's own ledgers, checked before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.sheets.known import Known
from taizhang.ledger.errors import ColumnOfAnotherLedger, ValueMissing
from taizhang.ledger.models import Ledger
from taizhang.ledger.queries.columns import columns_of, own_columns
from taizhang.ledger.services.values import Kept, kept

if TYPE_CHECKING:
    from taizhang.engine.lifecycle import Facts
    from taizhang.ledger.models import Column, Entry


def checker(code: str) -> Callable[[Mapping[str, Any]], Mapping[str, Kept]]:
    """Checks what a new entry says under the own columns of the ledger of this code.

    The built-in ledgers take what they are given.
    """
    if code in set(LedgerKind):
        return dict
    ledger = Ledger.objects.filter(code=code).prefetch_related("columns").get()
    columns = [column for column in columns_of(ledger) if not column.known_as]
    return partial(_checked, columns)


def _checked(columns: Sequence[Column], values: Mapping[str, Any]) -> dict[str, Kept]:
    """Everything that is said under `columns`; empty ones are left out."""
    said = _kept(columns, values)
    for column in columns:
        if column.is_required and said.get(column.key) is None:
            raise ValueMissing(column=column.name, key=column.key)
    return {key: value for key, value in said.items() if value is not None}


def checked_changes(entry: Entry, values: Mapping[str, Any]) -> dict[str, Kept]:
    """What changes under the columns of the ledgers on which an entry stands."""
    columns = own_columns(entry)
    said = _kept(columns, values)
    for column in columns:
        if column.is_required and column.key in said and said[column.key] is None:
            raise ValueMissing(column=column.name, key=column.key)
    return said


def checked_joining(ledger: Ledger, facts: Facts, values: Mapping[str, Any]) -> dict[str, Kept]:
    """What an entry of another ledger says under the columns of one on which it is put.

    What stands there from an earlier time counts as filled in; so do the facts that every entry
    has, where a column that is asked for shows one. A date is not asked for: the work brings it.
    """
    columns = columns_of(ledger)
    said = _kept([column for column in columns if not column.known_as], values)
    stands = {**facts.values, **said, **{key: fact(facts) for key, fact in _BROUGHT.items()}}
    for column in columns:
        key = column.known_as or column.key
        asked = not column.known_as or column.known_as in _BROUGHT
        if column.is_required and asked and stands.get(key) in (None, "", ()):
            raise ValueMissing(column=column.name, key=column.key)
    return {key: value for key, value in said.items() if value != facts.values.get(key)}


_BROUGHT: Final[Mapping[str, Callable[[Facts], object]]] = {
    Known.ENTERPRISES: lambda facts: facts.requesters,
    Known.CATEGORY: lambda facts: facts.category,
}
"""What an entry brings along or lacks; a title and a text each of them has."""


def _kept(columns: Iterable[Column], values: Mapping[str, Any]) -> dict[str, Kept]:
    by_key = {column.key: column for column in columns}
    said = {}
    for key, value in values.items():
        if key not in by_key:
            raise ColumnOfAnotherLedger(key=key)
        said[key] = kept(by_key[key], value)
    return said
