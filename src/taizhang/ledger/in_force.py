"""Which assignments are of the newest dispatch of their entry.

The entry counts its dispatches and the assignment says of which it is; whether the two are one
number is kept in the assignment, so that what a unit has today is read out of one index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery

from taizhang.ledger.models import Assignment, Entry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.batches import Batch


_MARK: Final = (
    f"UPDATE {Assignment._meta.db_table} SET is_in_force = (dispatch = %s) "  # noqa: S608, SLF001
    "WHERE entry_id = %s"
)


def mark_in(batch: Batch, entry: Entry) -> None:
    """Say it in the assignments of an entry that was dispatched anew, or no longer."""
    batch.add(_MARK, [entry.dispatch_count, entry.pk])


def wrongly_said() -> QuerySet[Assignment]:
    """Assignments that say it although it is not so, or do not although it is."""
    is_newest = Q(dispatch=F("entry__dispatch_count"))
    return Assignment.objects.filter(
        (Q(is_in_force=True) & ~is_newest) | (Q(is_in_force=False) & is_newest)
    )


def mark_all() -> int:
    """Say it everywhere as it is; how many assignments said it wrongly."""
    count = Entry.objects.filter(pk=OuterRef("entry")).values("dispatch_count")
    wrong = Assignment.objects.filter(pk__in=wrongly_said().values("pk"))
    is_newest = ExpressionWrapper(Q(dispatch=Subquery(count)), BooleanField())
    return wrong.update(is_in_force=is_newest)
