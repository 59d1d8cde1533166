"""What a person sees is counted out of one index; what was merged is found out of a small one."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0017_assignments_in_force")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["ledger", "state", "watcher", "in_charge", "accountable"],
                name="entry_seen",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(merged_into__isnull=False),
                fields=["merged_into"],
                name="entry_merged",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["in_charge", "state"], name="entry_at_work"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(contributed_at__isnull=True, is_in_force=True),
                fields=["unit", "part", "entry"],
                name="assignment_owed",
            ),
        ),
    ]
