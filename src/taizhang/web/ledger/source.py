"""Where an entry comes from: its quote inside the document, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.access.scopes import visible_documents

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person

AROUND = 140
"""Characters shown before and after the quote."""


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of a document with the quote marked in it."""

    name: str
    pk: int
    text: str
    spans: tuple[tuple[int, int, str], ...]
    line: int
    draft: int
    may_open: bool


def source_of(entry: Entry, person: Person) -> Source | None:
    """The piece around the quote; the document itself only for who may open it."""
    draft = entry.draft
    if draft is None:
        return None
    document = draft.document
    may_open = visible_documents(person).filter(pk=document.pk).exists()
    around = AROUND if may_open else 0
    start = _back_to_a_break(document.text, draft.start, around)
    end = min(len(document.text), draft.end + around)
    return Source(
        name=document.name,
        pk=document.pk,
        text=document.text[start:end],
        spans=((draft.start - start, draft.end - start, entry.ledger.code),),
        line=document.text.count("\n", 0, draft.start) + 1,
        draft=draft.pk,
        may_open=may_open,
    )


def _back_to_a_break(text: str, start: int, around: int) -> int:
    """A little before `start`, at the beginning of a sentence or line if one is near."""
    earliest = max(0, start - around)
    breaks = [text.rfind(mark, earliest, start) for mark in "。！？\n"]
    return max(breaks) + 1 if max(breaks) >= 0 else earliest
