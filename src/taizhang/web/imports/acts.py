"""A workbook is taken in, its columns confirmed, conflicts decided, the whole confirmed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_import
from taizhang.access.scopes import ledgers_to_register
from taizhang.engine.errors import BadInput, TaizhangError
from taizhang.engine.importing.planning import Side
from taizhang.intake import import_queries
from taizhang.intake import services as intake
from taizhang.intake.errors import UploadTooLarge
from taizhang.ledger import queries, services
from taizhang.ledger.importing.fields import fields_of
from taizhang.web.errors import add_refusal, in_words
from taizhang.web.imports.forms import ReceiveForm, choices_of
from taizhang.web.imports.views import remarks_of
from taizhang.web.imports.words import use_of
from taizhang.web.intake.uploads import TOO_LARGE
from taizhang.web.origin import origin
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.intake.models import Import
    from taizhang.web.request import Request

_BAD = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LEDGER_IMPORT)
def new(request: Request) -> HttpResponse:
    """Choose a workbook and the ledger it goes to."""
    books = ledgers_to_register(request.person).filter(is_open=True)
    if request.method != "POST":
        form = ReceiveForm(books=books, initial={"ledger": request.GET.get("ledger", "")})
        return page(request, "imports/new.html", {"form": form})
    form = ReceiveForm(request.POST, request.FILES, books=books)
    if TOO_LARGE in request.META:
        limit = f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB"
        context = {"form": form, "refusal": in_words(UploadTooLarge(limit=limit))}
        return page(request, "imports/new.html", context, status=413)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            one = intake.receive_import(
                file.name,
                file.read(settings.UPLOAD_LIMIT + 1),
                ledger=form.cleaned_data["ledger"],
                by=request.person,
                now=request.now,
            )
        except BadInput as refusal:
            add_refusal(form, refusal, "file")
        else:
            return redirect("imports:import", one.pk)
    return page(request, "imports/new.html", {"form": form}, status=_BAD)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LEDGER_IMPORT)
def columns(request: Request, pk: int) -> HttpResponse:
    """What each column holds, as it was recognised and as a person says."""
    one = get_import(request.person, pk)
    if one.status == import_queries.Status.READING:
        return redirect("imports:import", pk)
    if request.method != "POST":
        return _columns(request, one, {})
    mapping = {
        str(at): {
            str(place): request.POST.get(f"t{at}-c{place}", "")
            for place in range(len(table["columns"]))
        }
        for at, table in enumerate(one.tables)
        if f"t{at}-take" in request.POST
    }
    try:
        services.compare_import(one, mapping, by=request.person, now=request.now)
    except BadInput as refusal:
        return _columns(request, one, {"refusal": in_words(refusal)}, mapping)
    return redirect("imports:import", pk)


def _columns(
    request: Request,
    one: Import,
    more: dict[str, Any],
    said: dict[str, dict[str, str]] | None = None,
) -> HttpResponse:
    book = queries.ledger_by_code(one.ledger)
    fields = fields_of(book)
    proposed = services.propose_import(one)
    said = said if said is not None else one.mapping
    tables = []
    for at, table in enumerate(one.tables):
        found = []
        for place, column in enumerate(table["columns"]):
            guess = proposed[at][place]
            mine = said.get(str(at), {}).get(str(place), "") if said else guess.key
            reason = gettext(guess.reason.message).format(**guess.reason.fields)
            found.append((column, f"t{at}-c{place}", mine, reason, use_of(mine, fields)))
        taken = str(at) in said if said else any(key for _c, _n, key, *_r in found)
        tables.append((table, f"t{at}-take", taken, found))
    context = {
        "one": one,
        "book": book,
        "book_name": queries.name_of(book),
        "tables": tables,
        "choices": choices_of(fields),
        "remarks": remarks_of(one),
        **more,
    }
    status = _BAD if more else HTTPStatus.OK
    return page(request, "imports/columns.html", context, status=status)


@require_POST
@requires(Permission.LEDGER_IMPORT)
def decide(request: Request, pk: int) -> HttpResponse:
    """Say who is right: of single cells, or of all that nobody decided yet."""
    one = get_import(request.person, pk)
    side = request.POST.get("all", "")
    if side in set(Side):
        count = intake.decide_all(one, Side(side), by=request.person, now=request.now)
    else:
        count = intake.decide(one, _decisions(request), by=request.person, now=request.now)
    said = gettext("Decided: {count} rows. Nothing is written before you confirm.")
    messages.success(request, said.format(count=count))
    begins = request.POST.get("after", "")
    here = f"&after={begins}" if begins.isdecimal() else ""
    return redirect(f"{reverse('imports:import', args=[pk])}?show=conflict{here}")


def _decisions(request: Request) -> dict[int, dict[str, str]]:
    """`cell-17-title=file` and so on."""
    found: dict[int, dict[str, str]] = {}
    for name, side in request.POST.items():
        mark, _dash, rest = name.partition("-")
        row, _dash, key = rest.partition("-")
        if mark == "cell" and row.isdecimal() and isinstance(side, str):
            found.setdefault(int(row), {})[key] = side
    return found


@require_POST
@requires(Permission.LEDGER_IMPORT)
def confirm(request: Request, pk: int) -> HttpResponse:
    """Write what the person has seen."""
    one = get_import(request.person, pk)
    try:
        services.confirm_import(one, by=request.person, now=request.now, origin=origin(request))
    except TaizhangError as refusal:
        messages.error(request, str(in_words(refusal)))
    return redirect("imports:import", pk)


@require_POST
@requires(Permission.LEDGER_IMPORT)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Go no further; what is written stays."""
    intake.cancel(get_import(request.person, pk), by=request.person, now=request.now)
    messages.success(request, gettext("The import was cancelled. What had been written stays."))
    return redirect("imports:import", pk)


@require_POST
@requires(Permission.LEDGER_IMPORT)
def again(request: Request, pk: int) -> HttpResponse:
    """Go on where the work stopped."""
    one = get_import(request.person, pk)
    services.go_on_with_import(one, by=request.person, now=request.now)
    return redirect("imports:import", pk)
