"""A co-unit asks for more time on its own clock; its first date is kept.

The table is made anew on SQLite: the triggers that name it wait.
"""

from __future__ import annotations

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from taizhang.engine.moves import Move

holding = import_module("taizhang.ledger.migrations.0007_nobody_leaves_anything_behind")
deciding = import_module("taizhang.ledger.migrations.0020_who_decides_on_extensions")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0020_who_decides_on_extensions")]

    operations = [
        migrations.RunPython(holding.lift, deciding.refuse),
        migrations.AddField(
            model_name="assignment",
            name="asked_due",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="original_due",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="assignment",
            name="extension_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="assignment",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(asked_due__isnull=True, asked_by__isnull=True)
                | models.Q(asked_due__isnull=False, asked_by__isnull=False),
                name="a_co_unit_s_request_says_who_and_until_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(extension_count=0) | models.Q(original_due__isnull=False),
                name="an_extended_co_unit_keeps_its_first_date",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(asked_due__isnull=False),
                fields=["entry"],
                name="assignment_asking",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="last_move",
            field=models.CharField(blank=True, choices=Move.choices(), max_length=20),
        ),
        migrations.AlterField(
            model_name="event",
            name="move",
            field=models.CharField(choices=Move.choices(), max_length=20),
        ),
        migrations.RunPython(deciding.refuse, holding.lift),
    ]
