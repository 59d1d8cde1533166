"""Papers on the office's own forms: of one entry, of the rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry, get_template_to_print
from taizhang.access.scopes import visible_entries
from taizhang.ledger import queries
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.office_templates.filling import ListAsked, print_entry, print_list
from taizhang.web.ledger import filters
from taizhang.web.ledger.printing import chosen_keys, in_words
from taizhang.web.word import around, on_form

if TYPE_CHECKING:
    from django.http import FileResponse

    from taizhang.web.request import Request


@require_safe
@requires(Permission.ENTRY_VIEW)
def paper_on_form(request: Request, number: str, pk: int) -> FileResponse:
    """One matter on one form."""
    entry = get_entry(request.person, number)
    version = get_template_to_print(request.person, pk, PaperFor.ENTRY)
    if version.template.ledger_id not in {None, entry.ledger_id}:
        raise Http404
    return on_form(
        request,
        version,
        lambda target: print_entry(version, entry, around(request), target),
        entry.number,
        entry.number,
    )


@require_safe
@requires(Permission.ENTRY_EXPORT)
def list_on_form(request: Request, pk: int) -> FileResponse:
    """The rows that the filters leave, in their order."""
    version = get_template_to_print(request.person, pk, PaperFor.LIST, Permission.ENTRY_EXPORT)
    book = filters.book_of(request.GET.get("ledger", ""), filters.books(request.person))
    own = version.template.ledger_id
    if own is not None and (book is None or book.pk != own):
        raise Http404
    asked = filters.asked_of(request, book)
    keys = chosen_keys(asked, visible_entries(request.person))
    listed = ListAsked(
        keys, queries.name_of(book) if book else version.template.name, in_words(asked)
    )
    return on_form(
        request,
        version,
        lambda target: print_list(version, listed, around(request), target),
        request.today.isoformat(),
        f"{book.code if book else ''}{asked.query()}",
    )
