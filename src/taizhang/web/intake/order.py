"""What a person puts right about the reading itself: the order of the blocks, the date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.access.decorators import requires
from taizhang.access.get import get_document
from taizhang.access.permissions import Permission
from taizhang.engine import page_order
from taizhang.engine.errors import Refused
from taizhang.engine.text import Span
from taizhang.intake import queries, services
from taizhang.web.errors import in_words
from taizhang.web.intake.forms import DateForm
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from taizhang.engine.page_order import Block
    from taizhang.intake.models import Document
    from taizhang.web.request import Request

_ARTICLE: Final = "article"
_REST: Final = "rest"
_MOST: Final = 400
"""Blocks that can be ordered by hand; more are no page any more."""
_MOVES: Final = {"up": page_order.up, "down": page_order.down, "apart": page_order.apart}


@dataclass(frozen=True, slots=True)
class Group:
    """An article, or what is not read."""

    place: int
    blocks: tuple[Block, ...]
    is_read: bool = True


def _seen(request: Request) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


def _span(said: str) -> Span | None:
    start, _dash, end = said.partition("-")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end):
        return Span(int(start), int(end))
    return None


def _said(request: Request) -> tuple[list[list[Span]], list[Span]]:
    """The order in the form: articles, each followed by its blocks; last what is left out."""
    articles: list[list[Span]] = []
    rest: list[Span] = []
    into = rest
    for said in request.POST.getlist("order"):
        if said == _ARTICLE:
            into = []
            articles.append(into)
        elif said == _REST:
            into = rest
        elif span := _span(said):
            into.append(span)
    return articles, rest


def _moved(
    request: Request, articles: list[list[Span]], rest: list[Span]
) -> tuple[list[list[Span]], list[Span]] | None:
    """The order after the button that was pressed; None when it was another one."""
    for name, move in _MOVES.items():
        if span := _span(request.POST.get(name, "")):
            *moved, left = move([*articles, rest], span)
            if len(rest) > len(left) and name == "apart":
                moved, left = [*moved, left], []
            return [group for group in moved if group], left
    return None


def _pressed(request: Request) -> tuple[str, Span | None]:
    """The button that was pressed: it gets the focus back, to be pressed again."""
    name = next((name for name in _MOVES if name in request.POST), "")
    return name, _span(request.POST.get(name, ""))


def _groups(
    found: queries.PageBlocks, articles: Sequence[Sequence[Span]], rest: Sequence[Span]
) -> list[Group]:
    known = {b.span: b for group in (*found.articles, found.rest) for b in group}
    read = [tuple(known[span] for span in group if span in known) for group in articles]
    groups = [Group(place, blocks) for place, blocks in enumerate(read, start=1)]
    return [*groups, Group(0, tuple(known[s] for s in rest if s in known), is_read=False)]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DRAFT_DECIDE)
def order(request: Request, pk: int) -> HttpResponse:
    """Move blocks up and down or into another article, then have the document read so."""
    document = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    if document.status != queries.Status.READY:
        return redirect("intake:progress", document.pk)
    found = queries.page_blocks(document)
    if request.method != "POST":
        articles = [[block.span for block in group] for group in found.articles]
        rest = [block.span for block in found.rest]
        return _asked(request, document, found, _groups(found, articles, rest))
    articles, rest = _said(request)
    moved = _moved(request, articles, rest)
    if moved:
        return _asked(request, document, found, _groups(found, *moved), pressed=_pressed(request))
    try:
        again = services.reorder(
            document, articles, by=request.person, now=request.now, seen=_seen(request)
        )
    except Refused as refusal:
        groups = _groups(found, articles, rest)
        return _asked(request, document, found, groups, refusal=refusal)
    return read_again(request, again, _("The document was read again in your order."))


def read_again(request: Request, document: Document, done: str) -> HttpResponse:
    """To the review; a long document is read in the background, and the page of it says so."""
    if document.status != queries.Status.READY:
        return redirect("intake:progress", document.pk)
    messages.success(request, done)
    return redirect("intake:document", document.pk)


def _asked(
    request: Request,
    document: Document,
    found: queries.PageBlocks,
    groups: list[Group],
    *,
    refusal: Refused | None = None,
    pressed: tuple[str, Span | None] = ("", None),
) -> HttpResponse:
    reading = document.reading or {}
    doubts = [
        doubt for article in reading.get("articles", []) for doubt in article.get("doubts", ())
    ]
    context = {
        "document": document,
        "groups": groups,
        "is_by_hand": found.is_by_hand,
        "is_too_long": found.count > _MOST,
        "doubts": [_(doubt) for doubt in dict.fromkeys(doubts)],
        "refusal": in_words(refusal) if refusal else None,
        "pressed": dict(zip(("move", "span"), pressed, strict=True)),
    }
    return page(request, "intake/order.html", context, status=409 if refusal else 200)


@require_POST
@requires(Permission.DRAFT_DECIDE)
def order_back(request: Request, pk: int) -> HttpResponse:
    """Take the newest order back."""
    document = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    try:
        again = services.take_order_back(
            document, by=request.person, now=request.now, seen=_seen(request)
        )
    except Refused as refusal:
        messages.error(request, str(in_words(refusal)))
        return redirect("intake:document", document.pk)
    return read_again(request, again, _("The order before was taken again."))


@require_POST
@requires(Permission.DRAFT_DECIDE)
def redate(request: Request, pk: int) -> HttpResponse:
    """Say which day the document is of."""
    document = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    form = DateForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect("intake:document", document.pk)
    try:
        again = services.redate(
            document,
            form.cleaned_data["dated"],
            by=request.person,
            now=request.now,
            seen=_seen(request),
        )
    except Refused as refusal:
        messages.error(request, str(in_words(refusal)))
        return redirect("intake:document", document.pk)
    return read_again(request, again, _("The date was changed; years were counted anew."))
