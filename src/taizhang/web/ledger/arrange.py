"""All filters, the columns and the order of a list on one page, as one form without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.ledger import queries
from taizhang.web.ledger import filters
from taizhang.web.ledger.listing import sorts
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.web.request import Request


@require_safe
@requires(Permission.ENTRY_VIEW)
def arrange(request: Request) -> HttpResponse:
    """The form; it sends to the list itself."""
    code = request.GET.get("ledger", "")
    book = filters.book_of(code, filters.books(request.person))
    asked = filters.asked_of(request, book)
    list_url = reverse("ledger:entries_of", args=[code]) if code else reverse("ledger:entries")
    context = {
        "asked": asked,
        "book": queries.name_of(book) if book else "",
        "groups": filters.controls(asked),
        "boxes": filters.column_boxes(asked),
        "sorts": sorts(asked),
        "people": filters.names_of_people(),
        "problems": asked.problems,
        "list_url": list_url,
        "back_url": list_url + asked.query(),
    }
    return page(request, "ledger/arrange.html", context)
