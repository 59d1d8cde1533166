"""Windows: the rows of some days, read out of the index of those days and sorted.

The rows of a month long ago lie close together in the index of their day and far from the
beginning of any order that a list is walked in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.db.models.functions import Coalesce

from taizhang.ledger.models import Entry
from taizhang.ledger.queries.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Q
    from django.db.models.expressions import OrderBy

WIDEST: Final = 20_000
"""So many rows are sorted for one page; of more the order is walked."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days of one column."""

    column: str
    index: str
    """The index that runs through them."""
    within: Q


def narrowest(windows: Sequence[Window], order: str) -> str:
    """The index of the window that holds the fewest rows; empty where none is narrow enough.

    One in the column of the order itself needs none: the walk begins in it.
    """
    if not windows or order in {one.column for one in windows}:
        return ""
    rows = {one.index: Entry.objects.filter(one.within) for one in windows}
    counts = counted(rows, WIDEST)
    few = [index for index in counts if not counts[index].is_more]
    return min(few, key=lambda index: counts[index], default="")


def sorted_apart(names: Sequence[str]) -> list[OrderBy | str]:
    """The same order, said so that no index answers it: a planner would walk along that one."""
    first, *others = names
    column = F(first.removeprefix("-"))
    said = Coalesce(column, column)
    return [said.desc() if first.startswith("-") else said.asc(), *others]
