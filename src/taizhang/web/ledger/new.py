"""Registering a matter by hand."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.engine.codes import LedgerKind
from taizhang.engine.errors import TaizhangError
from taizhang.ledger import queries, services
from taizhang.roster import queries as roster
from taizhang.web.ledger.acts import add_refusal
from taizhang.web.ledger.forms import RegisterForm
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Enterprise
    from taizhang.web.request import Request

_KEPT_TOKENS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_REGISTER)
def new(request: Request) -> HttpResponse:
    """The form; with what was typed, again, when something is missing."""
    today = request.today
    if request.method != "POST":
        return _shown(request, RegisterForm(today=today, initial={"token": token_hex(8)}))
    if number := registered_before(request):
        return redirect("ledger:entry", number)
    form = RegisterForm(request.POST, today=today)
    if not form.is_valid():
        return _shown(request, form, status=422)
    similar = queries.similar_open(form.cleaned_data["text"])
    if similar and not request.POST.get("anyway"):
        return _shown(request, form, status=409, similar=similar)
    try:
        entry = _register(request, form)
    except TaizhangError as refusal:
        add_refusal(form, refusal)
        return _shown(request, form, status=409)
    remember(request, entry)
    messages.success(request, gettext("Registered as {number}.").format(number=entry.number))
    return redirect("ledger:entry", entry.number)


def _register(request: Request, form: RegisterForm) -> Entry:
    said = form.cleaned_data
    known, unknown = _on_the_roster(said["enterprises"])
    return services.register(
        ledger=LedgerKind(said["ledger"]),
        title=said["title"],
        text=said["text"],
        category=said["category"] or None,
        enterprises=known,
        requester_names=unknown,
        due=said["due"],
        by=request.person,
        now=request.now,
    )


def _on_the_roster(names: list[str]) -> tuple[list[Enterprise], list[str]]:
    """Enterprises by any of their names; a name that nobody knows is kept as it is."""
    codes = roster.roster_names().enterprises
    known = {codes[name] for name in names if name in codes}
    enterprises = list(roster.enterprises().filter(code__in=known))
    return enterprises, [name for name in names if name not in codes]


def registered_before(request: Request) -> str | None:
    """The number that this very form was given when it came the first time (a double click)."""
    return request.session.get("registered", {}).get(request.POST.get("token"))


def remember(request: Request, entry: Entry) -> None:
    """Note the form's token with the number it was given; the last twenty are enough."""
    noted = {**request.session.get("registered", {}), request.POST.get("token"): entry.number}
    request.session["registered"] = dict(list(noted.items())[-_KEPT_TOKENS:])


def _shown(
    request: Request, form: RegisterForm, *, status: int = 200, similar: object = ()
) -> HttpResponse:
    names = roster.enterprises().values_list("name", flat=True)
    context = {"form": form, "similar": similar, "enterprise_names": names}
    return page(request, "ledger/new.html", context, status=status)
