"""Why an entry was last parked, and who last asked its requester, as its events say it.

By the newest event of each kind: no undo of before knows of the two, so that this is what
`engine.folding` makes of the history. After the indexes: PostgreSQL makes none on a table whose
rows were changed in the same transaction.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_why_parked(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Event: Any = apps.get_model("ledger", "Event")
    Entry: Any = apps.get_model("ledger", "Entry")
    parked = Event.objects.filter(move="park").order_by("entry", "version")
    kinds = {
        entry: json.loads(body).get("kind", "")
        for entry, body in parked.values_list("entry", "body").iterator(1000)
    }
    for kind in sorted({*kinds.values()}):
        keys = [entry for entry, said in kinds.items() if said == kind]
        for start in range(0, len(keys), 500):
            Entry.objects.filter(pk__in=keys[start : start + 500]).update(park_kind=kind)


SAY_WHO_ASKED = """
UPDATE ledger_entry SET called_back_by_id = (
    SELECT by_id FROM ledger_event
    WHERE entry_id = ledger_entry.id AND move = 'call_back' ORDER BY version DESC LIMIT 1
) WHERE id IN (SELECT entry_id FROM ledger_event WHERE move = 'call_back')
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0027_found_by_every_fact")]

    operations = [
        migrations.RunPython(say_why_parked, migrations.RunPython.noop),
        migrations.RunSQL(SAY_WHO_ASKED, migrations.RunSQL.noop),
        migrations.RunSQL("ANALYZE ledger_entry", migrations.RunSQL.noop),
        migrations.RunSQL("ANALYZE ledger_event", migrations.RunSQL.noop),
    ]
