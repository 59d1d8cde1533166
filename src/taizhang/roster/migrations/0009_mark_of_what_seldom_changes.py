"""One mark for the tables that every page reads and hardly anybody changes.

The triggers that set it are laid after each `migrate`, by `roster.kept`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations, models

from taizhang.roster.kept import lift

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def nothing(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Laid later."""


def lift_triggers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("roster", "0008_holders_know_who_changed_them")]
    operations = [
        migrations.CreateModel(
            name="ReferenceMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=36)),
            ],
        ),
        migrations.RunPython(nothing, lift_triggers),
    ]
