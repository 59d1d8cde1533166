"""The desk of a person as it is read: the groups that hold something, each with its first rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from taizhang.ledger import queries as ledger
from taizhang.ledger.models import Entry
from taizhang.reporting.waiting import left_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.ledger.queries import Count, Dated
    from taizhang.ledger.queries.listing import OwnDate
    from taizhang.reporting.waiting import Column, Group

_SHOWN: Final = (
    "number",
    "title",
    "state",
    "due",
    "warn_on",
    "review_on",
    "answered_at",
    "lead__name",
    "lead__short_name",
)
"""What the desk says of an entry: to read and to make all of its columns takes thrice as long."""
GATHERED: Final = ledger.GLANCE
"""So many matters of a group are told by name from those of the next column."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One group as the desk shows it: its first rows, and how many there are."""

    group: Group
    count: Count
    entries: tuple[Entry, ...]
    own_dates: Mapping[int, OwnDate]
    """By the key of an entry the date of the one part that waits, where it is not the lead's."""
    asked_by: Mapping[int, Sequence[str]]
    """By the key of an entry who asked for it."""


class Plan:
    """What a desk asks, to be put together once: what it is answered is read each time."""

    def __init__(self, entries: QuerySet[Entry], columns: Sequence[Column]) -> None:
        """`entries` are those that the person sees."""
        self._entries = entries
        self.columns = columns
        self._known: dict[tuple[str, ...], list[ledger.Stretch]] = {}

    def stretches(self, group: Group, without: Sequence[Group] = ()) -> list[ledger.Stretch]:
        """The rows of a group that stand in none of the others."""
        if any(callable(part.condition) for one in (group, *without) for part in one.parts):
            return self._stretches(group, without)
        name = (group.key, *(one.key for one in without))
        if name not in self._known:
            self._known[name] = self._stretches(group, without)
        return self._known[name]

    def _stretches(self, group: Group, without: Sequence[Group]) -> list[ledger.Stretch]:
        left = [part for one in group.parts if (part := left_of(one, without))]
        return [
            ledger.Stretch(
                self._entries.filter(part.holds),
                part.states if group.is_long else (),
                group.is_dated,
            )
            for part in left
        ]


@dataclass(frozen=True, slots=True)
class Desk:
    """What stands on a desk."""

    columns: tuple[tuple[Waiting, ...], ...]
    """Column by column the groups that hold something, each with its first rows by due date."""
    in_all: Mapping[str, Count]
    """By the key of a group how many matters are in it, those shown before it as well."""


def waiting(
    entries: QuerySet[Entry], column: Column, *, today: date, most: int
) -> tuple[Waiting, ...]:
    """One column of the desk."""
    return desk(Plan(entries, [column]), today=today, most=most).columns[0]


def desk(plan: Plan, *, today: date, most: int) -> Desk:
    """The whole desk, with so many rows of a group as are named."""
    lists = _lists(plan, most)
    shown = ledger.with_signal(Entry.objects.select_related("lead").only(*_SHOWN), today=today)
    keys = {key for column in lists for one in column.values() for key in one.keys[:most]}
    rows, asked_by = shown.in_bulk(keys), ledger.asked_by(keys)

    def shown_of(group: Group, one: Dated) -> Waiting:
        entries = tuple(rows[key] for key in one.keys[:most] if key in rows)
        own_dates = ledger.own_dates(group.helper, entries) if group.helper else {}
        names = {entry.pk: asked_by.get(entry.pk, ()) for entry in entries}
        return Waiting(group, one.count, entries, own_dates, names)

    found = tuple(
        tuple(shown_of(group, one) for group in column.groups if (one := of[group.key]).count)
        for column, of in zip(plan.columns, lists, strict=True)
    )
    return Desk(found, {key: one.in_all for of in lists for key, one in of.items()})


def _lists(plan: Plan, most: int) -> list[dict[str, Dated]]:
    """The groups of each column; what was gathered for one is left out of the next by its keys.

    The long groups before it are left out by conditions, which their rows answer by themselves.
    """
    known: dict[str, tuple[int, ...]] = {}
    lists = []
    for column in plan.columns:
        without = [group for group in column.without if group.key not in known]
        named = {key for group in column.without for key in known.get(group.key, ())}
        rows = {group.key: plan.stretches(group, without) for group in column.groups}
        in_all = {group.key: plan.stretches(group) for group in column.groups if column.counts_all}
        found = ledger.dated(rows, most, without=named, whole=in_all, most=GATHERED)
        known |= {
            group.key: found[group.key].keys
            for group in column.groups
            if not group.is_long and not found[group.key].count.is_more
        }
        lists.append(found)
    return lists
