"""The review of one document: its source on the left, its drafts on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_document
from taizhang.access.permissions import Permission
from taizhang.engine.codes import LedgerKind
from taizhang.engine.errors import Refused, TaizhangError
from taizhang.intake import queries, services
from taizhang.ledger import services as ledger
from taizhang.web.errors import in_words
from taizhang.web.intake.cards import board
from taizhang.web.page import page

if TYPE_CHECKING:
    from taizhang.intake.models import Document, Draft
    from taizhang.web.request import Request


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def document(request: Request, pk: int) -> HttpResponse:
    """Look at what was read, decide about each draft."""
    found = get_document(request.person, pk, Permission.DOCUMENT_VIEW)
    if found.status != queries.Status.READY:
        return redirect("intake:progress", found.pk)
    return page(request, "intake/review.html", board(request, found))


def answered(
    request: Request, found: Document, *, at: Draft | None = None, refusal: Refused | None = None
) -> HttpResponse:
    """After an act that changes several cards: the whole board again."""
    if not request.htmx:
        if refusal:
            messages.error(request, str(in_words(refusal)))
        answer = redirect("intake:document", found.pk)
        if at:
            answer["Location"] += f"#draft-{at.pk}"
        return answer
    context = {**board(request, found), "refusal": in_words(refusal) if refusal else None, "at": at}
    return page(request, "intake/review.html#board", context, status=409 if refusal else 200)


def _span(request: Request, found: Document) -> tuple[int, int]:
    """The selection as offsets, or, without a script, the words quoted."""
    start, end = request.POST.get("start", ""), request.POST.get("end", "")
    if start.isdecimal() and end.isdecimal():
        return int(start), int(end)
    return services.find_quote(found, request.POST.get("quote", ""))


@require_POST
@requires(Permission.DRAFT_DECIDE)
def add(request: Request, pk: int) -> HttpResponse:
    """A new draft of exactly the selected words."""
    found = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    asked = request.POST.get("ledger", "")
    ledger_kind = asked if asked in set(LedgerKind) else LedgerKind.APPEAL
    try:
        start, end = _span(request, found)
        draft = services.add(
            found, start, end, ledger=ledger_kind, by=request.person, now=request.now
        )
    except Refused as refusal:
        return answered(request, found, refusal=refusal)
    return answered(request, found, at=draft)


@require_POST
@requires(Permission.ENTRY_REGISTER)
def accept_high(request: Request, pk: int) -> HttpResponse:
    """Put every draft of high confidence on its ledger, each for itself."""
    found = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    chosen = queries.drafts(found).filter(status=queries.Kept.WAITING, confidence__gte=queries.HIGH)
    done, kept_back = 0, []
    for draft in chosen:
        try:
            ledger.register_draft(draft, by=request.person, now=request.now, seen=draft.version)
        except TaizhangError as refusal:
            kept_back.append(f"{draft}: {in_words(refusal)!s}")
        else:
            done += 1
    if done:
        said = ngettext(
            "%(count)d draft is on the ledger now.", "%(count)d drafts are on the ledger now.", done
        )
        messages.success(request, said % {"count": done})
    elif not kept_back:
        messages.info(request, _("No draft of high confidence is waiting."))
    for sentence_ in kept_back:
        messages.warning(request, sentence_)
    return redirect("intake:document", found.pk)
