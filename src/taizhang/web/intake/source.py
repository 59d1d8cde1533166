"""The source as the review shows it: line by line as it was, its claims marked in place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taizhang.intake.models import Document, Draft

SHOWN: Final = 400_000
"""Characters shown; a longer document is to be looked at in its file."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim about a stretch of the text."""

    start: int
    end: int
    style: str
    """Class of its tint or underline."""
    title: str = ""
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line under the same marks."""

    start: int
    text: str
    styles: str = ""
    title: str = ""
    drafts: tuple[int, ...] = ()
    anchors: tuple[int, ...] = ()
    """Drafts that begin here: the place a card links to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the raw text, or the piece of it that belongs to the section."""

    number: int
    segments: tuple[Segment, ...]
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One article, or what belongs to none."""

    id: str
    place: int
    headline: str
    date: str
    bylines: str
    lines: tuple[Line, ...]
    waiting: int = 0
    doubts: tuple[str, ...] = ()
    """Why its order may be wrong, in words."""


@dataclass(slots=True)
class _Marked:
    """The text with all its marks, cut wherever one begins or ends."""

    text: str
    marks: Sequence[Mark]
    cuts: list[int] = field(init=False)
    under: list[tuple[Mark, ...]] = field(init=False)
    seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        ends = {place for mark in self.marks for place in (mark.start, mark.end)}
        self.cuts = sorted(ends | {0, len(self.text)})
        begins: dict[int, list[Mark]] = {}
        for mark in self.marks:
            begins.setdefault(mark.start, []).append(mark)
        active: list[Mark] = []
        self.under = []
        for cut in self.cuts:
            active = [mark for mark in active if mark.end > cut] + begins.get(cut, [])
            self.under.append(tuple(active))

    def segments(self, start: int, end: int) -> Iterator[Segment]:
        """The stretches of `[start, end)`."""
        first = bisect_right(self.cuts, start) - 1
        inner = [cut for cut in self.cuts[first + 1 : bisect_right(self.cuts, end)] if cut < end]
        for number, (left, right) in enumerate(pairwise([start, *inner, end])):
            yield self._segment(left, right, self.under[first + number])

    def _segment(self, start: int, end: int, marks: tuple[Mark, ...]) -> Segment:
        drafts = tuple(dict.fromkeys(m.draft for m in marks if m.draft is not None))
        new = tuple(draft for draft in drafts if draft not in self.seen)
        self.seen.update(new)
        return Segment(
            start=start,
            text=self.text[start:end],
            styles=" ".join(dict.fromkeys(mark.style for mark in marks)),
            title=" · ".join(dict.fromkeys(mark.title for mark in marks if mark.title)),
            drafts=drafts,
            anchors=new,
        )


def _draft_marks(drafts: Iterable[Draft]) -> Iterator[Mark]:
    for draft in drafts:
        if draft.status == draft.Status.REJECTED:
            continue
        style = f"said is-{draft.ledger}"
        if draft.status == draft.Status.ACCEPTED:
            style += " is-accepted"
        yield Mark(draft.start, draft.end, style, draft=draft.pk)
        if draft.reply_start is not None and draft.reply_end is not None:
            yield Mark(draft.reply_start, draft.reply_end, "said is-reply", draft=draft.pk)


def _name_marks(reading: dict[str, Any]) -> Iterator[Mark]:
    for person in reading.get("people", []):
        title = " ".join((person["name"], *person["titles"]))
        for start, end in person["mentions"]:
            yield Mark(start, end, "said-who", title)
    for found in reading.get("organisations", []):
        for start, end in found["mentions"]:
            yield Mark(start, end, "said-which", found["name"])


def _rest(spans: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """What no span covers."""
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _lines(
    marked: _Marked, starts: Sequence[int], pieces: Iterable[tuple[int, int]]
) -> Iterator[Line]:
    text, gap = marked.text, False
    for start, end in pieces:
        at = start
        while at < end:
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            if text[at:stop].strip():
                number = bisect_right(starts, at)
                # A carriage return before the line break would show as a second one.
                shown = stop - 1 if text[stop - 1] == "\r" else stop
                yield Line(number, tuple(marked.segments(at, shown)), after_gap=gap)
                gap = False
            else:
                gap = True
            at = stop + 1
        gap = True


def _said(when: str | None, *, with_year: bool) -> str:
    """A date of the contract as people say it; a year that was inferred is left out."""
    if not when:
        return ""
    if when.startswith("--") or not with_year:
        # A day without a year: any leap year can carry it.
        return date_format(
            date(2000, int(when[-5:-3]), int(when[-2:])), pgettext("date format", "j M")
        )
    return date_format(date.fromisoformat(when), pgettext("date format", "j M Y"))


def _bylines(article: dict[str, Any]) -> str:
    found = article.get("bylines") or {}
    return "、".join((*found.get("reporters", ()), *found.get("correspondents", ())))


def sections(document: Document, drafts: Sequence[Draft]) -> list[Section]:
    """The document's articles in reading order, then the text that belongs to none."""
    text = document.text[:SHOWN]
    reading = document.reading or {}
    marks = [
        Mark(mark.start, min(mark.end, len(text)), mark.style, mark.title, mark.draft)
        for mark in (*_draft_marks(drafts), *_name_marks(reading))
        if mark.start < min(mark.end, len(text))
    ]
    marked = _Marked(text, marks)
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    articles = reading.get("articles", [])
    waiting = [draft.article for draft in drafts if draft.status == draft.Status.WAITING]
    found = [
        Section(
            id=article["id"],
            place=place,
            headline=article["headline"] or "",
            date=_said(article["date"], with_year=document.dated is not None),
            bylines=_bylines(article),
            lines=tuple(_lines(marked, starts, [tuple(span) for span in article["spans"]])),
            waiting=waiting.count(article["id"]),
            doubts=tuple(gettext(doubt) for doubt in article.get("doubts", ())),
        )
        for place, article in enumerate(articles, start=1)
    ]
    covered = [tuple(span) for article in articles for span in article["spans"]]
    others = tuple(_lines(marked, starts, _rest(covered, len(text))))
    if others:
        found.append(Section("rest", len(found) + 1, "", "", "", others))
    return found
