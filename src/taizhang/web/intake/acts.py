"""What a person does with one draft. Each answers with the card, or with the page without htmx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_draft
from taizhang.access.permissions import Permission
from taizhang.access.scopes import comparable_entries
from taizhang.engine.codes import LedgerKind
from taizhang.engine.errors import Refused, TaizhangError
from taizhang.intake import queries, services
from taizhang.ledger import queries as ledger_queries
from taizhang.ledger import services as ledger
from taizhang.web.errors import in_words
from taizhang.web.intake.cards import frame, one_card
from taizhang.web.intake.forms import NOT_THIS, REASONS, EditForm, RejectForm
from taizhang.web.intake.review import answered
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.intake.models import Draft
    from taizhang.web.request import Request

_CONFLICT: Final = 409
_UNREADABLE: Final = 422
_BREAKS: Final = "，、；。：！？"


def _seen(request: Request) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


def _shown(request: Request, draft: Draft, *, refusal: TaizhangError | None = None) -> HttpResponse:
    """The card as it is now; without htmx the review, at that card."""
    if not request.htmx:
        if refusal:
            messages.error(request, str(in_words(refusal)))
        answer = redirect("intake:document", draft.document_id)
        answer["Location"] += f"#draft-{draft.pk}"
        return answer
    draft.refresh_from_db()
    status = _CONFLICT if refusal else 200
    return page(
        request,
        "intake/changed.html#card",
        one_card(request, draft, refusal=refusal),
        status=status,
    )


def _done(request: Request, draft: Draft, act: Callable[[], object]) -> HttpResponse:
    """Do it, and show the card; a refusal is said on the card."""
    try:
        act()
    except Refused as refusal:
        draft.refresh_from_db()
        twice = draft.status == queries.Kept.ACCEPTED and draft.decided_by_id == request.person.pk
        # A second click on "Confirm" finds what the first one did: nothing to refuse.
        return _shown(request, draft, refusal=None if twice else refusal)
    return _shown(request, draft)


@require_POST
@requires(Permission.ENTRY_REGISTER)
def accept(request: Request, pk: int) -> HttpResponse:
    """Put the draft on its ledger."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    return _done(
        request,
        draft,
        lambda: ledger.register_draft(
            draft, by=request.person, now=request.now, seen=_seen(request)
        ),
    )


