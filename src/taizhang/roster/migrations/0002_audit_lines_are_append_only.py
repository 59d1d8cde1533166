"""An audit line is never changed and never deleted: the database itself refuses."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE TRIGGER roster_auditline_no_update BEFORE UPDATE ON roster_auditline "
    "BEGIN SELECT RAISE(ABORT, 'audit lines are append-only'); END",
    "CREATE TRIGGER roster_auditline_no_delete BEFORE DELETE ON roster_auditline "
    "BEGIN SELECT RAISE(ABORT, 'audit lines are append-only'); END",
)
POSTGRESQL = (
    "CREATE FUNCTION roster_auditline_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'audit lines are append-only' USING ERRCODE = '23000'; END $$",
    "CREATE TRIGGER roster_auditline_append_only BEFORE UPDATE OR DELETE ON roster_auditline "
    "FOR EACH ROW EXECUTE FUNCTION roster_auditline_is_append_only()",
)
SQLITE_BACK = (
    "DROP TRIGGER roster_auditline_no_update",
    "DROP TRIGGER roster_auditline_no_delete",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER roster_auditline_append_only ON roster_auditline",
    "DROP FUNCTION roster_auditline_is_append_only()",
)


def forward(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if lite else POSTGRESQL:
        schema_editor.execute(statement)


def back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_BACK if lite else POSTGRESQL_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("roster", "0001_people_units_enterprises")]
    operations: ClassVar = [migrations.RunPython(forward, back)]
