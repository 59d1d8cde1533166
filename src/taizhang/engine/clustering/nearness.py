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

from taizhang.engine.clustering.grams import Frequencies, Matrix, Table, matrices, spelt
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.wording import bare, by_ending, names, without_names
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


def pairs(messages: Sequence[Message]) -> Pairs:
    """The pairs of messages that may be of one event."""
    told = read(messages)
    table = matrices(told.bare_headings, told.bare_texts, most=COMMON)
    one, other = _candidates(whole(table), sum(table.counts), table.whole)
    return Pairs(one, other, nearness(told, table, one, other))


@dataclass(frozen=True, slots=True)
class Told:
    """Messages taken apart for comparing."""

    messages: Sequence[Message]
    headings: Sequence[str]
    texts: Sequence[str]

    @property
    def bare_headings(self) -> list[str]:
        """What the headings say, without set phrases."""
        return [spelt(bare(text)) for text in self.headings]

    @property
    def bare_texts(self) -> list[str]:
        """What the texts say."""
        return [spelt(bare(text)) for text in self.texts]

    def matters(self) -> tuple[list[str], list[str]]:
        """Both without the names in them."""
        return (
            [spelt(without_names(text)) for text in self.headings],
            [spelt(without_names(text)) for text in self.texts],
        )


def read(messages: Sequence[Message]) -> Told:
    """The messages, their headings and what stands below."""
    parts = [each.parts for each in messages]
    return Told(messages, [head for head, _body in parts], [body for _head, body in parts])


def whole(table: Table) -> Matrix:
    """What each message says, its heading counted more, each row of length one."""
    head, body = table.counts
    return _unit(head * HEADING + body, table.weight)


def nearness(
    told: Told,
    table: Table,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    seen: Seen | None = None,
) -> NDArray[np.float64]:
    """How near each pair of the messages is; `seen` knows how rare things are among all."""
    if not len(one):
        return np.zeros(0)
    rows, both = whole(table), sum(table.counts)
    shared = _dot(rows, rows, one, other)
    repeated = _told(table.counts[0], both, table.weight, one, other)
    matter = _matter(told, one, other, seen)
    joint, apart = _names(told, one, other, seen)
    near: NDArray[np.float64] = np.sqrt(np.maximum(shared, 0) * repeated)
    near += SAME_NAME * np.minimum(joint / _WEIGHTY, 1) - OTHER_NAMES * apart
    near += OTHER_MATTER * (np.minimum(matter, MATTER) - MATTER)
    same = _jaccard(table.whole, one, other)
    near = np.where(same >= NEARLY_THE_SAME, np.maximum(near, same), near)
    near[_elsewhere(told.headings, one, other, apart)] = ELSEWHERE
    near[_other_party(told.messages, one, other)] = NEVER
    return np.round(near, 6).astype(np.float64)


def _unit(counts: Matrix, weight: NDArray[np.float64]) -> Matrix:
    """Rows of length one: logarithms of counts by how rare the gram is."""
    rows = counts.tocsr(copy=True)
    rows.data = (1 + np.log(rows.data)) * weight[rows.indices]
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(length, 1e-9)) @ rows


