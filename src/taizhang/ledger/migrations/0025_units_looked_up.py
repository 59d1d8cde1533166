from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a unit leads or assists an entry today, asked of one entry after the other."""

    dependencies = [("ledger", "0024_rights_on_ledgers")]

    operations = [
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(is_in_force=True),
                fields=["entry", "unit"],
                name="assignment_in_force",
            ),
        ),
    ]
