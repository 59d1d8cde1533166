"""Rows that hold common words, looked for among those that everything else leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from taizhang.ledger.dialects import dialect
from taizhang.ledger.models import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Q, QuerySet

    from taizhang.ledger.search import Sieve

SIFTED: Final = 20_000
"""Of so many rows it is looked through which of them hold a common word."""
SLICE: Final = 3000
"""So many of them at once."""
ENOUGH: Final = 200
"""So many that hold it are many: to look at more slices would cost as much as the whole page."""
_ROUND: Final = 100
STEPS: Final = (1000, 4000, 16_000)
"""So many rows of an order are looked through for it, before the database is asked for all."""


class Gathered(NamedTuple):
    """Rows that were found to be wanted: all there are, or some of very many."""

    keys: Sequence[int]
    are_all: bool

    @property
    def fewer(self) -> int:
        """There are more than so many, said in full hundreds."""
        number = len(self.keys) - 1
        return number if number < _ROUND else number - number % _ROUND


@dataclass(frozen=True, slots=True)
class Sifted:
    """Rows that hold common words, looked for among all that the other conditions leave.

    What holds a common word is a long list: to gather it for one page takes longer than to ask it
    of the rows that come next.
    """

    rows: QuerySet[Entry]
    """Without the words, to be gathered."""
    walked: QuerySet[Entry]
    """The same, to be walked."""
    sieve: Sieve
    known: dict[int, bool] = field(default_factory=dict)
    """Of the keys that were looked at whether their rows hold the words."""

    def gathered(self) -> Gathered | None:
        """All that hold the words, or more than are enough; None when that is not known."""
        keys = keys_of(self.rows.order_by().values_list("pk"), SIFTED + 1)
        keys.sort(reverse=True)  # the newest lie close together in the index of words
        kept: list[int] = []
        looked = 0
        while looked < len(keys) and len(kept) <= ENOUGH:
            kept += self._holding(keys[looked : looked + SLICE])
            looked += SLICE
        are_all = len(keys) <= min(looked, SIFTED)
        return Gathered(kept, are_all) if are_all or len(kept) > ENOUGH else None

    def along(self, part: Q, names: Sequence[str], most: int, index: str) -> list[int] | None:
        """The first of them in an order; None when they do not stand close enough."""
        rows = self.walked.filter(part).order_by(*names).values_list("pk")
        for step in STEPS:
            keys = keys_of(rows, step, index=index)
            held = self._holding(keys)
            if len(held) >= most or len(keys) < step:
                return held[:most]
        return None

    def _holding(self, keys: Sequence[int]) -> list[int]:
        """Those of them that hold the words, in their order; each is looked at once."""
        unknown = [key for key in keys if key not in self.known]
        if unknown:
            held = set(self.sieve(unknown))
            self.known.update((key, key in held) for key in unknown)
        return [key for key in keys if self.known[key]]


def keys_of(found: QuerySet[Any, Any], most: int, *, index: str = "") -> list[int]:
    """The first keys of rows of which the key alone is asked; `index` is walked for them."""
    try:
        statement, given = found[:most].query.sql_with_params()
    except EmptyResultSet:
        return []
    if index:
        statement = dialect(connection.vendor).along(statement, Entry._meta.db_table, index)  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]
