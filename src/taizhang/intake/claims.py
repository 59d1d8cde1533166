"""What a draft says, in a form that can be kept and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from taizhang.intake.models import Draft


def said(draft: Draft) -> dict[str, Any]:
    """The draft's own words and facts as they are now, ready for JSON."""
    return {
        "start": draft.start,
        "end": draft.end,
        "quote": draft.quote,
        "ledger": str(draft.ledger),
        "text": draft.text,
        "category": str(draft.category),
        "category_words": draft.category_words,
        "scope": str(draft.scope),
        "enterprises": draft.enterprises,
        "lead": draft.lead_unit.code if draft.lead_unit else "",
        "lead_name": draft.lead_name,
        "co_units": draft.co_units,
        "due_text": draft.due_text,
        "due": draft.due.isoformat() if draft.due else None,
        "reply": draft.reply,
        "confidence": draft.confidence,
        "reasons": draft.reasons,
    }
