"""Every fact and every act's day can be filtered by; two facts more stand in the row itself.

On SQLite the table of entries is made anew, and the triggers that name it wait.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import django.db.models.deletion
from django.db import migrations, models

from taizhang.engine.requirements import ParkKind

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

holding = import_module("taizhang.ledger.migrations.0007_nobody_leaves_anything_behind")
deciding = import_module("taizhang.ledger.migrations.0020_who_decides_on_extensions")


def _index_of_moments(schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
    """The index of the moments alone, by whatever name it was given."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "ledger_event")
    return [name for name, one in found.items() if one["index"] and one["columns"] == ["at"]]


def drop_index_of_moments(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in _index_of_moments(schema_editor):
        schema_editor.execute(f'DROP INDEX "{name}"')


def make_index_of_moments(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("CREATE INDEX ledger_event_at ON ledger_event (at)")


def _index(name: str, column: str, condition: models.Q | None = None) -> migrations.AddIndex:
    index = models.Index(fields=[column], name=name, condition=condition)
    return migrations.AddIndex(model_name="entry", index=index)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0026_entries_seen_by_lead"),
        ("roster", "0008_holders_know_who_changed_them"),
    ]

    operations = [
        migrations.RunPython(holding.lift, deciding.refuse),
        migrations.AddField(
            model_name="entry",
            name="called_back_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="park_kind",
            field=models.CharField(blank=True, choices=ParkKind.choices(), max_length=20),
        ),
        migrations.RunPython(deciding.refuse, holding.lift),
        _index("entry_dispatch_count", "dispatch_count"),
        _index("entry_extended", "extension_count"),
        _index("entry_designated", "designated"),
        _index("entry_evidence", "evidence"),
        _index("entry_first_due", "original_due", models.Q(original_due__isnull=False)),
        _index("entry_answered", "answered_at", models.Q(answered_at__isnull=False)),
        _index("entry_called_back", "called_back_at", models.Q(called_back_at__isnull=False)),
        _index("entry_parked_until", "review_on", models.Q(review_on__isnull=False)),
        _index("entry_to_be_visited", "visit_on", models.Q(visit_on__isnull=False)),
        _index("entry_promised", "id", ~models.Q(promise="")),
        # By itself the moment was never asked for. The events stay where they are: on SQLite a
        # column that is altered makes their table anew.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("event", "at", models.DateTimeField()),
            ],
            database_operations=[
                migrations.RunPython(drop_index_of_moments, make_index_of_moments),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["move", "at", "entry"], name="event_of_act"),
        ),
    ]
