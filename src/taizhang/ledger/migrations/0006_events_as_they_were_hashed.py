"""Events keep what they say as the very text that was hashed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import migrations, models

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
POSTGRESQL = {
    "ledger_event_append_only": "BEFORE UPDATE OR DELETE ON ledger_event FOR EACH ROW",
}


def lift(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For the time of this migration, in its transaction, events may be written anew."""
    if schema_editor.connection.vendor == "postgresql":
        for name in POSTGRESQL:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON ledger_event")
    else:
        for act in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS ledger_event_no_{act}")


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lift(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        for name, when in POSTGRESQL.items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION ledger_event_refuse()"
            )
    else:
        for statement in SQLITE.values():
            schema_editor.execute(statement)


def as_text(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The canonical form, which is what the hash was taken of."""
    Event: Any = apps.get_model("ledger", "Event")
    for event in Event.objects.iterator(2000):
        body = json.dumps(
            event.payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        Event.objects.filter(pk=event.pk).update(body=body)


def as_json(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Event: Any = apps.get_model("ledger", "Event")
    for event in Event.objects.iterator(2000):
        Event.objects.filter(pk=event.pk).update(payload=json.loads(event.body))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_acts_clocks_many_ledgers")]
    operations = [
        migrations.RunPython(lift, refuse),
        migrations.AddField("event", "body", models.TextField(default="{}")),
        migrations.RunPython(as_text, as_json),
        migrations.RemoveField("event", "payload"),
        migrations.AlterField("event", "hash", models.CharField(max_length=68, unique=True)),
        migrations.AlterField(
            "event", "previous", models.CharField(blank=True, max_length=68)
        ),
        migrations.AlterField("ledger", "head", models.CharField(blank=True, max_length=68)),
        migrations.RunPython(refuse, lift),
    ]
