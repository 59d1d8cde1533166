"""The columns of the office's own ledgers, and what stands under them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.ledger.models import Column
from taizhang.ledger.values import shown

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry, Ledger

__all__ = ["ShownValue", "columns_of", "own_columns", "shown", "shown_values"]


def columns_of(ledger: Ledger, *, retired: bool = False) -> list[Column]:
    """Its columns in their order; those no longer asked for only with `retired`."""
    found = list(ledger.columns.all())
    return [column for column in found if retired or not column.is_retired]


def own_columns(entry: Entry, *, retired: bool = False) -> list[Column]:
    """The columns that hold values of their own, of every ledger on which the entry stands."""
    ledgers = [entry.ledger_id, *(one.ledger_id for one in entry.listings.all())]
    found = Column.objects.filter(ledger__in=ledgers, known_as="").select_related("ledger")
    columns = [column for column in found if retired or not column.is_retired]
    return sorted(columns, key=lambda one: ledgers.index(one.ledger_id))


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One column of an entry and what stands under it."""

    column: Column
    text: str
    """Empty when nothing does."""

    @property
    def is_long(self) -> bool:
        """Whether it is read rather than glanced at."""
        return len(self.text) > 40 or "\n" in self.text  # noqa: PLR2004


def shown_values(entry: Entry) -> list[ShownValue]:
    """What stands under the columns of its ledgers; of retired ones only what is filled in."""
    columns = own_columns(entry, retired=True)
    found = [ShownValue(one, shown(one, entry.values.get(one.key))) for one in columns]
    return [one for one in found if one.text or not one.column.is_retired]
