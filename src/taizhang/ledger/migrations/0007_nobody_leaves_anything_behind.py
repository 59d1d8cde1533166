"""The database refuses to let a person or a unit go that still holds something.

On SQLite a later migration that makes `ledger_entry`, `ledger_assignment` or a table of the roster
anew begins with `lift` and ends with `refuse`, as the sixth does for events: the triggers name
these tables, and one on a table that is made anew goes with the old one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OVER = "('declined', 'merged', 'withdrawn', 'closed')"


def held(table: str, *columns: str, where: str = "") -> str:
    """Whether OLD stands in one of the columns of a row."""
    named = " OR ".join(f"{table}.{column} = OLD.id" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE ({named}){where})"


PERSON_HOLDS = " OR ".join(
    (
        held(
            "ledger_entry",
            "accountable_id",
            "in_charge_id",
            "watcher_id",
            "visitor_id",
            where=f" AND state NOT IN {OVER}",
        ),
        held("roster_unit", "leader_id", "head_id", "watcher_id", where=" AND is_active"),
        held("roster_park", "officer_id", "watcher_id"),
        held("roster_enterprise", "service_officer_id", "watcher_id", where=" AND is_active"),
    )
)
UNIT_HOLDS = " OR ".join(
    (
        held("ledger_entry", "lead_id", where=f" AND state NOT IN {OVER}"),
        "EXISTS (SELECT 1 FROM ledger_assignment JOIN ledger_entry"
        " ON ledger_entry.id = ledger_assignment.entry_id"
        " AND ledger_entry.dispatch_count = ledger_assignment.dispatch"
        f" WHERE ledger_assignment.unit_id = OLD.id AND ledger_entry.state NOT IN {OVER})",
    )
)
REFUSED = {
    "roster_person": (PERSON_HOLDS, "this person still holds something"),
    "roster_unit": (UNIT_HOLDS, "this unit still leads or assists an open entry"),
}


def refuse(
    apps: StateApps,
    schema_editor: BaseDatabaseSchemaEditor,
    refused: Mapping[str, tuple[str, str]] = REFUSED,
) -> None:
    for table, (holds, why) in refused.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {table}_still_holds() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN IF {holds} THEN RAISE EXCEPTION '{why}' USING ERRCODE = '23000'; "
                "END IF; RETURN NEW; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_holds_nothing BEFORE UPDATE OF is_active ON {table} "
                "FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) "
                f"EXECUTE FUNCTION {table}_still_holds()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_holds_nothing BEFORE UPDATE OF is_active ON {table} "
                f"WHEN OLD.is_active AND NOT NEW.is_active AND ({holds}) "
                f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in REFUSED:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_holds_nothing ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_still_holds()")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_holds_nothing")


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_events_as_they_were_hashed"),
        ("roster", "0004_people_who_hold_places"),
    ]
    operations = [migrations.RunPython(refuse, lift)]
