"""Two people at once: one wins, the other is told, exactly one event is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own, on the database that is under test."""
    environment = {**os.environ, "TAIZHANG_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    address = os.environ.get("TAIZHANG_DATABASE_URL")
    if not address:
        yield environment
        return
    import psycopg

    name = f"race_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**environment, "TAIZHANG_DATABASE_URL": f"{address.rpartition('/')[0]}/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_two_at_once_write_one_event(own_database: dict[str, str]) -> None:
    done = subprocess.run(  # our own script
        [sys.executable, "-m", "tests.ledger.race"],
        cwd=ROOT,
        env=own_database,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert said["registered"] == {"done": 8}
    assert said["numbers"] == [f"BS-2026-{number:04d}" for number in range(1, 9)]
    assert said["dispatched"] == {"done": 1, "StaleEntry": 1}
    assert said["dispatches"] == 1
    assert said["double_click"] == {"done": 2}
    assert said["amendments"] == 1
    assert said["found"] == 8
    assert said["misfits"] == [None, None], "replayed alone and by two processes"
    assert said["verified"] == [[10, 8], [10, 8]]
