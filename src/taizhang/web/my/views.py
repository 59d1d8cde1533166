"""The enterprise's side: its own matters, in plain words, on a phone first."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access import acts
from taizhang.access.decorators import requires
from taizhang.access.get import get_matter
from taizhang.access.permissions import Permission
from taizhang.access.scopes import own_matters
from taizhang.engine.codes import LedgerKind, Satisfaction
from taizhang.engine.errors import TaizhangError
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries, services
from taizhang.matching import queries as matching
from taizhang.web.errors import add_refusal
from taizhang.web.ledger.new import registered_before, remember
from taizhang.web.ledger.sentences import timeline
from taizhang.web.my.forms import RateForm, ReportForm, WithdrawForm
from taizhang.web.my.words import standing
from taizhang.web.page import page

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry, Requester
    from taizhang.web.ledger.sentences import Day
    from taizhang.web.request import Request

PER_PAGE = 20


@require_safe
@requires(Permission.MATTER_REPORT)
def matters(request: Request) -> HttpResponse:
    """All that the enterprise has raised, what waits for it first."""
    today = request.today
    mine = own_matters(request.person).select_related("lead").prefetch_related("requesters")
    paginator = Paginator(mine.order_by("-registered_at", "-id"), PER_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    rows = [_row(request, entry, today) for entry in shown]
    rows.sort(key=lambda row: not row["asks"])
    return page(request, "my/matters.html", {"rows": rows, "page": shown})


def _row(request: Request, entry: Entry, today: Any) -> dict[str, Any]:
    own = _own(entry, request)
    return {
        "entry": entry,
        "standing": standing(entry, today=today),
        "asks": _is_answered(entry) and not own.satisfaction,
    }


def _is_answered(entry: Entry) -> bool:
    """Waits for its requester's word; a merged matter does once it has a reply of its own."""
    shared = entry.state == State.MERGED.value and entry.answered_at is not None
    return shared or entry.state == State.ANSWERED.value


def _own(entry: Entry, request: Request) -> Requester:
    """The enterprise's own line among those whose matter it is."""
    return next(
        one for one in entry.requesters.all() if one.enterprise_id == request.person.enterprise_id
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MATTER_REPORT)
def report(request: Request) -> HttpResponse:
    """A new problem; the office decides what becomes of it."""
    if request.method != "POST":
        return _reporting(request, ReportForm(initial={"token": token_hex(8)}))
    if number := registered_before(request):
        return redirect("my:matter", number)
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _reporting(request, form, status=422)
    try:
        entry = _register(request, form.cleaned_data)
    except TaizhangError as refusal:
        add_refusal(form, refusal)
        return _reporting(request, form, status=422)
    remember(request, entry)
    messages.success(
        request,
        gettext("We have received it as {number}. You read here who deals with it.").format(
            number=entry.number
        ),
    )
    return redirect("my:matter", entry.number)


def _register(request: Request, said: dict[str, Any]) -> Entry:
    return services.register(
        ledger=LedgerKind.APPEAL,
        title=services.title_of(said["text"]),
        text=said["text"],
        category=said["category"] or None,
        enterprises=[request.person.enterprise],
        accepted=False,
        files=[services.Upload(one.name, one.read()) for one in said["files"]],
        by=request.person,
        now=request.now,
    )


def _reporting(request: Request, form: ReportForm, *, status: int = 200) -> HttpResponse:
    return page(request, "my/report.html", {"form": form}, status=status)


@require_safe
@requires(Permission.MATTER_REPORT)
def matter(request: Request, number: str) -> HttpResponse:
    """One matter: where it stands, the reply, and the two questions."""
    entry = get_matter(request.person, number, Permission.MATTER_REPORT)
    return _matter(request, entry, RateForm(initial={"seen": entry.version}))


@require_POST
@requires(Permission.MATTER_RATE)
def rate(request: Request, number: str) -> HttpResponse:
    """The answer to the two questions; a bad one opens the matter again."""
    entry = get_matter(request.person, number, Permission.MATTER_RATE)
    form = RateForm(request.POST)
    if not form.is_valid():
        return _matter(request, entry, form, status=422)
    said = form.cleaned_data
    try:
        entry = services.rate(
            entry,
            enterprise=request.person.enterprise,
            satisfaction=Satisfaction(said["satisfaction"]),
            solved=said["solved"],
            comment=said["comment"],
            by=request.person,
            now=request.now,
            seen=said["seen"],
        )
    except TaizhangError as refusal:
        return _refused(request, number, refusal)
    messages.success(request, _thanks(entry))
    return redirect("my:matter", number)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_WITHDRAW)
def withdraw(request: Request, number: str) -> HttpResponse:
    """The enterprise takes its matter back; of several nobody can for the others."""
    entry = get_matter(request.person, number, Permission.ENTRY_WITHDRAW)
    if not acts.may_ever(request.person, entry, Move.WITHDRAW):
        raise Http404
    form = WithdrawForm(request.POST or None, initial={"seen": entry.version})
    context = {"entry": entry, "form": form, "standing": standing(entry, today=request.today)}
    if request.method != "POST":
        return page(request, "my/withdraw.html", context)
    if not form.is_valid():
        return page(request, "my/withdraw.html", context, status=422)
    try:
        services.withdraw(
            entry,
            reason=form.cleaned_data["reason"],
            by=request.person,
            now=request.now,
            seen=form.cleaned_data["seen"],
        )
    except TaizhangError as refusal:
        fresh = get_matter(request.person, number, Permission.ENTRY_WITHDRAW)
        typed = request.POST.copy()
        typed["seen"] = str(fresh.version)
        form = WithdrawForm(typed)
        add_refusal(form, refusal)
        said = {"form": form, "standing": standing(fresh, today=request.today)}
        return page(request, "my/withdraw.html", {**context, **said}, status=409)
    messages.success(request, gettext("You have taken the matter back."))
    return redirect("my:matter", number)


def _refused(request: Request, number: str, refusal: TaizhangError) -> HttpResponse:
    """The matter as it is now, why the answer was not taken, and all that was typed."""
    entry = get_matter(request.person, number, Permission.MATTER_REPORT)
    typed = request.POST.copy()
    typed["seen"] = str(entry.version)
    form = RateForm(typed)
    add_refusal(form, refusal)
    return _matter(request, entry, form, status=409)


def _thanks(entry: Entry) -> str:
    if entry.state == State.REOPENED.value:
        return gettext("Thank you. The matter has been opened again; the unit takes it up anew.")
    return gettext("Thank you. Your answer is on the ledger.")


def _history(entry: Entry, own: Requester) -> list[Day]:
    """What the enterprise reads of the history: nothing that another said of the reply."""
    events = queries.public_events(entry)
    return timeline(
        event for event in events if event.payload.get("requester", own.name) == own.name
    )


def _matter(request: Request, entry: Entry, form: RateForm, *, status: int = 200) -> HttpResponse:
    own, allowed = _own(entry, request), acts.allowed_moves(request.person, entry)
    context = {
        "entry": entry,
        "own": own,
        "form": form,
        "standing": standing(entry, today=request.today),
        "history": _history(entry, own),
        "told": matching.told_of(entry),
        "may_rate": Move.RATE in allowed,
        "may_withdraw": Move.WITHDRAW in allowed,
    }
    return page(request, "my/matter.html", context, status=status)
