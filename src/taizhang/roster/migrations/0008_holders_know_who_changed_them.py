"""Units, parks and enterprises say when and by whom their holders were changed last.

Columns that may be empty are added where the tables stand, on SQLite too: the triggers that name
these tables are left alone.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("roster", "0007_acts_of_the_trail_are_code")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="holders_changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unit",
            name="holders_changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
        migrations.AddField(
            model_name="park",
            name="holders_changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="park",
            name="holders_changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
        migrations.AddField(
            model_name="enterprise",
            name="holders_changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enterprise",
            name="holders_changed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="roster.person",
            ),
        ),
    ]
