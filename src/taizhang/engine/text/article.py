"""Articles: what a reader would call one piece on the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from taizhang.engine.records import record
from taizhang.engine.text.rejoined import Rejoined
from taizhang.engine.text.span import Span


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as said: the year may be missing (`--08-23`)."""

    month: int
    day: int
    year: int | None = None
    inferred: bool = False
    """True when the year was not said but taken from the document."""

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"


@record
class Bylines:
    """Who wrote it: never participants of what is told."""

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its parts in reading order."""

    id: str
    headline: str | None
    subheads: tuple[str, ...]
    paragraphs: tuple[Rejoined, ...]
    """Everything of it in reading order (headline, subheads, body, bylines), rejoined."""
    spans: tuple[Span, ...]
    """The raw text that belongs to it, in reading order."""
    body: tuple[int, ...] = ()
    """Indexes of `paragraphs` that are running text: not headline, subhead or byline."""
    date: PartialDate | None = None
    bylines: Bylines = field(default_factory=Bylines)
    doubts: tuple[str, ...] = ()
    """Reasons (msgids) why the order may be wrong; empty when it is sure."""
    order_confidence: float = 1.0
    """How likely its blocks are all its own and in the right order, from 0 to 1."""
