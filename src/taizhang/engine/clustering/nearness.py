"""How near two messages are: the words they share, whom and where they name, what they are about.

Two messages are of one event when they share rare words for their length *and* what the heading
of one says stands in the other. The same words about another place are another matter, and so is
another matter at the same place: both take away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from taizhang.engine.clustering.grams import counts
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.neighbours import candidates
from taizhang.engine.clustering.spread import HERE, Spread
from taizhang.engine.clustering.tables import Frequencies, Matrix, Table, tabled
from taizhang.engine.clustering.told import (
    AT_ONCE,
    Named,
    Told,
    matters_in,
    names_of,
    said_in,
    whole_of,
)
from taizhang.engine.clustering.wording import by_ending, two_of_a_kind

COMMON: Final = 0.05
"""A gram in more than this share of the messages says nothing of one event."""
COMMON_MATTER: Final = 0.10
_PAIRS_AT_ONCE: Final = 20_000
_COMPARED_AT_ONCE: Final = 4_000
"""Of a part, so many pairs: what they share stays in the processor's own memory."""
SAME_NAME: Final = 0.03
"""What a shared name adds at most."""
_WEIGHTY: Final = 5.0
OTHER_NAMES: Final = 0.08
"""What names that are all different take away."""
MATTER: Final = 0.10
"""From here on two messages are about the same matter, names aside."""
OTHER_MATTER: Final = 1.5
"""How much less than that counts against them."""
ELSEWHERE: Final = 0.0
"""How near two messages are that name two places of one kind (甲小区, 乙小区)."""
NEVER: Final = -1.0
NEARLY_THE_SAME: Final = 0.8
"""From this share on two messages are copies, however often such a text comes."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, `one` below `other`, with how near they are."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    near: NDArray[np.float64]


class Seen(Protocol):
    """What is known of more messages than those that are compared."""

    @property
    def grams(self) -> Frequencies:
        """How often grams are."""

    @property
    def matters(self) -> Frequencies:
        """How often they are where the names are left out."""

    def named(self, name: str) -> int:
        """How many messages name a place or party."""


def pairs(messages: Sequence[Message], spread: Spread = HERE) -> Pairs:
    """The pairs of messages that may be of one event; `spread` does the parts of the work."""
    some = [messages[first : first + AT_ONCE] for first in range(0, len(messages), AT_ONCE)]
    read = spread.over(said_in, some, None)
    names = {"": 0}
    heads = whole_of([head for _grams, _headings, head, _all in read], names)
    all_of = whole_of([found for _grams, _headings, _head, found in read], names)
    headings = [heading for _grams, these, _head, _all in read for heading in these]
    grams = [each for each, _headings, _head, _all in read]
    del read
    table = tabled(grams, most=COMMON)
    matters = tabled(spread.over(matters_in, some, None), most=COMMON_MATTER)
    one, other = candidates(table, spread)
    often = np.bincount(all_of.found, minlength=len(names))
    measured = Measure(
        table=table,
        matters=matters,
        names=_names(heads, all_of, len(names), np.log(len(messages) / np.maximum(often, 1))),
        headings=headings,
        given=_given(messages),
        parties=_numbered([message.party for message in messages]),
    )
    edges = range(0, len(one), _PAIRS_AT_ONCE)
    parts = [(one[at : at + _PAIRS_AT_ONCE], other[at : at + _PAIRS_AT_ONCE]) for at in edges]
    return Pairs(one, other, np.concatenate([np.zeros(0), *spread.over(_near, parts, measured)]))


@dataclass(frozen=True, slots=True)
class Names:
    """The places and parties that messages name."""

    heads: Matrix
    """Those in each heading …"""
    weighed: Matrix
    """… by how rare they are."""
    everywhere: Matrix
    """Those in all of each message."""

    def shared(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """The weight of the names two messages share; whether they name others; whether copies may.

        Whoever copies a text copies the names in its heading: one that names what the other does
        not is none, however much of it stands in both.
        """
        joint = np.maximum(
            _dot(self.weighed, self.everywhere, one, other),
            _dot(self.weighed, self.everywhere, other, one),
        )
        shared = _dot(self.heads, self.everywhere, one, other)
        shared += _dot(self.heads, self.everywhere, other, one)
        is_named = np.diff(self.heads.indptr) > 0
        none = shared == 0
        apart: NDArray[np.bool_] = is_named[one] & is_named[other] & none
        copies: NDArray[np.bool_] = ~(none & (is_named[one] | is_named[other]))
        return joint, apart, copies


@dataclass(frozen=True, slots=True)
class Measure:
    """All that is needed to say how near two of the messages are."""

    table: Table
    """What each says."""
    matters: Table
    """What each says without the names in it."""
    names: Names
    headings: Sequence[str]
    given: tuple[NDArray[np.int64], NDArray[np.int64]]
    """The enterprise and the place given with each, by number; 0: none."""
    parties: NDArray[np.int64]
    """Whose matter each is, so too."""

    def near(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """How near each pair of the messages is."""
        both = self.table.shared(one, other)
        matter = self.matters.shared(one, other).cosine
        joint, apart, copies = self.names.shared(one, other)
        told = (both.there + both.back) / 2
        near: NDArray[np.float64] = np.sqrt(np.maximum(both.cosine, 0) * told)
        near += SAME_NAME * np.minimum(joint / _WEIGHTY, 1) - OTHER_NAMES * apart
        near += OTHER_MATTER * (np.minimum(matter, MATTER) - MATTER)
        # Who writes again counts on: the fifth letter, the sixth.
        of_one = (self.parties[one] > 0) & (self.parties[one] == self.parties[other])
        same = np.where(of_one, np.maximum(both.likeness, both.wording), both.likeness)
        near = np.where(copies & (same >= NEARLY_THE_SAME), np.maximum(near, same), near)
        near[self._elsewhere(one, other, apart & (near > ELSEWHERE))] = ELSEWHERE
        near[self._other_party(one, other)] = NEVER
        return np.round(near, 6).astype(np.float64)

    def _elsewhere(
        self, one: NDArray[np.int64], other: NDArray[np.int64], apart: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Whether two headings said to be apart name two places or parties of one kind."""
        found = apart.copy()
        for place in np.flatnonzero(apart).tolist():
            mine, its = self.headings[int(one[place])], self.headings[int(other[place])]
            found[place] = two_of_a_kind(_kinds(mine), _kinds(its))
        return found

    def _other_party(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Two enterprises or two places that the messages say to be theirs: never one matter."""
        apart = np.zeros(len(one), dtype=bool)
        for codes in self.given:
            apart |= (codes[one] > 0) & (codes[other] > 0) & (codes[one] != codes[other])
        return apart


def nearness(
    told: Told, one: NDArray[np.int64], other: NDArray[np.int64], seen: Seen
) -> NDArray[np.float64]:
    """How near each pair of a few messages is; `seen` knows how rare things are among all."""
    if not len(one):
        return np.zeros(0)
    names = {"": 0}
    heads = whole_of([names_of(told.heads)], names)
    all_of = whole_of([names_of(told.everything)], names)
    often = np.array([seen.named(name) for name in names])
    grams = counts(told.bare_headings, told.bare_texts)
    matters = counts(told.matter_headings, told.matter_texts)
    return Measure(
        table=tabled([grams], most=COMMON, seen=seen.grams),
        matters=tabled([matters], most=COMMON_MATTER, seen=seen.matters),
        names=_names(heads, all_of, len(names), np.log(seen.grams.size / np.maximum(often, 1))),
        headings=told.headings,
        given=_given(told.messages),
        parties=_numbered([message.party for message in told.messages]),
    ).near(one, other)


def _near(
    part: tuple[NDArray[np.int64], NDArray[np.int64]], measured: Measure
) -> NDArray[np.float64]:
    one, other = part
    edges = range(0, len(one), _COMPARED_AT_ONCE)
    some = [slice(at, at + _COMPARED_AT_ONCE) for at in edges]
    return np.concatenate([measured.near(one[each], other[each]) for each in some])


def _names(heads: Named, all_of: Named, width: int, weight: NDArray[np.float64]) -> Names:
    head = _matrix(heads, width)
    return Names(head, head @ sparse.diags(weight), _matrix(all_of, width))


def _matrix(named: Named, width: int) -> Matrix:
    arrays = (np.ones(len(named.found)), named.found, named.ends)
    return sparse.csr_matrix(arrays, shape=(len(named.ends) - 1, width))


def _dot(
    left: Matrix, right: Matrix, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The product of each pair of rows."""
    return np.asarray(left[one].multiply(right[other]).sum(axis=1)).ravel()


def _given(messages: Sequence[Message]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    enterprises = _numbered([message.enterprise for message in messages])
    return enterprises, _numbered([message.place for message in messages])


def _numbered(said: Sequence[str]) -> NDArray[np.int64]:
    """The same number for the same word; 0 for none."""
    known: dict[str, int] = {"": 0}
    return np.array([known.setdefault(each, len(known)) for each in said], dtype=np.int64)


@lru_cache(maxsize=200_000)
def _kinds(heading: str) -> dict[str, set[str]]:
    """What a heading names, by the kind of place or party."""
    return by_ending(heading)
