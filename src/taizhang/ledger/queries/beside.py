"""What lies beside a matter while it is still being told: its own, others', earlier answers, whom.

Everything is asked of `seen`, the entries that the person at the table may see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from taizhang.engine.clustering.wording import plain
from taizhang.engine.codes import LedgerKind, Satisfaction
from taizhang.engine.duties import charged, joined
from taizhang.engine.lifecycle import State
from taizhang.ledger import search
from taizhang.ledger.models import Entry, Requester
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.ledger.queries.similar import alike
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Enterprise, Unit

LATELY: Final = timedelta(days=90)
_A_YEAR: Final = timedelta(days=365)
_NEWEST: Final = 2_000
"""Matters of a category that are looked at to see who was given them."""
_CANDIDATES: Final = 80
_NAMED: Final = 6
_WORDS: Final = 3
_ALIKE_ENOUGH: Final = 0.4
"""Less than for a duplicate: what is shown beside a matter is only read by a person."""
_WELL_ANSWERED: Final = Q(is_solved=True) | Q(
    satisfaction__in=[Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED]
)


@dataclass(frozen=True, slots=True)
class Shared:
    """How many raised the like, and how many enterprises have that trouble at all."""

    entries: tuple[Entry, ...]
    """Open matters of others that say much the same, the most alike first."""
    enterprises: int
    """Different enterprises that raised something of this category lately."""
    names: tuple[str, ...]
    """Some of them, those who asked last first."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A unit that was given such matters, and how often it kept them."""

    unit: Unit
    times: int
    words: tuple[str, ...] = ()
    """Words of its duty catalogue that stand in the matter, where nothing was dispatched yet."""


def open_of(enterprise: Enterprise, seen: QuerySet[Entry]) -> QuerySet[Entry]:
    """The enterprise's open matters, newest first."""
    asked = Requester.objects.filter(enterprise=enterprise).values("entry")
    rows = seen.filter(pk__in=asked, state__in=NOT_OVER)
    return rows.select_related("ledger", "lead").order_by("-registered_at", "-pk")


def shared_by(
    text: str,
    *,
    category: str,
    but: Collection[str],
    seen: QuerySet[Entry],
    now: datetime,
    limit: int = 4,
) -> Shared:
    """Who else has this: open matters alike, of enterprises other than those in `but` (codes)."""
    rows = seen.filter(pk__in=search.resembling(text, _CANDIDATES), state__in=NOT_OVER)
    rows = rows.exclude(requesters__enterprise__code__in=but).filter(
        requesters__enterprise__isnull=False
    )
    found = alike(text, rows.distinct(), at_least=_ALIKE_ENOUGH, category=category)
    lately = _raised_lately(category, but, seen, now) if category else []
    names = tuple(dict.fromkeys(lately))
    return Shared(tuple(found[:limit]), len(names), names[:_NAMED])


def _raised_lately(
    category: str, but: Collection[str], seen: QuerySet[Entry], now: datetime
) -> list[str]:
    """The enterprises of the newest appeals of a category, as often as they asked."""
    matters = seen.filter(
        category=category, ledger__kind=LedgerKind.APPEAL, registered_at__gte=now - LATELY
    ).order_by("-registered_at", "-pk")
    asked = Requester.objects.filter(
        entry__in=list(matters.values_list("pk", flat=True)[:_NEWEST]), enterprise__isnull=False
    )
    asked = asked.exclude(enterprise__code__in=but)
    named = asked.order_by("-entry__registered_at", "-entry", "pk")
    return [
        short or name
        for short, name in named.values_list("enterprise__short_name", "enterprise__name")
    ]


@dataclass(frozen=True, slots=True)
class Answered:
    """Closed matters whose answer solved them or satisfied."""

    entries: tuple[Entry, ...]
    are_alike: bool
    """False: none says much the same, these are the newest of the same category."""
    words: tuple[tuple[str, ...], ...] = ()
    """For each of them what it says in the same words, where they are alike."""

    @property
    def rows(self) -> list[tuple[Entry, tuple[str, ...]]]:
        """Each entry with those words."""
        words = self.words or ((),) * len(self.entries)
        return list(zip(self.entries, words, strict=True))


def _in_both(text: str, other: str) -> tuple[str, ...]:
    told = joined(search.pairs(text) & search.pairs(other), plain(text))
    return tuple(told[:_WORDS])


def answered_before(text: str, *, category: str, seen: QuerySet[Entry], limit: int = 3) -> Answered:
    """Earlier answers that satisfied: to matters alike, else to the newest of the category."""
    well = seen.filter(_WELL_ANSWERED, state=State.CLOSED)
    rows = well.filter(pk__in=search.resembling(text, _CANDIDATES))
    found = alike(text, rows, at_least=_ALIKE_ENOUGH, category=category)[:limit]
    if found or not category:
        words = (_in_both(text, one.text) for one in found)
        return Answered(tuple(found), are_alike=True, words=tuple(words))
    newest = well.filter(category=category).select_related("lead").order_by("-closed_at", "-pk")
    return Answered(tuple(newest[: limit - 1]), are_alike=False)


def handled_by(text: str, *, category: str, now: datetime, limit: int = 3) -> list[Handled]:
    """Whom to call: units that were given this category in a year and did not return it.

    Where nothing was dispatched yet, the units whose duties the matter names.
    """
    units = {unit.pk: unit for unit in roster.units().filter(is_active=True)}
    if category:
        given = (
            Entry.objects.filter(category=category, registered_at__gte=now - _A_YEAR)
            .exclude(lead=None)
            .exclude(state__in=[State.RETURN_REQUESTED, State.DECLINED, State.WITHDRAWN])
            .order_by("-registered_at")
            .values_list("lead", flat=True)[:_NEWEST]
        )
        counted = Counter(key for key in given if key in units)
        ranked = sorted(counted.items(), key=lambda one: (-one[1], units[one[0]].code))
        if ranked:
            return [Handled(units[key], times) for key, times in ranked[:limit]]
    return _by_duty(text, category, units.values())[:limit]


def _by_duty(text: str, category: str, units: Iterable[Unit]) -> list[Handled]:
    """Units whose duties the matter names, the likeliest first."""
    known = {unit.code: unit for unit in units}
    catalogue = {code: (unit.name, unit.duties) for code, unit in known.items()}
    found = charged(text, catalogue, category)
    return [Handled(known[one.code], 0, one.words) for one in found]
