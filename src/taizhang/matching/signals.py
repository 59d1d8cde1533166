"""The signals of what entries share: who, when, and the words and quotes that carry each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Min, Q
from django.utils import timezone

from taizhang.engine.clustering.signals import PERIOD, SEVERAL, Setting, serial_writers, signals
from taizhang.engine.codes import LedgerKind
from taizhang.engine.lexicon.industries import industry
from taizhang.ledger.models import Entry, Requester
from taizhang.matching.messages import of_enterprises
from taizhang.matching.models import CommonProblem, Placement
from taizhang.matching.queries import members_of
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from taizhang.engine.clustering.messages import Message
    from taizhang.engine.clustering.signals import Signal

MOST_WRITERS: Final = 20
"""Of those who write again and again so many are shown."""


def setting(today: date) -> Setting:
    """How many enterprises there are of each industry, park and size, and since when we count."""
    firms = roster.enterprises().filter(is_active=True).order_by()
    population: dict[tuple[str, str], int] = {}
    for part, column in (("industry", "industry"), ("park", "park__name"), ("size", "size")):
        for value, count in firms.values_list(column).annotate(Count("pk", distinct=True)):
            if value:
                key = (part, industry(value) if part == "industry" else value)
                population[key] = population.get(key, 0) + count
    first = Entry.objects.aggregate(first=Min("registered_at"))["first"]
    return Setting(today, timezone.localdate(first) if first else None, population)


def signals_of(
    entries: Iterable[Entry], words: Iterable[str], against: Setting
) -> tuple[Signal, ...]:
    """Every signal of some entries that belong together."""
    said = sorted(of_enterprises(entries), key=lambda one: (one.moment, one.id))
    return signals(said, against, words)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A common problem with what speaks for making it a theme."""

    problem: CommonProblem
    signals: tuple[Signal, ...]


def speaking(problems: QuerySet[CommonProblem], today: date) -> list[Speaking]:
    """The problems of which a signal speaks, those with most signals and enterprises first."""
    some = list(problems)
    members, against = members_of(some), setting(today)
    found = []
    for one in some:
        entries = [row.entry for row in members.get(one.pk, [])]
        told = signals_of(entries, one.words, against)
        if told:
            parties = max(len(each.parties) for each in told)
            found.append((-len(told), -parties, one.number, Speaking(one, told)))
    return [last for *_order, last in sorted(found, key=lambda each: each[:3])]


def writers(seen: QuerySet[Entry], now: datetime) -> tuple[Signal, ...]:
    """Who wrote several appeals lately, and about how many matters (一人多诉)."""
    lately = seen.filter(ledger__kind=LedgerKind.APPEAL, registered_at__gt=now - PERIOD)
    asked = Requester.objects.filter(entry__in=lately.values("pk")).order_by()
    counted = asked.values("enterprise", "name").annotate(times=Count("entry", distinct=True))
    often = list(counted.filter(times__gte=SEVERAL).order_by("-times", "name")[:MOST_WRITERS])
    firms = [row["enterprise"] for row in often if row["enterprise"]]
    names = [row["name"] for row in often if not row["enterprise"]]
    theirs = Q(enterprise__in=firms) | Q(enterprise=None, name__in=names)
    rows = asked.filter(theirs)
    entries = Entry.objects.filter(pk__in=rows.values("entry"))
    entries = entries.prefetch_related("requesters__enterprise__park").order_by("pk")
    against = Setting(timezone.localdate(now))
    return serial_writers(_by_matter(entries), against)[:MOST_WRITERS]


def _by_matter(entries: Iterable[Entry]) -> list[list[Message]]:
    """The messages of each matter: what was grouped, or merged, is one."""
    known = list(entries)
    placed = Placement.objects.filter(entry__in=known).values_list("entry", "group")
    groups = dict(placed)
    found: dict[int | str, list[Message]] = {}
    for entry in known:
        key = entry.merged_into_id or entry.pk
        found.setdefault(groups.get(key, key), []).extend(of_enterprises([entry]))
    return list(found.values())
