"""Entries for a file: thousands of rows at a time, read as plain values rather than as models.

The cells of `reporting.columns` ask a row for what they show by the names that a model has; a plain
row answers to the same names. Units, people and enterprises are read once for all rows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.lifecycle import Move, Part
from taizhang.intake.models import Activity, Draft
from taizhang.ledger.models import Assignment, Entry, Event, Ledger, Listing, Requester
from taizhang.roster.models import Enterprise, Person, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from django.db.models import QuerySet

TOLD: Final = tuple(move.value for move in (Move.PROGRESS, Move.PARK, Move.DECLINE))
"""Moves of which a row tells; of each the newest."""
KEPT: Final = 20_000
"""Enterprises, documents and the like that are kept in memory at once."""
_ROW: Final = (
    "pk", "number", "version", "title", "text", "category", "scope", "state", "reply", "due",
    "original_due", "registered_at", "dispatched_at", "answered_at",
    "called_back_at", "closed_at", "on_time",
    "is_solved", "satisfaction", "reopen_count",
    "promise", "dispatch_count", "designated", "extension_count", "level", "park_kind",
    "review_on", "visit_on", "evidence", "changed_at",
)  # fmt: skip
NAMED_ASIDE: Final = (
    "first_receiver", "registered_by", "answered_by", "called_back_by", "closed_by", "visitor",
)  # fmt: skip
"""Units and people that an entry names and few files show: read where a column needs them."""


class Many(list[Any]):
    """Rows beside a row, asked for like those of a model."""

    def all(self) -> Many:
        return self


_NOTHING: Final = Many()


class ToldEvent:
    """The newest event of its move."""

    __slots__ = ("body", "move", "version")

    def __init__(self, move: str, version: int, body: str) -> None:
        self.move, self.version, self.body = move, version, body

    @property
    def payload(self) -> dict[str, Any]:
        """As `Event.payload`."""
        said: dict[str, Any] = json.loads(self.body)
        return said


class Known:
    """Rows of other tables by their keys: each is read once, and not too many are kept."""

    def __init__(self, rows: QuerySet[Any], made: Callable[[Any], Any] = lambda row: row) -> None:
        self.rows = rows
        self.made = made
        self.held: dict[int, Any] = {}

    def of(self, keys: Iterable[int | None]) -> dict[int, Any]:
        """At least those of these keys."""
        if len(self.held) > KEPT:
            self.held.clear()
        # In a plain list: prefetching more than 999 of them nests too deep for SQLite.
        missing = sorted({key for key in keys if key is not None} - self.held.keys())
        if missing:
            self.held.update((row.pk, self.made(row)) for row in self.rows.filter(pk__in=missing))
        return self.held


def _firm(row: Enterprise, *, has_contacts: bool) -> SimpleNamespace:
    return SimpleNamespace(
        credit_code=row.credit_code,
        park=str(row.park or ""),
        industry=row.industry,
        size=row.size,
        service_officer=str(row.service_officer or ""),
        contacts=Many(row.contacts.all() if has_contacts else ()),
    )


class PlainRows:
    """Reads the rows of keys with all that columns of these `needs` show."""

    def __init__(self, needs: Collection[str]) -> None:
        self.needs = needs
        people, self.units = Known(Person.objects.all()), Known(Unit.objects.all())
        self.known = {
            "ledger": Known(Ledger.objects.all()),
            "lead": self.units,
            "accountable": people,
            "in_charge": people,
            "watcher": people,
            **{name: people for name in NAMED_ASIDE if name in needs},
        }
        if "first_receiver" in needs:
            self.known["first_receiver"] = self.units
        """What an entry names by its key."""
        if "source" in needs:
            documents = Draft.objects.select_related("document").only("document__name")
            self.known |= {"activity": Known(Activity.objects.all()), "draft": Known(documents)}
        firms = Enterprise.objects.select_related("park", "service_officer")
        if "contacts" in needs:
            firms = firms.prefetch_related("contacts")
        self.firms = Known(firms, partial(_firm, has_contacts="contacts" in needs))

    def of(self, keys: Sequence[int]) -> list[SimpleNamespace]:
        """The rows of these keys, in this order; those that are gone are left out."""
        parts: dict[str, dict[int, Many]] = {}
        if self.needs & {"requesters", "enterprises", "contacts"}:
            parts["requesters"] = self._requesters(keys)
        if "assignments" in self.needs:
            parts["assignments"] = self._assignments(keys)
        if "listings" in self.needs:
            parts["listings"] = self._listings(keys)
        if "events" in self.needs:
            parts["events"] = self._events(keys)
        found = {row.pk: row for row in self._rows(keys, parts)}
        return [found[key] for key in keys if key in found]

    def _rows(
        self, keys: Sequence[int], parts: dict[str, dict[int, Many]]
    ) -> Iterator[SimpleNamespace]:
        own = ("values",) if "values" in self.needs else ()
        names = (*_ROW, *own, *(f"{name}_id" for name in self.known))
        values = list(Entry.objects.filter(pk__in=keys).order_by().values_list(*names))
        places = [names.index(f"{name}_id") for name in self.known]
        held = [
            (known.of(row[place] for row in values), place)
            for place, known in zip(places, self.known.values(), strict=True)
        ]
        every = (*names, *self.known, *parts)
        for row in values:
            beside = [rows.get(row[place]) for rows, place in held]
            below = [rows.get(row[0], _NOTHING) for rows in parts.values()]
            yield SimpleNamespace(**dict(zip(every, (*row, *beside, *below), strict=True)))

    def _requesters(self, keys: Sequence[int]) -> dict[int, Many]:
        rows = list(
            Requester.objects.filter(entry__in=keys)
            .order_by("id")
            .values_list("entry_id", "name", "enterprise_id")
        )
        firms: dict[int, Any] = {}
        if self.needs & {"enterprises", "contacts"}:
            firms = self.firms.of(firm for _entry, _name, firm in rows)
        parts: dict[int, Many] = defaultdict(Many)
        for entry, name, firm in rows:
            parts[entry].append(SimpleNamespace(name=name, enterprise=firms.get(firm)))
        return parts

    def _assignments(self, keys: Sequence[int]) -> dict[int, Many]:
        """Those of today's co-units: the lead stands in the entry's own row."""
        rows = list(
            Assignment.objects.filter(entry__in=keys, part=Part.CO_UNIT, is_in_force=True)
            .order_by("id")
            .values_list("entry_id", "unit_id")
        )
        units = self.units.of(unit for _entry, unit in rows)
        parts: dict[int, Many] = defaultdict(Many)
        for entry, unit in rows:
            parts[entry].append(SimpleNamespace(unit=units[unit], assists=True))
        return parts

    def _listings(self, keys: Sequence[int]) -> dict[int, Many]:
        rows = list(
            Listing.objects.filter(entry__in=keys)
            .order_by("id")
            .values_list("entry_id", "ledger_id")
        )
        books = self.known["ledger"].of(book for _entry, book in rows)
        parts: dict[int, Many] = defaultdict(Many)
        for entry, book in rows:
            parts[entry].append(SimpleNamespace(ledger=books[book]))
        return parts

    @staticmethod
    def _events(keys: Sequence[int]) -> dict[int, Many]:
        rows = (
            Event.objects.filter(entry__in=keys, move__in=TOLD)
            .order_by("version")
            .values_list("entry_id", "move", "version", "body")
        )
        newest = {row[:2]: row for row in rows}
        parts: dict[int, Many] = defaultdict(Many)
        for entry, move, version, body in newest.values():
            parts[entry].append(ToldEvent(move, version, body))
        return parts
