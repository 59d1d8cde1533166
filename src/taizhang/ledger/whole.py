"""An entry with all that its facts are made of, for an act: read by keys, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db.models import Model

from taizhang.engine.moves import Part
from taizhang.ledger.facts import PEOPLE, ROWS, UNITS
from taizhang.ledger.models import Entry, Ledger
from taizhang.roster.batches import Batch
from taizhang.roster.fetching import Lock, rows_in
from taizhang.roster.models import Enterprise, Person, Unit


def whole(pk: int, *, lock: bool = False) -> Entry:
    """The entry with its parts and whom they name; with `lock` nobody else changes its row.

    Raises `Entry.DoesNotExist` where there is none.
    """
    batch = Batch()
    found = rows_in(batch, Entry, "id", [pk], lock=Lock.ROW if lock else Lock.NONE)
    # Asked after the entry: what its lock has waited for is seen.
    parts = {name: rows_in(batch, kind, "entry_id", [pk]) for kind, name in ROWS.items()}
    batch.tell()
    if not found:
        raise Entry.DoesNotExist
    entry = found[0]
    units = [(entry, UNITS), *_each([*parts["assignments"], *parts["clocks"]], "unit")]
    people = [(entry, PEOPLE), *_each(parts["assignments"], "asked_by")]
    joins = [
        _Join(batch, Ledger, [(entry, ("ledger",)), *_each(parts["listings"], "ledger")]),
        _Join(batch, Unit, units),
        _Join(batch, Person, people),
        _Join(batch, Enterprise, _each(parts["requesters"], "enterprise")),
        _Join(batch, Entry, [(entry, ("merged_into",))]),
    ]
    batch.tell()
    for join in joins:
        join.made()
    for name, rows in parts.items():
        _keep(entry, name, rows)
    return entry


def put_in_order(entry: Entry) -> None:
    """Put the parts of such an entry into the order in which a page shows them, their own one."""
    for name, order in _ORDERS.items():
        rows: list[Any] = getattr(entry, name).all()._result_cache  # noqa: SLF001  # see `_keep`
        rows.sort(key=order)


_ORDERS: Final[dict[str, Callable[[Any], Any]]] = {
    "assignments": lambda one: (one.dispatch, one.part != Part.LEAD, one.pk),
    "clocks": lambda one: (one.due, one.pk),
}
"""As `Meta.ordering` of the models has it; the others stand by their keys."""


def named_in(entry: Entry) -> list[Unit | Person | Enterprise]:
    """Units, people and enterprises that an entry and its parts point at, once read."""
    requesters, assignments = entry.requesters.all(), entry.assignments.all()
    named = [
        *(getattr(entry, name) for name in (*UNITS, *PEOPLE)),
        *(one.unit for one in assignments),
        *(one.unit for one in entry.clocks.all()),
        *(one.enterprise for one in requesters),
    ]
    return [thing for thing in named if thing is not None]


_Pointing = Sequence[tuple[Model, Sequence[str]]]


def _each(rows: Iterable[Model], name: str) -> list[tuple[Model, tuple[str, ...]]]:
    return [(row, (name,)) for row in rows]


class _Join:
    """The things of one kind that rows point at."""

    def __init__(self, batch: Batch, kind: type[Model], pointing: _Pointing) -> None:
        self._pointing = pointing
        keys = [getattr(row, f"{name}_id") for row, names in pointing for name in names]
        self._found = rows_in(batch, kind, "id", keys)

    def made(self) -> None:
        """Set them, as a join would."""
        known = {thing.pk: thing for thing in self._found}
        for row, names in self._pointing:
            for name in names:
                setattr(row, name, known.get(getattr(row, f"{name}_id")))


def _keep(entry: Entry, name: str, rows: list[Any]) -> None:
    """Let `entry.<name>.all()` give these rows, as after `prefetch_related`."""
    for row in rows:
        row.entry = entry
    kept = getattr(entry, name).all()
    kept._result_cache, kept._prefetch_done = rows, True  # noqa: SLF001  # what Django does there
    vars(entry).setdefault("_prefetched_objects_cache", {})[name] = kept
