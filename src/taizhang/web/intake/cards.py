"""What the review shows about each draft, and the page around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from taizhang.access.permissions import Permission, can
from taizhang.engine.codes import LedgerKind
from taizhang.engine.due_texts import parse_due
from taizhang.intake import queries
from taizhang.intake.language_model import comparing
from taizhang.ledger import queries as ledger
from taizhang.ledger.work_calendar import work_calendar
from taizhang.web.errors import in_words
from taizhang.web.intake.forms import NOT_THIS
from taizhang.web.intake.source import SHOWN, sections

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from taizhang.engine.errors import TaizhangError
    from taizhang.intake.models import Document, Draft
    from taizhang.web.request import Request

_WORKING_DAYS: Final = "工作日"
_ASKS_A_DATE = frozenset({"appeal", "directive", "hazard"})


@dataclass(frozen=True, slots=True)
class Card:
    """One draft as a card."""

    draft: Draft
    number: str = ""
    """Of the entry it became."""
    before: Draft | None = None
    after: Draft | None = None
    """The neighbours it can be merged with."""

    @property
    def waits(self) -> bool:
        return self.draft.status == self.draft.Status.WAITING

    @property
    def not_this(self) -> str:
        """The shortest reason to reject it."""
        return str(NOT_THIS[LedgerKind(self.draft.ledger)])

    @property
    def is_low(self) -> bool:
        return self.waits and self.draft.confidence < queries.LOW

    @property
    def certainty(self) -> str:
        """The confidence in words: a number would promise more than it knows."""
        if self.draft.confidence >= queries.HIGH:
            return _("high confidence")
        return _("fair confidence") if self.draft.confidence >= queries.LOW else _("low confidence")

    @property
    def because(self) -> tuple[str, list[str]]:
        """The rule that found it, in words, and the words of the text that decided."""
        if self.draft.category_words:
            return "", list(self.draft.category_words)
        rule, *words = self.draft.reasons or [""]
        return (_(rule) if rule else ""), [word for word in words if word]

    @property
    def lowered(self) -> dict[str, Any] | None:
        """How often drafts of its rule were rejected, where that lowered its confidence."""
        claim = self.draft.claim or {}
        found = claim.get("lowered")
        return {"before": claim["rule_confidence"], **found} if found else None

    @property
    def counted(self) -> date | None:
        """The date that the words come to, when the text itself names no day.

        Working days are counted by the calendar of the ledger, as it will when it registers.
        """
        draft = self.draft
        if draft.due or not self.waits:
            return draft.due if draft.due_inferred else None
        if _WORKING_DAYS not in draft.due_text:
            return None
        held_on = draft.activity.held_on if draft.activity else None
        start = held_on or queries.said_on(draft.document)
        return parse_due(draft.due_text, start, work_calendar(start))

    @property
    def asks_a_date(self) -> bool:
        return self.waits and self.draft.due is None and self.draft.ledger in _ASKS_A_DATE

    @property
    def year_is_inferred(self) -> bool:
        """The date has a year that the text does not say."""
        due = self.draft.due
        said = due is not None and f"{due.year}年" in self.draft.due_text
        return due is not None and not self.draft.edited and not said

    @property
    def unsure(self) -> list[tuple[int, dict[str, Any]]]:
        """Enterprises that several names on the roster fit, with their place."""
        return [
            (place, item)
            for place, item in enumerate(self.draft.enterprises)
            if not item.get("code") and item.get("candidates")
        ]


def cards(drafts: Sequence[Draft]) -> list[Card]:
    """The drafts as cards, in reading order."""
    numbers = ledger.numbers_of_drafts([draft.pk for draft in drafts])
    waiting = [draft for draft in drafts if draft.status == draft.Status.WAITING]
    near: dict[int, tuple[Draft | None, Draft | None]] = {}
    for place, draft in enumerate(waiting):
        before = waiting[place - 1] if place else None
        after = waiting[place + 1] if place + 1 < len(waiting) else None
        near[draft.pk] = (_beside(draft, before), _beside(draft, after))
    return [
        Card(draft, numbers.get(draft.pk, ""), *near.get(draft.pk, (None, None)))
        for draft in drafts
    ]


def _beside(draft: Draft, other: Draft | None) -> Draft | None:
    return other if other is not None and other.article == draft.article else None


def card_of(draft: Draft) -> Card:
    """The card of one draft, as it stands among the others."""
    return next(
        (card for card in cards(list(queries.drafts(draft.document))) if card.draft.pk == draft.pk),
        Card(draft),
    )


def frame(request: Request, document: Document) -> dict[str, Any]:
    """What every part of the review needs."""
    reading = document.reading or {}
    return {
        "document": document,
        "tally": queries.tally(document),
        "may_decide": can(request.person, Permission.DRAFT_DECIDE),
        "may_register": can(request.person, Permission.ENTRY_REGISTER),
        "counts": {
            "articles": len(reading.get("articles", [])),
            "activities": len(reading.get("activities", [])),
            "names": len(reading.get("organisations", [])),
        },
    }


def board(request: Request, document: Document) -> dict[str, Any]:
    """The whole review: the source on the left, the cards on the right."""
    drafts = list(queries.drafts(document))
    every = cards(drafts)
    failure = queries.failure(document)
    return {
        **frame(request, document),
        "sections": sections(document, drafts),
        "is_cut": len(document.text) > SHOWN,
        "sure": [card for card in every if not card.is_low],
        "unsure": [card for card in every if card.is_low],
        "failure": in_words(failure) if failure else None,
        "near": queries.near_identical(document),
        "has_comparison": comparing.is_offered(document),
    }


def one_card(
    request: Request, draft: Draft, *, refusal: TaizhangError | None = None, **more: Any
) -> dict[str, Any]:
    """One card and the bars that count the others."""
    return {
        **frame(request, draft.document),
        "card": card_of(draft),
        "refusal": in_words(refusal) if refusal else None,
        "with_bars": True,
        **more,
    }
