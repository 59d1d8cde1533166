"""Hundreds of new rows in one statement.

`bulk_create` asks every field of every row several times; an entry has sixty of them, and that
costs more than all else that an import does. Here a field is asked once what its values need.
PostgreSQL takes many rows by COPY: the values of a statement its driver would first put in one by
one, which takes longer than writing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from taizhang.roster.batches import Batch

_MOST: Final = 30_000
"""Values of one statement: both databases take a few more."""
_FEW: Final = 10
"""Rows that are written sooner than their keys are drawn."""
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
    columns = columns_of(type(waiting[0]))
    if connection.vendor == "postgresql" and len(waiting) > _FEW:
        _copy(waiting, columns)
        return
    size = max(1, _MOST // len(columns))
    for start in range(0, len(waiting), size):
        _insert(waiting[start : start + size], columns)


def insert_in(batch: Batch, rows: Iterable[Model]) -> None:
    """The same as part of a batch: few rows, of which nobody needs the keys."""
    waiting = list(rows)
    if not waiting:
        return
    if len(waiting) > _FEW:
        batch.tell()  # what was said before them is done before them
        insert(waiting)
        return
    columns = columns_of(type(waiting[0]))
    batch.add(_statement(type(waiting[0]), len(waiting)), _all_values(waiting, columns))


def _insert(rows: Sequence[Model], columns: Sequence[_Column]) -> None:
    said = f"{_statement(type(rows[0]), len(rows))} RETURNING id"
    with connection.cursor() as cursor:
        cursor.execute(said, _all_values(rows, columns))
        # The database gives keys in the order of the rows, and may tell them in another.
        keys = sorted(key for (key,) in cursor.fetchall())
    _keep(rows, keys)


def _statement(model: type[Model], count: int) -> str:
    said, one = _pieces(model)
    return f"{said}{', '.join([one] * count)}"


@cache
def _pieces(model: type[Model]) -> tuple[str, str]:
    """The statement up to the values, and the places of one row."""
    columns = columns_of(model)
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_named(model, columns)} VALUES ", f"({places})"  # noqa: S608  # ours


def _all_values(rows: Iterable[Model], columns: Sequence[_Column]) -> list[Any]:
    return [value for row in rows for value in _values(row, columns)]


def _copy(rows: Sequence[Model], columns: Sequence[_Column]) -> None:
    key: _Column = ("id", "id", None)
    table = _meta_of(type(rows[0])).db_table
    drawn = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute(drawn, [table, len(rows)])
        keys = [one for (one,) in cursor.fetchall()]
        with cursor.copy(f"COPY {_named(type(rows[0]), [key, *columns])} FROM STDIN") as copy:
            for one, row in zip(keys, rows, strict=True):
                copy.write_row([one, *_values(row, columns)])
    _keep(rows, keys)


def _named(model: type[Model], columns: Iterable[_Column]) -> str:
    """The table of a model with the names of columns."""
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(name) for name, _attribute, _read in columns)
    return f"{quoted(_meta_of(model).db_table)} ({names})"


def _values(row: Model, columns: Iterable[_Column]) -> Iterator[Any]:
    said = row.__dict__
    for _name, attribute, read in columns:
        value = said[attribute]
        yield value if read is None or value is None else read(value)


def _keep(rows: Iterable[Model], keys: Iterable[int]) -> None:
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as bulk_create


_Column = tuple[str, str, Callable[[Any], Any] | None]


def _meta_of(model: type[Model]) -> Any:  # noqa: ANN401  # Django's own name for it
    return model._meta  # noqa: SLF001  # Django's documented way


@cache
def columns_of(model: type[Model]) -> list[_Column]:
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
    if kind == "JSONField":
        return _json(field)
    return lambda value: field.get_db_prep_save(value, connection)


def _json(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """Most lists and mappings of a new row hold nothing yet, and that is written in one way."""
    empty = {kind: field.get_db_prep_save(kind(), connection) for kind in (dict, list)}

    def read(value: Any) -> Any:  # noqa: ANN401  # whatever JSON can say
        nothing = None if value else empty.get(value.__class__)
        return field.get_db_prep_save(value, connection) if nothing is None else nothing

    return read


def _plain(value: str) -> str:
    """A code is a kind of text that drivers need not know."""
    return value if value.__class__ is str else str(value)
