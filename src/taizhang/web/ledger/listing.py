"""The ledger as a list: tabs, filters, order, pages, and the same rows as a workbook."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.db.models import F
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.scopes import visible_entries
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries
from taizhang.reporting import columns, workbooks
from taizhang.reporting.queries import ledger_rows
from taizhang.web.ledger.filters import Listing
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry, Ledger
    from taizhang.web.request import Request

PER_PAGE: Final = 50
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NEWEST: Final = ("-registered_at", "-id")
ORDERS: Final[dict[str, tuple[Any, ...]]] = {
    "number": ("ledger_id", "number"),
    "-number": ("-ledger_id", "-number"),
    "registered": ("registered_at", "id"),
    "-registered": _NEWEST,
    "due": (F("due").asc(nulls_last=True), "id"),
    "-due": (F("due").desc(nulls_last=True), "-id"),
    "state": ("state", *_NEWEST),
    "lead": (F("lead__code").asc(nulls_last=True), *_NEWEST),
}
HEADINGS: Final = (
    ("number", _("Number"), "number"),
    ("title", _("Matter"), ""),
    ("who", _("Enterprise"), ""),
    ("state", _("State"), "state"),
    ("due", _("Due date"), "due"),
    ("lead", _("Lead unit"), "lead"),
    ("charge", _("Person in charge"), ""),
    ("category", _("Category"), ""),
    ("registered", _("Registered on"), "registered"),
)


@require_safe
@requires(Permission.ENTRY_VIEW)
def entries(request: Request, code: str = "") -> HttpResponse:
    """All ledgers, or one of them."""
    books = list(queries.ledgers())
    book = _book(books, code)
    asked = Listing.of(request.GET, ledger=code)
    mine = visible_entries(request.person)
    today = request.today
    found = _ordered(asked, asked.rows(mine, person=request.person, today=today))
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "chosen": asked.raw,
        "here": request.path,
        "today": today,
        "page": shown,
        "rows": _rows(shown, today),
        "book": book,
        "takes_entries": book is None or book.is_open,
        "tabs": _tabs(request, asked, mine, books),
        "chips": asked.chips(),
        "tags": asked.tags(request.path, person=request.person, today=today),
        "kept": asked.kept,
        "columns": _columns(asked),
        "is_filtered": asked.is_filtered,
        "clear_url": request.path,
        "export_url": reverse("ledger:export") + asked.query(ledger=code),
        "may_export": can(request.person, Permission.ENTRY_EXPORT),
        "may_register": can(request.person, Permission.ENTRY_REGISTER),
    }
    return page(request, "ledger/entries.html", context)


@require_safe
@requires(Permission.ENTRY_EXPORT)
def export(request: Request) -> FileResponse:
    """The filtered rows, all of them, in the order shown, as the office's workbook."""
    code = request.GET.get("ledger", "")
    book = _book(list(queries.ledgers()), code)
    asked = Listing.of(request.GET, ledger=code)
    today = request.today
    found = asked.rows(visible_entries(request.person), person=request.person, today=today)
    name = queries.name_of(book) if book else gettext("All ledgers")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    workbooks.write(
        file,
        sheet=name,
        headings=[
            (pgettext("column", "Row"), 6),
            *((str(column.heading), column.width) for column in columns.COLUMNS),
        ],
        rows=(
            [number, *columns.row(entry)]
            for number, entry in enumerate(ledger_rows(_ordered(asked, found)), start=1)
        ),
        frozen=2,
    )
    file.seek(0)
    filename = f"{gettext('Ledger')}-{name}-{today.isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)


def _ordered(asked: Listing, found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.order_by(*ORDERS.get(asked.values.get("sort", ""), _NEWEST))


def _rows(shown: Page, today: date) -> list[Entry]:
    """The rows of one page with everything they show."""
    wanted = shown.object_list.select_related("ledger", "lead", "in_charge")
    rows = list(wanted.prefetch_related("requesters"))
    for row in rows:
        row.signal = str(queries.signal_of(row, today))
        row.runs = State(row.state).is_open and row.state != State.PARKED.value
    return rows


def _book(books: Sequence[Ledger], code: str) -> Ledger | None:
    """The ledger of this code, or 404; none for no code."""
    found = next((book for book in books if book.code == code), None)
    if code and found is None:
        raise Http404
    return found


def _tabs(
    request: Request, asked: Listing, mine: QuerySet[Entry], books: Sequence[Ledger]
) -> list[dict[str, Any]]:
    """Every ledger with how many rows the other filters leave in it, its own and others'."""
    found = asked.rows(mine, person=request.person, today=request.today, any_ledger=True)
    counts, listed = queries.counts_by_ledger(found), queries.listed_by_ledger(found)
    query = asked.query()
    query = "" if query == "?" else query
    everything = {
        "label": gettext("All"),
        "count": sum(counts.values()),
        "url": reverse("ledger:entries") + query,
        "current": not asked.ledger,
    }
    return [
        everything,
        *(
            {
                "label": queries.name_of(book),
                "count": counts.get(book.code, 0) + listed.get(book.code, 0),
                "url": reverse("ledger:entries_of", args=[book.code]) + query,
                "current": asked.ledger == book.code,
            }
            for book in books
        ),
    ]


def _columns(asked: Listing) -> list[dict[str, Any]]:
    """Headings; a click on one that sorts turns its order round."""
    now = asked.values.get("sort", "-registered")
    headings = []
    for name, label, order in HEADINGS:
        turns = now == order and f"-{order}" in ORDERS
        next_order = f"-{order}" if turns else order
        headings.append(
            {
                "name": name,
                "label": label,
                "url": asked.query(sort=next_order) if order else "",
                "sorted": {order: "ascending", f"-{order}": "descending"}.get(now) if order else "",
            }
        )
    return headings
