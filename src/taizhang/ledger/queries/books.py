"""The ledgers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from taizhang.engine.codes import LedgerKind
from taizhang.ledger.models import Ledger

if TYPE_CHECKING:
    from django.db.models import QuerySet


def ledgers() -> QuerySet[Ledger]:
    """Every ledger, the built-in ones first."""
    return Ledger.objects.order_by("id")


def name_of(ledger: Ledger) -> str:
    """What the ledger is called: the built-in ones in the reader's language."""
    return ledger.name or gettext(LedgerKind(ledger.kind).label)
