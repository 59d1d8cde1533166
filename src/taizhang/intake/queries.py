"""What can be asked about what came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, Count, F, Q, QuerySet, When

from taizhang.engine import text as engine_text
from taizhang.engine.errors import BadInput, TaizhangError, named
from taizhang.engine.page_order import blocks_of
from taizhang.intake.errors import ReadingFailed
from taizhang.intake.fingerprint import NEAR_BITS, NEAR_SHARE, distance, likeness
from taizhang.intake.models import Activity, Document, Draft
from taizhang.intake.services.reading import (
    is_stalled,
    ordered_by_hand,
    raw_text,
    said_on,
    stored_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.engine.page_order import Block

__all__ = [
    "HIGH",
    "LOW",
    "ActivityFilter",
    "Kept",
    "Near",
    "PageBlocks",
    "Status",
    "Tally",
    "activities",
    "all_drafts",
    "documents",
    "documents_to_check",
    "drafts",
    "failure",
    "is_stalled",
    "listed",
    "listed_activities",
    "near_identical",
    "neighbours",
    "page_blocks",
    "remaining_seconds",
    "said_on",
    "stored_bytes",
    "tally",
    "waiting_drafts",
]

HIGH: Final = 0.8
"""From this confidence on a draft counts as certain enough to be confirmed with the others."""
LOW: Final = 0.6
"""Below this confidence a draft is folded last."""
_NEAREST: Final = 5
_FIRST_ESTIMATE: Final = 15

Status = Document.Status
Kept = Draft.Status
_WAITS: Final = Q(pk__in=Draft.objects.filter(status=Kept.WAITING).values("document"))
"""Of a document: some draft of it is not decided. Few are, and an index leads to them."""


def documents() -> QuerySet[Document]:
    """Everything that came in."""
    return Document.objects.select_related("received_by")


def listed(found: QuerySet[Document], words: str = "", status: str = "") -> list[int]:
    """The keys of the documents of a list, by words in name or text; `told` reads a page of them.

    What still needs a person stands first, then the newest.
    """
    reviewed = Q(status=Status.READY) & ~_WAITS
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(text__icontains=word))
    if status == "waiting":
        found = found.filter(_WAITS)
    elif status == "done":
        found = found.filter(reviewed)
    elif status in Status.values:
        found = found.filter(status=status)
    is_over = Case(When(reviewed, then=1), default=0)
    return list(found.order_by(is_over, "-received_at", "-pk").values_list("pk", flat=True))


def told(keys: Sequence[int]) -> list[Document]:
    """These documents in this order, with `waiting` and `drafts_count`."""
    found = Document.objects.select_related("received_by").annotate(
        waiting=Count("drafts", filter=Q(drafts__status=Kept.WAITING)),
        drafts_count=Count("drafts", filter=~Q(drafts__status=Kept.REPLACED)),
    )
    rows = found.defer("text", "reading", "form").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def all_drafts() -> QuerySet[Draft]:
    """Every draft of every document."""
    return Draft.objects.select_related("document", "lead_unit")


def drafts(document: Document) -> QuerySet[Draft]:
    """The document's drafts in reading order; those replaced by others are left out."""
    return (
        Draft.objects.filter(document=document)
        .exclude(status=Kept.REPLACED)
        .select_related("lead_unit", "decided_by", "changed_by", "activity")
        .order_by("position", "pk")
    )


