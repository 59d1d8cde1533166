"""Lists by the page without counting rows over: where a page begins is the key of a row.

Every order ends in the entry's own key, so no two rows are equal in it; what is missing (no due
date, no lead unit) stands last whichever way the order runs. A page asks the database for the
keys of its rows first, along one index, and for the rows by their keys afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from taizhang.ledger import search
from taizhang.ledger.among import Among
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.counting import Count
from taizhang.ledger.queries.sifting import Gathered, keys_of
from taizhang.ledger.queries.windows import narrowest, sorted_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

    from taizhang.ledger.queries.sifting import Sifted
    from taizhang.ledger.queries.windows import Window

SPARSE: Final = 1000
"""So many rows are gathered and sorted; of more the order's own index is walked."""


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: columns, the last of them the key, all in one direction."""

    fields: tuple[str, ...]
    index: str
    """The index that runs in it."""
    in_ledger: str = ""
    """The index that runs in it inside one ledger, where there is one."""
    may_be_missing: bool = False
    """Whether the first column may be NULL."""


ORDERS: Final[dict[str, Order]] = {
    "registered": Order(("registered_at", "id"), "entry_registered", "entry_of_ledger"),
    "number": Order(("ledger_id", "id"), "entry_numbered", "entry_numbered"),
    "due": Order(("due", "id"), "entry_due", may_be_missing=True),
    "changed": Order(("changed_at", "id"), "entry_changed"),
    "closed": Order(("closed_at", "id"), "entry_closed", may_be_missing=True),
    "state": Order(("state", "registered_at", "id"), "entry_in_state"),
    "category": Order(("category", "registered_at", "id"), "entry_in_category"),
    "lead": Order(("lead_id", "registered_at", "id"), "entry_of_lead", may_be_missing=True),
    "charge": Order(
        ("in_charge_id", "registered_at", "id"), "entry_in_charge", may_be_missing=True
    ),
}
NEWEST: Final = "-registered"
MISSING: Final = "-"
"""Stands in a place for a value that is not there."""


class UnknownPlace(ValueError):
    """The address names a place in the list that cannot be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Between two rows: the values by which the row before or after it is sorted."""

    values: tuple[Any, ...]

    @classmethod
    def read(cls, word: str, names: Sequence[str]) -> Place:
        """Out of an address; raises `UnknownPlace`."""
        words = word.split("~")
        if len(words) != len(names) or words[-1] == MISSING:
            raise UnknownPlace(word)
        pairs = zip(names, words, strict=True)
        return cls(tuple(_read(name, value) for name, value in pairs))

    @classmethod
    def of(cls, entry: Entry, names: Sequence[str]) -> Place:
        """Where `entry` stands."""
        return cls(tuple(getattr(entry, name) for name in names))

    def __str__(self) -> str:
        return "~".join(_written(value) for value in self.values)


def _written(value: Any) -> str:  # noqa: ANN401  # of any column
    if value is None:
        return MISSING
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(name: str, word: str) -> Any:  # noqa: ANN401  # of any column
    if word == MISSING:
        return None
    try:
        return _READERS.get(name, str)(word)
    except ValueError as unread:
        raise UnknownPlace(word) from unread


def _moment(word: str) -> datetime:
    moment = datetime.fromisoformat(word)
    if moment.tzinfo is None:
        raise ValueError(word)
    return moment


def _key(word: str) -> int:
    key = int(word)
    if not 0 < key < 2**63:
        raise ValueError(word)
    return key


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "id": _key,
    "ledger_id": _key,
    "lead_id": _key,
    "in_charge_id": _key,
    "registered_at": _moment,
    "changed_at": _moment,
    "closed_at": _moment,
    "due": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a list, and what stands on either side of it."""

    entries: list[Entry]
    before: Place | None
    """Where the page before this one ends; None on the first."""
    after: Place | None


