"""What was in use is measured too, and so are words and duties alone."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_models_learnt_from_decisions")]
    operations = [
        migrations.AddField("learnt", "scores_before", models.JSONField(default=list)),
        migrations.AddField("learnt", "words_gain", models.FloatField(null=True)),
    ]
