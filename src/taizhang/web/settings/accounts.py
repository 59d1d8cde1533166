"""Accounts: the system administrator's screen. Opens no business data and grants nothing."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access import Permission, scopes
from taizhang.access.decorators import requires
from taizhang.access.get import get_account, get_person
from taizhang.engine.errors import TaizhangError
from taizhang.matching import services as matching
from taizhang.roster import queries, services
from taizhang.web import errors
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.paging import BY_UNIT, rows_of
from taizhang.web.request import Request
from taizhang.web.settings.forms import OpenAccountForm


@requires(Permission.ACCOUNT_MANAGE)
@require_safe
def accounts(request: Request) -> HttpResponse:
    """Who has an account, and who has none yet."""
    words = request.GET.get("q", "").strip()[:100]
    which = request.GET.get("which", "")
    if which == "none":
        found = (
            scopes.visible_people(request.person).filter(account__isnull=True).order_by(*BY_UNIT)
        )
        found = _named(found, words, "")
    else:
        found = _named(queries.accounts(), words, "person__", "username")
        if which == "shut":
            found = found.filter(is_active=False)
    context = {"rows": rows_of(request, found), "words": words, "which": which}
    return page(request, "settings/accounts.html", context)


def _named(found: QuerySet, words: str, prefix: str, *more: str) -> QuerySet:
    for word in words.split():
        keys = [f"{prefix}name", f"{prefix}unit__name", f"{prefix}enterprise__name", *more]
        wanted = Q()
        for key in keys:
            wanted |= Q(**{f"{key}__icontains": word})
        found = found.filter(wanted)
    return found


@requires(Permission.ACCOUNT_MANAGE)
@require_safe
def account(request: Request, username: str) -> HttpResponse:
    """One account, with what can be done to it."""
    found = get_account(request.person, username)
    context = {"account": found, "is_own": found.person == request.person}
    return page(request, "settings/account.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: Request, code: str) -> HttpResponse:
    """Give a person an account; the one-time password is shown once, here."""
    person = get_person(request.person, code, Permission.ACCOUNT_MANAGE)
    form = OpenAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, password = services.open_account(
                person,
                username=form.cleaned_data["username"],
                by=request.person,
                now=request.now,
                origin=origin(request),
            )
        except TaizhangError as error:
            errors.add_refusal(form, error, "username")
        else:
            return _told_once(request, made, password)
    context = {"person": person, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "settings/open_account.html", context, status=status)


@requires(Permission.ACCOUNT_MANAGE)
@never_cache
@require_POST
def reset_password(request: Request, username: str) -> HttpResponse:
    """A new one-time password, shown once."""
    found = get_account(request.person, username)
    password = services.reset_password(
        found, by=request.person, now=request.now, origin=origin(request)
    )
    return _told_once(request, found, password)


def _told_once(request: Request, account: object, password: str) -> HttpResponse:
    context = {"account": account, "password": password}
    return page(request, "settings/password_once.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def deactivate(request: Request, username: str) -> HttpResponse:
    """Shut an account; its sessions end with their next request."""
    found = get_account(request.person, username)
    services.deactivate(found, by=request.person, now=request.now, origin=origin(request))
    messages.success(request, _("The account “{name}” is shut.").format(name=username))
    return redirect("settings:account", username)


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def leave(request: Request, username: str) -> HttpResponse:
    """Take the person off the roster; refused as long as they hold anything."""
    found = get_account(request.person, username)
    matching.leave(found.person, by=request.person, now=request.now, origin=origin(request))
    messages.success(request, _("{person} has left the roster.").format(person=found.person.name))
    return redirect("settings:account", username)


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def activate(request: Request, username: str) -> HttpResponse:
    """Open a shut account again."""
    found = get_account(request.person, username)
    services.activate(found, by=request.person, now=request.now, origin=origin(request))
    messages.success(request, _("The account “{name}” is open again.").format(name=username))
    return redirect("settings:account", username)
