"""What a confirmed draft teaches: who is meant by a name, what a matter is about.

Only what a person confirmed counts, never what the machine proposed itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog

from taizhang.engine.codes import LedgerKind
from taizhang.engine.lessons import Decision, Lessons, learn
from taizhang.intake.models import Draft, Lesson
from taizhang.roster import services as roster

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from taizhang.roster.models import Person

log = structlog.get_logger(__name__)

_MOST_DECISIONS: Final = 1000
"""The newest decisions that categories are learned from."""


def _enterprises(draft: Draft, claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names that the reading could not place and a person could."""
    open_names = {
        item["name"] for item in claim["enterprises"] if not item["code"] and item.get("candidates")
    }
    for item in draft.enterprises:
        if item["name"] in open_names and item.get("code"):
            yield item["name"], item["code"]


def learn_names(draft: Draft, *, by: Person, now: datetime) -> None:
    """Put names that the confirmed draft explains on the roster, as aliases of whom they mean."""
    claim = draft.claim
    if claim is None:
        return
    taught = [
        (Lesson.Kind.ENTERPRISE, name, code)
        for name, code in _enterprises(draft, claim)
        if roster.remember_enterprise_name(code, name)
    ]
    unit, name = draft.lead_unit, claim["lead_name"]
    if unit and name and not claim["lead"] and roster.remember_unit_name(unit.code, name):
        taught.append((Lesson.Kind.UNIT, name, unit.code))
    for kind, name, code in taught:
        Lesson.objects.get_or_create(
            kind=kind, said=name, code=code, defaults={"draft": draft, "by": by, "at": now}
        )
        log.info("name_learned", kind=str(kind), code=code, by=by.code)


def category_lessons() -> Lessons:
    """What people decided about the categories of appeals."""
    confirmed = (
        Draft.objects.filter(
            status=Draft.Status.ACCEPTED, ledger=LedgerKind.APPEAL, claim__isnull=False
        )
        .exclude(category="")
        .order_by("-decided_at", "-pk")
        .values_list("text", "claim", "category", "decided_by__code")[:_MOST_DECISIONS]
    )
    return learn(
        Decision(text, claim["category"], tuple(claim["category_words"]), category, by or "")
        for text, claim, category, by in confirmed
        if claim
    )
