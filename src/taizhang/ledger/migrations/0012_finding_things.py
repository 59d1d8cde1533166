"""Indexes for every order and filter, values and files to be found by, views to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.core.exceptions import ValidationError
from django.db import migrations, models
from django.utils import timezone

from taizhang.ledger import search

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def open_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE TABLE ledger_passage_search "
            "(passage_id bigint PRIMARY KEY, words tsvector NOT NULL)"
        )
        schema_editor.execute(
            "CREATE INDEX ledger_passage_search_words ON ledger_passage_search USING gin (words)"
        )
    else:
        schema_editor.execute(
            "CREATE VIRTUAL TABLE ledger_passage_search USING fts5(words, tokenize = 'unicode61')"
        )


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE ledger_passage_search")


def look_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Whether each was answered on time, its values by type, and its words with the new ones."""
    Entry: Any = apps.get_model("ledger", "Entry")
    Value: Any = apps.get_model("ledger", "EntryValue")
    Column: Any = apps.get_model("ledger", "Column")
    columns: dict[tuple[int, str], Any] = {
        (one.ledger_id, one.key): one for one in Column.objects.filter(known_as="")
    }
    rows = Entry.objects.prefetch_related("requesters").order_by("pk")
    for entry in rows.iterator(500):
        if entry.answered_at and entry.due:
            entry.on_time = timezone.localdate(entry.answered_at) <= entry.due
            entry.save(update_fields=["on_time"])
        for key, value in entry.values.items():
            if column := columns.get((entry.ledger_id, key)):
                _keep(Value(entry=entry, column=column), column.type, value)
        search.index(entry, [one.name for one in entry.requesters.all()])


def _keep(row: Any, kind: str, value: Any) -> None:
    try:
        if kind == "date":
            row.day = value
        elif kind in {"number", "yes_no"}:
            row.number = float(value)
        else:
            row.text = str(value)[:200]
        row.full_clean()
    except (ValueError, TypeError, ValidationError):
        return
    row.save()


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0003_names_lessons_forgetting'),
        ('ledger', '0011_reminders'),
        ('roster', '0004_people_who_hold_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, max_length=200)),
                ('number', models.FloatField(blank=True, null=True)),
                ('day', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='FirstView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['attachment', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField()),
                ('characters', models.PositiveIntegerField(default=0)),
                ('is_cut', models.BooleanField(default=False)),
                ('problem', models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('name', models.CharField(max_length=50)),
                ('query', models.TextField(blank=True)),
                ('shared', models.CharField(choices=[('nobody', 'Only me'), ('unit', 'My unit'), ('all', 'Everybody')], default='nobody', max_length=10)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='on_time',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['registered_at', 'id'], name='entry_registered'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['ledger', 'registered_at', 'id'], name='entry_of_ledger'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['ledger', 'id'], name='entry_numbered'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['due', 'id'], name='entry_due'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['changed_at', 'id'], name='entry_changed'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['closed_at', 'id'], name='entry_closed'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['state', 'registered_at', 'id'], name='entry_in_state'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['category', 'registered_at', 'id'], name='entry_in_category'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['lead', 'registered_at', 'id'], name='entry_of_lead'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['in_charge', 'registered_at', 'id'], name='entry_in_charge'),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["state", "due", "id"], name="entry_waiting"),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['scope'], name='entry_scope'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['level'], name='entry_level'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['is_broadcast'], name='entry_broadcast'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['reopen_count'], name='entry_reopened'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['on_time'], name='entry_on_time'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['is_solved'], name='entry_solved'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['satisfaction'], name='entry_satisfaction'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['dispatched_at'], name='entry_dispatched'),
        ),
        migrations.AddField(
            model_name='entryvalue',
            name='column',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.column'),
        ),
        migrations.AddField(
            model_name='entryvalue',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='firstview',
            name='ledger',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.ledger'),
        ),
        migrations.AddField(
            model_name='firstview',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='roster.person'),
        ),
        migrations.AddField(
            model_name='passage',
            name='attachment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='ledger.attachment'),
        ),
        migrations.AddField(
            model_name='passage',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='reading',
            name='attachment',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='ledger.attachment'),
        ),
        migrations.AddField(
            model_name='view',
            name='ledger',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='views', to='ledger.ledger'),
        ),
        migrations.AddField(
            model_name='view',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='roster.person'),
        ),
        migrations.AddField(
            model_name='view',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='roster.unit'),
        ),
        migrations.AddField(
            model_name='firstview',
            name='view',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.view'),
        ),
        migrations.AddIndex(
            model_name='entryvalue',
            index=models.Index(fields=['column', 'text', 'entry'], name='value_text'),
        ),
        migrations.AddIndex(
            model_name='entryvalue',
            index=models.Index(fields=['column', 'number', 'entry'], name='value_number'),
        ),
        migrations.AddIndex(
            model_name='entryvalue',
            index=models.Index(fields=['column', 'day', 'entry'], name='value_day'),
        ),
        migrations.AddConstraint(
            model_name='entryvalue',
            constraint=models.UniqueConstraint(fields=('entry', 'column'), name='value_once_per_column'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('attachment', 'position'), name='passage_once'),
        ),
        migrations.AddConstraint(
            model_name='view',
            constraint=models.UniqueConstraint(fields=('owner', 'name'), name='view_name_once_per_owner'),
        ),
        migrations.AddConstraint(
            model_name='view',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shared', 'unit'), _negated=True), ('unit__isnull', False), _connector='OR'), name='a_view_shared_with_a_unit_names_it'),
        ),
        migrations.AddConstraint(
            model_name='firstview',
            constraint=models.UniqueConstraint(fields=('person', 'ledger'), name='one_first_view_per_ledger'),
        ),
        migrations.AddConstraint(
            model_name='firstview',
            constraint=models.UniqueConstraint(condition=models.Q(('ledger__isnull', True)), fields=('person',), name='one_first_view_of_all_ledgers'),
        ),
        migrations.RunPython(open_index, drop_index),
        migrations.RunPython(look_again, migrations.RunPython.noop),
    ]
