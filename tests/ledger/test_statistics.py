"""The database knows its tables after much has come, and is asked to look again in each round."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import services, statistics
from taizhang.ledger.models import Entry
from taizhang.ledger.rebuilding import dump, rebuild
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db

_KNOWN: Final = {
    "sqlite": "SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'ledger_entry' AND idx = 'entry_seen'",
    "postgresql": "SELECT COUNT(*) FROM pg_class WHERE relname = 'ledger_entry' AND reltuples > 0",
}
"""What each database has written down of a table that it looked at."""
_WALKS: Final = {"sqlite": "SCAN ledger_entry", "postgresql": "Seq Scan on ledger_entry"}
"""How its plan says that all rows are walked."""


def _asked(seen: CaptureQueriesContext, word: str) -> list[str]:
    return [one["sql"] for one in seen.captured_queries if word in one["sql"]]


def test_the_tables_of_the_ledger_are_looked_at_after_a_rebuilding(stages: Stages) -> None:
    stages.dispatched()
    with CaptureQueriesContext(connection) as seen:
        rebuild()
    assert any("ledger_entry" in one for one in _asked(seen, "ANALYZE"))
    assert any("ledger_assignment" in one for one in _asked(seen, "ANALYZE"))


def test_writing_a_dump_looks_at_nothing(stages: Stages) -> None:
    stages.dispatched()
    with CaptureQueriesContext(connection) as seen:
        dump(StringIO())
    assert not _asked(seen, "ANALYZE")


def test_the_database_knows_how_many_rows_there_are(stages: Stages) -> None:
    stages.dispatched()
    statistics.gather()
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN[connection.vendor])
        assert cursor.fetchone() == (1,)


def test_each_round_asks_sqlite_to_look_and_leaves_postgresql_alone() -> None:
    with CaptureQueriesContext(connection) as seen:
        services.tick(now=NOW)
    assert len(_asked(seen, "PRAGMA optimize")) == (connection.vendor == "sqlite")


def test_what_was_merged_is_found_without_walking_all_entries(stages: Stages) -> None:
    entry = stages.accepted()
    row = Entry.objects.values().get(pk=entry.pk)
    del row["id"]
    many = (Entry(**{**row, "number": f"SQ-2026-{n}"}) for n in range(1000, 2000))
    Entry.objects.bulk_create(many)
    statistics.gather()
    merged = Entry.objects.filter(merged_into=entry).order_by("number")
    assert _WALKS[connection.vendor] not in merged.explain()
