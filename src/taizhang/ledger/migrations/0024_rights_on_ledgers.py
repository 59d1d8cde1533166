"""Who may see, register and dispatch on a ledger can be narrowed to roles and units."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from taizhang.engine.codes import Right, Role


class Migration(migrations.Migration):
    dependencies = [("ledger", "0023_late_co_units_are_found")]

    operations = [
        migrations.CreateModel(
            name="LedgerRight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("right", models.CharField(choices=Right.choices(), max_length=10)),
                ("role", models.CharField(blank=True, choices=Role.choices(), max_length=20)),
                (
                    "ledger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rights",
                        to="ledger.ledger",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="roster.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["ledger", "right", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=(models.Q(role="") & models.Q(unit__isnull=False))
                        | (~models.Q(role="") & models.Q(unit__isnull=True)),
                        name="a_right_names_a_role_or_a_unit",
                    ),
                    models.UniqueConstraint(
                        fields=("ledger", "right", "role", "unit"), name="right_once_per_ledger"
                    ),
                ],
            },
        ),
    ]
