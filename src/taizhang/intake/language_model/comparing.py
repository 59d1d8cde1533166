"""The drafts of a document and the model's proposals, side by side."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.extract.alignment import folded
from taizhang.intake.language_model.client import endpoint
from taizhang.intake.language_model.models import ModelReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from taizhang.intake.models import Document, Draft

Status = ModelReading.Status
_ENOUGH: Final = 0.5
"""Share of the shorter quote that both have in common when they speak of one matter."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Proposed:
    """One entry that the model proposes, as it was aligned to the text."""

    key: str
    ledger: str
    text: str
    start: int
    end: int
    category: str = ""
    scope: str = ""
    enterprises: tuple[str, ...] = ()
    lead: str = ""
    co_units: tuple[str, ...] = ()
    due_text: str = ""
    due: date | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the two sides tell differently."""

    name: str
    """A msgid."""
    kind: str
    """Which closed list its codes are from, or empty for words of the text."""
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Row:
    """A matter as the drafts have it, as the model has it, or both."""

    draft: Draft | None
    proposed: Proposed | None
    differences: tuple[Difference, ...] = ()

    @property
    def state(self) -> str:
        """`drafts`: only there; `model`: only there; `differs` or `same`: in both."""
        if self.proposed is None:
            return "drafts"
        if self.draft is None:
            return "model"
        return "differs" if self.differences else "same"

    @property
    def start(self) -> int:
        """Where it stands in the text."""
        found = self.draft or self.proposed
        return found.start if found else 0


def asked(document: Document) -> ModelReading | None:
    """What the model was asked about the document, if it was."""
    return ModelReading.objects.filter(document_id=document.pk).first()


def is_offered(document: Document) -> bool:
    """Whether there is something to compare: a model is configured and has answered."""
    if endpoint() is None:
        return False
    return ModelReading.objects.filter(document_id=document.pk, status=Status.ANSWERED).exists()


def proposals(found: ModelReading) -> list[Proposed]:
    """What the model proposed, in the order of its answers."""
    names = {each["id"]: each["name"] for each in found.organisations}
    return [
        Proposed(
            key=entry["id"],
            ledger=entry["ledger"],
            text=entry["text"],
            start=entry["span"][0],
            end=entry["span"][1],
            category=entry["category"] or "",
            scope=entry["scope"] or "",
            enterprises=tuple(names[key] for key in entry["enterprises"]),
            lead=names.get(entry["lead_unit"], ""),
            co_units=tuple(names[key] for key in entry["co_units"]),
            due_text=entry["due_text"] or "",
            due=date.fromisoformat(entry["due"]) if entry["due"] else None,
            reply=entry["reply"] or "",
        )
        for entry in found.entries
    ]


def _candidates(
    drafts: Sequence[Draft], proposed: Sequence[Proposed]
) -> Iterator[tuple[float, bool, int, int]]:
    """Pairs that overlap enough, by how much and whether they are for the same ledger."""
    by_start = sorted(range(len(drafts)), key=lambda place: drafts[place].start)
    starts = [drafts[place].start for place in by_start]
    for number, theirs in enumerate(proposed):
        for place in by_start[: bisect_left(starts, theirs.end)]:
            ours = drafts[place]
            common = min(ours.end, theirs.end) - max(ours.start, theirs.start)
            shorter = min(ours.end - ours.start, theirs.end - theirs.start)
            if common >= _ENOUGH * shorter:
                longer = max(ours.end - ours.start, theirs.end - theirs.start)
                yield common / longer, ours.ledger == theirs.ledger, place, number


def rows(document: Document, drafts: Sequence[Draft], proposed: Sequence[Proposed]) -> list[Row]:
    """Every matter once, in the order of the text; each draft meets at most one proposal."""
    pairs = sorted(
        _candidates(drafts, proposed), key=lambda pair: (-pair[1], -pair[0], pair[2], pair[3])
    )
    ours: dict[int, int] = {}
    theirs: set[int] = set()
    for _share, _same, place, number in pairs:
        if place not in ours and number not in theirs:
            ours[place] = number
            theirs.add(number)
    known = _known(document.reading or {})
    both = [
        Row(draft, proposed[ours[place]], _differences(draft, proposed[ours[place]], known))
        if place in ours
        else Row(draft, None)
        for place, draft in enumerate(drafts)
    ]
    only = [Row(None, each) for number, each in enumerate(proposed) if number not in theirs]
    return sorted((*both, *only), key=lambda row: row.start)


def _known(reading: Mapping[str, Any]) -> dict[str, str]:
    """Each name of the reading, short ones too, and the full name it stands for."""
    return {
        folded(name): folded(found["name"])
        for found in reading.get("organisations", [])
        for name in (found["name"], *found.get("aliases", ()))
    }


def _alike(one: str, other: str, known: Mapping[str, str]) -> bool:
    """Whether two names, or two wordings, mean the same: one may be the shorter."""
    first, second = folded(one), folded(other)
    first, second = known.get(first, first), known.get(second, second)
    return first == second or bool(first and second and (first in second or second in first))


def _same_names(ours: Iterable[str], theirs: Iterable[str], known: Mapping[str, str]) -> bool:
    left, right = list(ours), list(theirs)
    return all(any(_alike(a, b, known) for b in right) for a in left) and all(
        any(_alike(a, b, known) for a in left) for b in right
    )


def _differences(
    draft: Draft, proposed: Proposed, known: Mapping[str, str]
) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for name, kind, ours, theirs in (
        (_("Ledger"), "ledger", draft.ledger, proposed.ledger),
        (_("Category"), "category", draft.category, proposed.category),
        (_("Common or individual"), "scope", draft.scope, proposed.scope),
    ):
        if ours != theirs:
            found.append(Difference(name, kind, ours, theirs))
    lead = draft.lead_unit.name if draft.lead_unit else draft.lead_name
    firms = [str(item["name"]) for item in draft.enterprises]
    for name, ours_named, theirs_named in (
        (_("Enterprises"), firms, list(proposed.enterprises)),
        (_("Lead unit"), _given(lead), _given(proposed.lead)),
        (_("Co-units"), [str(unit) for unit in draft.co_units], list(proposed.co_units)),
        (_("Due"), _given(draft.due_text), _given(proposed.due_text)),
        (_("Reply"), _given(draft.reply), _given(proposed.reply)),
    ):
        if not _same_names(ours_named, theirs_named, known):
            found.append(Difference(name, "", "、".join(ours_named), "、".join(theirs_named)))
    return tuple(found)


def _given(words: str) -> list[str]:
    return [words] if words else []
