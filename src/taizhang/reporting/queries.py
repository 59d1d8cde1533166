"""报告: figures over entries. Reads everything, changes nothing.

Every figure is a `Fact`: one condition that counts the rows in the table and, on a click, shows
exactly those rows in the ledger. A rate is two facts, never one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils import timezone

from taizhang.engine.codes import Category, Labelled, LedgerKind, Satisfaction
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries as ledger
from taizhang.ledger.queries.listing import NOT_OVER, RUNNING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Fact(Labelled):
    """What is true of an entry on a day; the value is what stands in addresses."""

    REGISTERED = "registered", _("Registered")
    OPEN = "open", _("Still open")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    OVERDUE = "overdue", _("Overdue")
    DUE_TODAY = "due_today", _("Due today")
    FELL_DUE = "fell_due", _("Answered or past its date")
    ON_TIME = "on_time", _("Answered on time")
    FELL_DUE_FIRST = "fell_due_first", _("Answered or past its first date")
    ON_TIME_FIRST = "on_time_first", _("Answered by its first date")
    SAID_SOLVED = "said_solved", _("Asked whether solved, and answered")
    SOLVED = "solved", _("Solved")
    SILENT_SOLVED = "silent_solved", _("Answered, not yet said whether solved")
    RATED = "rated", _("Rated")
    SATISFIED = "satisfied", _("Satisfied")
    UNRATED = "unrated", _("Answered, not rated")


class By(Labelled):
    """What the figures are broken down by."""

    LEDGER = "ledger", _("By ledger")
    UNIT = "unit", _("By lead unit")
    CATEGORY = "category", _("By category")


_BAD = tuple(one.value for one in Satisfaction if one.is_bad)
_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
_ANSWERED = Q(answered_at__isnull=False)


def holds(fact: Fact, today: date) -> Q:
    """The condition of `fact`: the one definition behind the count and its rows."""
    return _TIMED[fact](today) if fact in _TIMED else _PLAIN[fact]


def _fell_due(column: str, today: date) -> Q:
    """Answered, or past the date with nothing that excuses it; what is parked waits lawfully."""
    known = Q(**{f"{column}__isnull": False}) & ~Q(state=State.DECLINED.value)
    late = Q(**{f"{column}__lt": today}) & Q(state__in=RUNNING)
    return known & (_ANSWERED | late)


def _by_then(column: str, today: date) -> Q:
    return _fell_due(column, today) & Q(answered_at__date__lte=F(column))


_TIMED = {
    Fact.OVERDUE: ledger.overdue,
    # What the ledger calls overdue tomorrow: it says once what still asks for something.
    Fact.DUE_TODAY: lambda today: ledger.overdue(today + timedelta(days=1)) & Q(due=today),
    Fact.FELL_DUE: lambda today: _fell_due("due", today),
    Fact.ON_TIME: lambda today: _by_then("due", today),
    Fact.FELL_DUE_FIRST: lambda today: _fell_due("original_due", today),
    Fact.ON_TIME_FIRST: lambda today: _by_then("original_due", today),
}
_PLAIN = {
    Fact.REGISTERED: Q(),
    Fact.OPEN: Q(state__in=NOT_OVER),
    Fact.CLOSED: Q(state=State.CLOSED.value),
    Fact.DECLINED: Q(state=State.DECLINED.value),
    Fact.SAID_SOLVED: Q(is_solved__isnull=False),
    Fact.SOLVED: Q(is_solved=True),
    Fact.SILENT_SOLVED: _ANSWERED & Q(is_solved__isnull=True),
    Fact.RATED: ~Q(satisfaction=""),
    Fact.SATISFIED: ~Q(satisfaction="") & ~Q(satisfaction__in=_BAD),
    Fact.UNRATED: _ANSWERED & Q(satisfaction=""),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def is_backwards(self) -> bool:
        return self.end < self.start


class Current(StrEnum):
    """The running month, quarter or year."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def until(self, today: date) -> Period:
        """From the first day of the month, quarter or year up to `today`."""
        month = {
            Current.MONTH: today.month,
            Current.QUARTER: today.month - (today.month - 1) % 3,
            Current.YEAR: 1,
        }[self]
        return Period(today.replace(month=month, day=1), today)


def within(entries: QuerySet[Entry], period: Period) -> QuerySet[Entry]:
    """Those registered in the period, by the zone's own midnight."""
    start = midnight(period.start)
    end = midnight(period.end, later=timedelta(days=1))
    return entries.filter(registered_at__gte=start, registered_at__lt=end)


def midnight(day: date, later: timedelta = timedelta()) -> datetime:
    """The zone's midnight; an address may ask for years that no clock can reach."""
    day = min(max(day, _FIRST), _LAST)
    return timezone.make_aware(datetime.combine(day + later, time.min))


def where(entries: QuerySet[Entry], fact: Fact, *, today: date) -> QuerySet[Entry]:
    """The rows behind a figure."""
    return entries.filter(holds(fact, today))


@dataclass(frozen=True, slots=True)
class Figures:
    """One line of the table: what it is about, and how many rows each fact has."""

    key: str
    label: str
    """A name as it is, or a msgid when `translate` is set."""
    translate: bool
    counts: dict[Fact, int]


@dataclass(frozen=True, slots=True)
class _Grouping:
    key: str
    label: str | None
    labels: dict[str, str]
    none: str


_GROUPINGS = {
    By.LEDGER: _Grouping(
        "ledger__code", None, {one.value: one.label for one in LedgerKind}, _("No ledger")
    ),
    By.UNIT: _Grouping("lead__code", "lead__name", {}, _("No lead unit yet")),
    By.CATEGORY: _Grouping(
        "category", None, {one.value: one.label for one in Category}, _("No category")
    ),
}


def figures(entries: QuerySet[Entry], by: By, *, today: date) -> list[Figures]:
    """The table: one query, one line per group, most registered first, none left out."""
    grouping = _GROUPINGS[by]
    keys = [grouping.key] if grouping.label is None else [grouping.key, grouping.label]
    rows = entries.order_by().values(*keys).annotate(**_counters(today))
    lines = [_line(grouping, row) for row in rows]
    return sorted(lines, key=lambda line: (-line.counts[Fact.REGISTERED], line.key))


def totals(entries: QuerySet[Entry], *, today: date) -> Figures:
    """The line under the table, counted on its own so that it can be checked against the others."""
    row = entries.order_by().aggregate(**_counters(today))
    return Figures("", _("All"), translate=True, counts=_counts(row))


def _counters(today: date) -> dict[str, Count]:
    return {f"n_{fact.value}": Count("pk", filter=holds(fact, today)) for fact in Fact}


def _counts(row: dict[str, object]) -> dict[Fact, int]:
    return {fact: int(str(row[f"n_{fact.value}"])) for fact in Fact}


def _line(grouping: _Grouping, row: dict[str, object]) -> Figures:
    key = str(row[grouping.key] or "")
    if key and grouping.label is not None:
        return Figures(key, str(row[grouping.label]), translate=False, counts=_counts(row))
    label = grouping.labels.get(key, grouping.none)
    return Figures(key, label, translate=True, counts=_counts(row))
