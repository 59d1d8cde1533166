"""Drafts made by hand from the text: one cut in two, neighbours made one, a new one marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import transaction
from django.db.models import F

from taizhang.engine.codes import LedgerKind
from taizhang.intake.errors import (
    NotNeighbours,
    NotReadYet,
    QuoteAmbiguous,
    QuoteNotFound,
    SpanOutside,
    SplitOutside,
)
from taizhang.intake.models import Document, Draft
from taizhang.intake.places import reading_place
from taizhang.intake.services.deciding import changed, decided, waiting
from taizhang.intake.services.naming import looked_up
from taizhang.roster.queries import roster_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from taizhang.roster.models import Person

_EDGES: Final = " \t\r\n　，、；。："
"""What a quote neither begins nor ends with."""
_BREAK: Final = re.compile(r"[ \t　]*\n[ \t　\n]*")
_LATIN: Final = re.compile(r"[A-Za-z0-9]")
_SHOWN: Final = 40
_FEWEST: Final = 2
_T = TypeVar("_T")


def readable(quote: str) -> str:
    """A quote in one line: line breaks go, except between Latin words."""
    text = quote.replace("\r", "")

    def join(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return " " if _LATIN.match(before) and _LATIN.match(after) else ""

    return _BREAK.sub(join, text).strip()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without spacing and loose punctuation at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_EDGES)), end - (
        len(piece) - len(piece.rstrip(_EDGES))
    )


def _make_room(document_id: int, position: int, count: int = 1) -> None:
    Draft.objects.filter(document_id=document_id, position__gte=position).update(
        position=F("position") + count
    )


def _named_in(draft: Draft, quote: str, others: str) -> list[dict[str, Any]]:
    """The enterprises that this part speaks of; those named nowhere stay with both."""
    short = [(item, item.get("said") or item["name"]) for item in draft.enterprises]
    plain, rest = readable(quote), readable(others)
    return [item for item, said in short if _mentions(plain, said) or not _mentions(rest, said)]


def _mentions(text: str, name: str) -> bool:
    """Whether a text speaks of an enterprise: by its name or by the core of it."""
    if name in text:
        return True
    core = re.sub(r"(股份|集团|控股)?(有限)?(责任)?公司$", "", name)
    return (
        any(core[i : i + 3] in text for i in range(max(len(core) - 2, 0)))
        if len(core) > _FEWEST
        else core in text
    )


def _part(draft: Draft, span: tuple[int, int], rest: tuple[int, int], text: str) -> Draft:
    quote = text[span[0] : span[1]]
    return Draft(
        document_id=draft.document_id,
        ledger=draft.ledger,
        start=span[0],
        end=span[1],
        quote=quote,
        text=readable(quote),
        category=draft.category,
        scope=draft.scope,
        enterprises=_named_in(draft, quote, text[rest[0] : rest[1]]),
        lead_unit_id=draft.lead_unit_id,
        lead_name=draft.lead_name,
        co_units=draft.co_units,
        due_text=draft.due_text if draft.due_text in readable(quote) else "",
        due=draft.due if draft.due_text and draft.due_text in readable(quote) else None,
        reply=draft.reply,
        reply_start=draft.reply_start,
        reply_end=draft.reply_end,
        activity_id=draft.activity_id,
        article=draft.article,
        confidence=draft.confidence,
        reasons=draft.reasons,
        category_words=draft.category_words,
        edited=True,
    )


def _born(drafts: Sequence[Draft], *, parents: Sequence[Draft], by: Person, now: datetime) -> None:
    change = Draft.Change.SPLIT if len(parents) == 1 else Draft.Change.MERGED
    for child in drafts:
        child.change, child.changed_by, child.changed_at = change, by, now
        child.save()
        child.parents.set(parents)
    for parent in parents:
        decided(parent, Draft.Status.REPLACED, change, by=by, now=now)


@transaction.atomic
def split(
    draft: Draft,
    *,
    at: int,
    until: int | None = None,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> tuple[Draft, Draft]:
    """Cut the draft in two at a raw offset.

    With `until` the selection `[at, until)` becomes one part: the cut is made at whichever of its
    ends lies inside the draft, the first of them when both do.
    """
    current = waiting(draft, seen=seen)
    text = current.document.text
    if until is not None and at <= current.start:
        at = until
    if not current.start < at < current.end:
        raise SplitOutside
    first, second = _trimmed(text, current.start, at), _trimmed(text, at, current.end)
    if first[0] >= first[1] or second[0] >= second[1]:
        raise SplitOutside
    _make_room(current.document_id, current.position + 1)
    one, two = _part(current, first, second, text), _part(current, second, first, text)
    one.position, two.position = current.position, current.position + 1
    _born([one, two], parents=[current], by=by, now=now)
    return one, two


def _neighbours(drafts: Sequence[Draft]) -> bool:
    """Whether the drafts follow each other, nothing waiting between them, in one article."""
    first, last = drafts[0], drafts[-1]
    if len({(draft.document_id, draft.article) for draft in drafts}) != 1:
        return False
    between = Draft.objects.filter(
        document_id=first.document_id,
        status=Draft.Status.WAITING,
        position__range=(first.position, last.position),
    ).count()
    return between == len(drafts)


def _together(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {}
    for draft in drafts:
        for item in draft.enterprises:
            known.setdefault(item.get("code") or item["name"], item)
    return list(known.values())


def _first(values: Sequence[_T]) -> _T:
    return next((value for value in values if value), values[0])


def _joined(parts: Sequence[Draft]) -> Draft:
    """One draft that says what all of them say; of single facts the first one's."""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    lead = next((part for part in parts if part.lead_unit_id or part.lead_name), parts[0])
    due = next((part for part in parts if part.due or part.due_text), parts[0])
    answered = next((part for part in parts if part.reply_start is not None), parts[0])
    return Draft(
        document_id=parts[0].document_id,
        position=parts[0].position,
        ledger=parts[0].ledger,
        start=start,
        end=end,
        quote=parts[0].document.text[start:end],
        text="；".join(part.text.rstrip("。；，") for part in parts),
        category=_first([part.category for part in parts]),
        scope=_first([part.scope for part in parts]),
        enterprises=_together(parts),
        lead_unit_id=lead.lead_unit_id,
        lead_name=lead.lead_name,
        co_units=list(dict.fromkeys(name for part in parts for name in part.co_units)),
        due_text=due.due_text,
        due=due.due,
        reply="；".join(dict.fromkeys(part.reply for part in parts if part.reply)),
        reply_start=answered.reply_start,
        reply_end=answered.reply_end,
        activity_id=_first([part.activity_id for part in parts]),
        article=parts[0].article,
        confidence=min(part.confidence for part in parts),
        reasons=list(dict.fromkeys(reason for part in parts for reason in part.reasons)),
        category_words=list(dict.fromkeys(w for part in parts for w in part.category_words)),
        edited=True,
    )


