"""The search index: our own pairs of characters in what each database searches best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def open_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE TABLE ledger_search (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)"
        )
        schema_editor.execute("CREATE INDEX ledger_search_words ON ledger_search USING gin (words)")
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE ledger_search USING fts5(words, tokenize = 'unicode61')"
        )


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE ledger_search")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_append_only_events")]
    operations = [migrations.RunPython(open_index, drop_index)]
