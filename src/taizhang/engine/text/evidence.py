"""Evidence that blocks of a page are of one article: words, columns, places, names, headlines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import mul
from typing import Final

from taizhang.engine.text.chunks import NEARLY, Chunk, Wording
from taizhang.engine.text.cues import DATED, DATELINE, speaker
from taizhang.engine.text.headings import is_slogan
from taizhang.engine.text.layout import FEW

SPEAKER: Final = 0.5
"""What it weighs that a bare name at the beginning is, or is not, named elsewhere."""
WHOLE: Final = 1.5
"""What speaks against adding to a run that begins and ends like an article."""
STRONG: Final = 0.3
"""Share of a headline's wording that a text about it takes up."""
FAINT: Final = 0.15
"""Share of a headline's wording below which nothing is taken up of it."""
UNLIKE: Final = -50.0
"""Two groups that cannot be of one article."""


@dataclass(frozen=True, eq=False)
class Group:
    """Chunks (by their place in the list of all) that are known to belong together."""

    paths: tuple[tuple[int, ...], ...]
    """Runs whose order is settled by sentences that go on."""
    begins: int
    """The best beginning of an article in it."""
    ends: bool
    whole: bool
    """One run of it begins and ends like an article: nothing of it is missing."""
    grams: frozenset[str]
    """What of its wording others may have, too."""
    own: float
    """What the rest of it is worth."""
    size: float
    """What all of it is worth."""
    widths: frozenset[int]
    speaker: str | None
    """Who is named at its beginning as if known."""
    echoes: tuple[float, ...]
    """For each headline of the page, how much of its wording is taken up here."""
    stretches: frozenset[int]
    """Which stretches of the page, between one article's end and another's beginning, it is on."""

    @cached_property
    def echo(self) -> float:
        """How much of the wording of headlines is taken up in all."""
        return math.hypot(*self.echoes)

    @cached_property
    def first(self) -> int:
        """Which of its chunks stands first."""
        return min(self.places)

    @cached_property
    def places(self) -> frozenset[int]:
        """All of its chunks."""
        return frozenset(place for path in self.paths for place in path)


