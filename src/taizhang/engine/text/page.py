"""A newspaper page: blocks in any order, put together by what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from taizhang.engine.text.article import Article
from taizhang.engine.text.assembly import Placed, Role, article, goes_on
from taizhang.engine.text.chunks import Chunk, Wording, chunks
from taizhang.engine.text.grouping import groups
from taizhang.engine.text.headlines import Heads, assign
from taizhang.engine.text.layout import Layout
from taizhang.engine.text.lines import Block
from taizhang.engine.text.linking import links
from taizhang.engine.text.margins import without_margins
from taizhang.engine.text.ordering import captions, confidence, reading_order
from taizhang.engine.text.parts import Kind

LARGEST: Final = 80
"""Chunks that are compared with each other; what is longer is taken in sections, so that the
work grows with the length of a document and not with its square."""

SURE: Final = 0.6
"""Confidence below which a person is asked to look at the order."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


UNSURE: Final = _("It is not sure that these blocks belong together in this order.")
MOVED: Final = _("Blocks of this article were put into another order than they stand in.")
BY_WORDS: Final = _("The headline stands apart from its text and was found by its words.")
CUT_OFF: Final = _("A sentence is cut off and nothing was found that goes on with it.")


def read_page(raw: str, blocks: Sequence[Block], layout: Layout) -> tuple[Article, ...]:
    """The articles of the page, in the order their first lines stand in."""
    found: list[Article] = []
    for section in _sections(chunks(raw, without_margins(blocks), layout)):
        for placed, doubts, sure in _articles(section, layout):
            found.append(article(len(found) + 1, placed, doubts, sure))
    return tuple(found)


def _sections(whole: Sequence[Chunk]) -> Iterator[tuple[Chunk, ...]]:
    start = 0
    while start < len(whole):
        end = start + LARGEST
        if end < len(whole):
            end = _seam(whole, start + LARGEST // 2, end)
        yield tuple(
            chunk if chunk.index == i else replace(chunk, index=i)
            for i, chunk in enumerate(whole[start:end])
        )
        start = end


def _seam(whole: Sequence[Chunk], least: int, most: int) -> int:
    """The last place where one article ends or another begins, not to cut through one."""
    for place in range(most, least, -1):
        if whole[place - 1].ends_article or whole[place].is_heading:
            return place
    return most


def _articles(
    section: Sequence[Chunk], layout: Layout
) -> Iterator[tuple[list[Placed], list[str], float]]:
    wording = Wording(section)
    found = links(section, layout, wording)
    after = {here: link.there for here, link in found.items()}
    headings = [place for place, chunk in enumerate(section) if chunk.is_heading]
    orders, moved = [], []
    for group in groups(section, after, wording):
        order, was_moved = reading_order(section, group)
        orders.append(order)
        moved.append(was_moved)
    if not orders:
        yield _headings_only(section), [], 1.0
        return
    orders = captions(section, orders, wording)
    for order, was_moved, heads in zip(
        orders, moved, assign(section, headings, orders), strict=True
    ):
        sure = confidence(section, order, found)
        doubts = [
            *([UNSURE] if sure < SURE else []),
            *([MOVED] if was_moved else []),
            *([BY_WORDS] if heads.by_words else []),
            *([CUT_OFF] if any(_cut_off(section, after, place) for place in order) else []),
        ]
        yield list(_placed(section, order, heads, layout)), doubts, sure


def _cut_off(section: Sequence[Chunk], after: dict[int, int], place: int) -> bool:
    return section[place].open and place not in after


def _headings_only(section: Sequence[Chunk]) -> list[Placed]:
    parts = [part for chunk in section for part in chunk.parts]
    return [Placed(Role.SUBHEAD if i else Role.HEADLINE, part) for i, part in enumerate(parts)]


def _placed(
    section: Sequence[Chunk], order: Sequence[int], heads: Heads, layout: Layout
) -> Iterator[Placed]:
    """The parts of an article from the headline to the byline."""
    named = heads.headline is not None
    for place in ([heads.headline] if heads.headline is not None else []) + heads.below:
        for number, part in enumerate(section[place].parts):
            own = place == heads.headline and number == heads.main
            yield Placed(Role.HEADLINE if own else Role.SUBHEAD, part)
    above = None
    for place in order:
        for head in heads.before.get(place, []):
            yield from (Placed(Role.SUBHEAD, part) for part in section[head].parts)
        for number, part in enumerate(section[place].parts):
            if part.kind is Kind.HEADING:
                # A text without a headline above it has its own in its first line.
                yield Placed(Role.SUBHEAD if named or above else Role.HEADLINE, part)
                named = True
                continue
            joins = (
                above is not None and not number and goes_on(above, part, indented=layout.indented)
            )
            yield Placed(Role.BODY if part.kind is Kind.BODY else Role.OTHER, part, goes_on=joins)
            above = part
