"""PostgreSQL finds the newest entries that hold a word without gathering all that do.

The number of the block in which an entry lies (`dialects.Postgresql.BLOCK`) stands in the index of
words beside them. SQLite reads its index in the order of the keys anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OLD = "CREATE INDEX ledger_search_words ON ledger_search USING gin (words)"
NEW = (
    "CREATE INDEX ledger_search_recent ON ledger_search USING gin (words, (ARRAY[entry_id / 8192]))"
)


def build(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NEW)
        schema_editor.execute("DROP INDEX ledger_search_words")


def build_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(OLD)
        schema_editor.execute("DROP INDEX ledger_search_recent")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0030_who_worked_on_entries")]
    operations = [migrations.RunPython(build, build_back)]
