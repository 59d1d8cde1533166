"""座谈会: the list, an empty table, the console while people speak, the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_symposium
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import visible_symposiums
from taizhang.engine.errors import Refused
from taizhang.intake.symposiums import queries, services
from taizhang.reporting.papers.symposiums import minutes_paper
from taizhang.reporting.written import day
from taizhang.roster import queries as roster
from taizhang.web.errors import add_refusal, in_words
from taizhang.web.page import page
from taizhang.web.symposiums.board import console
from taizhang.web.symposiums.board import said as what_was_said
from taizhang.web.symposiums.forms import SeatForm, TableForm
from taizhang.web.word import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import FileResponse, HttpResponse

    from taizhang.intake.symposiums.models import Symposium
    from taizhang.web.request import Request

_PER_PAGE: Final = 30


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def symposiums(request: Request) -> HttpResponse:
    """Those that go on first, then the newest."""
    found = queries.listed(visible_symposiums(request.person))
    rows = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    may_open = can(request.person, Permission.DOCUMENT_ADD)
    return page(request, "symposiums/list.html", {"rows": rows, "may_open": may_open})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DOCUMENT_ADD)
def new(request: Request) -> HttpResponse:
    """Lay the table."""
    form = TableForm(request.POST or None, initial={"held_on": request.today})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        known, guests = roster.enterprises_called(said.pop("enterprises"))
        try:
            opened = services.open_symposium(
                **said, enterprises=known, guests=guests, by=request.person, now=request.now
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("intake:symposium", opened.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "enterprise_names": _names()}
    return page(request, "symposiums/new.html", context, status=status)


def _names() -> list[str]:
    return list(roster.enterprises().values_list("name", flat=True))


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def table(request: Request, pk: int) -> HttpResponse:
    """The console; on a wall (`?wall`) large, and without what only the clerk needs."""
    found = get_symposium(request.person, pk)
    context = {**console(request, found), "enterprise_names": _names()}
    return page(request, "symposiums/table.html", context)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def said(request: Request, pk: int) -> HttpResponse:
    """The running lines alone, as often as a screen asks for them."""
    found = get_symposium(request.person, pk)
    if not request.htmx:
        return redirect("intake:symposium", found.pk)
    return page(request, "symposiums/table.html#said", what_was_said(request, found))


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def minutes(request: Request, pk: int) -> HttpResponse:
    """The minutes with the list of what was promised, for paper."""
    found = get_symposium(request.person, pk)
    _title, _line, words = found.document.text.partition("\n")
    held_on = found.activity.held_on
    context = {
        **what_was_said(request, found),
        "said": words.strip("\n"),
        "held_on": day(held_on) if held_on else "",
    }
    return page(request, "symposiums/minutes.html", context)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def paper(request: Request, pk: int) -> FileResponse:
    """The minutes as a Word document in the form of official papers."""
    found = get_symposium(request.person, pk)
    made = minutes_paper(found, zone=settings.ZONE_NAME, at=request.now)
    return word(request, made, str(found), f"docx minutes {found.pk}")


@require_POST
@requires(Permission.DOCUMENT_ADD)
def seat(request: Request, pk: int) -> HttpResponse:
    """Somebody sits down who was not expected."""
    found = get_symposium(request.person, pk, Permission.DOCUMENT_ADD)
    form = SeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Type the name of the enterprise."))
        return redirect("intake:symposium", found.pk)
    name = form.cleaned_data["name"]
    known, _unknown = roster.enterprises_called([name])
    return _done(
        request,
        found,
        lambda: services.seat(
            found,
            name=name,
            enterprise=known[0] if known else None,
            by=request.person,
            now=request.now,
        ),
    )


@require_POST
@requires(Permission.DOCUMENT_ADD)
def close(request: Request, pk: int) -> HttpResponse:
    """All is said."""
    found = get_symposium(request.person, pk, Permission.DOCUMENT_ADD)
    services.close(found, by=request.person, now=request.now)
    return redirect("intake:symposium_minutes", found.pk)


@require_POST
@requires(Permission.DOCUMENT_ADD)
def reopen(request: Request, pk: int) -> HttpResponse:
    """Something was forgotten."""
    found = get_symposium(request.person, pk, Permission.DOCUMENT_ADD)
    services.reopen(found, by=request.person, now=request.now)
    return redirect("intake:symposium", found.pk)


def _done(request: Request, symposium: Symposium, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(in_words(refusal)))
    return redirect("intake:symposium", symposium.pk)
