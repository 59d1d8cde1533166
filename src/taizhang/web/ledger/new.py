"""Registering a matter by hand."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.access.scopes import comparable_entries, ledgers_to_register
from taizhang.engine.codes import LedgerKind
from taizhang.engine.errors import TaizhangError
from taizhang.ledger import queries, services
from taizhang.roster import queries as roster
from taizhang.web.errors import add_refusal
from taizhang.web.ledger.register_forms import OwnRegisterForm, RegisterForm
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry, Ledger
    from taizhang.web.request import Request

    Form = RegisterForm | OwnRegisterForm

_KEPT_TOKENS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_REGISTER)
def new(request: Request) -> HttpResponse:
    """The form; with what was typed, again, when something is missing."""
    if request.method != "POST":
        return _shown(request, _form(request, initial={"token": token_hex(8)}))
    if number := registered_before(request):
        return redirect("ledger:entry", number)
    form = _form(request, request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    similar = queries.similar_open(form.said()["text"], among=comparable_entries(request.person))
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


def _form(request: Request, *data: Any, **options: Any) -> Form:
    """The form of the ledger that the address names, else that of the built-in ones."""
    asked = request.GET.get("ledger", "")
    open_ones = [book for book in ledgers_to_register(request.person) if book.is_open]
    own = [book for book in open_ones if not queries.is_built_in(book)]
    book = next((one for one in own if one.code == asked), None)
    if book is not None:
        return OwnRegisterForm(*data, book=book, today=request.today, **options)
    if asked in set(LedgerKind):
        options["initial"] = {**options.get("initial", {}), "ledger": asked}
    kinds = [LedgerKind(book.code) for book in open_ones if queries.is_built_in(book)]
    return RegisterForm(*data, today=request.today, kinds=kinds, **options)


def _own(request: Request) -> list[Ledger]:
    """The office's own ledgers that take new entries."""
    return [book for book in queries.own_ledgers() if book.is_open]


def _register(request: Request, form: Form) -> Entry:
    said = form.said()
    known, unknown = roster.enterprises_called(said.pop("enterprises"))
    return services.register(
        **said,
        enterprises=known,
        requester_names=unknown,
        by=request.person,
        now=request.now,
    )


def registered_before(request: Request) -> str | None:
    """The number that this very form was given when it came the first time (a double click)."""
    return request.session.get("registered", {}).get(request.POST.get("token"))


def remember(request: Request, entry: Entry) -> None:
    """Note the form's token with the number it was given; the last twenty are enough."""
    noted = {**request.session.get("registered", {}), request.POST.get("token"): entry.number}
    request.session["registered"] = dict(list(noted.items())[-_KEPT_TOKENS:])


def _shown(
    request: Request, form: Form, *, status: int = 200, similar: object = ()
) -> HttpResponse:
    names = roster.enterprises().values_list("name", flat=True)
    book = getattr(form, "book", None)
    context = {
        "form": form,
        "book": book,
        "own": [(one.code, one.name, one == book) for one in _own(request)],
        "similar": similar,
        "enterprise_names": names,
        "has_firms": "enterprises" in form.fields,
    }
    return page(request, "ledger/new.html", context, status=status)
