"""What the database knows of its tables, by which it chooses its ways.

PostgreSQL counts by itself as rows come and go, but only some time after much has come at once;
SQLite never does unless it is told to.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connection

_EACH_ROUND: Final = {"sqlite": ("PRAGMA analysis_limit=1000", "PRAGMA optimize")}
"""Of each index SQLite looks at a thousand entries: a round must not hold anybody up."""


def gather() -> None:
    """Look at the ledger's tables anew after many rows have come."""
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def refresh() -> None:
    """Look again where the database itself finds that much has changed."""
    with connection.cursor() as cursor:
        for statement in _EACH_ROUND.get(connection.vendor, ()):
            cursor.execute(statement)


def _tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_app_config("ledger").get_models()]  # noqa: SLF001  # documented
