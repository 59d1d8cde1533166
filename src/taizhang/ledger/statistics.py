"""What the database knows of its tables, by which it chooses its ways.

PostgreSQL counts by itself as rows come and go, but only some time after much has come at once;
SQLite never does unless it is told to.
"""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.db import connection

_LOOKED_AT: Final = 1000
"""Entries of each index that SQLite looks at in a round that must not hold anybody up."""


def gather() -> None:
    """Look at the ledger's tables anew after many rows have come."""
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def refresh() -> None:
    """Look again where the database itself finds that much has changed."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
            cursor.execute("PRAGMA optimize")


def _tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_app_config("ledger").get_models()]  # noqa: SLF001  # documented
