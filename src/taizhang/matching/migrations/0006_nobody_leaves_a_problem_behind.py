"""The database lets nobody go who owns an open common problem, leads it, or has a task of it.

On SQLite a later migration that makes `matching_commonproblem`, `matching_task` or a table of the
roster anew begins with `lift` and ends with `refuse`: the triggers name these tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def has(owner: str, holder: str) -> str:
    """Whether OLD owns or leads an open problem, or has an open task of one."""
    return (
        f"(EXISTS (SELECT 1 FROM matching_commonproblem WHERE {owner} = OLD.id"
        " AND state = 'open') OR EXISTS (SELECT 1 FROM matching_task JOIN matching_commonproblem"
        " ON matching_commonproblem.id = matching_task.problem_id"
        f" WHERE matching_task.{holder} = OLD.id AND matching_task.done_at IS NULL"
        " AND NOT matching_task.is_dropped AND matching_commonproblem.state = 'open'))"
    )


REFUSED = {
    "roster_person": (
        has("owner_id", "person_id"),
        "this person still owns a common problem or has a task of one",
    ),
    "roster_unit": (
        has("lead_id", "unit_id"),
        "this unit still leads a common problem or has a task of one",
    ),
}


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, (holds, why) in REFUSED.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {table}_has_problems() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN IF {holds} THEN RAISE EXCEPTION '{why}' USING ERRCODE = '23000'; "
                "END IF; RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_has_no_problem BEFORE UPDATE OF is_active ON {table} "
                "FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) "
                f"EXECUTE FUNCTION {table}_has_problems()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_has_no_problem BEFORE UPDATE OF is_active ON {table} "
                f"WHEN OLD.is_active AND NOT NEW.is_active AND {holds} "
                f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in REFUSED:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_has_no_problem ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_has_problems()")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_has_no_problem")


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0007_nobody_leaves_anything_behind"),
        ("matching", "0005_chained_history"),
    ]
    operations = [migrations.RunPython(refuse, lift)]
