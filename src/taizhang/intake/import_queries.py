"""Imports and their rows, read for a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q

from taizhang.intake.models import Import, ImportRow
from taizhang.intake.services.importing import (
    WORKING,
    disputed,
    to_write,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

__all__ = ["disputed", "to_write"]

Status = Import.Status
Outcome = ImportRow.Outcome
HELD: Final = "held"
"""Asked for like an outcome: rows of which cells stay as the ledger has them."""


def imports() -> QuerySet[Import]:
    """Every import, newest first."""
    return Import.objects.select_related("received_by", "confirmed_by", "cancelled_by")


def is_silent(one: Import, now: datetime) -> bool:
    """Whether work on it should go on and does not."""
    return one.status in WORKING and one.is_silent(now, one.received_at)


def is_working(one: Import) -> bool:
    """Whether it is being read, compared or written."""
    return one.status in WORKING


def mapped_before(one: Import) -> Import | None:
    """The newest import of a file of the same form whose columns a person confirmed."""
    same = Import.objects.filter(form=one.form, ledger=one.ledger).exclude(pk=one.pk)
    return same.exclude(mapping={}).order_by("-received_at", "-pk").first()


@dataclass(frozen=True, slots=True)
class Figures:
    """How many rows of each kind; together they are all rows below the headings."""

    new: int = 0
    update: int = 0
    unchanged: int = 0
    conflict: int = 0
    refused: int = 0
    no_data: int = 0
    held: int = 0
    """Rows of which cells stay as the ledger has them, among the others."""
    undecided: int = 0
    """Conflicts that nobody decided."""
    written_new: int = 0
    written_update: int = 0
    settled: int = 0
    """Conflicts decided and done with."""

    @property
    def data(self) -> int:
        """Rows that are data."""
        return self.new + self.update + self.unchanged + self.conflict + self.refused

    @property
    def seen(self) -> int:
        """Rows that hold anything."""
        return self.data + self.no_data

    @property
    def waiting(self) -> int:
        """Rows that would be written."""
        decided = self.conflict - self.undecided
        written = self.written_new + self.written_update + self.settled
        return self.new + self.update + decided - written


def figures(one: Import) -> Figures:
    """The rows of an import counted, in one query."""
    outcome = {each.value: Count("pk", filter=Q(outcome=each)) for each in Outcome}
    done = Q(applied_at__isnull=False)
    found = one.rows.aggregate(
        **outcome,
        held=Count("pk", filter=Q(has_held=True)),
        undecided=Count("pk", filter=Q(outcome=Outcome.CONFLICT, decided_at__isnull=True)),
        written_new=Count("pk", filter=done & Q(outcome=Outcome.NEW)),
        written_update=Count("pk", filter=done & Q(outcome=Outcome.UPDATE)),
        settled=Count("pk", filter=done & Q(outcome=Outcome.CONFLICT)),
    )
    return Figures(**found)


def rows_of(one: Import, outcome: str) -> QuerySet[ImportRow]:
    """The rows of one outcome, or those with cells that are held, or all."""
    rows = one.rows.select_related("decided_by")
    if outcome == HELD:
        return rows.filter(has_held=True)
    return rows.filter(outcome=outcome) if outcome else rows


def rows_after(
    rows: QuerySet[ImportRow], *, after: int | None = None, before: int | None = None, size: int
) -> tuple[list[ImportRow], int | None, int | None]:
    """A page of rows in the order of the file, and where the page before and the next begin."""
    if before is not None:
        found = list(rows.filter(position__lt=before).order_by("-position")[: size + 1])
        more, page = len(found) > size, found[:size][::-1]
        has_before, has_after = more, True
    else:
        start = rows.filter(position__gt=after) if after is not None else rows
        found = list(start.order_by("position")[: size + 1])
        page = found[:size]
        has_before, has_after = after is not None, len(found) > size
    if not page:
        return [], None, None
    return (
        page,
        page[0].position if has_before else None,
        page[-1].position if has_after else None,
    )


def refused_tables(one: Import) -> list[int]:
    """Which of its tables have rows that were refused."""
    refused = one.rows.filter(outcome=Outcome.REFUSED).order_by("table")
    return list(refused.values_list("table", flat=True).distinct())
