"""Signing in and out, the own password, the language."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.access.decorators import requires_sign_in
from taizhang.engine.codes import AuditAct
from taizhang.roster import services
from taizhang.web import errors
from taizhang.web.accounts.forms import PasswordForm, SignInForm
from taizhang.web.context import home
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.request import Request


def _next(request: HttpRequest, otherwise: str) -> str:
    """Where the person wanted to go, if that is a place of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The first page of everybody."""
    if request.person is not None:
        return redirect(home(request.person))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = authenticate(request, username=given["username"], password=given["password"])
        if account is not None:
            login(request, account)
            _trail(request, AuditAct.SIGNED_IN, given["username"])
            answer = HttpResponseRedirect(_next(request, home(account.person)))
            _remember_language(answer, account.language)
            return answer
        if not getattr(request, "axes_locked_out", False):
            _trail(request, AuditAct.SIGN_IN_REFUSED, given["username"], succeeded=False)
        form.add_error(None, _("User name and password do not fit together. Check both."))
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "next": _next(request, ""),
        "is_demo": settings.DEMO_ACCOUNTS_FILE.exists(),
    }
    return page(request, "accounts/sign_in.html", context, status=status)


def _trail(request: Request, act: AuditAct, username: str, *, succeeded: bool = True) -> None:
    services.audit(
        act,
        now=request.now,
        actor=username,
        subject=username,
        succeeded=succeeded,
        origin=origin(request),
    )


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, str] | None = None,
) -> HttpResponse:
    """The answer of django-axes after too many failures: which account, until when, whom to ask."""
    username = (credentials or {}).get("username") or request.POST.get("username", "")
    _trail(cast("Request", request), AuditAct.LOCKED_OUT, username[:50], succeeded=False)
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    more = _("Account: {username}. Try again in {minutes} minutes.").format(
        username=username[:50], minutes=minutes
    )
    answer = errors.trouble(request, 429, more=more)
    answer["Retry-After"] = str(minutes * 60)
    return answer


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Leave; asked by a form, so that no link can do it to somebody."""
    if request.person is not None:
        _trail(request, AuditAct.SIGNED_OUT, request.user.username)
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("accounts:sign_in")


@requires_sign_in
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: Request) -> HttpResponse:
    """Change the own password; with a one-time password nothing else is possible before."""
    form = PasswordForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _is_changed(request, form):
            messages.success(request, _("Your password is changed."))
            return redirect(home(request.person))
        status = 422
    context = {"form": form, "must_change": request.user.must_change_password}
    return page(request, "accounts/password.html", context, status=status)


def _is_changed(request: Request, form: PasswordForm) -> bool:
    given = form.cleaned_data
    if not request.user.check_password(given["present"]):
        form.add_error("present", _("This is not the present password."))
        return False
    try:
        services.set_password(request.user, given["new"], now=request.now, origin=origin(request))
    except services.WeakPassword as error:
        errors.add_refusal(form, error, "new")
        return False
    update_session_auth_hash(request, request.user)
    return True


@require_POST
def language(request: Request) -> HttpResponse:
    """Read in the other language, from now on and on every machine."""
    wanted = request.POST.get("language", "")
    answer = HttpResponseRedirect(_next(request, "/"))
    if wanted not in dict(settings.LANGUAGES) or not check_for_language(wanted):
        return answer
    if request.person is not None:
        services.set_language(request.user, wanted)
    _remember_language(answer, wanted)
    return answer


def _remember_language(answer: HttpResponse, wanted: str) -> None:
    """For the pages before signing in: the account knows the rest."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        wanted,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        httponly=True,
        secure=settings.BEHIND_TLS,
    )
