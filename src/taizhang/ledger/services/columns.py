"""The columns of an open ledger: renamed, added, retired, put in another order, of another type.

A column's key never changes and nothing is deleted, so that no value is ever lost: a retired
column keeps what stands under it, one of another type shows it as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.ledger_plans import PlannedColumn, check_columns
from taizhang.ledger import value_rows
from taizhang.ledger.errors import BuiltInLedger, ColumnOfAnotherLedger, LedgerChanged
from taizhang.ledger.models import Column, Ledger
from taizhang.ledger.queries.books import is_built_in, name_of
from taizhang.ledger.services.opening import ROW, as_row, mark_edited
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.roster.models import Person


@dataclass(frozen=True, slots=True)
class WantedColumn:
    """A column as it is to be; without a key it is new."""

    planned: PlannedColumn
    key: str = ""
    is_retired: bool = False


_Change = tuple[AuditAct, str]


@transaction.atomic
def change_columns(
    ledger: Ledger,
    wanted: Sequence[WantedColumn],
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    origin: trail.Origin | None = None,
) -> int:
    """Let the ledger have `wanted`, in this order; how many things changed.

    A column that is not named stays as it is, behind the others. Each change has its own line in
    the audit trail. `seen` is the edition that a form was made from: an older one is refused,
    unless the ledger has exactly these columns already (a double click).
    """
    if is_built_in(ledger):
        raise BuiltInLedger(ledger=name_of(ledger))
    check_columns([one.planned for one in wanted if not one.is_retired])
    ledger = Ledger.objects.select_for_update().get(pk=ledger.pk)
    stands = {column.key: column for column in ledger.columns.all()}
    if seen is not None and seen != ledger.edition:
        if _are(list(stands.values()), wanted):
            return 0
        raise LedgerChanged(by=ledger.edited_by, at=ledger.edited_at)
    unknown = next((one.key for one in wanted if one.key and one.key not in stands), None)
    if unknown is not None:
        raise ColumnOfAnotherLedger(key=unknown)
    changes = list(_write(ledger, stands, wanted))
    for act, said in changes:
        trail.audit(
            act,
            now=now,
            actor=trail.actor_name(by),
            subject=f"{ledger.name}: {said}",
            origin=origin,
        )
    if changes:
        mark_edited(ledger, by, now)
    return len(changes)


def _are(stands: Sequence[Column], wanted: Sequence[WantedColumn]) -> bool:
    """Whether the columns are as wanted, in this order; those that are not named stand behind."""
    named = stands[: len(wanted)]
    have = [({part: getattr(one, part) for part in ROW}, one.is_retired) for one in named]
    return have == [(as_row(one.planned), one.is_retired) for one in wanted]


def _write(
    ledger: Ledger, stands: dict[str, Column], wanted: Sequence[WantedColumn]
) -> Iterator[_Change]:
    number = len(stands)
    order_before = list(stands)
    order: list[str] = []
    for place, one in enumerate(wanted, start=1):
        column = stands.get(one.key)
        before = (column.type, column.known_as) if column else None
        if column is None:
            number += 1
            column = Column(ledger=ledger, key=f"{ledger.code}_{number}", **as_row(one.planned))
            yield AuditAct.COLUMN_ADDED, column.name
        else:
            order.append(column.key)
            yield from _changes(column, one)
        column.position = place
        column.is_retired = one.is_retired
        column.save()
        if before and before != (column.type, column.known_as):
            value_rows.rewrite(column)  # so that filters find by what it is now
    left = [key for key in stands if key not in order]
    for place, key in enumerate(left, start=len(wanted) + 1):
        stands[key].position = place
        stands[key].save(update_fields=["position"])
    if [*order, *left] != order_before:
        yield AuditAct.COLUMNS_REORDERED, "、".join(stands[key].name for key in [*order, *left])


def _changes(column: Column, wanted: WantedColumn) -> Iterator[_Change]:
    """What becomes different; the column is left as it is to be."""
    row = as_row(wanted.planned)
    if row["name"] != column.name:
        yield AuditAct.COLUMN_RENAMED, f"{column.name} → {row['name']}"
    name = str(row["name"])
    if row["type"] != column.type:
        yield AuditAct.COLUMN_RETYPED, f"{name} {column.type} → {row['type']}"
    for part in ("choices", "known_as", "is_required"):
        if row[part] != getattr(column, part):
            yield AuditAct.COLUMN_CHANGED, f"{name} {part}: {_said(row[part])}"
    if wanted.is_retired != column.is_retired:
        act = AuditAct.COLUMN_RETIRED if wanted.is_retired else AuditAct.COLUMN_RESTORED
        yield act, name
    for part, value in row.items():
        setattr(column, part, value)


def _said(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
