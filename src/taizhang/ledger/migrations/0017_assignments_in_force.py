"""Assignments say whether they are of the newest dispatch: lists ask an index, not each entry.

The table is made anew on SQLite: the triggers of the seventh migration, which name it, wait.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

holding = import_module("taizhang.ledger.migrations.0007_nobody_leaves_anything_behind")


def mark(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(
        "UPDATE ledger_assignment SET is_in_force = %s WHERE dispatch <> "
        "(SELECT dispatch_count FROM ledger_entry WHERE ledger_entry.id = entry_id)",
        [False],
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_editions_of_campaigns")]

    operations = [
        migrations.RunPython(holding.lift, holding.refuse),
        migrations.AddField(
            model_name="assignment",
            name="is_in_force",
            field=models.BooleanField(default=True),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                fields=["unit", "is_in_force", "part", "entry"], name="assignment_now"
            ),
        ),
        migrations.RunPython(holding.refuse, holding.lift),
    ]
