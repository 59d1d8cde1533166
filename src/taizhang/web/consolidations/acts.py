"""Workbooks are sent, columns fixed, conflicts decided, the result made anew and handed on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_consolidation
from taizhang.access.scopes import ledgers_to_register, visible_consolidations
from taizhang.engine.consolidating import Answer
from taizhang.engine.errors import BadInput, TaizhangError
from taizhang.intake.errors import UploadTooLarge
from taizhang.intake.services import receive_import
from taizhang.intake.services.stored import bytes_of
from taizhang.reporting.consolidations import queries, services
from taizhang.reporting.consolidations.services import Said, Sent
from taizhang.roster import queries as roster
from taizhang.web.consolidations.forms import FilesForm, OpenForm
from taizhang.web.consolidations.views import head, whole
from taizhang.web.consolidations.words import LEFT_OUT, conflict_line
from taizhang.web.errors import add_refusal, in_words, status_of
from taizhang.web.intake.uploads import TOO_LARGE
from taizhang.web.origin import origin
from taizhang.web.page import page, wants_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse

    from taizhang.reporting.models import Consolidation
    from taizhang.web.request import Request

_BAD = HTTPStatus.UNPROCESSABLE_ENTITY
EARLIER = 60
"""How many earlier ones are offered to be compared with."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.LEDGER_IMPORT)
def new(request: Request) -> HttpResponse:
    """Choose the workbooks of the units, and what the result looks like."""
    more: dict[str, Any] = {
        "books": ledgers_to_register(request.person),
        "earlier": visible_consolidations(request.person)
        .exclude(result_as="")
        .defer("account")[:EARLIER],
        "units": [unit.name for unit in roster.units()],
    }
    if request.method != "POST":
        return _asked(request, OpenForm(initial=_initial(request), **more))
    form = OpenForm(request.POST, request.FILES, **more)
    if TOO_LARGE in request.META:
        return _asked(request, form, in_words(_too_large()), status=413)
    if not form.is_valid():
        return _asked(request, form, status=_BAD)
    given = form.cleaned_data
    try:
        one = services.open_consolidation(
            _sent(given["files"]),
            name=given["name"],
            ledger=form.books.get(given["ledger"]),
            previous=form.earlier.get(given["previous"]),
            expected=given["expected"],
            by=request.person,
            now=request.now,
            origin=origin(request),
        )
    except BadInput as refusal:
        add_refusal(form, refusal, "files")
        return _asked(request, form, status=_BAD)
    return redirect("consolidations:one", one.pk)


