"""Decided drafts as examples of how well documents are read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone

from taizhang.engine.examples import Example, Outcome, Part, changed
from taizhang.intake.claims import said
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

__all__ = ["Example", "Outcome", "examples"]

_DECIDED = (Draft.Status.ACCEPTED, Draft.Status.REJECTED)


def examples(found: QuerySet[Draft], since: date | None = None) -> list[Example]:
    """What people made of these drafts, oldest decision first.

    A draft that was split or merged is judged by what became of its parts; one that a person made
    by hand is what the machine missed.
    """
    drafts = {
        draft.pk: draft
        for draft in found.exclude(status=Draft.Status.WAITING)
        .select_related("lead_unit")
        .order_by("decided_at", "pk")
    }
    family = _Family(drafts)
    every = [example for draft in drafts.values() if (example := family.example(draft))]
    return [example for example in every if since is None or example.on >= since]


class _Family:
    """Which drafts were made of which."""

    def __init__(self, drafts: dict[int, Draft]) -> None:
        self.drafts = drafts
        self.parts: dict[int, list[int]] = defaultdict(list)
        links = Draft.parents.through.objects.filter(to_draft_id__in=drafts)
        pairs = list(links.values_list("from_draft_id", "to_draft_id").order_by("pk"))
        for child, parent in pairs:
            self.parts[parent].append(child)
        self.born = {child for child, _parent in pairs}

    def example(self, draft: Draft) -> Example | None:
        """The draft as an example; None when it tells nothing about the machine."""
        found = self._of_claim(draft) if draft.claim else self._of_hand(draft)
        if found is None or draft.decided_at is None:
            return None
        outcome, parts = found
        says = draft.claim or said(draft)
        return Example(
            draft=draft.pk,
            document=draft.document_id,
            on=timezone.localdate(draft.decided_at),
            ledger=says["ledger"],
            category=says["category"],
            outcome=outcome,
            parts=parts,
            confidence=draft.claim["confidence"] if draft.claim else None,
        )

    def _of_hand(self, draft: Draft) -> tuple[Outcome, tuple[Part, ...]] | None:
        added = draft.edited and draft.pk not in self.born
        return (Outcome.MISSED, ()) if added and draft.status == Draft.Status.ACCEPTED else None

    def _of_claim(self, draft: Draft) -> tuple[Outcome, tuple[Part, ...]] | None:
        if draft.status == Draft.Status.REJECTED:
            return Outcome.REJECTED, ()
        if draft.status == Draft.Status.REPLACED:
            return self._of_parts(draft)
        parts = changed(draft.claim or {}, said(draft))
        return (Outcome.EDITED if parts else Outcome.AS_IS), parts

    def _of_parts(self, draft: Draft) -> tuple[Outcome, tuple[Part, ...]] | None:
        last = self._last(draft.pk)
        if any(status == Draft.Status.ACCEPTED for status in last):
            return Outcome.EDITED, (Part.SPAN,)
        return (Outcome.REJECTED, ()) if last and set(last) <= set(_DECIDED) else None

    def _last(self, pk: int) -> list[str]:
        """What became of the parts of the parts; a part that waits still is not among `drafts`."""
        found = []
        for child in self.parts[pk]:
            draft = self.drafts.get(child)
            status = draft.status if draft else Draft.Status.WAITING
            found += self._last(child) if status == Draft.Status.REPLACED else [status]
        return found
