"""Open entries that say much the same as a text: perhaps the matter is on a ledger already."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from taizhang.ledger import search
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.listing import NOT_OVER

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Requester

ALIKE: Final = 0.6
"""Share of the shorter text's pairs that the other one must hold as well."""
ALIKE_FROM_THE_SAME: Final = 0.35
"""… which is enough when the same enterprise asks."""
_FEWEST_PAIRS: Final = 4
_CANDIDATES: Final = 60


def similar_open(
    text: str,
    *,
    among: QuerySet[Entry] | None = None,
    category: str = "",
    enterprises: Collection[str] = (),
    limit: int = 3,
) -> list[Entry]:
    """The most alike open entries, `among` these or all, most alike first.

    `category` decides between equals.
    """
    if len(search.pairs(text)) < _FEWEST_PAIRS:
        return []
    every = Entry.objects.all() if among is None else among
    rows = every.filter(pk__in=search.resembling(text, _CANDIDATES), state__in=NOT_OVER)
    return alike(text, rows, at_least=ALIKE, category=category, enterprises=enterprises)[:limit]


def alike(
    text: str,
    rows: QuerySet[Entry],
    *,
    at_least: float,
    category: str = "",
    enterprises: Collection[str] = (),
) -> list[Entry]:
    """Those of `rows` that share enough with `text`, the most alike first.

    `at_least` is a share of the shorter text's pairs; of the same enterprise less is enough.
    """
    asked = search.pairs(text)
    found = []
    for entry in rows.select_related("ledger", "lead").prefetch_related("requesters__enterprise"):
        share = _share(asked, search.pairs(entry.text))
        same = bool(set(enterprises) & _codes(entry.requesters.all()))
        if share >= (min(at_least, ALIKE_FROM_THE_SAME) if same else at_least):
            found.append((-share, entry.category != category, entry.pk, entry))
    return [entry for *_order, entry in sorted(found, key=lambda one: one[:3])]


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), _FEWEST_PAIRS)


def _codes(requesters: Collection[Requester]) -> set[str]:
    return {one.enterprise.code for one in requesters if one.enterprise}
