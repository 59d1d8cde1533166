"""Views that people keep of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from taizhang.ledger.models import FirstView, View
from taizhang.roster.kept import kept

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Ledger
    from taizhang.roster.models import Person


class ViewName(NamedTuple):
    """A view among others: its short address, and what it is called."""

    code: str
    name: str


class FirstOpened(NamedTuple):
    """A view with which a ledger opens: its short address, what it asks for, and of which ledger.

    A view may have been given to another ledger since: then the list leads there.
    """

    code: str
    query: str
    ledger: str | None


def views(person: Person) -> QuerySet[View]:
    """The person's own, those shared with their unit, those shared with everybody."""
    found = View.objects.filter(_open_to(person.pk, person.unit_id))
    return found.select_related("ledger", "owner")


def views_of(person: Person, ledger: Ledger | None) -> tuple[ViewName, ...]:
    """The names of those of a ledger, or of all ledgers together."""
    return _names(person.pk, person.unit_id, ledger.pk if ledger else None)


@kept
def _names(person: int, unit: int | None, ledger: int | None) -> tuple[ViewName, ...]:
    found = View.objects.filter(_open_to(person, unit), ledger=ledger)
    return tuple(ViewName(*row) for row in found.values_list("code", "name"))


def _open_to(person: int, unit: int | None) -> Q:
    shared = Q(owner=person) | Q(shared=View.Shared.ALL)
    return shared | Q(shared=View.Shared.UNIT, unit=unit) if unit else shared


def view_by_code(person: Person, code: str) -> View | None:
    """The view of this code, when the person may open it."""
    return views(person).filter(code=code).first()


def first_view(person: Person, ledger: Ledger | None) -> FirstOpened | None:
    """The view with which the ledger opens for the person, while they may still open it."""
    return _first(person.pk, person.unit_id, ledger.pk if ledger else None)


@kept
def _first(person: int, unit: int | None, ledger: int | None) -> FirstOpened | None:
    chosen = FirstView.objects.filter(person=person, ledger=ledger)
    found = View.objects.filter(_open_to(person, unit), pk__in=chosen.values("view"))
    row = found.values_list("code", "query", "ledger__code").first()
    return FirstOpened(*row) if row else None


def first_views(person: Person) -> QuerySet[View]:
    """The views with which ledgers open for the person."""
    return views(person).filter(pk__in=FirstView.objects.filter(person=person).values("view"))
