"""Views that people keep: opened by a short address, saved, changed, chosen as the first, dropped.

A view is what the address of a list says. Whoever opens it sees the rows of their own scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.get import get_own_view, get_view
from taizhang.access.scopes import visible_views
from taizhang.ledger import queries, services
from taizhang.ledger.errors import ViewNotShared
from taizhang.reporting.filters import Asked, Reader
from taizhang.web.ledger.filters import book_of, books
from taizhang.web.ledger.listing import view_address
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.ledger.models import View
    from taizhang.web.request import Request

NOBODY, UNIT, ALL = "nobody", "unit", "all"


class ViewForm(forms.Form):
    """A name, with whom it is shared, and what it shows."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=50)
    shared = forms.ChoiceField(label=gettext_lazy("Who may open it"), widget=forms.RadioSelect)
    is_first = forms.BooleanField(
        label=gettext_lazy("Open the ledger with it, for me"), required=False
    )
    query = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)
    ledger = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)

    def __init__(self, *given: Any, request: Request, **more: Any) -> None:
        super().__init__(*given, label_suffix="", **more)
        person = request.person
        choices = [(NOBODY, _("Only I"))]
        if person.unit is not None:
            choices.append((UNIT, _("Everybody in {unit}").format(unit=person.unit)))
        if can(person, Permission.VIEW_SHARE):
            choices.append((ALL, _("Everybody who works with the ledger")))
        self.fields["shared"].choices = choices
        self.fields["shared"].initial = NOBODY


@require_safe
@requires(Permission.ENTRY_VIEW)
def view(request: Request, code: str) -> HttpResponse:
    """The short address: on to the list."""
    found = get_view(request.person, code)
    book = found.ledger.code if found.ledger else None
    return redirect(view_address(book, f"{found.query}&view={code}".lstrip("&")))


@require_safe
@requires(Permission.ENTRY_VIEW)
def views(request: Request) -> HttpResponse:
    """All views the person may open."""
    found = visible_views(request.person)
    firsts = {one.pk for one in queries.first_views(request.person)}
    rows = [
        {
            "view": one,
            "book": queries.name_of(one.ledger) if one.ledger else _("All"),
            "is_mine": one.owner_id == request.person.pk,
            "is_first": one.pk in firsts,
            "said": _said(request, one),
        }
        for one in found
    ]
    return page(request, "ledger/views.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_VIEW)
def save_view(request: Request) -> HttpResponse:
    """Keep what the address of a list says under a name."""
    ledger = request.GET.get("ledger", "")
    start = {"query": _query(request.GET), "ledger": ledger, "shared": NOBODY}
    form = ViewForm(request.POST or None, request=request, initial=start)
    return _asked(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_VIEW)
def edit_view(request: Request, code: str) -> HttpResponse:
    """Change the name, the sharing, or what an own view shows."""
    found = get_own_view(request.person, code)
    start = {
        "name": found.name,
        "shared": found.shared,
        "query": _query(request.GET) if request.GET else found.query,
        "ledger": found.ledger.code if found.ledger else "",
        "is_first": found.pk in {one.pk for one in queries.first_views(request.person)},
    }
    form = ViewForm(request.POST or None, request=request, initial=start)
    return _asked(request, form, found)


def _asked(request: Request, form: ViewForm, found: View | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, form, found)
        messages.success(request, _("The view “{name}” is kept.").format(name=kept.name))
        return redirect("ledger:view", kept.code)
    status = 422 if request.method == "POST" else 200
    return page(request, "ledger/view.html", {"form": form, "view": found}, status=status)


def _keep(request: Request, form: ViewForm, found: View | None) -> View:
    said = form.cleaned_data
    if said["shared"] == ALL and not can(request.person, Permission.VIEW_SHARE):
        raise ViewNotShared
    kept = services.save_view(
        name=said["name"],
        query=_query(QueryDict(said["query"])),
        ledger=book_of(said["ledger"], books(request.person)),
        shared=said["shared"],
        view=found,
        by=request.person,
        now=request.now,
    )
    services.open_first(kept, by=request.person, is_first=said["is_first"])
    return kept


@require_POST
@requires(Permission.ENTRY_VIEW)
def drop_view(request: Request, code: str) -> HttpResponse:
    """Take an own view away."""
    found = get_own_view(request.person, code)
    services.drop_view(found)
    messages.success(request, _("The view “{name}” is gone.").format(name=found.name))
    return redirect("ledger:views")


@require_POST
@requires(Permission.ENTRY_VIEW)
def first_view(request: Request, code: str) -> HttpResponse:
    """Let the ledger open with a view, or no longer."""
    found = get_view(request.person, code)
    services.open_first(found, by=request.person, is_first=request.POST.get("first") == "1")
    return redirect("ledger:views")


def _query(data: QueryDict) -> str:
    """What of an address belongs to a view: not the place in the list, not the ledger."""
    kept = data.copy()
    for name in ("ledger", "after", "before", "view", "any"):
        kept.pop(name, None)
    return kept.urlencode()


def _said(request: Request, one: View) -> str:
    """What the view narrows to, in words."""
    reader = Reader(request.person, request.today, one.ledger)
    asked = Asked.of(QueryDict(one.query), reader)
    told = _("{filter}: {value}")
    said = [told.format(filter=each.label, value=value) for each, value, _w in asked.chosen()]
    return " · ".join([*([f"“{asked.words}”"] if asked.words else []), *said])
