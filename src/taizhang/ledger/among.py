"""Whether a column is one of many keys: a condition that is read as quickly as it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import BooleanField, F, Func

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


ANY_OF: Final = "ANY(%s::bigint[])"
"""In PostgreSQL what a column is, for what `array_of` says."""


def array_of(keys: Iterable[int]) -> str:
    """Keys as PostgreSQL reads an array: thousands are quoted faster as one word than each."""
    return f"{{{','.join(map(str, keys))}}}"


class Among(Func):
    """A column is one of these keys; of none it never is.

    PostgreSQL takes longer to read a thousand parameters than to look the keys up: there they are
    one. SQLite must see how many they are, or it goes another way.
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
        marks = ", ".join(["%s"] * len(self.keys))
        return f"{column} IN ({marks})", [*given, *self.keys]
