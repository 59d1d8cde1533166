"""The blocks of a page in the order that a person gives them.

The machine's articles are cut into blocks (paragraphs, and their pieces where a paragraph was put
together from places that are apart); articles are then put together from blocks again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from taizhang.engine.text import Article, Bylines, RawText, Rejoined, Span
from taizhang.engine.text.bylines import byline
from taizhang.engine.text.dates import article_date
from taizhang.engine.text.marks import ended

Order = Sequence[Sequence[Span]]
"""For each article its blocks, in the order they are to be read."""

_HEADLINE: Final = "headline"
_SUBHEAD: Final = "subhead"
_BODY: Final = "body"
_OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page that a person can move as one."""

    span: Span
    role: str
    text: Rejoined
    paragraph: tuple[int, int] = (-1, 0)
    """Which paragraph it is a piece of, and which piece; -1: of none."""


def blocks_of(raw: RawText, articles: Sequence[Article]) -> tuple[tuple[Block, ...], ...]:
    """The blocks of each article in its order; last, when there is any, what belongs to none."""
    placed = tuple(tuple(_blocks(raw.text, article)) for article in articles)
    rest = tuple(_unplaced(raw.text, [block.span for each in placed for block in each]))
    return (*placed, rest) if rest else placed


def _blocks(raw: str, article: Article) -> Iterator[Block]:
    heads = {"".join(head.split()) for head in article.subheads}
    headline = article.headline
    for index, paragraph in enumerate(article.paragraphs):
        if index in article.body:
            role = _BODY
        elif headline is not None and paragraph.text == headline:
            role, headline = _HEADLINE, None
        else:
            role = _SUBHEAD if "".join(paragraph.text.split()) in heads else _OTHER
        first = paragraph.origin[0] if paragraph.origin else -1
        for number, text in enumerate(_pieces(raw, paragraph)):
            span = Span(text.origin[0], text.origin[-1] + 1)
            yield Block(span, role, text, (first, number))


def _pieces(raw: str, paragraph: Rejoined) -> Iterator[Rejoined]:
    """The paragraph, cut wherever its characters stand apart in the raw text."""
    start = 0
    for place in range(1, len(paragraph.origin)):
        before, here = paragraph.origin[place - 1], paragraph.origin[place]
        if here <= before or raw[before + 1 : here].strip():
            yield paragraph.slice(start, place)
            start = place
    if paragraph.origin:
        yield paragraph.slice(start, len(paragraph.origin))


def _unplaced(raw: str, taken: list[Span]) -> Iterator[Block]:
    """Paragraphs of the text that no block covers."""
    at = 0
    for span in [*sorted(taken, key=lambda span: span.start), Span(len(raw), len(raw))]:
        start = at
        for line in raw[at : max(at, span.start)].split("\n"):
            kept = line.strip()
            if kept:
                first = start + line.index(kept)
                text = Rejoined.pick(raw, range(first, first + len(kept)))
                yield Block(Span(first, first + len(kept)), _BODY, text)
            start += len(line) + 1
        at = max(at, span.end)


def is_made_of(order: Order, blocks: Iterable[Block]) -> bool:
    """Whether the order has only these blocks, none twice, and at least one."""
    chosen = [span for article in order for span in article]
    return bool(chosen) and len(chosen) == len(set(chosen) & {block.span for block in blocks})


def up(groups: Sequence[Sequence[Span]], span: Span) -> list[list[Span]]:
    """The span one place up; above the first place lies the end of the group before."""
    moved = [list(group) for group in groups]
    for number, group in enumerate(moved):
        if span in group:
            place = group.index(span)
            if place:
                group[place - 1], group[place] = span, group[place - 1]
            elif number:
                moved[number - 1].append(group.pop(0))
            break
    return moved


def down(groups: Sequence[Sequence[Span]], span: Span) -> list[list[Span]]:
    """The same the other way."""
    turned = up([group[::-1] for group in groups[::-1]], span)
    return [group[::-1] for group in turned[::-1]]


def apart(groups: Sequence[Sequence[Span]], span: Span) -> list[list[Span]]:
    """An article of its own begins with the span."""
    moved: list[list[Span]] = []
    for group in groups:
        place = list(group).index(span) if span in group else 0
        moved += [list(group[:place])] if place else []
        moved.append(list(group[place:]))
    return moved


def rearranged(raw: RawText, articles: Sequence[Article], order: Order) -> tuple[Article, ...]:
    """Articles made of the machine's blocks in a person's order.

    A span that is no block of the machine's any more (it reads better than when the order was
    given) takes what lies in it. Nothing is read that the order leaves out.
    """
    every = [block for each in blocks_of(raw, articles) for block in each]
    by_start = sorted(every, key=lambda block: block.span.start)
    starts = [block.span.start for block in by_start]
    made: list[Article] = []
    for spans in order:
        chosen = [block for span in spans for block in _within(raw, span, by_start, starts)]
        if chosen:
            made.append(_article(len(made) + 1, chosen))
    return tuple(made)


def _within(
    raw: RawText, span: Span, blocks: Sequence[Block], starts: Sequence[int]
) -> Iterator[Block]:
    found = False
    for place in range(max(0, bisect_right(starts, span.start) - 1), len(blocks)):
        block = blocks[place]
        if block.span.start >= span.end:
            break
        if span.start <= block.span.start:
            found = True
            yield block
    if not found:
        letters = [i for i in range(span.start, span.end) if raw.text[i] not in "\r\n"]
        yield Block(span, _BODY, Rejoined.pick(raw.text, letters))


def _article(number: int, blocks: Sequence[Block]) -> Article:
    paragraphs: list[Block] = []
    headline: str | None = None
    for block in blocks:
        if paragraphs and _goes_on(paragraphs[-1], block):
            above = paragraphs[-1]
            text = Rejoined(
                above.text.text + block.text.text, above.text.origin + block.text.origin
            )
            paragraphs[-1] = replace(block, text=text)
        elif block.role == _HEADLINE and headline is not None:
            paragraphs.append(replace(block, role=_SUBHEAD))
        else:
            headline = block.text.text if block.role == _HEADLINE else headline
            paragraphs.append(block)
    body = tuple(i for i, each in enumerate(paragraphs) if each.role == _BODY)
    return Article(
        id=f"a{number}",
        headline=headline,
        subheads=tuple(each.text.text for each in paragraphs if each.role == _SUBHEAD),
        paragraphs=tuple(each.text for each in paragraphs),
        spans=tuple(block.span for block in blocks),
        body=body,
        date=article_date(paragraphs[i].text.text for i in body),
        bylines=_bylines(each.text.text for each in paragraphs if each.role == _OTHER),
    )


def _goes_on(above: Block, block: Block) -> bool:
    """The next piece of the same paragraph, or the rest of a sentence that was cut off."""
    if above.role != _BODY or block.role != _BODY:
        return False
    same = above.paragraph[0] >= 0 and above.paragraph[0] == block.paragraph[0]
    return (same and block.paragraph[1] == above.paragraph[1] + 1) or not ended(above.text.text)


def _bylines(texts: Iterable[str]) -> Bylines:
    found = [names for names in map(byline, texts) if names]
    return Bylines(
        tuple(dict.fromkeys(name for each in found for name in each.reporters)),
        tuple(dict.fromkeys(name for each in found for name in each.correspondents)),
    )
