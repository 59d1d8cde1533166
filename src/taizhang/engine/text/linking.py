"""Which chunk goes on with the sentence another one was cut off in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.text.chunks import NEARLY, Chunk, Wording
from taizhang.engine.text.cues import DATED, DATELINE, MIDDLE
from taizhang.engine.text.layout import FEW, Layout
from taizhang.engine.text.words import COMMON

REACH: Final = 40
"""Chunks to either side among which a continuation is looked for: a page has fewer."""
CLOSE: Final = 3
"""Chunks below which the next block of an article mostly stands, others' blocks in between."""
ENOUGH: Final = 1.0
"""Evidence without which two chunks are not put together."""
WHOLE: Final = 3.0
"""More evidence is asked for where no sentence is cut off and only the paragraph may go on."""
FORWARD: Final = 2.0
NOT_FAR: Final = 5.0
"""How many times likelier a block goes on that stands below, or not far below, than above."""
PLACED: Final = 3.0
"""Evidence for any that comes into question at all."""
ROUNDS: Final = 5
CHOICE: Final = 8
"""Continuations that are considered for each chunk, the likeliest."""
STEP: Final = 0.02
"""By how much a bid is raised at least."""
BESIDE: Final = 1.0
"""Of it, what the very next chunk is let off."""
UNITS: Final = frozenset(
    "年月日时亿万元个家名人户条项吨亩米年岁天%％.．0123456789０１２３４５６７８９"
)
NEVER_LAST: Final = frozenset("不与和对将把被从向在及或各很最更而且并使让由给以按为该每第这那")
LEANING: Final = frozenset("的了等们与和及或、")
"""What leans on the word before it cannot stand behind one that leans on the word after it."""

Scores = Mapping[int, Mapping[int, float]]
"""For a chunk, by the place of another, the evidence that the other goes on with it."""


@dataclass(frozen=True, slots=True)
class Link:
    """The chunk that goes on, and how sure that is, from 0 to 1."""

    there: int
    sure: float


class _Page:
    """What the chunks of a page say about each other."""

    def __init__(self, chunks: Sequence[Chunk], layout: Layout, wording: Wording) -> None:
        self.chunks = chunks
        self.layout = layout
        self.wording = wording
        self._follows = [self._may_follow(chunk) for chunk in chunks]
        self.shared = list(map(wording.shared, chunks))
        self.sizes = [wording.size(wording.shared(each)) + wording.own(each) for each in chunks]

    def scores(self) -> Scores:
        """For each chunk those that may go on with it, with the evidence of words and place."""
        words = {here: dict(self._candidates(here)) for here in range(len(self.chunks))}
        share = _orderly([(here, row) for here, row in words.items() if self._is_cut(here)])
        return {here: _placed(here, row, share) for here, row in words.items()}

    def _is_cut(self, here: int) -> bool:
        return self.chunks[here].open or self.chunks[here].unclosed

    def _may_follow(self, other: Chunk) -> bool:
        if not other.body or other.parts[0].kind is not other.body[0].kind or other.parts[0].is_row:
            return False
        if self.layout.indented:
            return other.fresh < DATELINE and not other.parts[0].indented
        return other.fresh < DATED

    def _candidates(self, here: int) -> Iterator[tuple[int, float]]:
        """The chunks that may go on with one, with the evidence of their words."""
        one = self.chunks[here]
        if one.is_heading or one.ends_article:
            return
        cut = self._is_cut(here)
        # After a whole sentence a paragraph goes on only where indents tell that it does.
        if not cut and not self.layout.indented:
            return
        for there in range(max(0, here - REACH), min(len(self.chunks), here + REACH + 1)):
            if there == here or not self._follows[there]:
                continue
            other = self.chunks[there]
            if cut:
                yield there, self._evidence(here, there)
            elif other.fresh != MIDDLE and there == here + 1:
                yield there, self._evidence(here, there) - WHOLE + BESIDE
            elif other.fresh != MIDDLE and one.parts[-1].full:
                yield there, self._evidence(here, there) - WHOLE

    def _evidence(self, here: int, there: int) -> float:
        """Reasons in the words for `there` going on with `here`, added up."""
        one, other = self.chunks[here], self.chunks[there]
        score = _same_column(one, other) + _quotation(one, other)
        if one.open:
            score += self.wording.heals(one.last, other.first) + fit(one.last, other.first)
        score -= 1.0 if MIDDLE < other.fresh < 0 else 0.0
        score -= 2.0 if other.fresh > 0 and not self.layout.indented else 0.0
        score += 1.0 if one.last[-1:] in {"，", "、", "；", "："} and not other.fresh else 0.0
        both = self.shared[here] & self.shared[there]
        size = self.sizes[here] * self.sizes[there]
        score += 4.0 * self.wording.size(both) / math.sqrt(size) if size else 0.0
        # A line or two prove nothing.
        return score + 8.0 * len(both) / max(min(len(one.grams), len(other.grams)), 60)


def _orderly(rows: Iterable[tuple[int, Mapping[int, float]]]) -> float:
    """How likely a cut sentence goes on in the very next chunk, as the words of the page tell.

    Near 1 where the blocks stand in reading order, near 0 where they are shuffled. Found by
    assuming a share, asking the words how many do go on so, and taking that share the next time.
    """
    odds = [_odds(here, row) for here, row in rows]
    share = 0.5
    for _ in range(ROUNDS):
        going_on = 1.0
        for own, others in odds:
            if own:
                going_on += share * own / (share * own + (1.0 - share) * others)
        share = going_on / (len(odds) + 2)
    return share


