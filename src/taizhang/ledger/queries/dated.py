"""Several lists by due date at once: how many rows each has, and its first ones.

A desk is a dozen short lists. To ask for each by itself costs more in putting statements together
than in answering them: here one statement gathers the short, and counts and begins the long.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.db.models import DateField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from taizhang.ledger.among import NotNamed, named
from taizhang.ledger.queries.counting import Count, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry

    Row = tuple[int, Any]
    """Key and due date."""
    Lists = Mapping[str, Sequence["Stretch"]]
    """By its name what each list is made of."""

_STATE: Final = "\0state"
"""Stands in a statement for the state that is put there."""
_MOST: Final = "\0most"
"""Stands in a statement for how many rows are read."""
_WITHOUT: Final = "\0without"
"""Stands in a statement for the keys of the rows that are left out."""
# A bare column would lead PostgreSQL along the index of all due dates, through all that was closed.
_BY_DUE: Final = (Coalesce("due", Value(date.max, DateField())), "id")


class Statement(NamedTuple):
    """What reads key and due date of some rows."""

    sql: str
    given: tuple[Any, ...]

    def of(self, most: int, without: Collection[int]) -> Statement:
        """The same, of so many rows, none of them among these."""
        put = {_MOST: most, _WITHOUT: named(without)}
        return Statement(self.sql, tuple(put.get(one, one) for one in self.given))


@dataclass(frozen=True)
class Stretch:
    """Some rows of a list; no row is in two stretches of it.

    To put its statements together takes longer than to answer them: they are kept with it.
    """

    rows: QuerySet[Entry]
    states: tuple[str, ...] = ()
    """Where they may be many all the states they are in: an index runs by due date in each."""
    is_dated: bool = False
    """Whether each of them has a due date."""

    @cached_property
    def every(self) -> tuple[Statement, ...]:
        """What reads them in any order."""
        return tuple(_statements([self.rows.order_by()]))

    @cached_property
    def begun(self) -> tuple[Statement, ...]:
        """What reads the first ones by due date: of each state, where an index runs in it."""
        if not self.states:
            return tuple(_statements([self.rows.order_by(*_BY_DUE)]))  # gathered and sorted
        if connection.vendor == "postgresql":
            return tuple(self._side_by_side())
        return tuple(self._state_by_state())

    def _state_by_state(self) -> Iterator[Statement]:
        in_one = self.rows.filter(state=_STATE)
        parts = [in_one.filter(due__isnull=False).order_by("due", "id")]
        if not self.is_dated:
            parts.append(in_one.filter(due__isnull=True).order_by("id"))
        for sql, given in _statements(parts):
            for state in self.states:
                yield Statement(sql, tuple(state if one == _STATE else one for one in given))

    def _side_by_side(self) -> Iterator[Statement]:
        """One for all states: PostgreSQL plans it once, and puts last what has no date."""
        in_one = self.rows.filter(state=RawSQL("one.state", [])).order_by("due", "id")  # ours
        states = ", ".join(["(%s)"] * len(self.states))
        for sql, given in _statements([in_one]):
            yield Statement(
                f"SELECT row.* FROM (VALUES {states}) AS one (state) "  # noqa: S608  # ours
                f"CROSS JOIN LATERAL ({sql}) AS row",
                (*self.states, *given),
            )


def _statements(found: Iterable[QuerySet[Entry]]) -> Iterator[Statement]:
    """What reads each, without those that can have no row."""
    left = (rows.filter(NotNamed("pk", _WITHOUT)).values_list("pk", "due") for rows in found)
    for _name, sql, given in statements(("", rows) for rows in left):
        yield Statement(f"{sql} LIMIT %s", (*given, _MOST))


@dataclass(frozen=True, slots=True)
class Dated:
    """A list by due date; what has none stands last."""

    count: Count
    keys: tuple[int, ...]
    """Of a list that may be long, or has more rows than are counted, the first ones; else all."""
    in_all: Count
    """How many there are with those that were left out, where that was asked."""


def dated(
    found: Lists,
    first: int,
    *,
    without: Collection[int] = frozenset(),
    whole: Lists | None = None,
    most: int,
) -> dict[str, Dated]:
    """Each list but for the rows `without`, counted up to `most`; of a longer one `first` rows.

    `whole` are the same lists with all that is left out of them, which is counted as well.
    """
    bound, whole = most + 1, whole or {}
    # A list that nothing but rows are left out of, and that is not long, is read whole.
    unread = {
        name: [one for one in all_ if one.states or all_ is not found[name]]
        for name, all_ in whole.items()
    }
    read = _answered(
        *(_looked_at(name, one, first, bound, without) for name, one in _each(found)),
        *(_sized("whole", name, one, bound, ()) for name, one in _each(unread)),
    )
    short = {name: [row for row in read["all", name] if row[0] not in without] for name in found}
    numbers = {name: _total(read["size", name]) + len(short[name]) for name in found}
    # What was not thought to be long was read in no order.
    unbegun = {name: found[name] for name in found if len(short[name]) > most}
    anew = _answered(*(_begun(name, one, first, without) for name, one in _each(unbegun)))
    lists = {}
    for name, number in numbers.items():
        is_long = any(one.states for one in found[name]) or number > most
        keys = _by_due(anew["first", name] or short[name] + read["first", name])
        in_all = number
        if name in whole:
            rest = read["all", name] if whole[name] is found[name] else ()
            in_all = _total(read["whole", name]) + len(rest)
        shown = keys[:first] if is_long else keys
        lists[name] = Dated(_count(number, most), shown, _count(in_all, most))
    return lists


_Asked = tuple[str, str, Statement]
"""What is asked of a list (its size, its rows), its name, and the statement."""
_Answers = defaultdict[tuple[str, str], "list[Row]"]
"""By what was asked and the name of the list: the rows; a size stands where else a key does."""


def _each(found: Lists) -> Iterator[tuple[str, Stretch]]:
    return ((name, one) for name, stretches in found.items() for one in stretches)


def _looked_at(
    name: str, one: Stretch, first: int, bound: int, without: Collection[int]
) -> Iterator[_Asked]:
    """Count and begin what may be long, read the rest."""
    if one.states:
        yield from _sized("size", name, one, bound, without)
        yield from _begun(name, one, first, without)
    else:
        most = bound + len(without)
        yield from (("all", name, statement.of(most, ())) for statement in one.every)


def _sized(
    kind: str, name: str, one: Stretch, most: int, without: Collection[int]
) -> Iterator[_Asked]:
    for statement in one.every:
        sql, given = statement.of(most, without)
        # Named a date: PostgreSQL would take a bare NULL to be text.
        size = f"SELECT COUNT(*), CAST(NULL AS date) FROM ({sql}) AS bounded"  # noqa: S608  # ours
        yield kind, name, Statement(size, given)


def _begun(name: str, one: Stretch, most: int, without: Collection[int]) -> Iterator[_Asked]:
    return (("first", name, statement.of(most, without)) for statement in one.begun)


def _answered(*looks: Iterable[_Asked]) -> _Answers:
    """All of it in one statement."""
    found: _Answers = defaultdict(list)
    asked = list(chain(*looks))
    if not asked:
        return found
    selects = [f"SELECT {n}, * FROM ({one[2].sql}) AS part" for n, one in enumerate(asked)]  # noqa: S608  # ours
    with connection.cursor() as cursor:
        given = [value for _kind, _name, statement in asked for value in statement.given]
        cursor.execute(" UNION ALL ".join(selects), given)
        for place, key, due in cursor.fetchall():
            kind, name, _statement = asked[place]
            found[kind, name].append((key, due))
    return found


def _total(sizes: Iterable[Row]) -> int:
    return sum(number for number, _none in sizes)


def _count(number: int, most: int) -> Count:
    return Count(min(number, most), is_more=number > most)


def _by_due(rows: Iterable[Row]) -> tuple[int, ...]:
    """Their keys by due date."""
    in_order = sorted(rows, key=lambda row: (row[1] is None, row[1] or 0, row[0]))
    return tuple(key for key, _due in in_order)
