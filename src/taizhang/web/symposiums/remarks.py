"""What is said: noted as it comes, put right, struck out, handed out at once; and what fits it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_remark, get_symposium
from taizhang.access.permissions import Permission
from taizhang.access.problems import visible_problems
from taizhang.access.scopes import visible_entries
from taizhang.engine import formats
from taizhang.engine.errors import Refused, TaizhangError
from taizhang.engine.extract.categories import categorise
from taizhang.intake.symposiums import queries, services
from taizhang.ledger import queries as ledger
from taizhang.ledger import services as ledger_services
from taizhang.matching import placing
from taizhang.web.errors import add_refusal, in_words
from taizhang.web.page import page
from taizhang.web.symposiums.board import console
from taizhang.web.symposiums.board import said as what_was_said
from taizhang.web.symposiums.forms import DispatchForm, LinesForm, NoteForm, said_in

if TYPE_CHECKING:
    from taizhang.intake.symposiums.models import Remark, Seat, Symposium
    from taizhang.matching.models import CommonProblem
    from taizhang.web.request import Request

_CONFLICT: Final = 409
_UNREADABLE: Final = 422
_ENOUGH: Final = 6
"""Characters from which something can be found that fits."""
_SHOWN: Final = 5


@require_POST
@requires(Permission.DOCUMENT_ADD)
def note(request: Request, pk: int) -> HttpResponse:
    """Note a remark. The script sends one after the other and shows the lines that come back."""
    found = get_symposium(request.person, pk, Permission.DOCUMENT_ADD)
    form = NoteForm(request.POST, symposium=found)
    if form.is_valid():
        try:
            services.note(
                found,
                form.words(),
                key=form.cleaned_data["key"],
                by=request.person,
                now=request.now,
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _shown(request, found)
    status = _CONFLICT if not form.has_error("text") else _UNREADABLE
    context = console(request, found, form=form)
    return page(request, "symposiums/table.html", context, status=status)


def _shown(request: Request, symposium: Symposium) -> HttpResponse:
    if not request.htmx:
        return redirect("intake:symposium", symposium.pk)
    return page(request, "symposiums/table.html#said", what_was_said(request, symposium))


@require_POST
@requires(Permission.DOCUMENT_ADD)
def lines(request: Request, pk: int) -> HttpResponse:
    """Take lines from minutes kept elsewhere; brought again, only what is new."""
    found = get_symposium(request.person, pk, Permission.DOCUMENT_ADD)
    form = LinesForm(request.POST, request.FILES)
    try:
        form.is_valid()
        new = services.take_lines(found, _text_of(form), by=request.person, now=request.now)
    except TaizhangError as refusal:
        messages.error(request, str(in_words(refusal)))
    else:
        said = ngettext("%(count)d new line was noted.", "%(count)d new lines were noted.", new)
        messages.success(request, said % {"count": new})
    return redirect("intake:symposium", found.pk)


def _text_of(form: LinesForm) -> str:
    file = form.cleaned_data.get("file")
    if file is None:
        return str(form.cleaned_data.get("text", ""))
    return formats.read_bytes(file.read(), name=file.name).text


@require_safe
@requires(Permission.DOCUMENT_ADD)
def beside(request: Request, pk: int) -> HttpResponse:
    """What fits the words that are being typed, and whose they are."""
    found = get_symposium(request.person, pk, Permission.DOCUMENT_ADD)
    asked = request.GET.get("seat", "")
    chosen = queries.seats(found).filter(pk=asked).first() if asked.isdecimal() else None
    context = _beside(request, chosen, request.GET.get("text", "").strip())
    return page(request, "symposiums/beside.html#beside", {"symposium": found, **context})


def _beside(request: Request, seat: Seat | None, text: str) -> dict[str, Any]:
    seen = visible_entries(request.person)
    enterprise = seat.enterprise if seat else None
    context: dict[str, Any] = {"seat": seat, "enterprise": enterprise, "text": text}
    if enterprise:
        own = ledger.open_of(enterprise, seen)
        context |= {"open_count": own.count(), "open": own[:_SHOWN]}
    if len(text) < _ENOUGH:
        return context
    told = categorise(text)
    category = told.category or ""
    return context | {
        "category": category,
        "words": told.words,
        "problem": _problem(request, text),
        "shared": ledger.shared_by(
            text,
            category=category,
            but=[enterprise.code] if enterprise else [],
            seen=seen,
            now=request.now,
        ),
        "answered": ledger.answered_before(text, category=category, seen=seen),
        "handled": ledger.handled_by(text, category=category, now=request.now),
    }


def _problem(request: Request, text: str) -> CommonProblem | None:
    """The common problem that the words may belong to, where the reader may see it."""
    found = placing.problem_of(placing.needed_by(text))
    seen = found and visible_problems(request.person).filter(pk=found.pk).exists()
    return found if seen else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DOCUMENT_ADD)
def correct(request: Request, pk: int) -> HttpResponse:
    """Put a remark right."""
    remark = get_remark(request.person, pk)
    symposium = remark.symposium
    if request.method != "POST":
        form = NoteForm(symposium=symposium, initial=said_in(remark))
        return _asked(request, remark, form)
    form = NoteForm(request.POST, symposium=symposium)
    if not form.is_valid():
        return _asked(request, remark, form, status=_UNREADABLE)
    try:
        services.correct(
            remark,
            form.words(),
            by=request.person,
            now=request.now,
            seen=form.cleaned_data["seen"],
        )
    except Refused as refusal:
        # Nothing typed is lost: the same words, now against the newest version.
        remark.refresh_from_db()
        typed = request.POST.copy()
        typed["seen"] = str(remark.version)
        form = NoteForm(typed, symposium=symposium)
        add_refusal(form, refusal)
        return _asked(request, remark, form, status=_CONFLICT)
    return redirect("intake:symposium", symposium.pk)


def _asked(
    request: Request, remark: Remark, form: NoteForm | DispatchForm, *, status: int = 200
) -> HttpResponse:
    is_dispatch = isinstance(form, DispatchForm)
    context = {
        "symposium": remark.symposium,
        "remark": remark,
        "form": form,
        "is_dispatch": is_dispatch,
    }
    return page(request, "symposiums/remark.html", context, status=status)


@require_POST
@requires(Permission.DOCUMENT_ADD)
def strike(request: Request, pk: int) -> HttpResponse:
    """Strike a remark out, or with `back` put it in again."""
    remark = get_remark(request.person, pk)
    act = services.take_strike_back if request.POST.get("back") else services.strike
    seen = request.POST.get("seen", "")
    try:
        act(
            remark,
            by=request.person,
            now=request.now,
            seen=int(seen) if seen.isdecimal() else None,
        )
    except Refused as refusal:
        messages.error(request, str(in_words(refusal)))
    return _shown(request, remark.symposium)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_DISPATCH)
def dispatch(request: Request, pk: int) -> HttpResponse:
    """Put what was raised on its ledger and hand it to a unit, now."""
    remark = get_remark(request.person, pk, Permission.ENTRY_DISPATCH)
    draft = remark.draft
    if draft is None:
        messages.error(request, _("This remark is no matter for a ledger."))
        return redirect("intake:symposium", remark.symposium_id)
    if request.method != "POST":
        lead = draft.lead_unit or _whom(request, draft.text, draft.category)
        initial = {"lead": lead.code if lead else "", "due": draft.due}
        return _asked(request, remark, DispatchForm(initial=initial))
    form = DispatchForm(request.POST)
    if not form.is_valid():
        return _asked(request, remark, form, status=_UNREADABLE)
    try:
        entry = ledger_services.register_and_dispatch(
            draft, **form.cleaned_data, by=request.person, now=request.now
        )
    except TaizhangError as refusal:
        add_refusal(form, refusal)
        return _asked(request, remark, form, status=_CONFLICT)
    said = _("{number} was dispatched to {unit}.")
    messages.success(request, said.format(number=entry.number, unit=form.cleaned_data["lead"]))
    return redirect("intake:symposium", remark.symposium_id)


def _whom(request: Request, text: str, category: str) -> Any:
    handled = ledger.handled_by(text, category=category, now=request.now, limit=1)
    return handled[0].unit if handled else None
