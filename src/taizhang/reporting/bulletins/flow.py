"""What came in, went out and stands open in a period: each count with the list it is the length of.

A count is said as the filters of the list (`reporting.filters`); the rows behind it are what the
list shows with them, by definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q
from django.http import QueryDict

from taizhang.engine.codes import Labelled, LedgerKind
from taizhang.ledger.queries import stands_on
from taizhang.reporting.bulletins.blocks import Source
from taizhang.reporting.filters import Asked, Reader
from taizhang.reporting.filters.conditions import EVERYBODY

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry, Ledger
    from taizhang.reporting.queries import Period
    from taizhang.roster.models import Person, Unit

Pairs = tuple[tuple[str, str], ...]


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Flow(Labelled):
    """What is counted."""

    NEW = "new", _("Registered in the period")
    CLOSED = "closed", _("Closed in the period")
    CARRIED = "carried", _("Closed in the period, registered before")
    TIMED = "timed", _("Closed in the period, had a date")
    ON_TIME = "on_time", _("Closed in the period, answered on time")
    TIMED_FIRST = "timed_first", _("Closed in the period, had a first date")
    ON_TIME_FIRST = "on_time_first", _("Closed in the period, answered by the first date")
    SAID = "said", _("Closed in the period, said whether solved")
    SOLVED = "solved", _("Closed in the period, solved")
    RATED = "rated", _("Closed in the period, rated")
    SATISFIED = "satisfied", _("Closed in the period, satisfied")
    OPEN = "open", _("Open")
    OVERDUE = "overdue", _("Overdue")
    COMMON = "common", _("Common problems registered in the period")


@dataclass(frozen=True)
class Scope:
    """Which entries a bulletin is about, as who draws it up sees them."""

    entries: QuerySet[Entry]
    period: Period
    today: date
    person: Person
    ledger: Ledger | None = None
    unit: Unit | None = None
    left_out: int = 0
    """How many ledgers are not counted because they are narrowed to some; the bulletin says so."""
    is_open_only: bool = False
    """Whether who draws it up sees more in lists than may be counted."""

    def rows(self) -> QuerySet[Entry]:
        """All of them, whenever they came in."""
        found = self.entries.filter(stands_on(self.ledger)) if self.ledger else self.entries
        return found.filter(lead=self.unit) if self.unit else found

    def pairs(self, flow: Flow, **more: str) -> Pairs:
        """The filters of the list behind a count; `more` narrow it further."""
        said = _pairs(flow, self.period)
        if self.unit:
            said["lead"] = self.unit.code
        if self.is_open_only:
            said["open_to"] = EVERYBODY
        found: list[tuple[str, str]] = []
        for name, value in {**said, **more}.items():
            found += [(name, one) for one in value.split()]
        return tuple(found)

    def holds(self, flow: Flow) -> Q:
        """The condition of a count: that of its list."""
        data = QueryDict(mutable=True)
        for name, value in self.pairs(flow):
            data.appendlist(name, value)
        reader = Reader(self.person, self.today, None, sees_phones=False)
        asked = Asked.of(data, reader)
        found = Q()
        for one in asked.filters:
            if one.name in asked.values:
                found &= one.holds(asked.values[one.name], reader)
        return found

    def source(self, flow: Flow, said: str, **more: str) -> Source:
        """What leads from a sentence to its rows."""
        code = self.ledger.code if self.ledger else ""
        return Source(said, query=self.pairs(flow, **more), ledger=code)

    def count(self) -> dict[Flow, int]:
        """Every count over all of it: one query."""
        row = self.rows().order_by().aggregate(**self._counters())
        return {flow: row[f"n_{flow.value}"] for flow in Flow}

    def by(self, *keys: str) -> list[tuple[tuple[str, ...], dict[Flow, int]]]:
        """The counts of each group that has any: one query."""
        rows = self.rows().order_by().values(*keys).annotate(**self._counters())
        found = [
            (
                tuple(str(row[key] or "") for key in keys),
                {flow: row[f"n_{flow.value}"] for flow in Flow},
            )
            for row in rows
        ]
        return sorted((one for one in found if any(one[1].values())), key=lambda one: one[0])

    def _counters(self) -> dict[str, Count]:
        return {f"n_{flow.value}": Count("pk", filter=self.holds(flow)) for flow in Flow}


def _pairs(flow: Flow, period: Period) -> dict[str, str]:
    start, end = period.start.isoformat(), period.end.isoformat()
    new = {"start": start, "end": end}
    closed = {"closed_on_from": start, "closed_on_to": end, "closed": "yes"}
    before = (period.start - timedelta(days=1)).isoformat()
    return {
        Flow.NEW: new,
        Flow.CLOSED: closed,
        Flow.CARRIED: {**closed, "end": before},
        Flow.TIMED: {**closed, "on_time": "yes no"},
        Flow.ON_TIME: {**closed, "on_time": "yes"},
        Flow.TIMED_FIRST: {**closed, "on_time_first": "yes no"},
        Flow.ON_TIME_FIRST: {**closed, "on_time_first": "yes"},
        Flow.SAID: {**closed, "solved": "yes no"},
        Flow.SOLVED: {**closed, "solved": "yes"},
        Flow.RATED: {**closed, "satisfied": "yes no"},
        Flow.SATISFIED: {**closed, "satisfied": "yes"},
        Flow.OPEN: {"state": "open"},
        Flow.OVERDUE: {"fact": "overdue"},
        Flow.COMMON: {**new, "scope": "common"},
    }[flow]


KINDS: Final = {one.value: one.label for one in LedgerKind}
