"""Events can be added and read; the database itself refuses to change or delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = {
    act: (
        f"CREATE TRIGGER ledger_event_no_{act} BEFORE {act.upper()} ON ledger_event "
        "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    )
    for act in ("update", "delete")
}
POSTGRESQL = (
    "CREATE FUNCTION ledger_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'events are append-only' USING ERRCODE = '23000'; END $$",
    "CREATE TRIGGER ledger_event_append_only BEFORE UPDATE OR DELETE ON ledger_event "
    "FOR EACH ROW EXECUTE FUNCTION ledger_event_refuse()",
)


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE.values():
        schema_editor.execute(statement)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER ledger_event_append_only ON ledger_event")
        schema_editor.execute("DROP FUNCTION ledger_event_refuse()")
    else:
        for act in SQLITE:
            schema_editor.execute(f"DROP TRIGGER ledger_event_no_{act}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_ledgers_and_calendar")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
