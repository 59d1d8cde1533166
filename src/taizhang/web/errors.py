"""What a person sees when something fails: what happened, what was kept, what to do, whom to ask.

The pages need neither a database nor a person, and carry the reference number of the log. The
refusals of the engine and the services become answers here and nowhere else.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

import structlog
from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from taizhang.engine.errors import BadInput, TaizhangError
from taizhang.web.page import page, wants_part
from taizhang.web.wording import readable

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The words of one kind of failure."""

    title: str
    happened: str
    kept: str
    do: str


_NOTHING_CHANGED: Final = gettext_noop("Nothing was changed.")

TROUBLES: Final[dict[int, Trouble]] = {
    400: Trouble(
        gettext_noop("This request cannot be read"),
        gettext_noop("What the browser sent is incomplete or broken."),
        _NOTHING_CHANGED,
        gettext_noop("Go back, load the page again and try once more."),
    ),
    403: Trouble(
        gettext_noop("This form is no longer valid"),
        gettext_noop("The page was open for long, or you signed in again in another window."),
        gettext_noop("Nothing was changed; what you typed is kept in this browser."),
        gettext_noop("Go back, load the page again and send it once more."),
    ),
    404: Trouble(
        gettext_noop("There is nothing here for you"),
        gettext_noop("The address is wrong, or it is not among what you may see."),
        _NOTHING_CHANGED,
        gettext_noop("Check the address, or go on from your first page."),
    ),
    405: Trouble(
        gettext_noop("This address only takes forms"),
        gettext_noop("It does something when a form is sent; it shows nothing by itself."),
        _NOTHING_CHANGED,
        gettext_noop("Go on from your first page."),
    ),
    413: Trouble(
        gettext_noop("This is too large"),
        gettext_noop("What was sent is larger than the server takes in."),
        gettext_noop("Nothing was stored."),
        gettext_noop("Send a smaller file, or divide it."),
    ),
    429: Trouble(
        gettext_noop("Sign-in is locked for a while"),
        gettext_noop("Too many wrong passwords were given for this account."),
        gettext_noop("The account itself and its work are untouched."),
        gettext_noop("Wait, then try again with the right password."),
    ),
    500: Trouble(
        gettext_noop("Something broke on our side"),
        gettext_noop("The server could not finish this. It was noted in the log."),
        gettext_noop(
            "An act is done wholly or not at all; what you typed is kept in this browser."
        ),
        gettext_noop("Try again in a moment. If it happens again, tell the reference number."),
    ),
}


def reference() -> str:
    """The reference number of this request, as in every line of its log."""
    known = structlog.contextvars.get_contextvars().get("request_id")
    if known:
        return str(known)
    made = str(uuid.uuid4())
    structlog.contextvars.bind_contextvars(request_id=made)
    return made


def trouble(request: HttpRequest, status: int, **more: object) -> HttpResponse:
    """The page for `status`; never asks the database, so it shows when that is what is broken."""
    number = reference()
    log.info("failure_page", status=status, path=request.path)
    words = TROUBLES[status]
    context = {
        "zone": settings.ZONE_NAME,
        "status": status,
        "reference": number,
        "title": _(words.title),
        "happened": _(words.happened),
        "kept": _(words.kept),
        "do": _(words.do),
        **more,
    }
    if wants_part(request):
        return _in_place(context, status)
    return HttpResponse(loader.render_to_string("errors/trouble.html", context), status=status)


def _in_place(context: dict[str, object], status: int) -> HttpResponse:
    """For htmx: the same words where messages stand, the page around them untouched."""
    response = HttpResponse(loader.render_to_string("errors/part.html", context), status=status)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_large = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
    return trouble(request, 413 if isinstance(exception, too_large) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return trouble(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("csrf_refused", reason=reason)
    return trouble(request, 403)


def server_error(request: HttpRequest) -> HttpResponse:
    return trouble(request, 500)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal in the reader's language."""

    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Both in one line, set apart as the reader's language does it."""
        return _("{message} {remedy}").format(message=self.message, remedy=self.remedy)


def note(error: TaizhangError) -> None:
    """Let the log and the audit trail of this request name the refusal."""
    structlog.contextvars.bind_contextvars(refusal=error.code)


def noted() -> str:
    """The code of what was refused in this request; empty when nothing was, or a form itself."""
    return str(structlog.contextvars.get_contextvars().get("refusal", ""))


def in_words(error: TaizhangError) -> Refusal:
    """Translate a refusal and fill its fields in: codes as words, dates as dates."""
    note(error)
    fields = {name: readable(value) for name, value in error.fields.items()}
    return Refusal(error.code, _(error.message).format(**fields), _(error.remedy).format(**fields))


def add_refusal(form: forms.Form, error: TaizhangError, field: str | None = None) -> None:
    """Say in the form what was refused and what to do; nothing typed is lost."""
    form.add_error(field if field in form.fields else None, str(in_words(error)))


def status_of(error: TaizhangError) -> int:
    """413 for what is too large, 422 for what cannot be read, 409 for what the state forbids."""
    if error.code == "too_large":
        return 413
    return 422 if isinstance(error, BadInput) else 409


def _page_before(request: HttpRequest) -> str:
    """Where the refused form stood, if that was here."""
    before = request.headers.get("referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()})
    return before if is_ours else ""


def refused(request: HttpRequest, error: TaizhangError) -> HttpResponse:
    """Answer a refusal nobody else has answered: in place for htmx, else on a page of its own.

    Screens that can show it beside the form do so themselves with `in_words`.
    """
    log.info("refused", code=error.code)
    refusal = in_words(error)
    status = status_of(error)
    context = {"refusal": refusal, "reference": reference(), "back": _page_before(request)}
    if not wants_part(request):
        return page(request, "errors/refused.html", context, status=status)
    response = page(request, "parts/refusal.html", context, status=status)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML show:window:top"
    return response
