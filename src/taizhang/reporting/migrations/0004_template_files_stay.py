"""A template's file never changes, and one that was in use is never thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLE = "reporting_templateversion"
_FIXED = "template_id, number, file_name, kind, data, sha256, is_fit, uploaded_at, uploaded_by_id"
SQLITE = {
    "file": (
        f"CREATE TRIGGER reporting_template_file BEFORE UPDATE OF {_FIXED} ON {_TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'template files are append-only'); END"
    ),
    "stays": (
        f"CREATE TRIGGER reporting_template_stays BEFORE DELETE ON {_TABLE} "
        "WHEN OLD.activated_at IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'templates that were in use stay'); END"
    ),
    "used": (
        f"CREATE TRIGGER reporting_template_used BEFORE UPDATE OF activated_at ON {_TABLE} "
        "WHEN OLD.activated_at IS NOT NULL AND NEW.activated_at IS NULL "
        "BEGIN SELECT RAISE(ABORT, 'templates that were in use stay'); END"
    ),
}
_CHANGED = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in _FIXED.split(", "))
POSTGRESQL = (
    "CREATE FUNCTION reporting_template_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'template files are append-only' USING ERRCODE = '23000'; END $$",
    f"CREATE TRIGGER reporting_template_file BEFORE UPDATE ON {_TABLE} FOR EACH ROW WHEN "
    f"({_CHANGED} OR (OLD.activated_at IS NOT NULL AND NEW.activated_at IS NULL)) "
    "EXECUTE FUNCTION reporting_template_refuse()",
    f"CREATE TRIGGER reporting_template_stays BEFORE DELETE ON {_TABLE} FOR EACH ROW "
    "WHEN (OLD.activated_at IS NOT NULL) EXECUTE FUNCTION reporting_template_refuse()",
)


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE.values():
        schema_editor.execute(statement)


def allow_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in ("file", "stays"):
            schema_editor.execute(f"DROP TRIGGER reporting_template_{name} ON {_TABLE}")
        schema_editor.execute("DROP FUNCTION reporting_template_refuse()")
    else:
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER reporting_template_{name}")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_office_templates")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
