"""The entries lose the indexes of single columns with which a wider one begins.

Each was written with every act, and PostgreSQL took the narrow one where the wide one answers by
itself. They are dropped by name: SQLite would make the table of a million entries anew for each.
PostgreSQL gets one of the open entries alone, which holds what a desk and a list ask of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import django.db.models.deletion
from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "ledger_entry"
COLUMNS = (
    "state",
    "registered_at",
    "changed_at",
    "due",
    "ledger_id",
    "lead_id",
    "in_charge_id",
    "merged_into_id",
    "last_by_id",
    "asked_by_id",
)
OPEN = (
    "CREATE INDEX entry_open ON ledger_entry (state, due, id) "
    "INCLUDE (ledger_id, watcher_id, in_charge_id, accountable_id, lead_id) "
    "WHERE state IN ('triage', 'accepted', 'dispatched', 'acknowledged', 'return_requested', "
    "'in_progress', 'extension_requested', 'parked', 'answered', 'called_back', 'reopened')"
)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        named = connection.introspection.get_constraints(cursor, TABLE)
    for name, one in named.items():
        own = tuple(f"{TABLE}_{column}_" for column in one["columns"] if column in COLUMNS)
        if one["index"] and not one["unique"] and name.startswith(own):
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")
    if connection.vendor == "postgresql":
        schema_editor.execute(OPEN)


def make_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for column in COLUMNS:
        schema_editor.execute(f"CREATE INDEX {TABLE}_{column}_again ON {TABLE} ({column})")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX entry_open")


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0031_words_found_newest_first"),
        ("roster", "0009_mark_of_what_seldom_changes"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(drop, make_again)],
            [
                migrations.AlterField(
                    model_name="entry",
                    name="asked_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roster.person",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="changed_at",
                    field=models.DateTimeField(),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="due",
                    field=models.DateField(blank=True, null=True),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="in_charge",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roster.person",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="last_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roster.person",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="lead",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="roster.unit",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="ledger",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="ledger.ledger",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="ledger.entry",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="registered_at",
                    field=models.DateTimeField(),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("triage", "Waiting for triage"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("dispatched", "Dispatched"),
                            ("acknowledged", "Acknowledged"),
                            ("return_requested", "Return requested"),
                            ("in_progress", "In progress"),
                            ("extension_requested", "Extension requested"),
                            ("parked", "Parked"),
                            ("answered", "Answered"),
                            ("called_back", "Called back"),
                            ("reopened", "Reopened"),
                            ("merged", "Merged"),
                            ("withdrawn", "Withdrawn"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="entry", name="entry_seen"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["ledger", "state", "watcher", "in_charge", "accountable", "lead"],
                include=["id"],
                name="entry_seen",
            ),
        ),
    ]
