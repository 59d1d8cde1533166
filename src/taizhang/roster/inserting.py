"""Hundreds of new rows in one statement.

`bulk_create` asks every field of every row several times; an entry has sixty of them, and that
costs more than all else that an import does. Here a field is asked once what its values need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Field, Model

_MOST: Final = 30_000
"""Values of one statement: both databases take a few more."""
_AS_TEXT: Final = frozenset({"CharField", "TextField"})
_AS_IS: Final = frozenset(
    {
        *("BooleanField", "FloatField", "ForeignKey", "OneToOneField", "BigIntegerField"),
        *("PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"),
    }
)
_MOMENTS: Final = frozenset({"DateField", "DateTimeField"})
"""Of which the same few stand in all rows."""


def insert(rows: Iterable[Model]) -> None:
    """Write new rows of one model in their order; each has its key afterwards."""
    waiting = list(rows)
    if not waiting:
        return
    columns = _columns(type(waiting[0]))
    size = max(1, _MOST // len(columns))
    for start in range(0, len(waiting), size):
        _insert(waiting[start : start + size], columns)


def _insert(rows: Sequence[Model], columns: Sequence[_Column]) -> None:
    table = connection.ops.quote_name(_meta_of(type(rows[0])).db_table)
    names = ", ".join(connection.ops.quote_name(name) for name, _attribute, _read in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    places = ", ".join([one] * len(rows))
    statement = f"INSERT INTO {table} ({names}) VALUES {places} RETURNING id"  # noqa: S608  # ours
    values = []
    for row in rows:
        said = row.__dict__
        for _name, attribute, read in columns:
            value = said[attribute]
            values.append(value if read is None or value is None else read(value))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        # The database gives keys in the order of the rows, and may tell them in another.
        keys = sorted(key for (key,) in cursor.fetchall())
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as bulk_create


_Column = tuple[str, str, Callable[[Any], Any] | None]


def _meta_of(model: type[Model]) -> Any:  # noqa: ANN401  # Django's own name for it
    return model._meta  # noqa: SLF001  # Django's documented way


@cache
def _columns(model: type[Model]) -> list[_Column]:
    """Name, attribute and what a value needs to be kept, of every column but the key."""
    fields = [field for field in _meta_of(model).concrete_fields if not field.primary_key]
    return [(field.column, field.attname, _reader(field)) for field in fields]


def _reader(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    kind = field.get_internal_type()
    if kind in _AS_TEXT:
        return _plain
    if kind in _AS_IS:
        return None
    if kind in _MOMENTS:
        return lru_cache(1_000)(lambda value: field.get_db_prep_save(value, connection))
    return lambda value: field.get_db_prep_save(value, connection)


def _plain(value: str) -> str:
    """A code is a kind of text that drivers need not know."""
    return value if value.__class__ is str else str(value)