def waiting_drafts() -> QuerySet[Draft]:
    """All drafts that wait for a person."""
    return Draft.objects.filter(status=Kept.WAITING, document__status=Status.READY)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the review of a document is."""

    total: int
    waiting: int
    high: int
    """Waiting with high confidence."""

    @property
    def decided(self) -> int:
        return self.total - self.waiting


def tally(document: Document) -> Tally:
    waits = Q(status=Kept.WAITING)
    return Tally(
        **Draft.objects.filter(document=document)
        .exclude(status=Kept.REPLACED)
        .aggregate(
            total=Count("pk"),
            waiting=Count("pk", filter=waits),
            high=Count("pk", filter=waits & Q(confidence__gte=HIGH)),
        )
    )


def neighbours(draft: Draft) -> list[Draft]:
    """The waiting drafts right before and right after this one, in the same article."""
    others = list(
        Draft.objects.filter(document_id=draft.document_id, status=Kept.WAITING).order_by(
            "position", "pk"
        )
    )
    places = [place for place, other in enumerate(others) if other.pk == draft.pk]
    around = [place + step for place in places for step in (-1, 1)]
    return [
        others[place]
        for place in around
        if 0 <= place < len(others) and others[place].article == draft.article
    ]


@dataclass(frozen=True, slots=True)
class Near:
    """Another document with nearly the same text."""

    document: Document
    per_cent: int
    same_file: bool


def near_identical(document: Document) -> list[Near]:
    """Documents that say nearly the same, most alike first.

    The fingerprint finds candidates, the texts themselves decide.
    """
    if document.fingerprint is None:
        return []
    others = Document.objects.exclude(pk=document.pk).filter(fingerprint__isnull=False)
    close = sorted(
        (bits, pk)
        for pk, value in others.values_list("pk", "fingerprint")
        if value is not None and (bits := distance(document.fingerprint, value)) <= NEAR_BITS
    )[:_NEAREST]
    rows = Document.objects.select_related("received_by").in_bulk([pk for _, pk in close])
    found = [
        Near(
            document=rows[pk],
            per_cent=int(100 * likeness(document.text, rows[pk].text)),
            same_file=document.file_sha256 == rows[pk].file_sha256,
        )
        for _, pk in close
    ]
    alike = [near for near in found if near.per_cent >= 100 * NEAR_SHARE]
    return sorted(alike, key=lambda near: (-near.per_cent, -near.document.pk))


def failure(document: Document) -> TaizhangError | None:
    """The refusal that ended the reading, so that a screen can say it in its reader's language."""
    if not document.failure:
        return None
    kind = named(document.failure, BadInput)
    if kind is not None:
        return kind(**document.failure_fields)
    return ReadingFailed(reference=document.failure)


def remaining_seconds(document: Document, now: datetime) -> int | None:
    """How long the reading will still take, judged by how it went so far."""
    if document.done < _FIRST_ESTIMATE or document.status != Status.READING:
        return None
    # Read again, it begins when somebody changed what it is read by.
    since = max(document.received_at, document.changed_at or document.received_at)
    elapsed = (now - since).total_seconds()
    return max(1, round(elapsed * (100 - document.done) / document.done))


def activities() -> QuerySet[Activity]:
    """Meetings, symposiums, visits and inspections, newest first."""
    return Activity.objects.select_related("park", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """What a list of activities is narrowed to; an empty field narrows nothing."""

    kind: str = ""
    park: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    """In the title, the place or the name of an enterprise."""


def listed_activities(found: QuerySet[Activity], wanted: ActivityFilter) -> QuerySet[Activity]:
    """The activities of a list with `drafts_count` and their enterprises."""
    asked: dict[str, Any] = {
        "kind": wanted.kind,
        "park__code": wanted.park,
        "held_on__gte": wanted.since,
        "held_on__lte": wanted.until,
    }
    found = found.filter(**{name: value for name, value in asked.items() if value})
    for word in wanted.words.split():
        named = Activity.objects.filter(enterprises__name__icontains=word).values("pk")
        found = found.filter(Q(title__icontains=word) | Q(place__icontains=word) | Q(pk__in=named))
    found = (
        found.select_related("park", "document")
        .prefetch_related("enterprises")
        .annotate(drafts_count=Count("drafts", filter=~Q(drafts__status=Kept.REPLACED)))
    )
    return found.order_by(F("held_on").desc(nulls_last=True), "-pk")


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a document as they are read now."""

    articles: tuple[tuple[Block, ...], ...]
    rest: tuple[Block, ...]
    """What belongs to no article and is not read."""
    is_by_hand: bool

    @property
    def count(self) -> int:
        return len(self.rest) + sum(len(article) for article in self.articles)


def page_blocks(document: Document) -> PageBlocks:
    """The document's blocks in the order that holds for it."""
    raw = raw_text(document)
    articles = engine_text.articles(raw)
    placed = blocks_of(raw, articles)
    order = ordered_by_hand(document)
    if not order:
        return PageBlocks(
            placed[: len(articles)], sum(placed[len(articles) :], ()), is_by_hand=False
        )
    known = {block.span: block for group in placed for block in group}
    mine = tuple(tuple(known.pop(s) for s in group if s in known) for group in order)
    rest = tuple(sorted(known.values(), key=lambda block: block.span.start))
    return PageBlocks(tuple(group for group in mine if group), rest, is_by_hand=True)


def documents_to_check(found: QuerySet[Document]) -> int:
    """How many of these documents have drafts that wait for a person."""
    return found.filter(_WAITS).count()
