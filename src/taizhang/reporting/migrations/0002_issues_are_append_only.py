"""A bulletin that was issued stays: the database itself refuses to change or delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = {
    act: (
        f"CREATE TRIGGER reporting_issue_no_{act} BEFORE {act.upper()} ON reporting_bulletin "
        "WHEN OLD.issued_at IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'issued bulletins are append-only'); END"
    )
    for act in ("update", "delete")
}
POSTGRESQL = (
    "CREATE FUNCTION reporting_issue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'issued bulletins are append-only' USING ERRCODE = '23000'; END $$",
    "CREATE TRIGGER reporting_issue_append_only BEFORE UPDATE OR DELETE ON reporting_bulletin "
    "FOR EACH ROW WHEN (OLD.issued_at IS NOT NULL) EXECUTE FUNCTION reporting_issue_refuse()",
)


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE.values():
        schema_editor.execute(statement)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER reporting_issue_append_only ON reporting_bulletin")
        schema_editor.execute("DROP FUNCTION reporting_issue_refuse()")
    else:
        for act in SQLITE:
            schema_editor.execute(f"DROP TRIGGER reporting_issue_no_{act}")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_bulletins_that_stay")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