class Page:
    """The chunks of a page with what their wording is worth."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        headings: frozenset[int],
        headlines: frozenset[int],
        wording: Wording,
    ) -> None:
        self.chunks = chunks
        self.headings = headings
        self.headlines = headlines
        # A page of captions only has nothing else to make an article of.
        captions = frozenset(i for i, chunk in enumerate(chunks) if chunk.is_credit)
        self.captions = captions if len(captions | headings) < len(chunks) else frozenset()
        self._wording = wording
        places = sorted(self._telling())
        self._heading_worth = self._weigh_headings(places)
        self._heading_grams = frozenset(self._heading_worth)
        wordings = [chunks[place].grams for place in places]
        self._headings = [(words, max(self._heading_size(words), 1.0)) for words in wordings]
        self._tellers: dict[str, frozenset[int]] = {}
        self._stretch = list(accumulate(map(self._is_border, range(len(chunks)))))

    def tells(self, place: int) -> bool:
        """Is the chunk of an article's text, not a heading or a caption?"""
        return place not in self.headings and place not in self.captions

    def group(self, path: Sequence[int]) -> Group:
        """A group of one run of chunks."""
        chunks = [self.chunks[place] for place in path]
        grams = frozenset().union(*map(self._wording.shared, chunks))
        own = sum(map(self._wording.own, chunks))
        return Group(
            paths=(tuple(path),),
            begins=chunks[0].fresh,
            ends=any(chunk.ends_article for chunk in chunks),
            whole=chunks[0].fresh >= DATED and chunks[-1].ends_article,
            grams=grams,
            own=own,
            size=self._wording.size(grams) + own,
            widths=frozenset(chunk.width for chunk in chunks if chunk.lines >= FEW),
            speaker=self._who_speaks(path[0]),
            echoes=self._echoes(grams),
            stretches=frozenset(self._stretch[place] for place in path),
        )

    def _weigh_headings(self, places: Sequence[int]) -> dict[str, float]:
        """What the wording of headlines is worth; what all say tells them not apart."""
        spread = Counter(gram for place in places for gram in self.chunks[place].grams)
        total = len(places) + 0.5
        return {gram: math.log(total / count) for gram, count in spread.items()}

    def _heading_size(self, words: frozenset[str]) -> float:
        return sum(map(self._heading_worth.__getitem__, words))

    def _telling(self) -> frozenset[int]:
        """The headings that tell articles apart: no sub-heads, as far as that can be seen."""
        if len(self.headlines) > 1:
            return self.headlines
        calls = (i for i in self.headings - self.headlines if is_slogan(self.chunks[i].first))
        return self.headings - frozenset(calls)

    def _echoes(self, grams: frozenset[str]) -> tuple[float, ...]:
        told = grams & self._heading_grams
        return tuple(self._heading_size(words & told) / most for words, most in self._headings)

    def _is_border(self, place: int) -> int:
        """Does an article certainly end before this chunk, or begin with it?"""
        if not place:
            return 0
        return int(self.chunks[place - 1].ends_article or self.chunks[place].fresh >= DATELINE)

    def _who_speaks(self, place: int) -> str | None:
        body = self.chunks[place].body
        return speaker(body[0].text.text) if body else None

    def _told_of(self, name: str) -> frozenset[int]:
        """The chunks that name somebody."""
        if name not in self._tellers:
            self._tellers[name] = frozenset(
                place
                for place, chunk in enumerate(self.chunks)
                if any(name in part.text.text for part in chunk.parts)
            )
        return self._tellers[name]

    def _same_speaker(self, one: Group, other: Group) -> float:
        """Who speaks at the beginning of one without being introduced was so in the other."""
        score = 0.0
        for group, rest in ((one, other), (other, one)):
            name = group.speaker
            if name is not None:
                score += SPEAKER if self._told_of(name) & rest.places else -SPEAKER
        return score

    def leaderless(self, group: Group) -> bool:
        """Nothing says that an article begins with it: no date, no lead, no headline above."""
        first = group.paths[0][0]
        return group.begins <= 0 and first - 1 not in self.headlines

    def union(self, one: Group, other: Group) -> Group:
        """Both as one group."""
        grams, own = one.grams | other.grams, one.own + other.own
        first = one if one.first <= other.first else other
        return Group(
            paths=tuple(sorted(one.paths + other.paths)),
            begins=first.begins if first.begins >= 0 else max(one.begins, other.begins),
            ends=one.ends or other.ends,
            whole=one.whole or other.whole,
            speaker=first.speaker,
            grams=grams,
            own=own,
            size=self._wording.size(grams) + own,
            widths=one.widths | other.widths,
            echoes=tuple(map(max, one.echoes, other.echoes)),
            stretches=one.stretches | other.stretches,
        )

    def _cosine(self, one: Group, other: Group) -> float:
        if not one.size or not other.size:
            return 0.0
        return self._wording.size(one.grams & other.grams) / math.sqrt(one.size * other.size)

    def likeness(self, one: Group, other: Group) -> float:
        """Evidence that the two are of one article; very low when they cannot be."""
        if one.ends and other.ends:
            return UNLIKE
        if min(one.begins, other.begins) >= DATELINE:
            return UNLIKE
        first, second = (one, other) if one.first <= other.first else (other, one)
        score = 6 * self._cosine(one, other) + _columns(one, other)
        score += self._neighbours(first, second)
        score += self._same_speaker(one, other)
        score += _same_headline(one, other)
        score -= 0.8 * min(2, _distance(one.stretches, other.stretches))
        score -= WHOLE * (one.whole or other.whole)
        # Two beginnings are two articles, the surer the more.
        return score - 0.7 * max(0, min(one.begins, other.begins))

    def _neighbours(self, first: Group, second: Group) -> float:
        """Blocks next to each other are of one article unless something stands between them."""
        for place in sorted(second.places):
            before = place - 1
            while before in self.headings or before in self.captions:
                before -= 1
            if before not in first.places:
                continue
            if self.headings.isdisjoint(range(before + 1, place)):
                return 1.0 if not self.chunks[place].can_start else 0.6
            return 0.6 if not self.chunks[place].can_start else -0.6
        return 0.0


def _same_headline(one: Group, other: Group) -> float:
    """Do both take up the words of the same headline, or of different ones?"""
    least = min(one.echo, other.echo)
    if least < FAINT:
        return 0.0
    likeness: float = sum(map(mul, one.echoes, other.echoes)) / (one.echo * other.echo)
    return 5.0 * (likeness - 0.5) * min(1.0, least / STRONG)


def _distance(one: frozenset[int], other: frozenset[int]) -> int:
    return min([abs(a - b) for a in one for b in other]) if one.isdisjoint(other) else 0


def _columns(one: Group, other: Group) -> float:
    if not one.widths or not other.widths:
        return 0.0
    apart = _distance(one.widths, other.widths)
    if apart <= NEARLY:
        return 1.0 if apart < NEARLY else 0.25
    # A lead is often set in a narrower column than the text below it.
    lead = any(group.begins >= 0 and len(group.places) == 1 for group in (one, other))
    return 0.0 if lead else -1.0
