"""Which co-units are late or near is read out of an index of their own clocks."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0022_clocks_of_older_co_units")]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(met_on__isnull=True, unit__isnull=False),
                fields=["due", "entry"],
                name="clock_of_co_unit_running",
            ),
        ),
    ]
