"""Co-units dispatched before they had clocks get the rows that their events come to.

No event is written: nobody did anything on the day of this migration. The history is read as
`engine.part_begun` reads it, and the rows of the entries concerned are made anew in its order, so
that verifying and rebuilding find exactly these.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import migrations
from django.db.models import Exists, OuterRef

from taizhang.engine.folding import fold
from taizhang.engine.facts import NOTHING, Facts, Happening
from taizhang.engine.moves import Move

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_COLUMNS = ("name", "started_on", "started_at", "due", "rule", "met_on", "paused_on", "warn_on")


def begin(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    models = {name: apps.get_model("ledger", name) for name in ("Entry", "Clock", "Assignment")}
    database = schema_editor.connection.alias
    owed = models["Assignment"].objects.filter(
        entry=OuterRef("pk"), part="co_unit", is_in_force=True, due__isnull=False
    )
    own = models["Clock"].objects.filter(entry=OuterRef("entry"), unit=OuterRef("unit"))
    without = owed.filter(~Exists(own), contributed_at__isnull=True)
    entries = models["Entry"].objects.using(database).filter(Exists(without)).order_by("pk")
    units = dict(apps.get_model("roster", "Unit").objects.using(database).values_list("code", "pk"))
    for key in list(entries.values_list("pk", flat=True)):
        facts = _facts(apps, database, key)
        models["Clock"].objects.using(database).filter(entry=key).delete()
        models["Clock"].objects.using(database).bulk_create(
            models["Clock"](
                entry_id=key,
                unit_id=units[clock.unit] if clock.unit else None,
                **{name: getattr(clock, name) for name in _COLUMNS},
            )
            for clock in facts.clocks
        )


def _facts(apps: StateApps, database: str, entry: int) -> Facts:
    """What the events of an entry come to."""
    facts = NOTHING
    events = apps.get_model("ledger", "Event").objects.using(database).filter(entry=entry)
    columns: tuple[str, ...] = ("move", "at", "by__code", "by_unit_code", "body")
    rows: Any = events.order_by("version").values_list(*columns)
    for move, at, by, unit, body in rows:
        facts = fold(facts, Happening(Move(move), at, by, unit, json.loads(body)))
    return facts


def forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    clocks = apps.get_model("ledger", "Clock").objects.using(schema_editor.connection.alias)
    clocks.filter(unit__isnull=False, rule="").delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0021_more_time_for_co_units")]

    operations = [migrations.RunPython(begin, forget)]
