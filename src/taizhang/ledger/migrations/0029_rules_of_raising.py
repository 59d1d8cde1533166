"""A ledger may raise its matters by rules of its own; without any it keeps those of its clocks."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from taizhang.engine.escalation import Ground
from taizhang.engine.moves import Level


class Migration(migrations.Migration):
    dependencies = [("ledger", "0028_why_parked_and_who_asked")]

    operations = [
        migrations.CreateModel(
            name="RaisingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.CharField(choices=Ground.choices(), max_length=20)),
                ("count", models.PositiveSmallIntegerField()),
                ("level", models.CharField(choices=Level.choices(), max_length=10)),
                ("is_on", models.BooleanField(default=True)),
                (
                    "ledger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raising_rules",
                        to="ledger.ledger",
                    ),
                ),
            ],
            options={
                "ordering": ["ledger", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ledger", "ground", "level"),
                        name="one_rule_for_a_reason_and_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(count__gte=1, count__lte=999),
                        name="a_rule_counts_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(level__in=["office", "leader", "joint", "zone"]),
                        name="a_rule_raises_above_the_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ground__in=["overdue", "dispatched", "departments", "age"]
                        ),
                        name="a_rule_has_a_reason",
                    ),
                ],
            },
        ),
    ]
