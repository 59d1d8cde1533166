"""The ledger as a list: tabs, views, filters, order, columns, pages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.scopes import sees_all, visible_entries
from taizhang.ledger import queries
from taizhang.reporting.columns import SHOWN, name_in, rows_for
from taizhang.reporting.filters.asked import RELEVANCE
from taizhang.reporting.papers.lists import lists_for
from taizhang.web import counts
from taizhang.web.ledger import cells, filters
from taizhang.web.ledger.bulk_forms import PERMISSIONS as BULK
from taizhang.web.ledger.papers import offered_for_list
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry, Ledger
    from taizhang.ledger.queries import Place, Run, Sheet, Sifted
    from taizhang.reporting.columns import Column
    from taizhang.reporting.filters import Asked
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

PER_PAGE: Final = 50
SORTS: Final = (
    ("-registered", _("Newest first")),
    ("registered", _("Oldest first")),
    ("due", _("Due first")),
    ("-due", _("Due last")),
    ("-changed", _("Changed last")),
    ("number", _("Number")),
    ("-closed", _("Closed last")),
    ("state", _("By state")),
    ("lead", _("By lead unit")),
    ("charge", _("By person in charge")),
    ("category", _("By category")),
)


@require_safe
@requires(Permission.ENTRY_VIEW)
def entries(request: Request, code: str = "") -> HttpResponse:
    """All ledgers, or one of them."""
    books = filters.books(request.person)
    book = filters.book_of(code, books)
    if not request.GET and (view := queries.first_view(request.person, book)):
        return redirect(view_address(view.ledger, f"{view.query}&view={view.code}".lstrip("&")))
    asked = filters.asked_of(request, book)
    if tidied := _tidied(request, asked):
        return redirect(tidied)
    columns, strange = filters.columns_of(asked)
    mine = visible_entries(request.person)
    run = run_of(asked, mine, visible_entries(request.person, is_walking=True))
    sheet, lost = _sheet(request, run, columns, asked)
    context = {
        "asked": asked,
        "book": book,
        "here": request.path,
        "columns": _headings(asked, columns),
        "rows": _rows(request, sheet, columns, asked),
        "count": _total(request, asked, run),
        "problems": [*asked.problems, *strange, *lost],
        "tabs": _tabs(asked, mine, run, books),
        "views": _views(request, book),
        "chips": filters.chips(asked),
        "tags": filters.tags(asked, request.path),
        "kept": filters.kept(asked),
        "sorts": sorts(asked),
        "many_found": asked.words and asked.order == RELEVANCE and run.keys is None,
        "arrange_url": reverse("ledger:arrange") + asked.query(ledger=code),
        "clear_url": f"{request.path}?any=1",
        "save_url": reverse("ledger:save_view") + asked.query(ledger=code),
        "all_query": asked.query(ledger=code).removeprefix("?"),
        "before_url": _turned(asked, "before", sheet.before),
        "after_url": _turned(asked, "after", sheet.after),
        "first_url": request.path + _said(asked),
        **_acts(request.person),
        "takes_entries": book is None or book.is_open,
        **_exports(request, asked, book, columns),
    }
    return page(request, "ledger/entries.html", context)


def view_address(code: str | None, query: str) -> str:
    """The address of the list of a ledger, or of all of them, with what it is asked for."""
    path = reverse("ledger:entries_of", args=[code]) if code else reverse("ledger:entries")
    return f"{path}?{query}" if query else path


def run_of(asked: Asked, mine: QuerySet[Entry], walked: QuerySet[Entry] | None = None) -> Run:
    """The rows asked for, in the order asked for, to be read from any place.

    `walked` are the same entries as `mine`, asked for one by one.
    """
    walked = mine if walked is None else walked
    is_ranked = asked.order == RELEVANCE
    if asked.is_common and asked.order in {RELEVANCE, queries.NEWEST}:
        return queries.Run.streamed(replace(asked, words="").rows(walked), asked.words)
    return queries.Run.of(
        asked.own_rows(mine),
        queries.NEWEST if is_ranked else asked.order,
        walked=asked.own_rows(walked, asked.reader.walking()),
        listed=asked.listed_rows(mine),
        rank=partial(queries.ranked, words=asked.words) if is_ranked else None,
        is_one_ledger=asked.reader.ledger is not None,
        sifted=_sifted(asked, mine, walked),
        windows=asked.windows,
    )


def _sifted(asked: Asked, mine: QuerySet[Entry], walked: QuerySet[Entry]) -> Sifted | None:
    """How rows that hold common words are looked for; None where few hold them, or for none."""
    if not asked.words or asked.sought.sieve is None:
        return None
    others = replace(asked, words="")
    rows, along = others.own_rows(mine), others.own_rows(walked, asked.reader.walking())
    return queries.Sifted(rows, along, asked.sought.sieve)


def _exports(
    request: Request, asked: Asked, book: Ledger | None, columns: Sequence[Column]
) -> dict[str, Any]:
    """Where the rows are to be had as files: also in the form that the ledger was opened from."""
    shown = replace(asked, columns=tuple(one.key for one in columns))
    every = replace(asked, columns=())
    code = book.code if book else ""
    address = reverse("ledger:export")
    has_form = book is not None and book.layout
    lists = [
        (gettext(kind.label), reverse("ledger:list", args=[kind.value]) + every.query(ledger=code))
        for kind in lists_for(book)
    ]
    return {
        "lists": lists,
        "own_forms": offered_for_list(book, request.person, every),
        "may_export": can(request.person, Permission.ENTRY_EXPORT),
        "export_url": address + shown.query(ledger=code),
        "export_all_url": address + every.query(ledger=code),
        "workbook_url": reverse("ledger:workbook", args=[code]) + every.query() if has_form else "",
    }


def _acts(person: Person) -> dict[str, bool]:
    """What the list offers the person to do."""
    return {
        "may_bulk": can(person, *BULK),
        "may_import": can(person, Permission.LEDGER_IMPORT),
        "may_register": can(person, Permission.ENTRY_REGISTER),
        "may_triage": can(person, Permission.ENTRY_TRIAGE),
    }


def _tidied(request: Request, asked: Asked) -> str:
    """The address without what says nothing: a form sends its empty fields, too."""
    if all(any(given) for _name, given in request.GET.lists()):
        return ""
    if asked.problems:
        return ""  # what is wrong is said, not taken away
    usual = asked.columns == SHOWN[1:]
    tidied = replace(
        asked,
        columns=() if usual else asked.columns,
        sort="" if asked.sort == queries.NEWEST else asked.sort,
    )
    return request.path + _said(tidied)


def _said(asked: Asked) -> str:
    """The query of a list; one that asks for nothing says so, or the first view would open."""
    query = asked.query()
    return "?any=1" if query == "?" else query


def _sheet(
    request: Request, run: Run, columns: Sequence[Column], asked: Asked
) -> tuple[Sheet, list[str]]:
    also = {*queries.SIGNAL, "number", "answered_at", *run.names}
    if asked.words:
        also |= {*queries.EXCERPTED}
    # Who asks is read by name alone, with the rows of the page.
    read = rows_for(
        [one for one in columns if one.key != "enterprise"], also=also, named_later=True
    )
    rows = queries.with_signal(read, today=request.today)
    try:
        after = run.place(request.GET.get("after", ""))
        before = run.place(request.GET.get("before", ""))
    except queries.UnknownPlace:
        told = gettext("The place in the list cannot be read; this is its beginning.")
        return run.sheet(rows, PER_PAGE), [told]
    return run.sheet(rows, PER_PAGE, after=after, before=before), []


def _total(request: Request, asked: Asked, run: Run) -> queries.Count:
    """Of few rows exactly; of many as far as one column lets count them quickly."""
    if run.keys is not None or asked.is_beside or len(asked.values) > 1:
        return run.count
    seen = visible_entries(request.person, is_walking=True)
    if not sees_all(request.person):
        seen = queries.by_ledger(seen)
    own = queries.total(asked.own_rows(seen, asked.reader.walking()))
    if run.listed is None or own.is_more:
        return own
    return queries.added([own, queries.total(run.listed)])


def _turned(asked: Asked, name: str, place: Place | None) -> str:
    return asked.query(**{name: str(place)}) if place else ""


def _rows(
    request: Request, sheet: Sheet, columns: list[Column], asked: Asked
) -> list[dict[str, Any]]:
    """The rows of one page, their cells made already."""
    today = asked.reader.today
    excerpts = queries.excerpts(sheet.entries, asked.words) if asked.words else {}
    ticks = can(request.person, *BULK)
    keys = [entry.pk for entry in sheet.entries]
    is_named = bool(keys) and any(one.key == "enterprise" for one in columns)
    asked_by = queries.asked_by(keys) if is_named else {}
    name_in(sheet.entries, columns)
    made = cells.Rows(columns[1:], today, asked.words, excerpts, asked_by, ticks=ticks)
    rows = []
    for entry in sheet.entries:
        entry.signal = str(queries.signal_of(entry, today))
        rows.append({"entry": entry, "cells": made.row(entry)})
    return rows


def _tabs(
    asked: Asked, mine: QuerySet[Entry], run: Run, books: Sequence[Ledger]
) -> list[dict[str, Any]]:
    """Every ledger, with how many rows the other filters leave in it where that is cheap to say."""
    everywhere = asked.outside_its_ledger()
    sizes = _counts(everywhere, mine, run if asked.reader.ledger is None else None, books)
    query = _said(everywhere)
    here = asked.reader.ledger
    everything = {
        "label": gettext("All"),
        "count": sizes.get("", ""),
        "url": reverse("ledger:entries") + query,
        "current": here is None,
    }
    return [
        everything,
        *(
            {
                "label": queries.name_of(book),
                "count": sizes.get(book.code, ""),
                "url": reverse("ledger:entries_of", args=[book.code]) + query,
                "current": here == book,
            }
            for book in books
        ),
    ]


def _counts(
    everywhere: Asked, mine: QuerySet[Entry], run: Run | None, books: Sequence[Ledger]
) -> dict[str, queries.Count]:
    """By ledger: of few rows exactly, of all rows up to a bound, of many filtered ones not.

    An entry stands on each ledger that it was put on, and once among all, under no code.
    """
    if not everywhere.is_narrowed:
        return _bounded_counts(everywhere.reader.person, books)
    anywhere = replace(everywhere, reader=replace(everywhere.reader, ledger=None))
    run = run or queries.Run.of(
        anywhere.rows(mine), queries.NEWEST, sifted=_sifted(anywhere, mine, mine)
    )
    if run.keys is None:
        return {}
    own, listed = queries.counts_by_ledger(run.keys), queries.listed_by_ledger(run.keys)
    found = {b.code: queries.Count(own.get(b.pk, 0) + listed.get(b.pk, 0)) for b in books}
    return {"": queries.Count(len(run.keys)), **found}


def _bounded_counts(person: Person, books: Sequence[Ledger]) -> dict[str, queries.Count]:
    numbers = {key: (own, listed) for key, own, listed in counts.on_each_ledger(person)}
    found = {book.code: queries.added(numbers[book.pk]) for book in books}
    return {"": queries.added(numbers[book.pk][0] for book in books), **found}


def _views(request: Request, book: Ledger | None) -> list[dict[str, Any]]:
    now = request.GET.get("view", "")
    found = queries.views_of(request.person, book)
    return [{"view": view, "current": view.code == now} for view in found]


def _headings(asked: Asked, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Headings; a click on one that sorts turns its order round."""
    now = asked.order
    headings = []
    for column in columns:
        order = column.order
        turns = now == order
        headings.append(
            {
                "key": column.key,
                "label": column.heading,
                "url": asked.query(sort=f"-{order}" if turns else order) if order else "",
                "sorted": {order: "ascending", f"-{order}": "descending"}.get(now) if order else "",
            }
        )
    return headings


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """The orders to choose from: on a phone there are no headings to click."""
    found = [(name, str(label)) for name, label in SORTS]
    if asked.words:
        found.insert(0, (RELEVANCE, gettext("Best first")))
    return [(name, label, name == asked.order) for name, label in found]
