"""How the role × route table is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def written(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The rows as they are; with --write-routes they become the table."""
    rows: dict[str, str] = {}
    yield rows
    if request.config.getoption("--write-routes"):
        from tests.contracts.test_routes import HEAD, PEOPLE, ROUTES

        order = {name: place for place, name in enumerate(ROUTES)}
        numbers = " " * 31 + " ".join(f"{place + 1:>2}" for place in range(len(PEOPLE)))
        lines = [
            f"{row.split()[0]:<5}{row.split()[1]:<28}{'  '.join(rows[row])}"
            for row in sorted(rows, key=lambda row: (order[row.split()[1]], row))
        ]
        table = Path(__file__).with_name("routes.txt")
        table.write_text("\n".join([HEAD, "#" + numbers, *lines, ""]), encoding="utf-8")
