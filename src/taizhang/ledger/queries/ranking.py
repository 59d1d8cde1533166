"""Where the words of a search stand: what brings an entry before another, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Final

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from taizhang.ledger import search
from taizhang.ledger.among import Among
from taizhang.ledger.models import Entry, Passage, Requester

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from django.db.models import QuerySet

AROUND: Final = 30
"""Signs shown before and after what was found."""


def ranked(keys: Collection[int], words: str) -> list[int]:
    """The entries by the place of the words: number, matter, enterprise, text, reply, files.

    All of the words must stand there; equal ones newest first.
    """
    terms = search.terms(words)
    rows = Entry.objects.filter(Among("pk", keys)).annotate(
        place=Case(
            When(_all(terms, "number"), then=Value(0)),
            When(_all(terms, "title"), then=Value(1)),
            When(reduce(and_, (_asks(term) for term in terms)), then=Value(2)),
            When(_all(terms, "text"), then=Value(3)),
            When(_all(terms, "reply"), then=Value(4)),
            default=Value(5),
            output_field=IntegerField(),
        )
    )
    return list(rows.order_by("place", "-registered_at", "-id").values_list("pk", flat=True))


def _all(terms: Sequence[str], field: str) -> Q:
    return reduce(and_, (Q(**{f"{field}__icontains": term}) for term in terms))


def _asks(term: str) -> Q:
    return Q(Exists(Requester.objects.filter(entry=OuterRef("pk"), name__icontains=term)))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text around what was found, the found parts as half-open spans."""

    text: str
    spans: tuple[tuple[int, int], ...]
    file: str = ""
    """Name of the attached file it stands in."""


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand in `text`, in their order."""
    low = text.lower()
    found = []
    for term in search.terms(words):
        wanted = term.lower()
        at = low.find(wanted) if len(low) == len(text) else -1
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = low.find(wanted, at + len(wanted))
    return sorted(found)


EXCERPTED: Final = ("title", "text", "reply", "promise", "values")
"""Fields in which `excerpts` looks."""


def excerpts(entries: Collection[Entry], words: str) -> dict[int, Excerpt]:
    """For each entry whose title and enterprises do not hold the words: where they stand."""
    found = {}
    missing = []
    for entry in entries:
        if spans(entry.title, words):
            continue
        for text in (entry.text, entry.reply, entry.promise, *_own(entry)):
            if at := spans(text, words):
                found[entry.pk] = _cut(text, at)
                break
        else:
            missing.append(entry.pk)
    if missing:
        found |= _in_files(missing, words)
    return found


def _own(entry: Entry) -> list[str]:
    return [value for value in entry.values.values() if isinstance(value, str)]


def _in_files(keys: Collection[int], words: str) -> dict[int, Excerpt]:
    """Out of attached files: one query, of the few rows of a page."""
    holds = Q()
    for term in search.terms(words):
        holds |= Q(text__icontains=term)
    rows: QuerySet[Passage] = Passage.objects.filter(holds, entry__in=keys)
    found: dict[int, Excerpt] = {}
    for passage in rows.select_related("attachment").order_by("entry", "attachment", "position"):
        at = spans(passage.text, words)
        if at and passage.entry_id not in found:
            found[passage.entry_id] = _cut(passage.text, at, passage.attachment.name)
    return found


def _cut(text: str, at: Sequence[tuple[int, int]], file: str = "") -> Excerpt:
    start = max(at[0][0] - AROUND, 0)
    end = min(at[0][1] + AROUND, len(text))
    piece = text[start:end].replace("\n", " ")
    lead = "…" if start else ""
    shift = len(lead) - start
    inside = [(a + shift, b + shift) for a, b in at if start <= a and b <= end]
    return Excerpt(f"{lead}{piece}{'…' if end < len(text) else ''}", tuple(inside), file)
