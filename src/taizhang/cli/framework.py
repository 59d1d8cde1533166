"""What commands that need the database do first: settings, framework, language."""

from __future__ import annotations

import gc
import os
from typing import Final

import django
from django.core.exceptions import ImproperlyConfigured

from taizhang.cli.speech import language
from taizhang.engine.errors import BadInput

SETTINGS: Final = "taizhang.config.settings"
YOUNG: Final = 100_000
"""So many new objects before Python looks for circles among them; its own default is 700."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class SettingsNotUsable(BadInput):
    """A setting that makes no sense; the reason is the operator's, and in English."""

    code = "settings_not_usable"
    message = _("A setting makes no sense: {reason}")
    remedy = _("Correct the environment variable and start again.")


class DatabaseNotReachable(BadInput):
    code = "database_not_reachable"
    message = _("The database cannot be opened: {reason}")
    remedy = _("Check TAIZHANG_DATABASE_URL, or the rights on the folder of TAIZHANG_DATA.")


class DatabaseNotReady(BadInput):
    code = "database_not_ready"
    message = _("The database is not up to date.")
    remedy = _("Run: taizhang migrate")


def setup() -> None:
    """Load settings and apps; speak the language of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SettingsNotUsable(reason=error) from error
    from django.utils import translation

    translation.activate("en" if language() == "en" else "zh-hans")


def settle() -> None:
    """Ready for long work: what is loaded stays, and rows that hold no circle are left alone.

    Looking through them took a sixth of the time of a large import.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)


def missing_migrations() -> list[str]:
    """The names of migrations that the database has not seen yet."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise DatabaseNotReachable(reason=str(error).strip()) from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]


def require_database() -> None:
    """Refuse to go on with a database of another version."""
    if missing_migrations():
        raise DatabaseNotReady
