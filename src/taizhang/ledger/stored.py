"""Columns as the database keeps them, for replays of a million events.

On SQLite a moment is text. The driver, Django's connection and Django's field each handle it in
turn, which costs more than all else that a replay does with it; here it is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Func, TextField

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model, QuerySet
    from django.db.models.sql.compiler import SQLCompiler


class _AsStored(Func):
    """A column without its type, so that nobody converts it on the way."""

    template = "%(expressions)s"
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: str
    ) -> tuple[str, tuple[str | int, ...]]:
        """An expression has no declared type, which is what the driver goes by."""
        return self.as_sql(compiler, connection, template="(%(expressions)s || '')", **context)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")  # Django keeps moments in UTC


_READ: Final[dict[str, Callable[[str], object]]] = {
    "DateTimeField": _moment,
    "DateField": date.fromisoformat,
}


def stored(
    rows: QuerySet[Any], names: Sequence[str], *, chunk: int = 2000
) -> Iterator[Sequence[Any]]:
    """The named columns of every row, `chunk` rows at a time."""
    kinds = [_kind(rows.model, name) for name in names]
    wanted = [
        _AsStored(name) if kind in _READ else name for name, kind in zip(names, kinds, strict=True)
    ]
    found = rows.values_list(*wanted).iterator(chunk)
    if connection.vendor == "postgresql":  # its driver makes dates of its own
        return found
    readers = [(at, _READ[kind]) for at, kind in enumerate(kinds) if kind in _READ]
    return _read(found, readers)


def _kind(model: type[Model], name: str) -> str:
    """The type of a column; empty for one of another table and for a bare key."""
    if "__" in name or name == "pk":
        return ""
    return model._meta.get_field(name).get_internal_type()  # noqa: SLF001


def _read(
    rows: Iterator[Sequence[Any]], readers: Sequence[tuple[int, Callable[[str], object]]]
) -> Iterator[list[Any]]:
    for row in rows:
        line = list(row)
        for at, read in readers:
            if line[at] is not None:
                line[at] = read(line[at])
        yield line
