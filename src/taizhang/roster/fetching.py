"""Rows by a key, without composing the statement anew each time.

An act reads some ten rows of ten tables by their keys. Django composes each of these statements
from the fields of the models, and asks each field what its values need, which takes several times
as long as the database needs to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model

from taizhang.roster.batches import Batch

Row = TypeVar("Row", bound=Model)


class Lock(Enum):
    """What nobody else does to rows that were read, until the transaction ends."""

    NONE = ""
    ROW = "row"
    """Change or delete them, or point at them from new rows."""
    FACTS = "facts"
    """The same, except that others may point at them."""


def rows_by(
    model: type[Row], column: str, keys: Iterable[int | str | None], *, lock: Lock = Lock.NONE
) -> list[Row]:
    """The rows whose `column` holds one of the keys, the oldest first; none for no key."""
    batch = Batch()
    found = rows_in(batch, model, column, keys, lock=lock)
    batch.tell()
    return found


def rows_in(
    batch: Batch,
    model: type[Row],
    column: str,
    keys: Iterable[int | str | None],
    *,
    lock: Lock = Lock.NONE,
) -> list[Row]:
    """The same as part of a batch: the list is filled when the batch is told."""
    wanted: list[Any] = sorted({key for key in keys if key is not None})
    found: list[Row] = []
    if wanted:
        form = _form(model, connection.vendor)
        statement = _statement(model, column, len(wanted), connection.vendor, lock)
        batch.add(statement, wanted, lambda rows: found.extend(map(form.made, rows)))
    return found


class _Form(NamedTuple):
    """How a row of the database becomes one of a model."""

    model: type[Model]
    names: Sequence[str]
    readers: Sequence[tuple[int, Callable[[Any], Any]]]

    def made(self, row: Sequence[Any]) -> Any:  # noqa: ANN401  # one of the model
        values = list(row)
        for at, read in self.readers:
            values[at] = read(values[at])
        return self.model.from_db(connection.alias, self.names, values)


@cache
def _form(model: type[Model], vendor: str) -> _Form:
    """`vendor` is what it depends on beside the model: one process may know both."""
    del vendor
    meta = _meta_of(model)
    columns = [field.get_col(meta.db_table) for field in meta.concrete_fields]
    readers = [
        (at, _reader(converter, column))
        for at, column in enumerate(columns)
        for converter in (
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        )
    ]
    return _Form(model, [field.attname for field in meta.concrete_fields], readers)


def _reader(converter: Callable[..., Any], column: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    return lambda value: converter(value, column, connection)


@cache
def _statement(model: type[Model], column: str, count: int, vendor: str, lock: Lock) -> str:
    """`vendor` as above."""
    del vendor
    quoted, meta = connection.ops.quote_name, _meta_of(model)
    names = ", ".join(quoted(field.column) for field in meta.concrete_fields)
    where = f"{quoted(column)} IN ({', '.join(['%s'] * count)})"
    said = f"SELECT {names} FROM {quoted(meta.db_table)} WHERE {where} ORDER BY id"  # noqa: S608  # ours
    if lock is not Lock.NONE and connection.features.has_select_for_update:
        said += f" {connection.ops.for_update_sql(no_key=lock is Lock.FACTS)}"
    return said


def _meta_of(model: type[Model]) -> Any:  # noqa: ANN401  # Django's own name for it
    return model._meta  # noqa: SLF001  # Django's documented way
