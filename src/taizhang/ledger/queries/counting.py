"""How many rows a list has, counted as far as it is cheap: exact below a bound, "more" above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count as DbCount
from django.db.models.expressions import RawSQL

from taizhang.ledger.among import Among
from taizhang.ledger.models import Entry, Listing
from taizhang.ledger.queries.kept import ledgers_there_are

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

ROWS: Final = 5_000
"""As far as a list is counted."""
GLANCE: Final = 1000
"""As far as the small numbers beside tabs and places are counted."""


class Count(int):
    """A number of rows, or that there are more than it."""

    is_more: bool

    def __new__(cls, number: int, *, is_more: bool = False) -> Self:
        """Keep whether there are more beside the number."""
        count = super().__new__(cls, number)
        count.is_more = is_more
        return count

    def __str__(self) -> str:
        return f"{int(self):,}+" if self.is_more else f"{int(self)}"

    def less(self, shown: int) -> Count:
        """What is left when so many are shown."""
        return Count(self - shown, is_more=self.is_more)


def added(counts: Iterable[Count]) -> Count:
    """All of them together; more than the sum when one of them is more than it says."""
    numbers = list(counts)
    return Count(sum(numbers), is_more=any(one.is_more for one in numbers))


def counted(found: Mapping[str, QuerySet[Any]], most: int = GLANCE) -> dict[str, Count]:
    """How many rows each has, up to `most`, in one query."""
    bounded = ((name, rows.order_by().values("pk")[: most + 1]) for name, rows in found.items())
    asked = list(statements(bounded))
    counts = dict.fromkeys(found, Count(0))
    for (name, _one, _given), number in zip(asked, sizes(asked), strict=True):
        counts[name] = Count(min(number, most), is_more=number > most)
    return counts


def sizes(asked: Sequence[tuple[str, str, Sequence[Any]]]) -> Sequence[int]:
    """How many rows each of these statements has, in one query."""
    if not asked:
        return ()
    wanted = [f"(SELECT COUNT(*) FROM ({one[1]}) AS bounded)" for one in asked]  # noqa: S608  # ours
    with connection.cursor() as cursor:
        given = [value for _name, _one, values in asked for value in values]
        cursor.execute(f"SELECT {', '.join(wanted)}", given)  # ours
        numbers: tuple[int, ...] = cursor.fetchone()
    return numbers


def statements(
    found: Iterable[tuple[str, QuerySet[Any, Any]]],
) -> Iterator[tuple[str, str, Sequence[Any]]]:
    """Each with its SQL and parameters, without those that can have no row."""
    for name, rows in found:
        try:
            statement, given = rows.query.sql_with_params()
        except EmptyResultSet:
            continue
        yield name, statement, given


def on_each(
    found: QuerySet[Entry], ledgers: Collection[int], most: int = GLANCE
) -> tuple[dict[int, Count], dict[int, Count]]:
    """How many of `found` have which ledger as their own, how many were put on it, up to `most`.

    One statement for all ledgers: whom it asks for is put together and gathered once.
    """
    book: Any = RawSQL("book.id", [])  # ours
    own, is_listed = _on_each(found.filter(ledger=book), ledgers, most)
    if not is_listed:
        return own, dict.fromkeys(ledgers, Count(0))
    listed = Listing.objects.filter(ledger=book)
    return own, _on_each(found.filter(pk__in=listed.values("entry")), ledgers, most)[0]


def _on_each(
    found: QuerySet[Entry], ledgers: Collection[int], most: int
) -> tuple[dict[int, Count], bool]:
    """The numbers, and whether any entry stands on another ledger besides its own."""
    counts = dict.fromkeys(ledgers, Count(0))
    if not counts:
        return counts, False
    try:
        statement, given = found.order_by().values("pk")[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        return counts, False
    marks = ", ".join(["%s"] * len(counts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT book.id, (SELECT COUNT(*) FROM ({statement}) AS bounded), "  # noqa: S608  # ours
            "EXISTS (SELECT 1 FROM ledger_listing) "
            f"FROM ledger_ledger AS book WHERE book.id IN ({marks})",
            [*given, *counts],
        )
        rows = cursor.fetchall()
    for key, number, _is_listed in rows:
        counts[key] = Count(min(number, most), is_more=number > most)
    return counts, any(is_listed for _key, _number, is_listed in rows)


def by_ledger(found: QuerySet[Entry]) -> QuerySet[Entry]:
    """The same entries, ledger by ledger, as the index runs that knows who sees what."""
    return found.filter(ledger__in=[one.pk for one in ledgers_there_are()])


def total(found: QuerySet[Any], most: int = ROWS) -> Count:
    """How many rows `found` has, up to `most`."""
    return counted({"all": found}, most)["all"]


def counts_by_ledger(keys: Collection[int]) -> dict[int, int]:
    """How many of these few entries have which ledger as their own, by its key."""
    found = Entry.objects.filter(Among("pk", keys)).order_by().values_list("ledger")
    return dict(found.annotate(DbCount("pk")))


def listed_by_ledger(keys: Collection[int]) -> dict[int, int]:
    """How many of these few entries stand on which ledger besides their own, by its key."""
    found = Listing.objects.filter(Among("entry", keys)).order_by().values_list("ledger")
    return dict(found.annotate(DbCount("pk")))
