"""The ledgers themselves, and which entries stand on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from taizhang.engine.codes import Approver, LedgerKind
from taizhang.engine.ledger_plans import UNIT, LedgerPlan, PlannedColumn
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.ledger.models import Entry, Ledger, Listing, Workbook
from taizhang.ledger.queries.columns import columns_of
from taizhang.ledger.queries.rights import rights_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Column


def ledgers() -> QuerySet[Ledger]:
    """Every ledger, the built-in ones first."""
    return Ledger.objects.order_by("id")


def own_ledgers() -> QuerySet[Ledger]:
    """Those that the office opened, newest last, with how many entries stand on them."""
    found = Ledger.objects.exclude(code__in=[kind.value for kind in LedgerKind])
    counted = found.annotate(number_of_entries=Count("entries"))
    return counted.select_related("campaign").order_by("id")


def ledger_by_code(code: str) -> Ledger | None:
    return Ledger.objects.select_related("campaign").filter(code=code).first()


def name_of(ledger: Ledger) -> str:
    """What the ledger is called: the built-in ones in the reader's language."""
    return ledger.name or gettext(LedgerKind(ledger.kind).label)


def is_built_in(ledger: Ledger) -> bool:
    return ledger.code in set(LedgerKind)


def entries_of(ledger: Ledger, entries: QuerySet[Entry] | None = None) -> QuerySet[Entry]:
    """Of `entries` those that stand on a ledger, its own and those put on it from another.

    Each carries `number_here`: the number that it has on this ledger.
    """
    found = Entry.objects.all() if entries is None else entries
    listed = Listing.objects.filter(ledger=ledger)
    here = listed.filter(entry=OuterRef("pk")).values("number")[:1]
    return found.filter(stands_on(ledger)).annotate(
        number_here=Coalesce(Subquery(here), F("number"))
    )


def stands_on(ledger: Ledger) -> Q:
    """The condition of `entries_of`, for whoever combines it with others."""
    return Q(ledger=ledger) | listed_on(ledger)


def listed_on(ledger: Ledger) -> Q:
    """Of these, the entries that were put on it from another ledger."""
    return Q(pk__in=Listing.objects.filter(ledger=ledger).values("entry"))


def has_listed(ledger: Ledger) -> bool:
    """Whether any entry was."""
    return Listing.objects.filter(ledger=ledger).exists()


def waiting_workbooks() -> QuerySet[Workbook]:
    """Forms that were uploaded and from which no ledger was opened yet."""
    return Workbook.objects.filter(ledger__isnull=True).select_related("uploaded_by").defer("data")


def workbook_of(ledger: Ledger) -> Workbook | None:
    """The form that the ledger was opened from."""
    return Workbook.objects.filter(ledger=ledger).first()


def plan_of(ledger: Ledger) -> LedgerPlan:
    """The ledger as a plan, as it could be opened elsewhere."""
    return LedgerPlan(
        name=name_of(ledger),
        code=ledger.code,
        prefix=ledger.prefix,
        kind=LedgerKind(ledger.kind),
        preset=ledger.preset,
        columns=tuple(map(_planned, columns_of(ledger))),
        needs_triage=ledger.needs_triage,
        needs_call_back=ledger.needs_call_back,
        needs_evidence=ledger.needs_evidence,
        extensions=ledger.extensions,
        extension_days=ledger.extension_days,
        extension_by=Approver(ledger.extension_by),
        extension_person=ledger.extension_person.code if ledger.extension_person else "",
        rights={
            right: (*roles, *(f"{UNIT}{unit.code}" for unit in units))
            for right, (roles, units) in rights_of(ledger).items()
            if roles or units
        },
    )


def _planned(column: Column) -> PlannedColumn:
    return PlannedColumn(
        name=column.name,
        type=ColumnType(column.type),
        choices=tuple(column.choices),
        known=Known(column.known_as) if column.known_as else None,
        is_required=column.is_required,
    )
