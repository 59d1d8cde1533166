"""Rows by a key, without composing the statement anew each time.

An act reads some ten rows of ten tables by their keys. Django composes each of these statements
from the fields of the models, which takes several times as long as the database needs to answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def rows_by(
    model: type[Row], column: str, keys: Iterable[int | None], *, lock: bool = False
) -> list[Row]:
    """The rows whose `column` holds one of the keys, the oldest first; none for no key.

    With `lock` nobody else changes them until the transaction ends.
    """
    wanted = sorted({key for key in keys if key is not None})
    if not wanted:
        return []
    statement = _statement(model, column, len(wanted), connection.vendor, lock=lock)
    return list(model._default_manager.raw(statement, wanted))  # noqa: SLF001


@cache
def _statement(model: type[Model], column: str, count: int, vendor: str, *, lock: bool) -> str:
    """`vendor` is what the text depends on beside the model: one process may know both."""
    del vendor
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    where = f"{connection.ops.quote_name(column)} IN ({', '.join(['%s'] * count)})"
    statement = f"SELECT * FROM {table} WHERE {where} ORDER BY id"  # noqa: S608  # ours
    if lock and connection.features.has_select_for_update:
        statement += f" {connection.ops.for_update_sql()}"
    return statement
