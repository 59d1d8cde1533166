"""One act on one entry: its form, what the ledger says to it, and what to do when it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from taizhang.access import acts as access_acts
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry
from taizhang.access.permissions import Permission
from taizhang.engine.errors import TaizhangError
from taizhang.engine.lifecycle import Move
from taizhang.ledger import queries, services
from taizhang.web.errors import add_refusal, note
from taizhang.web.ledger.aside import shown_before
from taizhang.web.ledger.forms import FORMS, ActForm
from taizhang.web.ledger.sentences import told
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.web.request import Request

__all__ = ["FORMS", "act", "perform", "service_of"]

_SERVICES: Final = {
    Move.PROGRESS: "report_progress",
    Move.LIST: "put_on",
    Move.UNLIST: "take_off",
}
"""Acts whose service has another name than the move."""
_FIELDS: Final = {
    "reason_missing": "reason",
    "route_missing": "route",
    "lead_missing": "lead",
    "lead_also_assists": "co_units",
    "watcher_in_charge": "watcher",
    "watcher_accountable": "watcher",
    "extension_too_long": "due",
    "extension_asked_too_late": "due",
    "later_than_lead": "due",
    "asked_already": "due",
    "co_unit_asks_nothing": "unit",
    "level_unknown": "level",
    "level_not_higher": "level",
    "visitor_missing": "visitor",
    "visit_not_ahead": "on",
    "units_silent": "missing",
    "merged_into_itself": "into",
    "merge_into_closed": "into",
    "listed_already": "ledger",
    "not_listed": "ledger",
    "due_in_the_past": "due",
    "extension_too_late": "due",
    "extension_not_later": "due",
    "park_kind_unknown": "kind",
    "review_not_ahead": "review_on",
    "reply_missing": "reply",
    "empty_receipt": "reply",
    "words_missing": "said",
    "not_a_requester": "enterprise",
    "satisfaction_unknown": "satisfaction",
    "unsolved_not_explained": "impossible",
    "call_back_missing": "impossible",
    "evidence_missing": "files",
    "file_forbidden": "files",
    "file_too_large": "files",
    "file_empty": "files",
    "too_many_files": "files",
    "in_charge_of_another_unit": "in_charge",
    "nothing_to_amend": "title",
    "text_missing": "text",
}
"""Where a refusal stands in the form; any other stands above it."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENTRY_VIEW)
def act(request: Request, number: str, move: str) -> HttpResponse:
    """The page of one act; with htmx its form alone, opened on the entry's page."""
    entry = get_entry(request.person, number, access_acts.permission_of[Move(move)])
    if request.method == "POST":
        return _submitted(request, entry, Move(move))
    if Move(move) not in access_acts.allowed_moves(request.person, entry):
        messages.warning(request, gettext("This cannot be done as the entry stands now."))
        return redirect("ledger:entry", number)
    form = FORMS[Move(move)](
        entry=entry, now=request.now, by=request.person, initial=request.GET.dict()
    )
    return _shown(request, entry, Move(move), form)


def _submitted(request: Request, entry: Entry, move: Move) -> HttpResponse:
    """Do it; a refusal brings the form back with all that was typed."""
    form = FORMS[move](request.POST, request.FILES, entry=entry, now=request.now, by=request.person)
    if not form.is_valid():
        return _shown(request, entry, move, form, status=422)
    try:
        perform(move, entry, form, request)
    except services.StaleEntry as refusal:
        note(refusal)
        return _stale(request, entry, move)
    except TaizhangError as refusal:
        add_refusal(form, refusal, _FIELDS.get(refusal.code))
        return _shown(request, entry, move, form, status=409)
    messages.success(request, gettext("Done: {move}.").format(move=gettext(move.label)))
    return redirect("ledger:entry", entry.number)


def service_of(move: Move) -> Callable[..., Entry]:
    """The service that makes `move`."""
    return getattr(services, _SERVICES.get(move, move.value))


def perform(move: Move, entry: Entry, form: ActForm, request: Request) -> Entry:
    """Call the service of `move` with what the form says."""
    given = form.given()
    if "files" in given:
        given["files"] = [services.Upload(one.name, one.read()) for one in given["files"]]
    return service_of(move)(
        entry, by=request.person, now=request.now, seen=form.cleaned_data["seen"], **given
    )


def _stale(request: Request, entry: Entry, move: Move) -> HttpResponse:
    """Somebody was quicker: say who did what, keep every word, and let the person decide."""
    fresh = get_entry(request.person, entry.number, Permission.ENTRY_VIEW)
    seen = int(request.POST.get("seen") or 0)
    typed = request.POST.copy()
    typed["seen"] = str(fresh.version)
    form = FORMS[move](typed, entry=fresh, now=request.now, by=request.person)
    meanwhile = [told(event) for event in queries.events(fresh) if event.version > seen]
    return _shown(
        request,
        fresh,
        move,
        form,
        status=409,
        meanwhile=meanwhile,
        files_lost=bool(request.FILES),
        still_possible=move in access_acts.allowed_moves(request.person, fresh),
    )


def _shown(
    request: Request, entry: Entry, move: Move, form: ActForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "entry": entry,
        "move": move,
        "form": form,
        "has_files": "files" in form.fields,
        "still_possible": True,
        **shown_before(request, entry, move),
        **more,
    }
    return page(request, "ledger/act.html#act", context, status=status)