@dataclass(frozen=True, slots=True)
class Run:
    """A list that can be read from any place in either direction."""

    found: QuerySet[Entry]
    """To be walked."""
    order: Order
    is_descending: bool
    keys: tuple[int, ...] | None = None
    """Its rows, when they are few enough to be known."""
    is_one_ledger: bool = False
    listed: QuerySet[Entry] | None = None
    """Rows beside `found`, few of them: those put on a ledger from another."""
    ranked: tuple[int, ...] | None = None
    """Its rows in an order of their own."""
    hits: Callable[[int | None, int, bool], list[int]] | None = None
    """Reads keys from a place on, of which those that stand in `found` are its rows."""
    sifted: Sifted | None = None
    """How its rows are found where many hold the words."""
    window: Window | None = None
    """The days in which its rows lie, where those hold few."""
    bound: int = SPARSE
    """It has more rows than these when they are not known."""

    @classmethod
    def of(
        cls,
        found: QuerySet[Entry],
        sort: str,
        *,
        walked: QuerySet[Entry] | None = None,
        listed: QuerySet[Entry] | None = None,
        rank: Callable[[Sequence[int]], Sequence[int]] | None = None,
        is_one_ledger: bool = False,
        sifted: Sifted | None = None,
        windows: Sequence[Window] = (),
    ) -> Run:
        """Look whether there are few rows or many.

        `sort` is a name of `ORDERS`, with - for downwards; `walked` are the same rows as `found`,
        asked for row by row; `listed` are further ones, to be put among them; `rank` puts few rows
        into an order of their own, many keep `sort`; `sifted` finds the same rows by looking
        through others; `windows` are days in which `found` lies.
        """
        order = ORDERS[sort.removeprefix("-")]
        known = sifted.gathered() if sifted and listed is None else None
        known = _gathered(found, listed) if known is None else known
        few = tuple(known.keys) if known.are_all and len(known.keys) <= SPARSE else None
        ranked = tuple(rank(few)) if rank and few is not None else None
        walked = found if walked is None else walked
        run = cls(walked, order, sort.startswith("-"), few, is_one_ledger, listed, ranked)
        window = narrowest(windows, order.fields[0]) if few is None else None
        return replace(run, sifted=sifted, window=window, bound=min(known.fewer, SPARSE))

    @classmethod
    def streamed(cls, found: QuerySet[Entry], word: str) -> Run:
        """The rows of `found` that hold a common word, newest first, read out of its index."""
        hits = search.newest(word)
        return cls(found, ORDERS["number"], is_descending=True, hits=hits, bound=SPARSE)

    @property
    def count(self) -> Count:
        """How many there are, as far as looking showed."""
        return Count(self.bound, is_more=True) if self.keys is None else Count(len(self.keys))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns whose values make a place."""
        return self.order.fields if self.ranked is None and self.hits is None else ("id",)

    def place(self, word: str) -> Place | None:
        """A place out of an address; None for none. Raises `UnknownPlace`."""
        return Place.read(word, self.names) if word else None

    def sheet(self, rows: QuerySet[Entry], size: int, *, after: Place | None = None,
              before: Place | None = None) -> Sheet:  # fmt: skip
        """`size` rows from a place on, read out of `rows`, which says what is joined to them."""
        keys = self._along(before or after, size + 1, is_backwards=before is not None)
        is_more = len(keys) > size
        keys = keys[:size]
        if before is not None:
            if not is_more:
                return self.sheet(rows, size)
            keys.reverse()
        known = rows.in_bulk(keys)
        entries = [known[key] for key in keys if key in known]
        if not entries:
            return Sheet([], None, None)
        has_before = after is not None or before is not None
        has_after = is_more or before is not None
        return Sheet(
            entries,
            Place.of(entries[0], self.names) if has_before else None,
            Place.of(entries[-1], self.names) if has_after else None,
        )

    def chunks(self, size: int) -> Iterator[list[int]]:
        """The keys of all of it, `size` at a time."""
        place = None
        while keys := self._along(place, size, is_backwards=False):
            yield keys
            # No entry is ever deleted: the last one is there.
            place = Place(Entry.objects.values_list(*self.names).get(pk=keys[-1]))

    def _along(self, place: Place | None, most: int, *, is_backwards: bool) -> list[int]:
        if self.ranked is not None:
            return self._ranked(place, most, is_backwards=is_backwards)
        if self.hits is not None:
            return self._streamed(place, most, is_backwards=is_backwards)
        keys: list[int] = []
        for part in self._parts(place, is_backwards=is_backwards):
            if len(keys) < most:
                keys += self._walked(part, most - len(keys), is_backwards=is_backwards)
        return keys

    def _ranked(self, place: Place | None, most: int, *, is_backwards: bool) -> list[int]:
        keys = list(self.ranked or ())
        at = keys.index(place.values[0]) if place and place.values[0] in keys else None
        if at is None:
            return keys[:most]
        return keys[:at][::-1][:most] if is_backwards else keys[at + 1 :][:most]

    def _streamed(self, place: Place | None, most: int, *, is_backwards: bool) -> list[int]:
        keys: list[int] = []
        beyond = place.values[0] if place else None
        size = 2 * most
        while self.hits and len(keys) < most:
            batch = self.hits(beyond, size, is_backwards)
            if not batch:
                break
            kept = set(self.found.filter(Among("pk", batch)).values_list("pk", flat=True))
            keys += [key for key in batch if key in kept]
            beyond, size = batch[-1], max(size, SPARSE)
        return keys[:most]

    def _parts(self, place: Place | None, *, is_backwards: bool) -> Iterable[Q]:
        """The rows that have a value, then those that have none; backwards the other way round."""
        first = self.order.fields[0]
        beyond = self._beyond(place, is_backwards=is_backwards)
        if not self.order.may_be_missing:
            return [beyond]
        has, lacks = Q(**{f"{first}__isnull": False}), Q(**{f"{first}__isnull": True})
        if place is None:
            parts = [has, lacks]
        elif place.values[0] is None:
            parts = [lacks & beyond, has] if is_backwards else [lacks & beyond]
        else:
            parts = [has & beyond] if is_backwards else [has & beyond, lacks]
        return parts[::-1] if place is None and is_backwards else parts

    def _beyond(self, place: Place | None, *, is_backwards: bool) -> Q:
        if place is None:
            return Q()
        # Without the first column where it is missing: those rows lie together.
        pairs = [
            (name, value)
            for name, value in zip(self.order.fields, place.values, strict=True)
            if value is not None
        ]
        names, values = zip(*pairs, strict=True)
        kind = TupleLessThan if self.is_descending != is_backwards else TupleGreaterThan
        return Q(kind(Tuple(*names), values))

    def _walked(self, part: Q, most: int, *, is_backwards: bool) -> list[int]:
        sign = "-" if self.is_descending != is_backwards else ""
        names = [sign + name for name in self.order.fields]
        if self.keys is not None:
            return _sorted(self.keys, names, most, part)
        keys = self._gone_through(part, names, most)
        if self.listed is None:
            return keys
        # No index runs through both: the first of each, then the first of all.
        more = self.listed.filter(part).order_by(*names)
        keys += keys_of(more.values_list("pk"), most)
        return _sorted(keys, names, most)

    def _gone_through(self, part: Q, names: Sequence[str], most: int) -> list[int]:
        if self.sifted is not None:
            keys = self.sifted.along(part, names, most, self._index)
            if keys is not None:
                return keys
        window = self.window
        order = sorted_apart(names) if window else names
        found = self.found.filter(part).order_by(*order).values_list("pk")
        return keys_of(found, most, index=window.index if window else self._index)

    @property
    def _index(self) -> str:
        return (self.is_one_ledger and self.order.in_ledger) or self.order.index


def _gathered(found: QuerySet[Entry], listed: QuerySet[Entry] | None) -> Gathered:
    """The rows of both, as far as they are few."""
    keys = keys_of(found.order_by().values_list("pk"), SPARSE + 1)
    if listed is not None and len(keys) <= SPARSE:
        more = keys_of(listed.order_by().values_list("pk"), SPARSE + 1 - len(keys))
        keys = list(dict.fromkeys([*keys, *more]))
    return Gathered(keys, are_all=len(keys) <= SPARSE)


def _sorted(
    keys: Sequence[int], names: Sequence[str], most: int, part: Q | None = None
) -> list[int]:
    few = Entry.objects.filter(part or Q(), Among("pk", keys))
    return keys_of(few.order_by(*names).values_list("pk"), most)
