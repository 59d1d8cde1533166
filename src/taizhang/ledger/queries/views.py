"""Views that people keep of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from taizhang.ledger.models import FirstView, View

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Ledger
    from taizhang.roster.models import Person


def views(person: Person) -> QuerySet[View]:
    """The person's own, those shared with their unit, those shared with everybody."""
    shared = Q(owner=person) | Q(shared=View.Shared.ALL)
    if person.unit_id:
        shared |= Q(shared=View.Shared.UNIT, unit=person.unit_id)
    return View.objects.filter(shared).select_related("ledger", "owner")


def view_by_code(person: Person, code: str) -> View | None:
    """The view of this code, when the person may open it."""
    return views(person).filter(code=code).first()


def first_view(person: Person, ledger: Ledger | None) -> View | None:
    """The view with which the ledger opens for the person, while they may still open it."""
    kept = FirstView.objects.filter(person=person, ledger=ledger)
    return views(person).filter(pk__in=kept.values("view")).first()


def first_views(person: Person) -> QuerySet[View]:
    """The views with which ledgers open for the person."""
    return views(person).filter(pk__in=FirstView.objects.filter(person=person).values("view"))
