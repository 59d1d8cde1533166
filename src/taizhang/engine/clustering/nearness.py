"""How near two messages are: the words they share, whom and where they name, what they are about.

Two messages are of one event when they share rare words for their length *and* what the heading
of one says stands in the other. The same words about another place are another matter, and so is
another matter at the same place: both take away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from taizhang.engine.clustering.grams import Frequencies, Matrix, Table, matrices
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.spread import HERE, Spread
from taizhang.engine.clustering.told import Told, told_of
from taizhang.engine.clustering.wording import other as is_other

HEADING: Final = 2.0
"""How often a heading counts."""
COMMON: Final = 0.05
"""A gram in more than this share of the messages says nothing of one event."""
COMMON_MATTER: Final = 0.10
RARE: Final = 300
"""Pairs are looked for among grams of at most so many messages."""
NEIGHBOURS: Final = 40
_CANDIDATE: Final = 0.02
_AT_ONCE: Final = 1_000
_PAIRS_AT_ONCE: Final = 20_000
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
_SKETCHES: Final = 4


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
    told = told_of(messages, spread)
    table = matrices(told.bare_headings, told.bare_texts, most=COMMON)
    one, other = _candidates(whole(table), sum(table.counts), table.whole, spread)
    edges = range(0, len(one), _PAIRS_AT_ONCE)
    parts = [(one[at : at + _PAIRS_AT_ONCE], other[at : at + _PAIRS_AT_ONCE]) for at in edges]
    near = spread.over(_near, parts, measure(told, table))
    return Pairs(one, other, np.concatenate([np.zeros(0), *near]))


def whole(table: Table) -> Matrix:
    """What each message says, its heading counted more, each row of length one."""
    head, body = table.counts
    return _unit(head * HEADING + body, table.weight)


@dataclass(frozen=True, slots=True)
class Measure:
    """All that is needed to say how near two of the messages are."""

    rows: Matrix
    """What each says, of length one."""
    heads: Matrix
    """The grams of each heading, weighed …"""
    lengths: NDArray[np.float64]
    """… and how much they say together."""
    inside: Matrix
    """Whether a gram stands in it at all."""
    matters: Matrix
    """What each says without the names in it."""
    whole: Matrix
    named: Matrix
    """The names in each heading."""
    weighed: Matrix
    all_named: Matrix
    """Those in all of it."""
    kinds: Sequence[dict[str, set[str]]]
    given: tuple[NDArray[np.int64], NDArray[np.int64]]
    """The enterprise and the place given with each, by number; 0: none."""

    def near(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """How near each pair of the messages is."""
        shared = _dot(self.rows, self.rows, one, other)
        matter = _dot(self.matters, self.matters, one, other)
        joint, apart = self._names(one, other)
        near: NDArray[np.float64] = np.sqrt(np.maximum(shared, 0) * self._told(one, other))
        near += SAME_NAME * np.minimum(joint / _WEIGHTY, 1) - OTHER_NAMES * apart
        near += OTHER_MATTER * (np.minimum(matter, MATTER) - MATTER)
        same = _jaccard(self.whole, one, other)
        near = np.where(same >= NEARLY_THE_SAME, np.maximum(near, same), near)
        near[_elsewhere(self.kinds, one, other, apart)] = ELSEWHERE
        near[self._other_party(one, other)] = NEVER
        return np.round(near, 6).astype(np.float64)

    def _told(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """How much of each heading stands in the other message, on average of both ways."""
        there = _dot(self.heads, self.inside, one, other) / self.lengths[one]
        back = _dot(self.heads, self.inside, other, one) / self.lengths[other]
        mean: NDArray[np.float64] = (there + back) / 2
        return mean

    def _names(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The weight of the names two messages share; whether they name others."""
        joint = np.maximum(
            _dot(self.weighed, self.all_named, one, other),
            _dot(self.weighed, self.all_named, other, one),
        )
        shared = _dot(self.named, self.all_named, one, other)
        shared += _dot(self.named, self.all_named, other, one)
        is_named = np.diff(self.named.indptr) > 0
        apart: NDArray[np.bool_] = is_named[one] & is_named[other] & (shared == 0)
        return joint, apart

    def _other_party(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Two enterprises or two places that the messages say to be theirs: never one matter."""
        apart = np.zeros(len(one), dtype=bool)
        for codes in self.given:
            apart |= (codes[one] > 0) & (codes[other] > 0) & (codes[one] != codes[other])
        return apart


def measure(told: Told, table: Table, seen: Seen | None = None) -> Measure:
    """The measure of messages; `seen` knows how rare things are among all."""
    heads = _stands_in(table.counts[0]) @ sparse.diags(table.weight)
    among = seen.matters if seen else None
    bare = matrices(told.matter_headings, told.matter_texts, most=COMMON_MATTER, seen=among)
    named, weighed, all_named = _named(told, seen)
    return Measure(
        rows=whole(table),
        heads=heads,
        lengths=np.maximum(np.asarray(heads.sum(axis=1)).ravel(), 1e-9),
        inside=_stands_in(sum(table.counts)),
        matters=whole(bare),
        whole=table.whole,
        named=named,
        weighed=weighed,
        all_named=all_named,
        kinds=told.kinds,
        given=(
            _numbered([message.enterprise for message in told.messages]),
            _numbered([message.place for message in told.messages]),
        ),
    )


def nearness(
    told: Told,
    table: Table,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    seen: Seen | None = None,
) -> NDArray[np.float64]:
    """How near each pair of the messages is; `seen` knows how rare things are among all."""
    return measure(told, table, seen).near(one, other) if len(one) else np.zeros(0)


def _near(
    part: tuple[NDArray[np.int64], NDArray[np.int64]], measured: Measure
) -> NDArray[np.float64]:
    return measured.near(*part)


def _unit(counts: Matrix, weight: NDArray[np.float64]) -> Matrix:
    """Rows of length one: logarithms of counts by how rare the gram is."""
    rows = counts.tocsr(copy=True)
    rows.data = (1 + np.log(rows.data)) * weight[rows.indices]
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(length, 1e-9)) @ rows


def _candidates(
    rows: Matrix, counts: Matrix, everything: Matrix, spread: Spread
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs that share rare grams, each message's nearest only; and those of the same sketch."""
    often = np.bincount(counts.indices, minlength=counts.shape[1])
    rare = rows.tocsc()[:, np.flatnonzero(often <= RARE)].tocsr()
    parts = [(rare[at : at + _AT_ONCE], at) for at in range(0, rare.shape[0], _AT_ONCE)]
    found = [_sketched(everything), *spread.over(_neighbours, parts, rare.T.tocsr())]
    ones = np.concatenate([one for one, _o in found])
    others = np.concatenate([other for _one, other in found])
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    keys = np.unique((low * rare.shape[0] + high)[low != high])
    return keys // rare.shape[0], keys % rare.shape[0]


def _neighbours(
    part: tuple[Matrix, int], turned: Matrix
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, first = part
    return _nearest((rows @ turned).tocsr(), first)


def _nearest(block: Matrix, first: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, columns = [], []
    for row in range(block.shape[0]):
        start, end = block.indptr[row], block.indptr[row + 1]
        values, places = block.data[start:end], block.indices[start:end]
        near = np.flatnonzero(values >= _CANDIDATE)
        if len(near) > NEIGHBOURS:
            order = np.lexsort((places[near], -values[near]))
            near = near[order[:NEIGHBOURS]]
        rows.append(np.full(len(near), first + row))
        columns.append(places[near])
    return np.concatenate(rows).astype(np.int64), np.concatenate(columns).astype(np.int64)


def _sketched(counts: Matrix) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A flood of nearly the same text has no rare gram: those of one sketch go to its first."""
    full = np.flatnonzero(np.diff(counts.indptr))
    if not len(full):
        return full, full
    ones, others = [], []
    mixer = np.random.default_rng(7)
    for _round in range(_SKETCHES):
        order = mixer.permutation(counts.shape[1])
        lowest = np.minimum.reduceat(order[counts.indices], counts.indptr[:-1][full])
        _values, first, which = np.unique(lowest, return_index=True, return_inverse=True)
        ones.append(full)
        others.append(full[first[which]])
    return np.concatenate(ones).astype(np.int64), np.concatenate(others).astype(np.int64)


def _dot(
    left: Matrix, right: Matrix, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The product of each pair of rows."""
    parts = [np.zeros(0)]
    for first in range(0, len(one), _PAIRS_AT_ONCE):
        place = slice(first, first + _PAIRS_AT_ONCE)
        parts.append(np.asarray(left[one[place]].multiply(right[other[place]]).sum(axis=1)).ravel())
    return np.concatenate(parts)


def _jaccard(
    inside: Matrix, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """How much of all that two messages say stands in both, common words and all."""
    size = np.diff(inside.indptr)
    both = _dot(inside, inside, one, other)
    share: NDArray[np.float64] = both / np.maximum(size[one] + size[other] - both, 1)
    return share


def _stands_in(counts: Matrix) -> Matrix:
    return (counts > 0).astype(float)


def _named(told: Told, seen: Seen | None) -> tuple[Matrix, Matrix, Matrix]:
    """The names in each heading, the same by how rare they are, and those in all of it."""
    every = sorted(set().union(*told.everything)) or [""]
    columns = {name: place for place, name in enumerate(every)}
    head, all_of = _table(told.heads, columns), _table(told.everything, columns)
    if seen:
        size, often = seen.grams.size, np.array([seen.named(name) for name in columns])
    else:
        size, often = len(told.heads), np.bincount(all_of.indices, minlength=len(columns))
    return head, head @ sparse.diags(np.log(size / np.maximum(often, 1))), all_of


def _numbered(said: Sequence[str]) -> NDArray[np.int64]:
    """The same number for the same word; 0 for none."""
    known: dict[str, int] = {"": 0}
    return np.array([known.setdefault(each, len(known)) for each in said], dtype=np.int64)


def _elsewhere(
    kinds: Sequence[dict[str, set[str]]],
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    apart: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether two headings that share no name name two places or parties of one kind."""
    found = apart.copy()
    for place in np.flatnonzero(apart).tolist():
        found[place] = _two_of_a_kind(kinds[int(one[place])], kinds[int(other[place])])
    return found


def _two_of_a_kind(one: dict[str, set[str]], other: dict[str, set[str]]) -> bool:
    return any(
        all(is_other(name, second) for name in one[kind] for second in other[kind])
        for kind in one.keys() & other.keys()
    )


def _table(rows: Sequence[frozenset[str]], columns: dict[str, int]) -> Matrix:
    places = [(row, columns[name]) for row, found in enumerate(rows) for name in sorted(found)]
    row, column = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(rows), len(columns)))
