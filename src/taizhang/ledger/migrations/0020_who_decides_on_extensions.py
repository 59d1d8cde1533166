"""Each ledger names who decides on more time, and whoever is named by name may not simply go.

On SQLite the table of the ledgers is made anew. The triggers of the seventh migration wait and
come back knowing of one thing more that a person can hold; from now on they name this table too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import django.db.models.deletion
from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

holding = import_module("taizhang.ledger.migrations.0007_nobody_leaves_anything_behind")

_HOLDS, _WHY = holding.REFUSED["roster_person"]
REFUSED = {
    **holding.REFUSED,
    "roster_person": (
        f"{_HOLDS} OR {holding.held('ledger_ledger', 'extension_person_id')}",
        _WHY,
    ),
}


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    holding.refuse(apps, schema_editor, REFUSED)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0018_entries_seen"),
        ("roster", "0007_acts_of_the_trail_are_code"),
    ]

    operations = [
        migrations.RunPython(holding.lift, holding.refuse),
        migrations.AddField(
            model_name="ledger",
            name="extension_by",
            field=models.CharField(
                choices=[
                    ("office_or_leader", "The campaign office or the accountable leader"),
                    ("office", "The campaign office"),
                    ("leader", "The accountable leader of the lead unit"),
                    ("unit_head", "The head of the lead unit"),
                    ("person", "A person by name"),
                ],
                default="office_or_leader",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="ledger",
            name="extension_person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledger",
            constraint=models.CheckConstraint(
                condition=models.Q(extension_by="person", extension_person__isnull=False)
                | (~models.Q(extension_by="person") & models.Q(extension_person__isnull=True)),
                name="a_person_who_decides_is_named",
            ),
        ),
        migrations.RunPython(refuse, holding.lift),
    ]
