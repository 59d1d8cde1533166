"""The document as the rules read it: one text in reading order that remembers its raw places.

Rules look at the paragraphs of all articles joined by line breaks, without the blanks that
layout puts between Chinese characters, and with the ordinary characters for those that only look
like them. Whatever they find there is handed on as a raw span.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from itertools import compress, count, cycle
from operator import sub
from typing import Final

from taizhang.engine.formats.folding import fold
from taizhang.engine.patterns import compiled
from taizhang.engine.text.article import Article
from taizhang.engine.text.lines import INVISIBLE
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.rejoined import Rejoined
from taizhang.engine.text.sentences import clauses, sentences
from taizhang.engine.text.span import Span

# White space with a Chinese character or full-width mark on one side carries no meaning.
_WIDE_MARKS: Final = "⺀-鿿　-〿＀-￯“”‘’…—"
_WIDE: Final = re.compile(f"[{_WIDE_MARKS}]")
# Names in a list of those present are set apart by blanks: "参加人员：张某 李某".
_ROLL_CALL: Final = re.compile(
    r"^\s*[（(]?(?:参加|出席|列席|参会|主持|记录|请假|缺席|到会|与会|联系|责任|签发|组长|副组长|成员)[一-鿿]{0,4}[：:]"
)

# Labels with blanks between them: "牵头领导：张某  牵头单位：某局  责任单位：某局 某局".
_LABELS: Final = re.compile(r"\s*[一-鿿]{2,6}[：:][^：:\n]{1,40}\s[一-鿿]{2,6}[：:]")

# "市政府办：车 某  闫某某": those present, by where they work.
NAMES_LINE: Final = re.compile(
    r"\s*(?P<body>[一-鿿]{2,12})[：:]\s*"
    r"(?P<names>(?:[一-鿿] ?[一-鿿]{1,2}(?:[（(][^（）()\n]{1,20}[）)])?"
    r"(?:[ \u3000、，]{1,4}|$)){1,20})\s*$"
)

# Blanks that may be dropped: several, a line break, one next to such a character; in rows, where
# blanks set the columns apart, at the end only.
_DROPPED: Final = compiled(rf"\s{{2,}}|\n|(?<![^{_WIDE_MARKS}])\s|\s(?![^{_WIDE_MARKS}])")
_BLANK: Final = re.compile(r"\s")
_DROPPED_IN_ROWS: Final = compiled(r"\s{2,}|\n|\s\Z")
_UNSEEN: Final = dict.fromkeys(map(ord, INVISIBLE))
# 责任单位：…, 完成时限：…: a line that belongs to the task above it.
LABELLED: Final = compiled(
    r"\s*(?:(?:整改|督办|落实)?(?:牵头|责任|主办|承办|主责|落实|配合|协办|参与|协助|分管|包联|项目|督导|监管)(?:责任)?(?:单位|部门|领导|人)"
    r"|(?:完成|办结|整改|办理|督办|销号)(?:时限|期限|时间))[：:]"
)
_HALF_WIDTH: Final = compiled(
    r"(?<=[一-鿿）)”》%])[,;:](?=[一-鿿（(“《\d])|(?<=\d)[,;](?=[一-鿿])"
    # A stop between words; not behind 序号1 or in 3.5.
    r"|(?<=[一-鿿）)”])\.(?=[一-鿿“”]|\d{1,4}[年月]|\s*$)|(?<=[一-鿿])[?!](?=[一-鿿“”]|$)"
)
# 〔牵头单位：某局〕 says what （牵头单位：某局） says; 〔2024〕 stays.
_SQUARE: Final = re.compile(r"[〔［\[](?P<inside>[^〔〕［］\[\]（）\n]{2,300})[〕］\]]")
_WORD: Final = re.compile(r"[一-鿿]{2}")
_FULL: Final = str.maketrans(",;:.?!", "，；：。？！")
_STRAIGHT: Final = re.compile(r'"')
LONGEST_RUN: Final = 400
"""Characters of marks and digits without a letter; a longer run (a ruled line, a leader, a bar
code) says no more than its beginning, and every rule would read all of it."""
MOST_ALIKE: Final = 200
"""Paragraphs that say the same, one below the other; of more the rest is not read."""
_LONGEST_REPEAT: Final = 120
_OPENING: Final = 24
"""Characters of what is repeated at most, and of its beginning by which it is found again."""
_NO_LETTER: Final = r"[\W\d_〇零一二三四五六七八九十百千①-⑳年月日号第]"
_RUN: Final = re.compile(rf"(?<!{_NO_LETTER})(?P<kept>{_NO_LETTER}{{{LONGEST_RUN}}}){_NO_LETTER}++")
# The head of a table whose columns are set apart by blanks: "序号 企业名称 诉求事项 承办单位".
_HEAD_ROW: Final = re.compile(
    r"^(?=.*(?:诉求|困难|需求|反映|难题|咨询|堵点)|(?!.*(?:实事|项目)).*(?:任务|重点工作|工作内容|工作事项).*(?:时限|时间|期限|责任|单位))\s*(?:(?:序号|编号)(?:\s+\S{2,12}){2,10}|企业(?:名称)?(?:\s+\S{2,12}){2,10})\s*$"
)
_LONGEST_HEAD: Final = 200
# Below it every line with as many blanks is a row.
_COLUMNS_APART: Final = re.compile(r"^\s*\S{1,40}(?:\s+\S{1,400}){2,12}\s*$")
# A row of a table: "4 name units target"; its columns are set apart by blanks.
_ROW: Final = re.compile(r"^\s*\d{1,3}\s+\S.*\s\S")
# What is left of a row that was broken over two lines: more columns, no full stop.
_BROKEN_ROW: Final = re.compile(r"^\s*\S{1,80}\s+\S{2,40}\s+\S{2,40}(?:\s+\S{1,40})?\s*$")


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
    origin: array[int] = field(hash=False)
    paragraphs: tuple[Paragraph, ...] = ()

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
        index = bisect_right(self._paragraph_starts, place)
        return self.paragraphs[index - 1 if index else 0]

    def number_of(self, paragraph: Paragraph) -> int:
        """Which of `paragraphs` it is."""
        return bisect_right(self._paragraph_starts, paragraph.start) - 1

    def start_of(self, article: str) -> int:
        """Where the article of this id starts."""
        return self._starts[article]

    @cached_property
    def _starts(self) -> dict[str, int]:
        return {p.article.id: p.start for p in reversed(self.paragraphs)}

    def body_of(self, article: str) -> int:
        """Where the running text of the article starts."""
        return self._bodies[article]

    def end_of(self, article: str) -> int:
        """Where the article ends."""
        return self._ends[article]

    @cached_property
    def _bodies(self) -> dict[str, int]:
        return {p.article.id: p.start for p in reversed(self.paragraphs) if p.role is Role.BODY}

    @cached_property
    def _ends(self) -> dict[str, int]:
        return {p.article.id: p.end for p in self.paragraphs}

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
        """The sentence of running text that `place` lies in (or the one before it).

        All of the text where there is none but headings.
        """
        if not self.sentences:
            return Span(0, len(self.text))
        index = bisect_right(self._sentence_starts, place)
        return self.sentences[index - 1 if index else 0]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def quoted(self, start: int, place: int) -> bool:
        """Whether `place` stands inside a quotation that was opened behind `start`.

        By the marks of all of the text, found once: a sentence may be as long as the document.
        """
        opened, closed = self._quotation_marks
        marks = bisect_left(opened, place) - bisect_left(opened, start)
        return marks > bisect_left(closed, place) - bisect_left(closed, start)

    @cached_property
    def _quotation_marks(self) -> tuple[array[int], array[int]]:
        """Where quotations are opened, and where they are closed."""
        opened, closed = (
            array("i", (found.start() for found in re.finditer(mark, self.text))) for mark in "“”"
        )
        return opened, closed

    def clauses(self, sentence: Span) -> tuple[Span, ...]:
        """The parts of a sentence that ； sets apart; most sentences have one."""
        if self.text.find("；", sentence.start, sentence.end) < 0:
            return (sentence,)
        found = self._clauses.get(sentence)
        if found is None:
            parts = clauses(self.text[sentence.start : sentence.end])
            found = tuple(Span(sentence.start + p.start, sentence.start + p.end) for p in parts)
            self._clauses[sentence] = found
        return found

    @cached_property
    def _clauses(self) -> dict[Span, tuple[Span, ...]]:
        return {}

    def span(self, start: int, end: int) -> Span:
        """Where `[start, end)` stands in the raw text.

        Where the page's blocks had to be reordered, a passage may come from places that are
        apart; the quote is then its longest part without anything foreign in between.
        """
        first, last = self.origin[start], self.origin[end - 1]
        if last - first == end - 1 - start and self.text.find("\n", start, end) < 0:
            return Span(first, last + 1)
        # By the stretches that stand in one piece: a paragraph has one for each of its lines.
        origin, stretches = self.origin, self._stretches
        best = run = (first, first)
        index = bisect_right(stretches, start)
        while start < end:
            stop = min(end, stretches[index])
            if origin[start] >= 0:
                run = self._joined(run, origin[start], origin[stop - 1])
                if run[1] - run[0] > best[1] - best[0]:
                    best = run
            start, index = stop, index + 1
        return Span(best[0], best[1] + 1)

    def _joined(self, run: tuple[int, int], first: int, last: int) -> tuple[int, int]:
        """The run up to `last` when only white space is between it and `first`, else a new one."""
        between = self.raw.text[run[1] + 1 : first]
        blank = not between or between.isspace() or not between.translate(_UNSEEN).strip()
        joined = run[1] <= first and blank
        return (run[0] if joined else first), last

    @cached_property
    def _stretches(self) -> array[int]:
        """Where `origin` makes a step that is not one; the end of the text is the last."""
        steps = map(sub, self.origin[1:], self.origin)
        return array("i", (*compress(count(1), map((1).__ne__, steps)), len(self.origin)))


def read(raw: RawText, articles: Iterable[Article]) -> Reading:
    """Join the paragraphs of the articles to one text."""
    pieces: list[str] = []
    origin = array("i")
    paragraphs: list[Paragraph] = []
    for article in articles:
        roles = _roles(article)
        row = table = False
        above, alike = "", 0
        for index, paragraph in enumerate(article.paragraphs):
            alike = alike + 1 if paragraph.text == above else 0
            above = paragraph.text
            if alike >= MOST_ALIKE:
                continue
            start, told = len(origin), without_runs(paragraph)
            line = _full_width(told.text)
            broken = row and bool(_BROKEN_ROW.match(line))
            head = len(line) <= _LONGEST_HEAD and bool(_HEAD_ROW.match(line))
            table = head or (table and bool(_COLUMNS_APART.match(line)))
            row = bool(_ROW.match(line)) or table
            line = _BLANK.sub("\t", line) if table else line
            for first, last in _kept(line, spaced=row or broken):
                pieces.append(fold(line[first:last]))
                origin.frombytes(told.origin[first:last].tobytes())
            paragraphs.append(Paragraph(article, roles[index], start, len(origin)))
            pieces.append("\n")
            origin.append(-1)
    return Reading(raw, "".join(pieces), origin, tuple(paragraphs))


def without_runs(paragraph: Rejoined) -> Rejoined:
    """The paragraph with its long runs of marks and digits, and of repeated words, cut short."""
    if len(paragraph.text) <= LONGEST_RUN:
        return paragraph
    runs = [(run.end("kept"), run.end()) for run in _RUN.finditer(paragraph.text)]
    paragraph = _without(paragraph, runs)
    return _without(paragraph, _repeats(paragraph.text))


def _repeats(text: str) -> list[tuple[int, int]]:
    """The stretches that go on repeating what the stretch before them repeats."""
    found: list[tuple[int, int]] = []
    repeated = ""
    for place in range(0, len(text), LONGEST_RUN):
        piece = text[place : place + LONGEST_RUN]
        step = piece.find(piece[:_OPENING], 1)
        again = 0 < step <= _LONGEST_REPEAT and piece[step:] == piece[:-step]
        if again and repeated and piece[: len(repeated)] in repeated * 2:
            found.append((place, place + len(piece)))
        else:
            repeated = piece[:step] if again else ""
    return found


def _without(paragraph: Rejoined, stretches: Iterable[tuple[int, int]]) -> Rejoined:
    text, origin, place = paragraph.text, paragraph.origin, 0
    kept: list[str] = []
    places = array(origin.typecode)
    for start, end in stretches:
        kept.append(text[place:start])
        places += origin[place:start]
        place = end
    return Rejoined("".join((*kept, text[place:])), places + origin[place:]) if place else paragraph


def _full_width(text: str) -> str:
    """The line with its half-width marks between Chinese words as full ones: ，；：。“”（）."""
    marks = text.count('"')
    if marks and marks % 2 == 0:
        pair = cycle("“”")
        text = _STRAIGHT.sub(lambda _found: next(pair), text)
    text = _SQUARE.sub(_rounded, text)
    if not _HALF_WIDTH.search(text):
        return text
    return _HALF_WIDTH.sub(lambda found: found.group().translate(_FULL), text)


def _rounded(bracket: re.Match[str]) -> str:
    words = _WORD.search(bracket["inside"])
    return f"（{bracket['inside']}）" if words else bracket.group()


def _roles(article: Article) -> list[Role]:
    """What each paragraph is."""
    body = frozenset(article.body)
    heads = {"".join(head.split()) for head in (article.headline or "", *article.subheads)}
    return [
        Role.BODY if index in body or LABELLED.match(text) else _aside(text, heads)
        for index, text in enumerate(paragraph.text for paragraph in article.paragraphs)
    ]


def _aside(text: str, heads: set[str]) -> Role:
    return Role.HEAD if "".join(text.split()) in heads else Role.BYLINE


def _kept(text: str, *, spaced: bool) -> Iterator[tuple[int, int]]:
    """The pieces of the text that are kept: all but layout blanks, but for those of rows."""
    if not _BLANK.search(text):
        yield 0, len(text)
        return
    spaced = (
        spaced
        or "\t" in text
        or bool(_ROLL_CALL.match(text) or _LABELS.match(text) or NAMES_LINE.match(text))
    )
    place = 0
    for blank in (_DROPPED_IN_ROWS if spaced else _DROPPED).finditer(text):
        yield place, blank.start()
        for kept in _kept_blanks(text, blank, spaced=spaced):
            yield kept, kept + 1
        place = blank.end()
    yield place, len(text)


def _kept_blanks(text: str, blank: re.Match[str], *, spaced: bool) -> Iterator[int]:
    """Which characters of a run of blanks are kept: every tab inside a row, for each ends a cell.

    Else the last one, but none next to Chinese that is no row.
    """
    last = blank.end() - 1
    before = text[blank.start() - 1 : blank.start()] or "　"
    after = text[blank.end() : blank.end() + 1]
    tabs = [place for place in range(*blank.span()) if text[place] == "\t"]
    layout = not after or _WIDE.match(before) or _WIDE.match(after)
    if after and tabs:
        yield from tabs
    elif not (text[last] == "\n" or (layout and not (spaced and after))):
        yield last
