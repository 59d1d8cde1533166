"""Articles from parts in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from taizhang.engine.records import record
from taizhang.engine.text.article import Article, Bylines
from taizhang.engine.text.bylines import byline, dateline, named_only
from taizhang.engine.text.dates import article_date
from taizhang.engine.text.marks import ended
from taizhang.engine.text.parts import Kind, Part, joined
from taizhang.engine.text.rejoined import Rejoined
from taizhang.engine.text.span import Span

LINE_BREAK: Final = 2
"""Characters that may stand between two lines of one span."""


class Role(Enum):
    """What a part is in its article."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BODY = "body"
    OTHER = "other"


@record
class Placed:
    """A part at its place in an article; `goes_on`: it continues the paragraph before it."""

    role: Role
    part: Part
    goes_on: bool = False


def article(
    number: int, placed: Sequence[Placed], doubts: Iterable[str] = (), confidence: float = 1.0
) -> Article:
    """One article from its parts, in reading order."""
    pieces = _joined(placed)
    body = tuple(i for i, piece in enumerate(pieces) if piece.role is Role.BODY)
    texts = [piece.part.text.text for piece in pieces]
    return Article(
        id=f"a{number}",
        headline=next(
            (t for t, p in zip(texts, pieces, strict=True) if p.role is Role.HEADLINE), None
        ),
        subheads=tuple(t for t, p in zip(texts, pieces, strict=True) if p.role is Role.SUBHEAD),
        paragraphs=tuple(piece.part.text for piece in pieces),
        spans=_spans(placed),
        body=body,
        date=article_date(texts[i] for i in body),
        bylines=_bylines(pieces),
        doubts=tuple(doubts),
        order_confidence=confidence,
    )


def _joined(placed: Sequence[Placed]) -> list[Placed]:
    pieces: list[Placed] = []
    for piece in placed:
        if pieces and piece.goes_on and pieces[-1].role is piece.role is Role.BODY:
            above = pieces[-1]
            text = joined(above.part.text, piece.part.text)
            pieces[-1] = replace(above, part=replace(above.part, text=text, full=piece.part.full))
        else:
            pieces.append(piece)
    return pieces


def goes_on(above: Part, below: Part, *, indented: bool) -> bool:
    """Is `below`, from the next block, the rest of the paragraph `above`?"""
    if above.kind is not Kind.BODY or below.kind is not Kind.BODY or below.indented:
        return False
    if above.is_row or below.is_row:
        return False
    return not ended(above.text.text) or (indented and above.full)


def _spans(placed: Sequence[Placed]) -> tuple[Span, ...]:
    """The raw text of the parts; neighbours with only white space between them in one span."""
    spans: list[Span] = []
    for text in (piece.part.text for piece in placed):
        span = _span(text)
        if spans and 0 <= span.start - spans[-1].end <= LINE_BREAK:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return tuple(spans)


def _span(text: Rejoined) -> Span:
    return Span(text.origin[0], text.origin[-1] + 1)


def _bylines(pieces: Iterable[Placed]) -> Bylines:
    reporters: dict[str, None] = {}
    correspondents: dict[str, None] = {}
    for piece in pieces:
        text = piece.part.text.text
        if piece.part.kind is Kind.BYLINE:
            names = byline(text) or named_only(text) or Bylines()
        else:
            names = dateline(text)[1]
        reporters.update(dict.fromkeys(names.reporters))
        correspondents.update(dict.fromkeys(names.correspondents))
    return Bylines(tuple(reporters), tuple(correspondents))