@transaction.atomic
def merge(
    drafts: Sequence[Draft],
    *,
    by: Person,
    now: datetime,
    seen: Sequence[int | None] | None = None,
) -> Draft:
    """Make two or more neighbours one draft that covers them all."""
    versions = seen or [None] * len(drafts)
    if len({draft.pk for draft in drafts}) < _FEWEST:
        raise NotNeighbours
    parts = sorted(
        (waiting(draft, seen=version) for draft, version in zip(drafts, versions, strict=True)),
        key=lambda draft: (draft.position, draft.pk),
    )
    if not _neighbours(parts):
        raise NotNeighbours
    one = _joined(parts)
    _born([one], parents=parts, by=by, now=now)
    return one


def _enterprises_within(document: Document, start: int, end: int) -> list[dict[str, Any]]:
    """The enterprises that the reading found inside the span."""
    reading = document.reading or {}
    known = roster_names()
    return [
        looked_up(found["name"], known)
        for found in reading.get("organisations", [])
        if found["kind"] == "enterprise"
        and any(start <= first and last <= end for first, last in found["mentions"])
    ]


@transaction.atomic
def add(
    document: Document,
    start: int,
    end: int,
    *,
    ledger: LedgerKind | str = LedgerKind.APPEAL,
    by: Person,
    now: datetime,
) -> Draft:
    """A new draft of exactly the selected words; the same selection twice is one draft."""
    current = Document.objects.select_for_update().get(pk=document.pk)
    if current.status != Document.Status.READY:
        raise NotReadYet
    if not 0 <= start < end <= len(current.text):
        raise SpanOutside
    start, end = _trimmed(current.text, start, end)
    if start >= end:
        raise SpanOutside
    same = current.drafts.filter(
        start=start, end=end, ledger=ledger, status=Draft.Status.WAITING
    ).first()
    if same:
        return same
    place = reading_place(current)
    here = place(start)
    before = [
        position
        for position, other in current.drafts.values_list("position", "start")
        if place(other) <= here
    ]
    position = max(before, default=-1) + 1
    _make_room(current.pk, position)
    quote = current.text[start:end]
    draft = Draft(
        document=current,
        position=position,
        ledger=ledger,
        start=start,
        end=end,
        quote=quote,
        text=readable(quote),
        enterprises=_enterprises_within(current, start, end),
        article=here[3],
        edited=True,
    )
    changed(draft, Draft.Change.ADDED, by=by, now=now)
    return draft


def places_of(document: Document, words: str) -> list[tuple[int, int]]:
    """Every place where the document says these words, spacing and line breaks ignored."""
    words = "".join(words.split())
    if not words:
        return []
    origin = [i for i, character in enumerate(document.text) if not character.isspace()]
    plain = "".join(document.text[i] for i in origin)
    starts = (found.start() for found in re.finditer(re.escape(words), plain))
    return [(origin[start], origin[start + len(words) - 1] + 1) for start in starts]


def find_quote(document: Document, quote: str) -> tuple[int, int]:
    """The one place where the document says these words."""
    places = places_of(document, quote)
    if not places:
        raise QuoteNotFound(quote=quote.strip()[:_SHOWN])
    if len(places) > 1:
        raise QuoteAmbiguous(count=len(places))
    return places[0]
