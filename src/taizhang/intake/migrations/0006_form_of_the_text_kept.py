from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0005_workbooks_on_their_way_to_a_ledger'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='form',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
