from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("roster", "0006_ledgers_and_campaigns_are_audited"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditline",
            name="act",
            field=models.CharField(max_length=50),
        ),
    ]
