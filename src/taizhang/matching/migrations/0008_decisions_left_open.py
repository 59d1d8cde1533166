"""That two entries are not the same can be taken back: the decision is left open again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0007_which_entries_vectors_joined")]
    operations = [
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("not_the_same", "Not the same"),
                    ("belongs_here", "Belongs here"),
                    ("left_open", "Left open again"),
                ],
                max_length=20,
            ),
        ),
    ]