def _asked(
    request: Request, form: OpenForm, refusal: object = None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    return page(request, "consolidations/new.html", context, status=status)


def _initial(request: Request) -> dict[str, Any]:
    """What last time's was like, when it is asked to be compared with."""
    found = visible_consolidations(request.person).exclude(result_as="")
    before = found.filter(pk=_number(request.GET.get("previous", ""))).first()
    if before is None:
        return {"ledger": request.GET.get("ledger", "")}
    ledger = before.ledger.code if before.ledger else ""
    return {"previous": str(before.pk), "ledger": ledger, "expected": before.expected}


def _sent(files: Iterable[UploadedFile]) -> list[Sent]:
    return [Sent(file.name or "", file.read()) for file in files]


def _too_large() -> UploadTooLarge:
    return UploadTooLarge(limit=f"{settings.UPLOAD_LIMIT // 1024 // 1024} MB")


@require_POST
@requires(Permission.LEDGER_IMPORT)
def files(request: Request, pk: int) -> HttpResponse:
    """Take further workbooks in."""
    one = get_consolidation(request.person, pk)
    form = FilesForm(request.POST, request.FILES)
    try:
        if TOO_LARGE in request.META:
            raise _too_large()
        if form.is_valid():
            sent = _sent(form.cleaned_data["files"])
            services.add_files(one, sent, by=request.person, now=request.now)
    except TaizhangError as refusal:
        messages.error(request, str(in_words(refusal)))
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return _back(pk, show="files")


@require_POST
@requires(Permission.LEDGER_IMPORT)
def leave_out(request: Request, pk: int) -> HttpResponse:
    """Leave a workbook out, or take it up again."""
    one = get_consolidation(request.person, pk)
    file = one.files.filter(pk=_number(request.POST.get("file", ""))).first()
    if file is not None:
        is_left_out = request.POST.get("leave") == "1"
        services.leave_out(one, file, is_left_out=is_left_out, by=request.person)
    return _back(pk, show="files")


@require_POST
@requires(Permission.LEDGER_IMPORT)
def columns(request: Request, pk: int) -> HttpResponse:
    """Say which column is which, and put the workbooks together with that."""
    one = get_consolidation(request.person, pk)
    fixed = dict(one.fixed or {})
    names = request.POST.getlist("name")
    for name, said in zip(names, request.POST.getlist("to"), strict=False):
        fixed.pop(name, None)
        if said:
            fixed[name] = "" if said == LEFT_OUT else said
    try:
        one = services.fix_columns(one, fixed, by=request.person)
        if one.is_behind:
            services.put_together(one, now=request.now)
    except TaizhangError as refusal:
        messages.error(request, str(in_words(refusal)))
    return _back(pk, show="columns")


@require_POST
@requires(Permission.LEDGER_IMPORT)
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide the conflict whose key was pressed, and others for which a value was written.

    With htmx one conflict is sent and comes back; without, the page is sent with all that was
    written on it.
    """
    one = get_consolidation(request.person, pk)
    pressed, said = _pressed(request, one)
    if pressed is None or not wants_part(request):
        said = {**_written(request, one), **said}
    refusal = None
    try:
        services.decide(one, said, by=request.person, now=request.now)
    except TaizhangError as error:
        refusal = error
    if pressed is not None and wants_part(request):
        return _one_conflict(request, one, pressed, refusal)
    if refusal is not None:
        words, written = in_words(refusal), _typed(request)
        context = whole(request, one, show="conflicts", written=written, refusal=words)
        return page(
            request, "consolidations/consolidation.html", context, status=status_of(refusal)
        )
    anchor = f"#c{pressed}" if pressed else ""
    only = {"only": "all"} if request.GET.get("only") == "all" else {}
    at = {"page": request.GET["page"]} if request.GET.get("page", "").isdecimal() else {}
    return _back(pk, anchor, show="conflicts", **only, **at)


def _pressed(request: Request, one: Consolidation) -> tuple[int | None, dict[int, Said]]:
    """`17:take:2`, `17:own`, `17:both` or `17:back`: which conflict, and what is said to it."""
    key, _colon, rest = request.POST.get("say", "").partition(":")
    pk = _number(key)
    if not pk:
        return None, {}
    how, _colon, place = rest.partition(":")
    seen = _number(request.POST.get(f"seen-{key}", ""))
    match how:
        case "take":
            (row,) = queries.conflicts_of(one).filter(pk=pk) or (None,)
            options = dict(enumerate(row.options if row else (), start=1))
            return pk, {pk: Said(Answer.TAKE, options.get(_number(place), ""), seen)}
        case "own":
            return pk, {pk: Said(Answer.OWN, request.POST.get(f"own-{key}", ""), seen)}
        case "both":
            return pk, {pk: Said(Answer.BOTH, seen=seen)}
        case "back":
            return pk, {pk: Said(None, seen=seen)}
    return pk, {}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0  # noqa: PLR2004


def _typed(request: Request) -> dict[int, str]:
    """Values of their own that were written anywhere on the page."""
    found: dict[int, str] = {}
    for name, value in request.POST.items():
        mark, _dash, key = name.partition("-")
        if mark == "own" and key.isdecimal() and isinstance(value, str) and value.strip():
            found[int(key)] = value
    return found


def _written(request: Request, one: Consolidation) -> dict[int, Said]:
    """Of these the ones that are not decided so already."""
    typed = _typed(request)
    rows = queries.shown(queries.conflicts_of(one).filter(pk__in=typed))
    return {
        row.conflict.pk: Said(
            Answer.OWN,
            typed[row.conflict.pk],
            _number(request.POST.get(f"seen-{row.conflict.pk}", "")),
        )
        for row in rows
        if row.decision is None or row.decision.value != typed[row.conflict.pk].strip()
    }


def _one_conflict(
    request: Request, one: Consolidation, pk: int, refusal: TaizhangError | None
) -> HttpResponse:
    (row,) = queries.shown(queries.conflicts_of(one).filter(pk=pk)) or (None,)
    if row is None:
        raise Http404
    one.refresh_from_db()
    words = in_words(refusal) if refusal else None
    written = _typed(request).get(pk, "") if refusal else ""
    context = {
        **head(request, one),
        "line": conflict_line(row, written),
        "refusal": words,
        "is_part": True,
    }
    return page(request, "consolidations/parts/decided.html", context)


@require_POST
@requires(Permission.LEDGER_IMPORT)
def again(request: Request, pk: int) -> HttpResponse:
    """Put the workbooks together anew, with all that was decided since."""
    services.put_together(get_consolidation(request.person, pk), now=request.now)
    return redirect("consolidations:one", pk)


@require_POST
@requires(Permission.LEDGER_IMPORT)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Stop the work; files, decisions and an earlier result stay."""
    services.cancel(get_consolidation(request.person, pk), by=request.person)
    messages.success(request, gettext("Stopped. Files, decisions and an earlier result stay."))
    return redirect("consolidations:one", pk)


@require_POST
@requires(Permission.LEDGER_IMPORT)
def hand_on(request: Request, pk: int) -> HttpResponse:
    """Bring the result into a ledger by way of an import, which writes nothing unseen."""
    one = get_consolidation(request.person, pk)
    books = ledgers_to_register(request.person).filter(is_open=True)
    book = books.filter(code=request.POST.get("ledger", "")).first()
    if book is None or not one.result_as:
        return _back(pk)
    try:
        brought = receive_import(
            f"{one.name}.xlsx",
            bytes_of(one.result_as),
            ledger=book.code,
            by=request.person,
            now=request.now,
        )
    except BadInput as refusal:
        messages.error(request, str(in_words(refusal)))
        return redirect("consolidations:one", pk)
    return redirect("imports:import", brought.pk)


def _back(pk: int, anchor: str = "", **asked: str) -> HttpResponse:
    address = reverse("consolidations:one", args=[pk])
    return redirect(f"{address}?{urlencode(asked)}{anchor}" if asked else address)
