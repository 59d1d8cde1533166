"""The ground every test stands on: own data folder, fixed clock, no network, quick passwords."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import django
import hypothesis
import pytest

# How long an example takes is the machine's affair: a busy one failed tests that were right.
hypothesis.settings.register_profile(
    "taizhang", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("taizhang")

# Before Django is loaded: tests never see the data of a person who works here.
_HOME = tempfile.mkdtemp(prefix="taizhang-test-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("TAIZHANG_")]:
    if _name not in {"TAIZHANG_DATABASE_URL", "TAIZHANG_TEST_STRICT"}:
        del os.environ[_name]
os.environ["TAIZHANG_DATA"] = _HOME
os.environ["TAIZHANG_LANGUAGE"] = "zh"
os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"

from django.conf import settings  # noqa: E402  # after the environment is set

from tests.clock import NOW, Clock  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# pytest-django may have read the settings already, with another folder (in xdist's workers it has).
settings.DATA = Path(_HOME)
settings.DEMO_ACCOUNTS_FILE = settings.DATA / "demo-accounts.txt"
settings.STATIC_ROOT = settings.DATA / "static"
settings.STATIC_ROOT.mkdir()  # the middleware that serves it warns when it is missing
# The conftest of a folder may import models, and pytest-django sets up only after all of them.
django.setup()

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The wall clock, stopped at `NOW`."""
    clock = Clock(NOW)
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections leave this machine neither by name nor by number."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            message = f"A test tried to reach {address}."
            raise AssertionError(message)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An upload folder of its own for every test."""
    folder = tmp_path / "uploads"
    monkeypatch.setattr(settings, "UPLOADS", folder)
    return folder


@pytest.fixture
def people(db: None) -> People:
    """The fixed cast: every role, two units, two enterprises."""
    from tests.people import cast

    return cast()


@pytest.fixture
def signed_in(db: None) -> Callable[[Person], Client]:
    """A browser in which `person` has signed in."""
    from tests.factories import browser

    return browser


@pytest.fixture(autouse=True)
def _fresh_language() -> Iterator[None]:
    """A view that switched the language must not leak into the next test."""
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True, scope="session")
def _flush_past_triggers() -> Iterator[None]:
    """Let the emptying of SQLite tables after a test pass the append-only triggers.

    Tests with real transactions end with DELETE FROM every table (TRUNCATE on PostgreSQL, which
    passes row triggers by itself).
    """
    from django.db import connection
    from django.db.backends.sqlite3.base import DatabaseOperations

    flush = DatabaseOperations.sql_flush

    def without_triggers(self: DatabaseOperations, *given: object, **more: object) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        lift = [f'DROP TRIGGER "{name}"' for name, _ in triggers]
        return [*lift, *flush(self, *given, **more), *(sql for _, sql in triggers)]

    # For the whole session: the flush runs after a test's own patches are undone.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", without_triggers)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-routes` writes the role × route table anew, `--walks` walks further at random."""
    parser.addoption("--write-routes", action="store_true", default=False)
    parser.addoption(
        "--walks", type=int, default=0, help="walks of tests/ledger/test_state_machine"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with real transactions come last: they leave empty tables, migrations' rows included.

    pytest-django orders them so too, but pytest-randomly shuffles afterwards.
    """
    items.sort(key=_is_transactional)
    for item in items:
        if _is_transactional(item):
            item.fixturenames.insert(0, "django_db_serialized_rollback")


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or (marker is not None and marker.kwargs.get("transaction", False))


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: a file made for a test holds the time it was made at."""
    return f"{len(val)}-bytes" if isinstance(val, bytes) else None