def _odds(here: int, row: Mapping[int, float]) -> tuple[float, float]:
    """What the words say for the next chunk, and for the others, each by its distance."""
    weights = {there: _weight(there - here) for there in row if there != here + 1}
    total = sum(weights.values()) or 1.0
    others = sum(weight / total * math.exp(row[there]) for there, weight in weights.items())
    return (math.exp(row[here + 1]) if here + 1 in row else 0.0), others


def _placed(here: int, row: Mapping[int, float], share: float) -> dict[int, float]:
    """The evidence with what is to be expected of each by its place alone."""
    total = sum(_weight(there - here) for there in row if there != here + 1)
    return {
        there: PLACED
        + score
        + math.log(share if there == here + 1 else (1.0 - share) * _weight(there - here) / total)
        for there, score in row.items()
    }


def _weight(distance: int) -> float:
    """Not the next block, but one of those below: others' blocks often stand in between."""
    if distance < 0:
        return 1.0
    return NOT_FAR if distance <= CLOSE else FORWARD


def links(chunks: Sequence[Chunk], layout: Layout, wording: Wording) -> dict[int, Link]:
    """For a chunk (by its place in `chunks`) the one that goes on with it."""
    scores = _Page(chunks, layout, wording).scores()
    chosen = choose(scores)
    return {here: Link(there, _sure(scores, chosen, here)) for here, there in chosen.items()}


def paths(count: int, after: Mapping[int, int]) -> list[list[int]]:
    """The runs that links make of chunks; a chunk without a link is a run of its own."""
    continued = set(after.values())
    found = []
    for place in range(count):
        if place not in continued:
            path = [place]
            while path[-1] in after:
                path.append(after[path[-1]])
            found.append(path)
    return found


def choose(scores: Scores) -> dict[int, int]:
    """One continuation for each, each the continuation of one, and no circle.

    All together are to have as much evidence as possible: a block that is the only one to go on
    with some other is left to it, although it may suit a third one better.
    """
    rows = {here: _worth_while(row) for here, row in scores.items()}
    while True:
        after = _auction(rows)
        circle = _circle(after)
        if not circle:
            return after
        weakest = min(circle, key=lambda here: (rows[here][after[here]], here))
        del rows[weakest][after[weakest]]


def _worth_while(row: Mapping[int, float]) -> dict[int, float]:
    best = sorted(row.items(), key=lambda item: (-item[1], item[0]))[:CHOICE]
    return {there: score - ENOUGH for there, score in best if score > ENOUGH}


def _auction(rows: Scores) -> dict[int, int]:
    """The assignment of most worth in all: each bids for what is worth most to it at its price.

    A bid raises the price by as much as the best is worth more than the second best (to go
    without is worth nothing), so that what only one can use stays cheap for it.
    """
    price: dict[int, float] = {}
    owner: dict[int, int] = {}
    waiting = sorted(rows, reverse=True)
    while waiting:
        here = waiting.pop()
        gains = sorted(
            ((score - price.get(there, 0.0), -there) for there, score in rows[here].items()),
            reverse=True,
        )
        gain, there = gains[0] if gains else (0.0, 0)
        if gain <= 0.0:
            continue
        second = max(gains[1][0], 0.0) if len(gains) > 1 else 0.0
        price[-there] = price.get(-there, 0.0) + gain - second + STEP
        if -there in owner:
            waiting.append(owner[-there])
        owner[-there] = here
    return {here: there for there, here in owner.items()}


def _circle(after: Mapping[int, int]) -> list[int]:
    """Links that lead round in a circle, if any do."""
    for first in sorted(after):
        run, place = [first], after[first]
        while place in after and place not in run:
            run.append(place)
            place = after[place]
        if place == first:
            return run
    return []


def _sure(scores: Scores, chosen: Mapping[int, int], here: int) -> float:
    """The evidence for a link against what else could have been chosen, as a share.

    Another chunk instead: one that is free, or in exchange with the one that has it.
    """
    there = chosen[here]
    own = scores[here][there]
    holder = {taken: by for by, taken in chosen.items()}
    losses = [ENOUGH - own]
    for other, score in scores[here].items():
        if other in holder and other != there:
            by = holder[other]
            losses.append(score - own + scores[by].get(there, ENOUGH) - scores[by][other])
        elif other != there:
            losses.append(score - own)
    losses += [row[there] - own for i, row in scores.items() if i not in chosen and there in row]
    return 1.0 / (1.0 + sum(math.exp(min(loss, 20.0)) for loss in losses))


def fit(before: str, after: str) -> float:
    """Is a common word, or a number and what it counts, made whole where they meet?"""
    if before[-1:] + after[:1] in COMMON:
        return 3.5
    if before[-1:] in NEVER_LAST and after[:1] in LEANING:
        return -2.5
    if before[-1:].isdigit():
        return 0.8 if after[:1] in UNITS else -0.8
    return 0.0


def _same_column(one: Chunk, other: Chunk) -> float:
    """Chunks of an article are usually set in columns of one width."""
    apart = abs(one.width - other.width)
    if min(one.lines, other.lines) < FEW:
        return 0.0
    if apart <= NEARLY:
        return 2.5 if apart < NEARLY else 1.5
    return -2.0


def _quotation(one: Chunk, other: Chunk) -> float:
    if one.unclosed and other.unopened:
        return 1.5
    return -2.0 if one.unclosed != other.unopened else 0.0
