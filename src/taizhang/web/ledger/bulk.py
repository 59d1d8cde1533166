"""One act on a selection: what it does to each, why some are left out, then do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, QueryDict
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from taizhang.access import can
from taizhang.access.acts import may_ever, permission_of
from taizhang.access.decorators import requires
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import AuditAct
from taizhang.engine.lifecycle import Move
from taizhang.ledger import services
from taizhang.ledger.errors import NotYours
from taizhang.web.errors import in_words
from taizhang.web.ledger import filters
from taizhang.web.ledger.acts import service_of
from taizhang.web.ledger.bulk_forms import FORMS, PERMISSIONS, BulkAct, as_move
from taizhang.web.ledger.sentences import told
from taizhang.web.origin import leave_line
from taizhang.web.page import page
from taizhang.web.wording import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.ledger.services import Outcome, Picked
    from taizhang.roster.models import Person
    from taizhang.web.ledger.bulk_forms import BulkForm
    from taizhang.web.request import Request

MOST: Final = 200
"""Entries of one selection; what is above it waits for the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the preview or of what was done."""

    number: str
    title: str
    state: str
    row: str
    """As the form carries it: number and version."""
    does: str = ""
    left_out: str = ""


@requires(*PERMISSIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: Request) -> HttpResponse:
    """Choose the act, look at what it would do to each, do it."""
    data = request.POST if request.method == "POST" else request.GET
    picked, found = _picked(request, data)
    moves = [move for move in FORMS if can(request.person, permission_of[as_move(move)])]
    move = next((one for one in moves if one.value == data.get("move")), None)
    if data.get("move") and move is None:
        raise Http404
    context: dict[str, Any] = {
        "moves": [(one.value, gettext(one.label), one is move) for one in moves],
        "move": move,
        "found": found,
        "more": max(0, found - len(picked)),
        "lines": [_line(one) for one in picked],
    }
    if move is None or not {"look", "write"} & set(request.POST):
        form = FORMS[move]() if move else None
        return page(request, "ledger/bulk/page.html", {**context, "form": form})
    form = FORMS[move](request.POST)
    if not form.is_valid():
        return page(request, "ledger/bulk/page.html", {**context, "form": form}, status=422)
    return _looked_or_done(request, context, picked, move, form)


def _looked_or_done(
    request: Request,
    context: dict[str, Any],
    picked: Sequence[Picked],
    move: BulkAct,
    form: BulkForm,
) -> HttpResponse:
    write = "write" in request.POST
    outcomes = (services.in_bulk if write else services.preview)(picked, _act(request, move, form))
    if write:
        for one in outcomes:
            if one.refusal is not None:
                subject = f"/ledger/{one.entry.number}/{move.value}/ {one.refusal.code}"
                leave_line(request, AuditAct.ACT_REFUSED, subject)
    lines = [_outcome_line(one) for one in outcomes]
    out = [line for line in lines if line.left_out]
    more = {
        "form": form,
        "is_done": write,
        "is_preview": not write,
        "lines": [line for line in lines if not line.left_out],
        "left_out": out,
        "carried": lines,
    }
    return page(request, "ledger/bulk/page.html", {**context, **more})


def _act(request: Request, move: BulkAct, form: BulkForm) -> services.Act:
    given = form.given()

    def act(entry: Entry, seen: int) -> Entry | services.Reminded:
        if not may_ever(request.person, entry, as_move(move)):
            raise NotYours
        if not isinstance(move, Move):
            return services.remind_holders(entry, by=request.person, now=request.now)
        service = service_of(move)
        return service(entry, by=request.person, now=request.now, seen=seen, **given)

    return act


def _picked(request: Request, data: QueryDict) -> tuple[list[Picked], int]:
    """The entries that were carried along, ticked, or found by the list's filter; how many."""
    if rows := data.getlist("row")[:MOST]:
        seen = dict(_version(row) for row in rows)
        entries = _named(request.person, seen)
        return [services.Picked(one, seen[one.number]) for one in entries], len(entries)
    if data.get("scope") == "all":
        everything = _everything(request, QueryDict(data.get("all", "")))
        picked = [services.Picked(one, one.version) for one in _ready(everything)[:MOST]]
        return picked, everything.count()
    entries = _named(request.person, data.getlist("entry")[:MOST])
    return [services.Picked(one, one.version) for one in entries], len(entries)


def _version(row: str) -> tuple[str, int]:
    number, _colon, version = row.rpartition(":")
    if not version.isdecimal():
        raise Http404
    return number, int(version)


def _named(person: Person, numbers: Any) -> list[Entry]:
    return list(_ready(visible_entries(person).filter(number__in=list(numbers))))


def _ready(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("ledger", "lead").order_by("ledger_id", "number")


def _everything(request: Request, data: QueryDict) -> QuerySet[Entry]:
    """What the list shows, over all its pages; nothing when the list did not understand it all."""
    book = filters.book_of(data.get("ledger", ""), filters.books(request.person))
    asked = filters.asked_of(request, book, data)
    mine = visible_entries(request.person)
    return mine.none() if asked.problems else asked.rows(mine)


def _line(one: Picked) -> Line:
    entry = one.entry
    return Line(entry.number, entry.title, entry.state, f"{entry.number}:{one.seen}")


def _outcome_line(one: Outcome) -> Line:
    entry, why = one.entry, ""
    if one.refusal is not None:
        why = str(in_words(one.refusal))
    does = told(one.event).text if one.event is not None else ""
    if one.reminded:
        does = gettext("Reminds {people}").format(people=readable(one.reminded))
    return Line(entry.number, entry.title, entry.state, f"{entry.number}:{one.seen}", does, why)
