"""Whether a column is one of many keys: a condition that is read as quickly as it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import BooleanField, F, Func

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


_ARRAY: Final = "%s::bigint[]"
MANY: Final = 1000
"""More keys than these go to SQLite as one word, too: a statement has only so many parameters."""
LISTED: Final = "IN (SELECT value FROM json_each(%s))"
"""In SQLite what a column is, for what `list_of` says."""
ANY_OF: Final = f"ANY({_ARRAY})"
"""In PostgreSQL what a column is, for what `array_of` says."""


def array_of(keys: Iterable[int]) -> str:
    """Keys as PostgreSQL reads an array: thousands are quoted faster as one word than each."""
    return f"{{{','.join(map(str, keys))}}}"


def list_of(keys: Iterable[int]) -> str:
    """Keys as SQLite reads a list."""
    return str([*keys])


class Among(Func):
    """A column is one of these keys; of none it never is.

    PostgreSQL takes longer to read a thousand parameters than to look the keys up: there they are
    one. SQLite must see how many they are, or it goes another way, unless they are many.
    """

    output_field = BooleanField()

    def __init__(self, column: str, keys: Collection[int]) -> None:
        """`keys` are numbers of rows."""
        super().__init__(F(column))
        self.keys = tuple(keys)

    def as_sql(  # type: ignore[override]  # as documented
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: object
    ) -> tuple[str, list[Any]]:
        column, given = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"{column} = {ANY_OF}", [*given, array_of(self.keys)]
        if len(self.keys) > MANY:
            return f"{column} {LISTED}", [*given, list_of(self.keys)]
        marks = ", ".join(["%s"] * len(self.keys))
        return f"{column} IN ({marks})", [*given, *self.keys]


class NotNamed(Func):
    """A column is none of the keys that are given later: a statement that is kept.

    What stands for them is replaced by what `named` says of them.
    """

    output_field = BooleanField()

    def __init__(self, column: str, mark: str) -> None:
        super().__init__(F(column))
        self.mark = mark

    def as_sql(  # type: ignore[override]  # as documented
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: object
    ) -> tuple[str, list[Any]]:
        column, given = compiler.compile(self.source_expressions[0])
        none = f"<> ALL({_ARRAY})" if connection.vendor == "postgresql" else f"NOT {LISTED}"
        return f"{column} {none}", [*given, self.mark]


def named(keys: Collection[int]) -> str:
    """Keys as one word, as `NotNamed` reads them."""
    return array_of(keys) if connection.vendor == "postgresql" else list_of(keys)
