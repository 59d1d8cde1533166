"""Imports: the list, one import from its preview to its report, the rows that were refused."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, Final

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_import
from taizhang.access.scopes import visible_imports
from taizhang.engine.errors import BadInput, named
from taizhang.intake import import_queries
from taizhang.intake.errors import ImportFailed
from taizhang.intake.import_queries import HELD, Outcome, Status
from taizhang.ledger import queries
from taizhang.ledger.importing.fields import fields_of
from taizhang.ledger.importing.mapping import is_marked
from taizhang.reporting import workbooks
from taizhang.reporting.refused_rows import cells_of
from taizhang.reporting.workbooks import XLSX
from taizhang.web.errors import in_words
from taizhang.web.imports.words import line, reason
from taizhang.web.page import page
from taizhang.web.paging import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taizhang.intake.import_queries import Figures
    from taizhang.intake.models import Import
    from taizhang.web.request import Request

ROWS: Final = 50
_WIDTH, _REASON = 18, 48


@require_safe
@requires(Permission.LEDGER_IMPORT)
def imports(request: Request) -> HttpResponse:
    """Every workbook that was brought, newest first."""
    code = request.GET.get("ledger", "")
    names = {book.code: queries.name_of(book) for book in queries.ledgers()}
    found = visible_imports(request.person)
    if code in names:
        found = found.filter(ledger=code)
    rows = rows_of(request, found, 30)
    context = {
        "rows": rows,
        "lines": [(one, names.get(one.ledger, one.ledger)) for one in rows],
        "code": code if code in names else "",
        "book_name": names.get(code, ""),
    }
    return page(request, "imports/imports.html", context)


@require_safe
@requires(Permission.LEDGER_IMPORT)
def import_(request: Request, pk: int) -> HttpResponse:
    """How far it is: the work under way, what it would do, what it did."""
    one = get_import(request.person, pk)
    if one.status == Status.MAPPING:
        return redirect("imports:columns", pk)
    if request.htmx and not import_queries.is_working(one):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the whole page says how it ended
    book = queries.ledger_by_code(one.ledger)
    context: dict[str, Any] = {
        "one": one,
        "book": book,
        "book_name": queries.name_of(book),
        "is_working": import_queries.is_working(one),
        "is_silent": import_queries.is_silent(one, request.now),
        "percent": 100 * one.done // one.total if one.total else 0,
        "failure": _failure(one),
        "remarks": remarks_of(one),
    }
    if not context["is_working"]:
        context |= _rows(request, one, fields_of(book))
    return page(request, "imports/import.html#work", context)


def remarks_of(one: Import) -> list[tuple[str, str]]:
    """What to know of the file, by sheet."""
    return [(sheet, gettext(message).format(**fields)) for sheet, message, fields in one.remarks]


def _failure(one: Import) -> Any:  # a refusal in words
    if not one.failure:
        return None
    kind = named(one.failure, BadInput)
    refusal = kind(**one.failure_fields) if kind else ImportFailed(reference=one.failure)
    return in_words(refusal)


def _rows(request: Request, one: Import, fields: Any) -> dict[str, Any]:  # by key
    """A page of rows of the outcome asked for, the first that has any when nothing is asked."""
    figures = import_queries.figures(one)
    tabs = _tabs(figures)
    show = request.GET.get("show", "")
    if show not in {key for key, _label, _count in tabs}:
        show = next((key for key, _label, count in tabs if count), Outcome.NEW.value)
    rows, before, after = import_queries.rows_after(
        import_queries.rows_of(one, show),
        after=_place(request, "after"),
        before=_place(request, "before"),
        size=ROWS,
    )
    sheets = [table["sheet"] for table in one.tables]
    marked = all(is_marked(kept, fields) for kept in one.mapping.values())
    return {
        "figures": figures,
        "tabs": tabs,
        "show": show,
        "lines": [line(row, sheets, fields) for row in rows],
        "has_sheets": len(set(sheets)) > 1,
        "before": before,
        "after": after,
        "is_marked": marked,
        "names_entries": any(
            key in {"number", "mark"} for kept in one.mapping.values() for key in kept.values()
        ),
        "may_confirm": one.status in {Status.PLANNED, Status.DONE} and figures.waiting > 0,
        "may_decide": one.status in {Status.PLANNED, Status.DONE},
        "refused_tables": _refused_tables(one),
    }


def _tabs(figures: Figures) -> list[tuple[str, str, int]]:
    order = (
        Outcome.CONFLICT,
        Outcome.NEW,
        Outcome.UPDATE,
        Outcome.REFUSED,
        Outcome.UNCHANGED,
        Outcome.NO_DATA,
    )
    found = [(one.value, str(one.label), getattr(figures, one.value)) for one in order]
    return [*found, (HELD, gettext("With cells left as they are"), figures.held)]


def _place(request: Request, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else None  # noqa: PLR2004  # a column's


def _refused_tables(one: Import) -> list[tuple[int, str]]:
    found = import_queries.refused_tables(one)
    return [(at, one.tables[at]["sheet"]) for at in found]


@require_safe
@requires(Permission.LEDGER_IMPORT)
def refused(request: Request, pk: int) -> FileResponse:
    """The rows that were not taken, as they came, with the reason in a last column."""
    one = get_import(request.person, pk)
    at = _place(request, "table") or 0
    if at >= len(one.tables):
        raise Http404
    book = queries.ledger_by_code(one.ledger)
    if book is None:
        raise Http404
    table = one.tables[at]
    headings = [(column["name"], _WIDTH) for column in table["columns"]]
    headings.append((pgettext("column", "Why it was not taken"), _REASON))
    fields = fields_of(book)

    def rows() -> Iterator[list[Any]]:
        cells = cells_of(one, at)
        for row in import_queries.rows_of(one, Outcome.REFUSED).filter(table=at).iterator():
            yield [*cells.get(row.row, ()), reason(row, fields)]

    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    workbooks.write(file, sheet=table["sheet"], headings=headings, rows=rows())
    file.seek(0)
    name = f"{gettext('Refused')}-{one.name.rpartition('.')[0] or one.name}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
