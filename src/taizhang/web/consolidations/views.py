"""Consolidations: the list, one of them from its work to its result, the workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_consolidation
from taizhang.access.scopes import ledgers_to_register, visible_consolidations
from taizhang.engine.errors import BadInput, named
from taizhang.intake.services.stored import bytes_of
from taizhang.ledger import queries as ledger
from taizhang.reporting.consolidations import queries
from taizhang.reporting.consolidations.errors import ConsolidationFailed
from taizhang.reporting.consolidations.queries import Status
from taizhang.web.consolidations.forms import FilesForm
from taizhang.web.consolidations.words import (
    column_lines,
    conflict_line,
    issue_lines,
    sentence,
)
from taizhang.web.errors import in_words
from taizhang.web.origin import exported
from taizhang.web.page import page
from taizhang.web.paging import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taizhang.reporting.models import Consolidation
    from taizhang.web.request import Request

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFLICTS: Final = 20
MOST_COLUMNS: Final = 300


@require_safe
@requires(Permission.LEDGER_IMPORT)
def consolidations(request: Request) -> HttpResponse:
    """Every one that was put together, newest first."""
    rows = rows_of(request, visible_consolidations(request.person).defer("account"), 30)
    return page(request, "consolidations/consolidations.html", {"rows": rows})


@require_safe
@requires(Permission.LEDGER_IMPORT)
def consolidation(request: Request, pk: int) -> HttpResponse:
    """How far it is; then what came of it, part by part."""
    one = get_consolidation(request.person, pk)
    is_working = one.status == Status.WORKING
    if request.htmx and not is_working:
        return HttpResponse(headers={"HX-Refresh": "true"})  # the whole page says how it ended
    return page(request, "consolidations/consolidation.html#work", whole(request, one))


def whole(
    request: Request,
    one: Consolidation,
    *,
    show: str = "",
    written: Mapping[int, str] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What the page of a consolidation shows; with values that were `written` into a form."""
    is_working = one.status == Status.WORKING
    context: dict[str, Any] = {
        "one": one,
        "form_name": form_name(one),
        "is_working": is_working,
        "is_silent": is_working and one.is_silent(timezone.now(), one.created_at),
        "percent": 100 * one.done // one.total if one.total else 0,
        "failure": _failure(one),
        **more,
    }
    if is_working:
        return context
    show = show or request.GET.get("show", "")
    if not one.result_as:
        show = "files"
    elif show not in _PARTS:
        show = "units"
    tab = _conflicts(request, one, written or {}) if show == "conflicts" else _PARTS[show](one)
    return context | head(request, one) | tab | {"show": show}


def head(request: Request, one: Consolidation) -> dict[str, Any]:
    """The sum of it, and what is left for a person."""
    return {
        "one": one,
        "account": one.account,
        "opened": len(queries.undecided(one)),
        "conflicts_in_all": one.conflicts.count(),
        "missing": len(one.account.get("missing_units", ())),
        "ledgers": _ledgers(request, one),
    }


def form_name(one: Consolidation) -> str:
    """Whose form the result has."""
    if one.ledger is not None:
        return ledger.name_of(one.ledger)
    return gettext("as the first workbook")


def _failure(one: Consolidation) -> Any:  # a refusal in words
    if not one.failure:
        return None
    kind = named(one.failure, BadInput)
    known = kind(**one.failure_fields) if kind else ConsolidationFailed(reference=one.failure)
    return in_words(known)


def _ledgers(request: Request, one: Consolidation) -> list[tuple[str, str]]:
    """Where the result may go on to; its own ledger first."""
    books = ledgers_to_register(request.person).filter(is_open=True)
    found = [(book.code, ledger.name_of(book)) for book in books]
    own = one.ledger.code if one.ledger else ""
    return sorted(found, key=lambda book: book[0] != own)


def _units(one: Consolidation) -> dict[str, Any]:
    return {"units": one.account.get("units", ()), "changes": one.account.get("changes")}


def _conflicts(request: Request, one: Consolidation, written: Mapping[int, str]) -> dict[str, Any]:
    every = request.GET.get("only") == "all"
    conflicts = queries.conflicts_of(one)
    keys = list(conflicts.values_list("pk", flat=True)) if every else queries.undecided(one)
    rows = rows_of(request, keys, CONFLICTS)
    return {
        "rows": rows,
        "every": every,
        "lines": [
            conflict_line(shown, written.get(shown.conflict.pk, ""))
            for shown in queries.shown(conflicts.filter(pk__in=list(rows)))
        ],
    }


def _columns(one: Consolidation) -> dict[str, Any]:
    doubtful, certain = column_lines(one.account.get("files", ()), one.fixed or {})
    return {
        "groups": [
            (gettext("To look at"), doubtful[:MOST_COLUMNS], True),
            (gettext("Certain"), certain[:MOST_COLUMNS], not doubtful),
        ]
    }


def _issues(one: Consolidation) -> dict[str, Any]:
    return {"issues": issue_lines(one.account)}


def _files(one: Consolidation) -> dict[str, Any]:
    told = {file["file"]: file for file in one.account.get("files", ())}
    lines = []
    for file in queries.files_of(one, all_of_them=True):
        known = told.get(file.name, {})
        sheets = known.get("sheets", ())
        remarks = [(each["sheet"], sentence(each["said"])) for each in known.get("remarks", ())]
        error = sentence(known["said"]) if "error" in known else ""
        lines.append((file, sheets, remarks, error))
    return {"files": lines, "form": FilesForm()}


_PARTS: Final[dict[str, Any]] = {
    "units": _units,
    "conflicts": _conflicts,
    "columns": _columns,
    "issues": _issues,
    "files": _files,
}


@require_safe
@requires(Permission.LEDGER_IMPORT)
def result(request: Request, pk: int) -> FileResponse:
    """The workbook as it was put together last."""
    one = get_consolidation(request.person, pk)
    if not one.result_as:
        raise Http404
    exported(request, f"xlsx consolidation {one.pk} {one.name}")
    return FileResponse(
        io.BytesIO(bytes_of(one.result_as)),
        as_attachment=True,
        filename=f"{one.name}.xlsx",
        content_type=XLSX,
    )
