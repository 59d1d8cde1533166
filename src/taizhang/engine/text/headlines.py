"""Which headline belongs to which article, and where sub-heads stand in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from taizhang.engine.text.chunks import Chunk, grams
from taizhang.engine.text.headings import APART, leads_in, tells_an_event

ECHO: Final = 0.75
"""Share of a sub-head's wording that makes a block its own, wherever it stands."""


@dataclass
class Heads:
    """The headings of one article."""

    headline: int | None = None
    main: int = 0
    """Which part of that chunk is the headline; what stands before it leads in to it."""
    below: list[int] = field(default_factory=list)
    """Sub-heads under the headline."""
    before: dict[int, list[int]] = field(default_factory=dict)
    """Sub-heads inside the text, by the chunk they stand before."""
    by_words: bool = False
    """The headline does not stand above its text but was found by its words."""


def assign(
    chunks: Sequence[Chunk], headings: Sequence[int], orders: Sequence[Sequence[int]]
) -> list[Heads]:
    """A headline for each article, by words and place; the other headings become sub-heads."""
    found = [Heads() for _ in orders]
    scores = _scores(chunks, headings, orders)
    taken: set[int] = set()
    for _, place, article in scores:
        if place not in taken and found[article].headline is None:
            found[article].headline = place
            found[article].main = _main(chunks[place], _wording(chunks, orders[article]))
            found[article].by_words = orders[article][0] != _text_below(chunks, place)
            taken.add(place)
    owner = {place: number for number, order in enumerate(orders) for place in order}
    heads = {heads.headline: heads for heads in found}
    for place in headings:
        if place not in taken:
            above = heads.get(place - 1)
            if above is not None:
                above.below.append(place)
                heads[place] = above
            else:
                below = _text_below(chunks, place)
                article = owner.get(below, owner.get(place - 1, 0))
                target = _inside(chunks, place, orders, article)
                found[article].before.setdefault(target, []).append(place)
    return found


def _main(chunk: Chunk, text: frozenset[str]) -> int:
    """The part of a chunk of headings that is the headline.

    The first, unless it leads in to the next or the text takes up much more of a later one.
    """
    best, most = len(chunk.parts) - 1, -1.0
    for number, part in enumerate(chunk.parts):
        said = part.text.text
        if leads_in(said) or (number and said.startswith("——")):
            continue
        words = grams(said)
        echo = len(words & text) / max(len(words), 1)
        if most < 0 or echo > most + APART:
            best, most = number, echo
    return best


def _scores(
    chunks: Sequence[Chunk], headings: Sequence[int], orders: Sequence[Sequence[int]]
) -> list[tuple[float, int, int]]:
    """Every headline with every article, the best first."""
    texts = [_wording(chunks, order) for order in orders]
    leads = [chunks[order[0]].grams for order in orders]
    spread = Counter(chain.from_iterable(texts))
    ranked = []
    for place in headings:
        words = grams("".join(part.text.text for part in chunks[place].parts))
        worth = {gram: math.log((len(orders) + 1) / max(spread[gram], 1)) for gram in words}
        total = sum(worth.values()) or 1.0
        for article, order in enumerate(orders):
            score = sum(map(worth.__getitem__, words & texts[article])) / total
            score += 0.5 * sum(map(worth.__getitem__, words & leads[article])) / total
            score += _by_place(chunks, place, order)
            score += 0.3 * tells_an_event(chunks[place].first)
            ranked.append((-score, place, article))
    return sorted(ranked)


def _wording(chunks: Sequence[Chunk], order: Sequence[int]) -> frozenset[str]:
    return frozenset().union(*(chunks[i].grams for i in order))


def _by_place(chunks: Sequence[Chunk], place: int, order: Sequence[int]) -> float:
    """A headline right above the beginning of a text, or among its blocks, is likely its own."""
    below = _text_below(chunks, place)
    if order[0] == below and chunks[below].can_start:
        return 0.8
    return 0.1 * (below in order) + 0.1 * (place - 1 in order)


def _text_below(chunks: Sequence[Chunk], place: int) -> int:
    below = place + 1
    while below < len(chunks) and chunks[below].is_heading:
        below += 1
    return below


def _inside(
    chunks: Sequence[Chunk], place: int, orders: Sequence[Sequence[int]], article: int
) -> int:
    """The chunk a sub-head stands before: the one that takes its words up, else the next one."""
    words = grams(chunks[place].first)
    order = orders[article]
    below = _text_below(chunks, place)
    echoes = [(len(words & grams(_opening(chunks[i]))) / max(len(words), 1), -i) for i in order]
    best, negative = max(echoes)
    if best >= ECHO:
        return -negative
    return below if below in order else order[-1]


def _opening(chunk: Chunk) -> str:
    return chunk.body[0].text.text[:200] if chunk.body else ""
