"""The database knows its tables after much has come, and is asked to look again in each round."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks by itself")
def test_sqlite_knows_how_many_rows_stand_in_an_index(stages: Stages) -> None:
    stages.dispatched()
    statistics.gather()
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = 'ledger_entry'")
        assert "entry_seen" in {row[0] for row in cursor.fetchall()}


def test_each_round_asks_sqlite_to_look_and_leaves_postgresql_alone() -> None:
    with CaptureQueriesContext(connection) as seen:
        services.tick(now=NOW)
    assert len(_asked(seen, "PRAGMA optimize")) == (connection.vendor == "sqlite")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner")
def test_what_was_merged_is_found_without_walking_all_entries(stages: Stages) -> None:
    entry = stages.accepted()
    row = Entry.objects.values().get(pk=entry.pk)
    del row["id"]
    many = (Entry(**{**row, "number": f"SQ-2026-{n}"}) for n in range(1000, 2000))
    Entry.objects.bulk_create(many)
    statistics.gather()
    merged = Entry.objects.filter(merged_into=entry).order_by("number")
    assert "entry_merged" in merged.explain()