def _candidates(
    rows: Matrix, counts: Matrix, everything: Matrix
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs that share rare grams, each message's nearest only; and those of the same sketch."""
    often = np.bincount(counts.indices, minlength=counts.shape[1])
    rare = rows.tocsc()[:, np.flatnonzero(often <= RARE)].tocsr()
    turned = rare.T.tocsr()
    found = [_sketched(everything)]
    for first in range(0, rare.shape[0], _AT_ONCE):
        block = (rare[first : first + _AT_ONCE] @ turned).tocsr()
        found.append(_nearest(block, first))
    ones = np.concatenate([one for one, _o in found])
    others = np.concatenate([other for _one, other in found])
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    keys = np.unique((low * rare.shape[0] + high)[low != high])
    return keys // rare.shape[0], keys % rare.shape[0]


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


def _told(
    head: Matrix,
    everything: Matrix,
    weight: NDArray[np.float64],
    one: NDArray[np.int64],
    other: NDArray[np.int64],
) -> NDArray[np.float64]:
    """How much of each heading stands in the other message, on average of both ways."""
    heads = (head > 0).astype(float) @ sparse.diags(weight)
    inside = (everything > 0).astype(float)
    length = np.maximum(np.asarray(heads.sum(axis=1)).ravel(), 1e-9)
    there = _dot(heads, inside, one, other) / length[one]
    back = _dot(heads, inside, other, one) / length[other]
    mean: NDArray[np.float64] = (there + back) / 2
    return mean


def _matter(
    told: Told, one: NDArray[np.int64], other: NDArray[np.int64], seen: Seen | None
) -> NDArray[np.float64]:
    """How near two messages are without the names in them."""
    headings, texts = told.matters()
    matters = seen.matters if seen else None
    rows = whole(matrices(headings, texts, most=COMMON_MATTER, seen=matters))
    return _dot(rows, rows, one, other)


def _names(
    told: Told, one: NDArray[np.int64], other: NDArray[np.int64], seen: Seen | None
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The weight of the names two messages share; whether they name others."""
    heads, everything = named_in(told)
    columns = {name: place for place, name in enumerate(sorted(set().union(*everything)))}
    if not columns:
        nothing = np.zeros(len(one))
        return nothing, nothing > 0
    head, all_of = _table(heads, columns), _table(everything, columns)
    if seen:
        size, often = seen.grams.size, np.array([seen.named(name) for name in columns])
    else:
        size, often = len(heads), np.bincount(all_of.indices, minlength=len(columns))
    weighed = head @ sparse.diags(np.log(size / np.maximum(often, 1)))
    joint = np.maximum(_dot(weighed, all_of, one, other), _dot(weighed, all_of, other, one))
    shared = _dot(head, all_of, one, other) + _dot(head, all_of, other, one)
    is_named = np.diff(head.indptr) > 0
    apart = is_named[one] & is_named[other] & (shared == 0)
    return joint, apart


def named_in(told: Told) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """The places and parties in each heading, and in all of each message."""
    given = [_given(message) for message in told.messages]
    heads = [names(text) | also for text, also in zip(told.headings, given, strict=True)]
    return heads, [head | names(text) for head, text in zip(heads, told.texts, strict=True)]


def _elsewhere(
    headings: Sequence[str],
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    apart: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether two headings that share no name name two places or parties of one kind."""
    kinds = [by_ending(text) for text in headings]
    found = apart.copy()
    for place in np.flatnonzero(apart).tolist():
        found[place] = _two_of_a_kind(kinds[int(one[place])], kinds[int(other[place])])
    return found


def _two_of_a_kind(one: dict[str, set[str]], other: dict[str, set[str]]) -> bool:
    return any(
        all(is_other(name, second) for name in one[kind] for second in other[kind])
        for kind in one.keys() & other.keys()
    )


def _given(message: Message) -> frozenset[str]:
    return frozenset(f"={name}" for name in (message.enterprise, message.place) if name)


def _table(rows: Sequence[frozenset[str]], columns: dict[str, int]) -> Matrix:
    places = [(row, columns[name]) for row, found in enumerate(rows) for name in sorted(found)]
    row, column = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(rows), len(columns)))


def _other_party(
    messages: Sequence[Message], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Two enterprises or two places that the messages say to be theirs: never one matter."""
    apart = np.zeros(len(one), dtype=bool)
    for said in ([m.enterprise for m in messages], [m.place for m in messages]):
        _values, codes = np.unique(said, return_inverse=True)
        filled = np.array([bool(value) for value in said])
        apart |= filled[one] & filled[other] & (codes[one] != codes[other])
    return apart
