"""An entry with all that its facts are made of, for an act: read by keys, each thing once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taizhang.ledger.facts import PEOPLE, ROWS, UNITS
from taizhang.ledger.models import Entry, Ledger
from taizhang.roster.fetching import rows_by
from taizhang.roster.models import Enterprise, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model


def whole(pk: int, *, lock: bool = False) -> Entry:
    """The entry with its parts and whom they name; with `lock` nobody else changes its row.

    Raises `Entry.DoesNotExist` where there is none.
    """
    found = rows_by(Entry, "id", [pk], lock=lock)
    if not found:
        raise Entry.DoesNotExist
    entry = found[0]
    parts = {name: rows_by(kind, "entry_id", [pk]) for kind, name in ROWS.items()}
    _join(Ledger, [(entry, ("ledger",)), *_each(parts["listings"], "ledger")])
    _join(Unit, [(entry, UNITS), *_each([*parts["assignments"], *parts["clocks"]], "unit")])
    _join(Person, [(entry, PEOPLE), *_each(parts["assignments"], "asked_by")])
    _join(Enterprise, _each(parts["requesters"], "enterprise"))
    _join(Entry, [(entry, ("merged_into",))])
    for name, rows in parts.items():
        _keep(entry, name, rows)
    return entry


def _each(rows: Iterable[Model], name: str) -> list[tuple[Model, tuple[str, ...]]]:
    return [(row, (name,)) for row in rows]


def _join(kind: type[Model], pointing: Sequence[tuple[Model, Sequence[str]]]) -> None:
    """Set the things of one kind that rows point at, as a join would."""
    keys = [getattr(row, f"{name}_id") for row, names in pointing for name in names]
    known = {thing.pk: thing for thing in rows_by(kind, "id", keys)}
    for row, names in pointing:
        for name in names:
            setattr(row, name, known.get(getattr(row, f"{name}_id")))


def _keep(entry: Entry, name: str, rows: list[Any]) -> None:
    """Let `entry.<name>.all()` give these rows, as after `prefetch_related`."""
    for row in rows:
        row.entry = entry
    kept = getattr(entry, name).all()
    kept._result_cache, kept._prefetch_done = rows, True  # noqa: SLF001  # what Django does there
    vars(entry).setdefault("_prefetched_objects_cache", {})[name] = kept
