from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0012_finding_things"),
    ]

    operations = [
        migrations.AddField(
            model_name="ledger",
            name="edition",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ledger",
            name="edited_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="ledger",
            name="edited_by",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
