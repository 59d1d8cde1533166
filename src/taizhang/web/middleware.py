"""Who asks, when and in which language: decided once per request. And one place for refusals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from taizhang.engine.codes import AuditAct
from taizhang.engine.errors import TaizhangError
from taizhang.roster.kept import looked_at_once
from taizhang.web import errors, provisional
from taizhang.web.origin import leave_line

Answer = Callable[[HttpRequest], HttpResponse]

FREE_BEFORE_CHANGE: Final = ("accounts:password", "accounts:sign_out", "accounts:language")
"""Where a person with a one-time password may go before choosing an own one."""
SEEN: Final = "seen"
"""In the session: when its owner was last seen, in seconds, as far as it was noted."""
NOTED_EVERY: Final = 60
"""Seconds."""


class OneLook:
    """A page that only reads looks once whether what is kept still holds (`roster.kept`)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with looked_at_once() if _only_reads(request) else nullcontext():
            return self.get_response(request)


class WhoAndWhen:
    """Sets `request.now`, `request.today` and, for a signed-in account, `request.person`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()
        request.today = timezone.localtime(request.now).date()
        request.person = None
        if request.user.is_authenticated:
            _begin_idle_time(request)
            request.person = request.user.person
            # What is only read changes nothing meanwhile.
            request.person.asked_once = {} if _only_reads(request) else None
            if request.user.language != translation.get_language():
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = request.user.language
            if request.user.must_change_password and not _is_free(request.path):
                return redirect("accounts:password")
        with provisional.asked_once():
            response = self.get_response(request)
        if request.person is not None and not response.has_header("Cache-Control"):
            # On a shared computer nothing of a person's pages stays behind after signing out.
            patch_cache_control(response, private=True, no_store=True)
        return response


def _only_reads(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"}


def _begin_idle_time(request: HttpRequest) -> None:
    """Count the idle minutes from here; noted once in a minute, or each look would be a write."""
    now = int(request.now.timestamp())
    if not 0 <= now - request.session.get(SEEN, 0) < NOTED_EVERY:
        request.session[SEEN] = now


def _is_free(path: str) -> bool:
    return path in {reverse(name) for name in FREE_BEFORE_CHANGE}


_REFUSED: Final = {
    HTTPStatus.NOT_FOUND: AuditAct.ACCESS_REFUSED,
    HTTPStatus.CONFLICT: AuditAct.ACT_REFUSED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: AuditAct.ACT_REFUSED,
    HTTPStatus.UNPROCESSABLE_ENTITY: AuditAct.ACT_REFUSED,
}
"""What the audit trail says of an act that was answered so."""
FORM: Final = "form_invalid"
"""Stands for the code of a refusal where a form itself could not be read."""


class Refusals:
    """Turns what the engine and the services refuse into an answer a person can read.

    Whoever asked for it, an act that was refused leaves one line in the audit trail.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            # Django answers a wrong method with an empty page.
            words = errors.trouble(request, HTTPStatus.METHOD_NOT_ALLOWED)
            words["Allow"] = response["Allow"]
            return words
        act = _REFUSED.get(response.status_code)
        if act is not None and request.method == "POST" and request.person is not None:
            # The act's own transaction has ended before.
            why = errors.noted() or (FORM if act is AuditAct.ACT_REFUSED else "")
            leave_line(request, act, f"{request.path} {why}".strip())
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TaizhangError):
            return errors.refused(request, exception)
        return None
