"""What a person sees is counted out of one index: it knows the lead unit, too."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0025_units_looked_up")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="entry_seen"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["ledger", "state", "watcher", "in_charge", "accountable", "lead"],
                name="entry_seen",
            ),
        ),
        # Of an index that it knows nothing about SQLite believes the best.
        migrations.RunSQL("ANALYZE ledger_entry", migrations.RunSQL.noop),
    ]
