"""Evidence that blocks of a page are of one article: words, columns, places, names, headlines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from taizhang.engine.text.chunks import Chunk
from taizhang.engine.text.cues import DATELINE, speaker
from taizhang.engine.text.layout import FEW
from taizhang.engine.text.linking import NEARLY

SPEAKER: Final = 0.5
"""What it weighs that a bare name at the beginning is, or is not, named elsewhere."""
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
    grams: frozenset[str]
    size: float
    """What all of its wording is worth."""
    widths: frozenset[int]
    speaker: str | None
    """Who is named at its beginning as if known."""
    echoes: tuple[float, ...]
    """For each headline of the page, how much of its wording is taken up here."""
    stretches: frozenset[int]
    """Which stretches of the page, between one article's end and another's beginning, it is on."""

    @cached_property
    def places(self) -> frozenset[int]:
        """All of its chunks."""
        return frozenset(place for path in self.paths for place in path)


class Page:
    """The chunks of a page with what their wording is worth."""

    def __init__(
        self, chunks: Sequence[Chunk], headings: frozenset[int], headlines: frozenset[int]
    ) -> None:
        self.chunks = chunks
        self.headings = headings
        self.headlines = headlines
        spread: Counter[str] = Counter()
        for chunk in chunks:
            spread.update(chunk.grams)
        total = len(chunks) + 1
        self._heading_worth = self._weigh_headings()
        self._tellers: dict[str, frozenset[int]] = {}
        self._stretch = list(accumulate(map(self._is_border, range(len(chunks)))))
        value = [0.0, *(math.log(total / count) ** 2 for count in range(1, total))]
        self._worth = {gram: value[count] for gram, count in spread.items()}

    def group(self, path: Sequence[int]) -> Group:
        """A group of one run of chunks."""
        chunks = [self.chunks[place] for place in path]
        grams = frozenset().union(*(chunk.grams for chunk in chunks))
        return Group(
            paths=(tuple(path),),
            begins=chunks[0].fresh,
            ends=any(chunk.ends_article for chunk in chunks),
            grams=grams,
            size=self._size(grams),
            widths=frozenset(chunk.width for chunk in chunks if chunk.lines >= FEW),
            speaker=self._who_speaks(path[0]),
            echoes=self._echoes(grams),
            stretches=frozenset(self._stretch[place] for place in path),
        )

    def _weigh_headings(self) -> list[dict[str, float]]:
        """The wording of each headline; what all headlines say tells them not apart."""
        spread = Counter(gram for place in self.headings for gram in self.chunks[place].grams)
        total = len(self.headings) + 0.5
        return [
            {gram: math.log(total / spread[gram]) for gram in self.chunks[place].grams}
            for place in sorted(self.headings)
        ]

    def _echoes(self, grams: frozenset[str]) -> tuple[float, ...]:
        return tuple(
            sum(value for gram, value in heading.items() if gram in grams)
            / max(sum(heading.values()), 1.0)
            for heading in self._heading_worth
        )

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
        grams = one.grams | other.grams
        first = min(one, other, key=lambda group: min(group.places))
        return Group(
            paths=tuple(sorted(one.paths + other.paths)),
            begins=first.begins if first.begins >= 0 else max(one.begins, other.begins),
            ends=one.ends or other.ends,
            speaker=first.speaker,
            grams=grams,
            size=self._size(grams),
            widths=one.widths | other.widths,
            echoes=tuple(max(pair) for pair in zip(one.echoes, other.echoes, strict=True)),
            stretches=one.stretches | other.stretches,
        )

    def _size(self, grams: Iterable[str]) -> float:
        return sum(map(self._worth.__getitem__, grams))

    def _cosine(self, one: Group, other: Group) -> float:
        if not one.size or not other.size:
            return 0.0
        return self._size(one.grams & other.grams) / math.sqrt(one.size * other.size)

    def likeness(self, one: Group, other: Group) -> float:
        """Evidence that the two are of one article; very low when they cannot be."""
        if one.ends and other.ends:
            return UNLIKE
        if min(one.begins, other.begins) >= DATELINE:
            return UNLIKE
        first, second = sorted((one, other), key=lambda group: min(group.places))
        score = 8 * self._cosine(one, other) + _columns(one, other)
        score += self._neighbours(first, second)
        score += self._same_speaker(one, other)
        score += _same_headline(one.echoes, other.echoes)
        score -= 1.5 * min(2, _distance(one.stretches, other.stretches))
        # Two beginnings are two articles, the surer the more.
        return score - 0.7 * max(0, min(one.begins, other.begins))

    def _neighbours(self, first: Group, second: Group) -> float:
        """Blocks next to each other are of one article unless something stands between them."""
        for place in sorted(second.places):
            before = place - 1
            while before in self.headings:
                before -= 1
            if before not in first.places:
                continue
            if place == before + 1:
                return 1.0 if not self.chunks[place].can_start else 0.6
            return 0.6 if not self.chunks[place].can_start else -0.6
        return 0.0


def _same_headline(one: Sequence[float], other: Sequence[float]) -> float:
    """Do both take up the words of the same headline, or of different ones?"""
    lengths = math.hypot(*one), math.hypot(*other)
    if min(lengths) < FAINT:
        return 0.0
    likeness = sum(a * b for a, b in zip(one, other, strict=True)) / (lengths[0] * lengths[1])
    return 2.0 * (likeness - 0.5)


def _distance(one: frozenset[int], other: frozenset[int]) -> int:
    return min(abs(a - b) for a in one for b in other)


def _columns(one: Group, other: Group) -> float:
    if not one.widths or not other.widths:
        return 0.0
    apart = _distance(one.widths, other.widths)
    if apart <= NEARLY:
        return 1.0 if apart < NEARLY else 0.25
    # A lead is often set in a narrower column than the text below it.
    lead = any(group.begins >= 0 and len(group.places) == 1 for group in (one, other))
    return 0.0 if lead else -1.0
