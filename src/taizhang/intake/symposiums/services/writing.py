"""The remarks become the text of the minutes and its drafts, as often as a remark changes."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_noop

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.categories import categorise
from taizhang.engine.minutes import Heading, Minutes, Said, SaidAs, compose
from taizhang.intake.fingerprint import fingerprint
from taizhang.intake.models import Draft
from taizhang.intake.symposiums.models import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.intake.symposiums.models import Symposium

RULE: Final = gettext_noop("typed in at the table")
ARTICLE: Final = "a1"


def minutes_of(symposium: Symposium, remarks: Sequence[Remark]) -> Minutes:
    """The minutes as they stand."""
    activity = symposium.activity
    place_of = {remark.pk: place for place, remark in enumerate(remarks)}
    heading = Heading(
        title=activity.title,
        held_on=activity.held_on,  # type: ignore[arg-type]  # a table is laid for a day
        place=activity.place,
        chair=symposium.chair,
        seats=tuple(seat.name for seat in symposium.seats.all()),
    )
    return compose(heading, [_said(remark, place_of) for remark in remarks])


def _said(remark: Remark, place_of: dict[int, int]) -> Said:
    return Said(
        kind=SaidAs(remark.kind),
        speaker=remark.seat.name if remark.seat else remark.speaker,
        text=remark.text,
        answers=place_of.get(remark.answers_id or 0),
        unit=remark.unit.name if remark.unit else "",
        due=remark.due,
        due_text=remark.due_text,
    )


def write(symposium: Symposium) -> None:
    """Write the minutes anew; drafts that somebody decided or edited keep their words."""
    remarks = list(
        symposium.remarks.filter(is_struck=False)
        .select_related("seat__enterprise", "unit", "draft")
        .order_by("position")
    )
    minutes = minutes_of(symposium, remarks)
    document = symposium.document
    document.text = minutes.text
    document.fingerprint = fingerprint(minutes.text)
    document.reading = _reading(symposium, minutes.text)
    document.save(update_fields=["text", "fingerprint", "reading"])
    rank = {place: number for number, place in enumerate(minutes.order, start=1)}
    for place, remark in enumerate(remarks):
        replies = [
            (other, minutes.spans[at])
            for at, other in enumerate(remarks)
            if other.answers_id == remark.pk
        ]
        _draft(symposium, remark, minutes.spans[place], rank[place], replies)
    _find_again(symposium, remarks)


def _find_again(symposium: Symposium, remarks: Sequence[Remark]) -> None:
    """Move the spans of drafts that the review cut or marked, as the text around them moved."""
    own = [remark.draft_id for remark in remarks if remark.draft_id]
    text = symposium.document.text
    for draft in symposium.document.drafts.exclude(pk__in=own):
        if text[draft.start : draft.end] == draft.quote:
            continue
        start = text.find(draft.quote)
        if start >= 0:
            draft.start, draft.end = start, start + len(draft.quote)
            draft.save(update_fields=["start", "end"])


def _reading(symposium: Symposium, text: str) -> dict[str, Any]:
    """The reading in the shape of the extraction contract: one article; names were typed."""
    return {
        "articles": [
            {
                "id": ARTICLE,
                "headline": symposium.activity.title,
                "subheads": [],
                "date": symposium.activity.held_on.isoformat(),  # type: ignore[union-attr]
                "bylines": {"reporters": [], "correspondents": []},
                "paragraphs": text.splitlines(),
                "spans": [[0, len(text)]],
            }
        ],
        "activities": [],
        "people": [],
        "organisations": [],
        "entries": [],
    }


def _draft(
    symposium: Symposium,
    remark: Remark,
    span: tuple[int, int],
    rank: int,
    replies: list[tuple[Remark, tuple[int, int]]],
) -> None:
    """Bring the remark's draft up to date: made when there is none, its place always moved."""
    ledger = _ledger_of(remark)
    if ledger is None:
        return
    draft = remark.draft or Draft(
        document=symposium.document,
        ledger=ledger,
        activity=symposium.activity,
        article=ARTICLE,
        reasons=[RULE],
    )
    before = _kept(draft)
    draft.position = rank
    draft.start, draft.end = span
    if draft.status == Draft.Status.WAITING:
        draft.quote = remark.text
        draft.reply_start = min((start for _, (start, _end) in replies), default=None)
        draft.reply_end = max((end for _, (_start, end) in replies), default=None)
        if not draft.edited:
            _say(draft, remark, [reply for reply, _ in replies])
    if draft.pk is None or _kept(draft) != before:
        draft.save()
    if remark.draft_id is None:
        remark.draft = draft
        remark.save(update_fields=["draft"])


def _kept(draft: Draft) -> dict[str, Any]:
    """What the database keeps of it: one remark more need not write a hundred drafts again."""
    return {name: deepcopy(value) for name, value in vars(draft).items() if name != "_state"}


def _ledger_of(remark: Remark) -> LedgerKind | None:
    """What a remark asks for; an answer to something raised belongs to that."""
    if remark.kind == Remark.Kind.RAISED:
        return LedgerKind.APPEAL
    if remark.kind == Remark.Kind.ANSWERED and remark.answers_id is None:
        return LedgerKind.DIRECTIVE
    return None


def _say(draft: Draft, remark: Remark, replies: list[Remark]) -> None:
    promises = replies or ([remark] if remark.kind == Remark.Kind.ANSWERED else [])
    draft.text = remark.text
    draft.reply = "\n".join(reply.text for reply in replies)
    if remark.seat:
        enterprise = remark.seat.enterprise
        draft.enterprises = [
            {"name": remark.seat.name, "code": enterprise.code if enterprise else None}
        ]
    if draft.ledger == LedgerKind.APPEAL:
        told = categorise(draft.text, beside=draft.reply)
        draft.category, draft.category_words = told.category or "", list(told.words)
    draft.lead_unit, draft.lead_name, draft.due, draft.due_text = None, "", None, ""
    for promise in promises:
        if promise.unit:
            draft.lead_unit, draft.lead_name = promise.unit, promise.unit.name
        if promise.due or promise.due_text:
            draft.due, draft.due_text = promise.due, promise.due_text
