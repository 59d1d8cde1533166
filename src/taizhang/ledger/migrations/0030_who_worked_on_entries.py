"""Rows say who worked on an entry: none of them closes it.

Written as SQL, as Django would make the whole table anew on SQLite; both engines take a column
with a constant default at once, however many rows there are.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import migrations, models

from taizhang.engine.moves import Move
from taizhang.ledger.handlers import as_kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHUNK = 5_000
WORK = [Move.PROGRESS, Move.CONTRIBUTE]
BEGINNINGS = [Move.DISPATCH, Move.REOPEN]


def note(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As the events come to it.

    An undo from before this migration does not know of it: replayed, it leaves it alone too.
    """
    rows: list[tuple[str, int]] = []
    for row in _worked(apps, schema_editor.connection.alias):
        rows.append(row)
        if len(rows) == CHUNK:
            _write(schema_editor, rows)
            rows = []
    _write(schema_editor, rows)


def _worked(apps: StateApps, database: str) -> Iterator[tuple[str, int]]:
    """Who worked on each entry that anybody worked on."""
    Event: Any = apps.get_model("ledger", "Event")
    told = Event.objects.using(database).filter(move__in=[*WORK, *BEGINNINGS])
    columns = ("entry_id", "move", "by__code")
    events = told.order_by("entry_id", "version").values_list(*columns).iterator(CHUNK)
    for entry, history in groupby(events, key=itemgetter(0)):
        codes: dict[str, None] = {}
        for _entry, move, by in history:
            if move in BEGINNINGS:
                codes = {}
            else:
                codes[by] = None
        if codes:
            yield as_kept(codes), entry


def _write(schema_editor: BaseDatabaseSchemaEditor, rows: list[tuple[str, int]]) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("UPDATE ledger_entry SET worked_by = %s WHERE id = %s", rows)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0029_rules_of_raising")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE ledger_entry ADD COLUMN worked_by text DEFAULT '' NOT NULL",
            "ALTER TABLE ledger_entry DROP COLUMN worked_by",
            state_operations=[
                migrations.AddField(
                    model_name="entry",
                    name="worked_by",
                    field=models.TextField(blank=True, default="", db_default=""),
                )
            ],
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
