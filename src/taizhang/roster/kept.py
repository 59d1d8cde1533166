"""What every page asks for and hardly anybody changes: read once, and anew after a change.

The names in a filter, the rules of a ledger, the confirmed years: some tables of the roster and of
the ledgers are read by each page and written once a week. `watch` names them. The database itself
then sets one mark anew, to what it never was before, with each change of a row in any of them; what
a function marked `kept` has said is good for as long as the mark is the one it was said under.
Several processes, a change made by hand and a database put back from a copy are all right thereby.

Within a transaction nothing is kept: there the mark may still be that of before the change.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from django.db import connection, connections
from django.db.models.signals import post_migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.apps import AppConfig
    from django.db.backends.base.base import BaseDatabaseWrapper

P = ParamSpec("P")
T = TypeVar("T")

MOST: Final = 1000
"""Answers that a function keeps: it is asked with the person or the ledger it is asked for."""
MARK: Final = "roster_referencemark"
_READ: Final = f"SELECT mark FROM {MARK}"  # noqa: S608  # ours

_known: ContextVar[list[str] | None] = ContextVar("reference_mark", default=None)
"""The mark as this page has read it; empty before it did, None where it is read each time."""


def kept(asked: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function says of watched tables; its arguments are hashable.

    What it says is shared by all who ask, and therefore never changed by any of them.
    """
    return kept_up_to(MOST)(asked)


def kept_up_to(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """The same, for answers so large that no more than `most` are kept."""

    def keep(asked: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=most)
        def under_mark(_mark: str, *given: P.args, **named: P.kwargs) -> T:
            return asked(*given, **named)

        @wraps(asked)
        def answered(*given: P.args, **named: P.kwargs) -> T:
            mark = "" if connection.in_atomic_block else _mark()
            if not mark:
                return asked(*given, **named)
            return under_mark(mark, *given, **named)  # type: ignore[arg-type]  # hashable, as said

        return answered

    return keep


@contextmanager
def looked_at_once() -> Iterator[None]:
    """While the block runs, which changes nothing, the mark is read at most once."""
    token = _known.set([])
    try:
        yield
    finally:
        _known.reset(token)


def _mark() -> str:
    """The mark of now; empty where the database has none yet."""
    known = _known.get()
    if known:
        return known[0]
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        row = cursor.fetchone()
    mark: str = row[0] if row else ""
    if known is not None:
        known.append(mark)
    return mark


def watch(config: AppConfig, models: Mapping[str, Sequence[str]]) -> None:
    """Let the database set the mark anew when rows of these models of an app change.

    Beside each model stand the columns that do not count: those that an act of every day writes.
    The triggers are laid after each `migrate`, because SQLite drops them with a table made anew.
    """
    post_migrate.connect(
        partial(_lay, models=models), sender=config, weak=False, dispatch_uid=f"kept {config.label}"
    )


def _lay(
    sender: AppConfig, using: str, models: Mapping[str, Sequence[str]], **_rest: object
) -> None:
    database = connections[using]
    there = set(database.introspection.table_names())
    if MARK not in there:
        return  # migrated back to before there was one
    dialect = _POSTGRESQL if database.vendor == "postgresql" else _SQLITE
    for name, but in models.items():
        model = sender.get_model(name)._meta  # noqa: SLF001  # Django's documented way
        columns = [one.column for one in model.concrete_fields if one.column not in but]
        if model.db_table in there:
            of = ", ".join(f'"{one}"' for one in columns)
            _run(database, [one.format(table=model.db_table, of=of) for one in dialect])
    _run(database, [_ANEW_POSTGRESQL if database.vendor == "postgresql" else _ANEW_SQLITE])


def _run(database: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def lift(database: BaseDatabaseWrapper) -> None:
    """Take the triggers away, where the mark itself goes."""
    if database.vendor == "postgresql":
        _run(database, ["DROP FUNCTION IF EXISTS roster_mark_anew() CASCADE"])
        return
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*_marks_anew_*'"
        )
        names = [name for (name,) in cursor.fetchall()]
    _run(database, [f"DROP TRIGGER {name}" for name in names])


def _anew(random: str) -> str:
    return (
        f"INSERT INTO {MARK} (id, mark) VALUES (1, {random}) "  # noqa: S608  # ours
        "ON CONFLICT (id) DO UPDATE SET mark = excluded.mark"
    )


_ANEW_SQLITE: Final = _anew("lower(hex(randomblob(16)))")
_ANEW_POSTGRESQL: Final = _anew("gen_random_uuid()::text")
_FUNCTION: Final = (
    # Once in a transaction, at its very end: the lock on the mark is then held for a moment, and
    # nobody who waits for it holds what its owner still wants.
    "CREATE OR REPLACE FUNCTION roster_mark_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF coalesce(current_setting('taizhang.marked', true), '') = '' THEN "
    f"{_ANEW_POSTGRESQL}; PERFORM set_config('taizhang.marked', 'yes', true); "
    "END IF; RETURN NULL; END $$"
)
_TRIGGER: Final = (
    "CREATE CONSTRAINT TRIGGER zz_marks_anew AFTER INSERT OR DELETE OR UPDATE OF {of} ON {table} "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION roster_mark_anew()"
)
_POSTGRESQL: Final = (_FUNCTION, "DROP TRIGGER IF EXISTS zz_marks_anew ON {table}", _TRIGGER)


def _on_sqlite(act: str, when: str) -> tuple[str, str]:
    name = f"{{table}}_marks_anew_{act}"
    return (
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} AFTER {when} ON {{table}} BEGIN {_ANEW_SQLITE}; END",
    )


_SQLITE: Final = (
    *_on_sqlite("insert", "INSERT"),
    *_on_sqlite("update", "UPDATE OF {of}"),
    *_on_sqlite("delete", "DELETE"),
)
