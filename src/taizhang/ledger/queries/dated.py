"""Several lists by due date at once: how many rows each has, and its first ones.

A desk is a dozen short lists. To ask for each by itself costs more in putting statements together
than in answering them: here one statement counts all, one gathers the short, one begins the long.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import DateField, Value
from django.db.models.functions import Coalesce

from taizhang.ledger.queries.counting import Count, sizes, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry

    Row = tuple[int, Any]
    """Key and due date."""
    Statement = tuple[str, str, Sequence[Any]]
    """The name of a list, the SQL that reads key and due date of its rows, and its parameters."""

MORE: Final = 50
"""So many rows are read beyond the first ones, in case some of them are left out."""
_STATE: Final = "\0state"
"""Stands in a statement for the state that is put there."""
# A bare column would lead PostgreSQL along the index of all due dates, through all that was closed.
_BY_DUE: Final = (Coalesce("due", Value(date.max, DateField())), "id")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows of a list; no row is in two stretches of it."""

    rows: QuerySet[Entry]
    states: tuple[str, ...] = ()
    """Where they may be many all the states they are in: an index runs by due date in each."""
    is_dated: bool = False
    """Whether each of them has a due date."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A list by due date; what has none stands last."""

    count: Count
    keys: tuple[int, ...]
    """All of its rows; of more than are counted the first ones."""
    in_all: Count | None
    """How many there are with those that were left out."""


def dated(
    found: Mapping[str, Sequence[Stretch]],
    first: int,
    *,
    without: Collection[int] = frozenset(),
    most: int,
) -> dict[str, Dated]:
    """Each list but for the rows `without`, counted up to `most`; of a longer one `first` rows."""
    bound = most + len(without) + 1
    bounded = [(name, one.rows.order_by()[:bound]) for name, all_ in found.items() for one in all_]
    asked = list(_asked(bounded))
    numbers: Counter[str] = Counter()
    for one, number in zip(asked, sizes(asked), strict=True):
        numbers[one[0]] += number
    # What is surely long is not read to be counted: each of its dates would be made a date.
    short = _read(one for one in asked if numbers[one[0]] < bound)
    lists, long = {}, {}
    for name, stretches in found.items():
        number = numbers[name]
        in_all = Count(min(number, most), is_more=number > most)
        left = [row for row in short[name] if row[0] not in without]
        if number >= bound or len(left) > most:
            long[name] = stretches
            lists[name] = Dated(Count(most, is_more=True), (), in_all)
        else:
            lists[name] = Dated(Count(len(left)), _by_due(left), in_all)
    for name, keys in _begun(long, first, without).items():
        lists[name] = replace(lists[name], keys=keys)
    return lists


def _begun(
    long: Mapping[str, Sequence[Stretch]], first: int, without: Collection[int]
) -> dict[str, tuple[int, ...]]:
    """The `first` keys of each by due date."""
    begun: dict[str, tuple[int, ...]] = {}
    for bound in (first + min(MORE, len(without)), first + len(without)):
        left = {name: all_ for name, all_ in long.items() if len(begun.get(name, ())) < first}
        read = _read(
            statement
            for name, stretches in left.items()
            for one in stretches
            for statement in _first_of(name, one, bound)
        )
        for name in left:
            keys = _by_due(read[name])[:bound]
            begun[name] = tuple(key for key in keys if key not in without)[:first]
    return begun


def _first_of(name: str, stretch: Stretch, bound: int) -> Iterator[Statement]:
    """The first rows of a stretch: in each of its states, where an index runs by due date."""
    if not stretch.states:
        # Gathered and sorted.
        yield from _asked([(name, stretch.rows.order_by(*_BY_DUE)[:bound])])
        return
    in_one = stretch.rows.filter(state=_STATE)
    parts = [in_one.filter(due__isnull=False).order_by("due", "id")]
    if not stretch.is_dated:
        parts.append(in_one.filter(due__isnull=True).order_by("id"))
    for _name, statement, given in _asked((name, part[:bound]) for part in parts):
        for state in stretch.states:
            yield name, statement, [state if one == _STATE else one for one in given]


def _asked(found: Iterable[tuple[str, QuerySet[Entry]]]) -> Iterator[Statement]:
    return statements((name, rows.values_list("pk", "due")) for name, rows in found)


def _read(asked: Iterable[Statement]) -> defaultdict[str, list[Row]]:
    """The rows of each list, in one statement."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    parts = list(asked)
    if not parts:
        return found
    selects = [f"SELECT {n}, * FROM ({part[1]}) AS part" for n, part in enumerate(parts)]  # noqa: S608  # ours
    with connection.cursor() as cursor:
        given = [value for _name, _statement, values in parts for value in values]
        cursor.execute(" UNION ALL ".join(selects), given)
        for place, key, due in cursor.fetchall():
            found[parts[place][0]].append((key, due))
    return found


def _by_due(rows: Iterable[Row]) -> tuple[int, ...]:
    """Their keys by due date."""
    in_order = sorted(rows, key=lambda row: (row[1] is None, row[1] or 0, row[0]))
    return tuple(key for key, _due in in_order)
