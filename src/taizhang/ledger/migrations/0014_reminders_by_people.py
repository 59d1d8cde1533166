from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0013_editions_of_ledgers"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="sent_by",
            field=models.CharField(blank=True, max_length=50),
        ),
    ]
