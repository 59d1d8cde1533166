"""The papers of one entry as Word documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry
from taizhang.access.scopes import forms_to_print
from taizhang.ledger import queries
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.papers.matters import PaperKind, paper_of, papers_of
from taizhang.web.word import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import FileResponse

    from taizhang.ledger.models import Entry, Event, Ledger
    from taizhang.reporting.filters import Asked
    from taizhang.roster.models import Person
    from taizhang.web.request import Request


class Offered(NamedTuple):
    """A paper that can be drawn up today."""

    name: str
    url: str
    kind: str = "docx"


def offered(entry: Entry, events: Iterable[Event], *, today: date) -> list[Offered]:
    """The papers on the entry's page."""
    return [
        Offered(gettext(kind.label), reverse("ledger:paper", args=[entry.number, kind.value]))
        for kind in papers_of(entry, events, today=today)
    ]


def offered_for(entry: Entry, person: Person) -> list[Offered]:
    """The forms in use for such an entry."""
    return [
        Offered(
            one.name, reverse("ledger:paper_on_form", args=[entry.number, one.template]), one.kind
        )
        for one in forms_to_print(person)
        if one.fits(PaperFor.ENTRY, entry.ledger)
    ]


def offered_for_list(book: Ledger | None, person: Person, asked: Asked) -> list[Offered]:
    """The forms in use for lists of this ledger, or of all."""
    query = asked.query(ledger=book.code if book else "")
    return [
        Offered(one.name, reverse("ledger:list_on_form", args=[one.template]) + query, one.kind)
        for one in forms_to_print(person)
        if one.fits(PaperFor.LIST, book)
    ]


@require_safe
@requires(Permission.ENTRY_VIEW)
def paper(request: Request, number: str, kind: str) -> FileResponse:
    """One paper; 404 as long as nothing has happened that it could certify."""
    found = queries.in_full(get_entry(request.person, number, Permission.ENTRY_VIEW))
    which = PaperKind(kind)
    made = paper_of(found, which, zone=settings.ZONE_NAME, at=request.now)
    if made is None:
        raise Http404
    name = f"{gettext(which.label)}-{found.number}"
    return word(request, made, name, f"docx {which.value} {found.number}")
