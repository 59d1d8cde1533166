"""Statements that the database is told together, in their order.

PostgreSQL takes several in one message and answers all of them in one: an act spends more time on
the way there and back, and in the driver, than the database needs for its rows. Each of them sees
what those before it did, and what others have committed until it begins; so a row that one has
waited for and locked is read by the next as it was left. SQLite is told one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection

Heard = Callable[[list[tuple[Any, ...]]], None]


class _Told(NamedTuple):
    statement: str
    values: Sequence[Any]
    heard: Heard | None
    """Gets the rows that the statement gives; None for one that gives none."""


class Batch:
    """Statements that wait to be told."""

    def __init__(self) -> None:
        self._waiting: list[_Told] = []

    def add(self, statement: str, values: Sequence[Any], heard: Heard | None = None) -> None:
        """One more; `heard` is called with its rows as soon as all were told."""
        self._waiting.append(_Told(statement, values, heard))

    def tell(self) -> None:
        """Tell the database all that waits; where one fails, none after it is done."""
        told, self._waiting = self._waiting, []
        if not told:
            return
        with connection.cursor() as cursor:
            if _takes_many():
                cursor.execute(
                    ";".join(one.statement for one in told),
                    [value for one in told for value in one.values],
                )
                answers = [_next(cursor, at, one) for at, one in enumerate(told)]
            else:
                answers = [_alone(cursor, one) for one in told]
        for one, rows in zip(told, answers, strict=True):
            if one.heard:
                one.heard(rows)


def _takes_many() -> bool:
    """Whether one message may hold several: where the server puts the values in, it may not."""
    features: Any = connection.features
    return connection.vendor == "postgresql" and not features.uses_server_side_binding


def _next(cursor: Any, at: int, one: _Told) -> list[tuple[Any, ...]]:  # noqa: ANN401  # Django's
    if at:
        cursor.nextset()
    return cursor.fetchall() if one.heard else []


def _alone(cursor: Any, one: _Told) -> list[tuple[Any, ...]]:  # noqa: ANN401  # Django's
    cursor.execute(one.statement, one.values)
    return cursor.fetchall() if one.heard else []
