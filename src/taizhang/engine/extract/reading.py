"""The document as the rules read it: one text in reading order that remembers its raw places.

Rules look at the paragraphs of all articles joined by line breaks, without the blanks that
layout puts between Chinese characters. Whatever they find there is handed on as a raw span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

from taizhang.engine.text.article import Article
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.sentences import sentences
from taizhang.engine.text.span import Span

# White space with a Chinese character or full-width mark on one side carries no meaning.
_WIDE: Final = re.compile(r"[⺀-鿿　-〿＀-￯“”‘’…—]")
# Names in a list of those present are set apart by blanks: "参加人员：张某 李某".
_ROLL_CALL: Final = re.compile(r"^\s*(?:参加|出席|列席|参会|主持|记录)[一-鿿]{0,4}[：:]")

# A row of a table: "4 name units target"; its columns are set apart by blanks.
_ROW: Final = re.compile(r"^\s*\d{1,3}\s+\S.*\s\S")


class Role(Enum):
    """What a paragraph is in its article."""

    HEAD = auto()
    BODY = auto()
    BYLINE = auto()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`[start, end)` of the reading's text."""

    article: Article
    role: Role
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """All articles as one text; `origin[i]` is the raw offset of `text[i]`, -1 for a break."""

    raw: RawText
    text: str
    origin: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of the running text."""
        return tuple(
            Span(paragraph.start + found.start, paragraph.start + found.end)
            for paragraph in self.paragraphs
            if paragraph.role is Role.BODY
            for found in sentences(self.text[paragraph.start : paragraph.end])
        )

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph that `place` of the text lies in."""
        index = bisect_right(self.paragraphs, place, key=lambda paragraph: paragraph.start)
        return self.paragraphs[max(0, index - 1)]

    def heading_at(self, place: int) -> str:
        """The heading the paragraph at `place` stands under: the last one in its article."""
        return self._headings[self.paragraph_at(place).start]

    @cached_property
    def _headings(self) -> dict[int, str]:
        """For the start of each paragraph the heading above it."""
        found: dict[int, str] = {}
        article, heading = "", ""
        for paragraph in self.paragraphs:
            if paragraph.article.id != article:
                article, heading = paragraph.article.id, ""
            found[paragraph.start] = heading
            if paragraph.role is Role.HEAD:
                heading = self.text[paragraph.start : paragraph.end]
        return found

    def sentence_at(self, place: int) -> Span:
        """The sentence of running text that `place` lies in (or the one before it)."""
        index = bisect_right(self.sentences, place, key=lambda sentence: sentence.start)
        return self.sentences[max(0, index - 1)]

    def span(self, start: int, end: int) -> Span:
        """Where `[start, end)` stands in the raw text.

        Where the page's blocks had to be reordered, a passage may come from places that are
        apart; the quote is then its longest part without anything foreign in between.
        """
        best = run = (self.origin[start], self.origin[start])
        for place in range(start + 1, end):
            here = self.origin[place]
            if here < 0:
                continue
            joined = run[1] < here and not self.raw.text[run[1] + 1 : here].strip()
            run = (run[0] if joined else here, here)
            if run[1] - run[0] > best[1] - best[0]:
                best = run
        return Span(best[0], best[1] + 1)


def read(raw: RawText, articles: Iterable[Article]) -> Reading:
    """Join the paragraphs of the articles to one text."""
    letters: list[str] = []
    origin: list[int] = []
    paragraphs: list[Paragraph] = []
    for article in articles:
        for index, paragraph in enumerate(article.paragraphs):
            start = len(letters)
            for place in _kept(paragraph.text):
                letters.append(paragraph.text[place])
                origin.append(paragraph.origin[place])
            paragraphs.append(Paragraph(article, _role(article, index), start, len(letters)))
            letters.append("\n")
            origin.append(-1)
    return Reading(raw, "".join(letters), tuple(origin), tuple(paragraphs))


def _role(article: Article, index: int) -> Role:
    if index in article.body:
        return Role.BODY
    text = article.paragraphs[index].text
    heads = {"".join(head.split()) for head in (article.headline or "", *article.subheads)}
    return Role.HEAD if "".join(text.split()) in heads else Role.BYLINE


def _kept(text: str) -> Iterator[int]:
    """The places of the characters that are kept: all but layout blanks."""
    spaced = bool(_ROLL_CALL.match(text) or _ROW.match(text))
    previous = "　"
    for place, letter in enumerate(text):
        if letter.isspace():
            following = text[place + 1 : place + 2]
            wide = _WIDE.match(previous) or not following or following.isspace()
            layout = wide or bool(_WIDE.match(following))
            if letter == "\n" or (layout and not spaced):
                continue
        yield place
        previous = letter