@require_POST
@requires(Permission.DRAFT_DECIDE)
def restore(request: Request, pk: int) -> HttpResponse:
    """Take a rejection back."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    return _done(
        request,
        draft,
        lambda: services.restore(draft, by=request.person, now=request.now, seen=_seen(request)),
    )


@require_POST
@requires(Permission.DRAFT_DECIDE)
def choose(request: Request, pk: int) -> HttpResponse:
    """Say which enterprise of the roster a name means."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    name, code = request.POST.get("name", ""), request.POST.get("code", "")
    offered = {
        candidate["code"]
        for item in draft.enterprises
        if item["name"] == name
        for candidate in item.get("candidates", ())
    }
    names = [
        (item["name"], code if item["name"] == name and code in offered else item["code"])
        for item in draft.enterprises
    ]
    return _done(
        request,
        draft,
        lambda: services.set_enterprises(
            draft, names, by=request.person, now=request.now, seen=_seen(request)
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_DECIDE)
def reject(request: Request, pk: int) -> HttpResponse:
    """Say that it is no matter for a ledger, and why."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    form = RejectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = request.POST.get("quick") or form.cleaned_data["reason"]
        try:
            services.reject(draft, reason, by=request.person, now=request.now, seen=_seen(request))
        except Refused as refusal:
            return _asked(request, draft, "reject", form=form, refusal=refusal)
        return _shown(request, draft)
    return _asked(request, draft, "reject", form=form)


def _asked(
    request: Request, draft: Draft, act: str, *, refusal: TaizhangError | None = None, **more: Any
) -> HttpResponse:
    """The form of an act, in place of the card or as its own page."""
    context = {
        **frame(request, draft.document),
        "draft": draft,
        "act": act,
        "reasons": (NOT_THIS[LedgerKind(draft.ledger)], *REASONS),
        "refusal": in_words(refusal) if refusal else None,
        **more,
    }
    form = more.get("form")
    status = _CONFLICT if refusal else 200
    if not refusal and form is not None and form.is_bound and form.errors:
        status = _UNREADABLE
    return page(request, "intake/act.html#asked", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_DECIDE)
def edit(request: Request, pk: int) -> HttpResponse:
    """Change what the draft says."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    if request.method != "POST":
        return _asked(request, draft, "edit", form=EditForm(initial=_said(draft)))
    form = EditForm(request.POST)
    if not form.is_valid():
        return _asked(request, draft, "edit", form=form)
    try:
        services.edit(draft, by=request.person, now=request.now, **_changes(draft, form))
    except Refused as refusal:
        # Nothing typed is lost: the same words, now against the newest version.
        draft.refresh_from_db()
        typed = request.POST.copy()
        typed["seen"] = str(draft.version)
        return _asked(request, draft, "edit", form=EditForm(typed), refusal=refusal)
    return _shown(request, draft)


def _said(draft: Draft) -> dict[str, Any]:
    return {
        "seen": draft.version,
        "text": draft.text,
        "ledger": draft.ledger,
        "category": draft.category,
        "scope": draft.scope,
        "enterprises": "\n".join(item["name"] for item in draft.enterprises),
        "lead": draft.lead_unit.code if draft.lead_unit else "",
        "lead_name": draft.lead_name,
        "due_text": draft.due_text,
        "due": draft.due,
        "reply": draft.reply,
    }


def _changes(draft: Draft, form: EditForm) -> dict[str, Any]:
    """What the form says, in the words of the service."""
    said = dict(form.cleaned_data)
    known = {item["name"]: item for item in draft.enterprises}
    written = [name.strip() for name in said.pop("enterprises").splitlines() if name.strip()]
    fresh = services.with_candidates([(name, None) for name in written if name not in known])
    looked_up = {**known, **{item["name"]: item for item in fresh}}
    said["enterprises"] = [looked_up[name] for name in dict.fromkeys(written)]
    said["lead_unit"] = form.units.get(said.pop("lead"))
    said["lead_name"] = "".join(said["lead_name"].split())
    if said["lead_unit"] and not said["lead_name"]:
        said["lead_name"] = said["lead_unit"].name
    said["text"] = said["text"].replace("\r\n", "\n").strip()
    said["reply"] = said["reply"].replace("\r\n", "\n").strip()
    return said


def _pieces(draft: Draft) -> list[tuple[int, str]]:
    """Where a quote can be cut: after its punctuation; each place with the words before it."""
    pieces, at = [], 0
    for place, sign in enumerate(draft.quote[:-1], start=1):
        if sign in _BREAKS:
            pieces.append((draft.start + place, "".join(draft.quote[at:place].split())))
            at = place
    pieces.append((draft.end, "".join(draft.quote[at:].split())))
    return pieces


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_DECIDE)
def split(request: Request, pk: int) -> HttpResponse:
    """Cut the draft in two."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    at, until = request.POST.get("at", ""), request.POST.get("until", "")
    if request.method != "POST" or not at.isdecimal():
        return _asked(request, draft, "split", pieces=_pieces(draft))
    try:
        first, _second = services.split(
            draft,
            at=int(at),
            until=int(until) if until.isdecimal() else None,
            by=request.person,
            now=request.now,
            seen=_seen(request),
        )
    except Refused as refusal:
        return answered(request, draft.document, at=draft, refusal=refusal)
    return answered(request, draft.document, at=first)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_DECIDE)
def merge(request: Request, pk: int) -> HttpResponse:
    """Make the draft and a neighbour one."""
    draft = get_draft(request.person, pk, Permission.DRAFT_DECIDE)
    if request.method != "POST":
        return _asked(request, draft, "merge", neighbours=queries.neighbours(draft))
    chosen = [int(other) for other in request.POST.getlist("with") if other.isdecimal()]
    others = [get_draft(request.person, other, Permission.DRAFT_DECIDE) for other in chosen]
    try:
        one = services.merge(
            [draft, *others],
            by=request.person,
            now=request.now,
            seen=[_seen(request), *([None] * len(others))],
        )
    except Refused as refusal:
        return answered(request, draft.document, at=draft, refusal=refusal)
    return answered(request, draft.document, at=one)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def card(request: Request, pk: int) -> HttpResponse:
    """The card as it is: back from a form that was not sent."""
    draft = get_draft(request.person, pk, Permission.DOCUMENT_VIEW)
    return _shown(request, draft)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def similar(request: Request, pk: int) -> HttpResponse:
    """Entries already on a ledger that say much the same."""
    draft = get_draft(request.person, pk, Permission.DOCUMENT_VIEW)
    codes = [item["code"] for item in draft.enterprises if item.get("code")]
    found = ledger_queries.similar_open(
        draft.text, among=comparable_entries(request.person), enterprises=codes
    )
    context = {**frame(request, draft.document), "draft": draft, "entries": found}
    return page(request, "intake/similar.html#similar", context)
