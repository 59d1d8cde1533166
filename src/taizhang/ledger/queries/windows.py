"""Windows: the rows of some days, gathered by what lies in those days and sorted.

The rows of a month long ago lie close together in the index of their day and far from the
beginning of any order that a list is walked in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F
from django.db.models.functions import Coalesce

from taizhang.ledger.queries.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.db.models.expressions import OrderBy

WIDEST: Final = 20_000
"""So many rows are sorted for one page; of more the order is walked."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days of one column, or of something that stands beside the entries."""

    rows: QuerySet[Any]
    """What lies in them: no fewer than the entries that do."""
    column: str = ""
    index: str = ""
    """The column of the entries, and the index that runs through it."""


def narrowest(windows: Sequence[Window], order: str) -> Window | None:
    """The window that holds the fewest rows; None where none is narrow enough.

    One in the column of the order itself needs none: the walk begins in it.
    """
    if not windows or order in {one.column for one in windows}:
        return None
    counts = counted({str(n): one.rows for n, one in enumerate(windows)}, WIDEST)
    few = [name for name in counts if not counts[name].is_more]
    return windows[int(min(few, key=lambda name: counts[name]))] if few else None


def sorted_apart(names: Sequence[str]) -> list[OrderBy | str]:
    """The same order, said so that no index answers it: a planner would walk along that one.

    The last column changes nothing behind the key, but stands in no index: one would be read whole.
    """
    first, *others = names
    column = F(first.removeprefix("-"))
    said = Coalesce(column, column)
    return [said.desc() if first.startswith("-") else said.asc(), *others, "version"]
