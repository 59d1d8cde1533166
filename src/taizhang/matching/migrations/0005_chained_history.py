"""The history of common problems is chained by hash, year by year, as the ledgers' events are.

What was written before is chained in the order in which it happened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from taizhang.ledger import chain

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

append_only = import_module("taizhang.matching.migrations.0002_append_only_history")


def chained(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    events = apps.get_model("matching", "ProblemEvent").objects
    books = {
        book.year: book for book in apps.get_model("matching", "ProblemNumbering").objects.all()
    }
    rows = events.select_related("problem", "by").order_by("at", "problem_id", "version")
    for event in rows:
        number = event.problem.number
        book = books[int(number.split("-")[1])]
        event.book, event.sequence, event.previous = book, book.events + 1, book.head
        said = chain.sealed(
            ledger=number.rpartition("-")[0],
            sequence=event.sequence,
            entry=number,
            version=event.version,
            move=event.act,
            at=event.at,
            by=event.by.code,
            by_name=event.by_name,
            by_unit=event.by_unit,
            by_unit_code="",
            body=event.body,
            previous=event.previous,
        )
        event.hash = chain.digest(said, sm3=settings.EVENT_HASH == "sm3")
        event.save(update_fields=["book", "sequence", "previous", "hash"])
        book.events, book.head = event.sequence, event.hash
    for book in books.values():
        book.save(update_fields=["events", "head"])
    if schema_editor.connection.vendor == "postgresql":  # or the table could not be altered now
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_where_entries_belong")]

    operations = [
        migrations.RunPython(append_only.allow_changes, append_only.refuse_changes),
        migrations.AddField("problemnumbering", "events", models.PositiveBigIntegerField(default=0)),
        migrations.AddField(
            "problemnumbering", "head", models.CharField(blank=True, max_length=68)
        ),
        migrations.AddField(
            "problemevent",
            "book",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matching.problemnumbering",
            ),
        ),
        migrations.AddField("problemevent", "sequence", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "problemevent", "previous", models.CharField(blank=True, max_length=68)
        ),
        migrations.AddField("problemevent", "hash", models.CharField(max_length=68, null=True)),
        migrations.RunPython(chained, migrations.RunPython.noop),
        migrations.AlterField(
            "problemevent",
            "book",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="matching.problemnumbering",
            ),
        ),
        migrations.AlterField("problemevent", "sequence", models.PositiveBigIntegerField()),
        migrations.AlterField(
            "problemevent", "hash", models.CharField(max_length=68, unique=True)
        ),
        migrations.AddConstraint(
            "problemevent",
            models.UniqueConstraint(
                fields=["book", "sequence"], name="one_chain_of_problems_per_year"
            ),
        ),
        migrations.RunPython(append_only.refuse_changes, append_only.allow_changes),
    ]
