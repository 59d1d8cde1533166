"""The grams of a great many messages in one table, and what two of the messages share.

A table is a few arrays of small numbers: a million messages fit into memory. What is needed as a
vector is worked out for the rows at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from taizhang.engine.clustering.grams import Counts, numbered

Matrix = Any
"""A sparse matrix, a row for each message; SciPy publishes no types."""
_LEAST: Final = 2
"""A gram of one message alone brings it near no other."""
OFTEN: Final = 30
"""A gram of no more messages than these is never common."""
_SHARES: Final = 16
"""Grams are counted by so many shares of them, one after the other: memory stays small. Of the few
messages that stand beside more than these, all at once."""
_ROWS: Final = 10_000


class Frequencies(Protocol):
    """How many messages have each gram, where more are known than those at hand."""

    @property
    def size(self) -> int:
        """How many messages there are."""

    def of(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """How many of them have each of the grams, which ascend."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What pairs of messages have in common."""

    cosine: NDArray[np.float64]
    there: NDArray[np.float64]
    """How much of the heading of the one stands in the other …"""
    back: NDArray[np.float64]
    """… and of the heading of the other in the one."""
    likeness: NDArray[np.float64]
    """How much of all that both say stands in both, common words and all."""
    wording: NDArray[np.float64]
    """The same without numbers and foreign words."""


@dataclass(frozen=True, slots=True)
class Table:
    """The grams of messages that more than one has, row by row."""

    ends: NDArray[np.int64]
    """Where each row begins, and at last where the last ends."""
    columns: NDArray[np.int32]
    said: NDArray[np.uint16]
    headed: NDArray[np.bool_]
    weight: NDArray[np.float64]
    """How rare each gram is; nothing where it is common."""
    often: NDArray[np.int64]
    """How many messages have it."""
    sizes: NDArray[np.int64]
    """How many grams each message has, those that no other has too …"""
    worded: NDArray[np.int64]
    """… and how many without a number or a foreign word."""
    is_worded: NDArray[np.bool_]
    """Whether a gram is without them."""
    lengths: NDArray[np.float64]
    """How long each row is as a vector."""
    headings: NDArray[np.float64]
    """How much each heading says."""

    def places(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the grams of some rows stand, one row after the other; where each begins."""
        counts = self.ends[rows + 1] - self.ends[rows]
        ends = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
        return np.repeat(self.ends[rows] - ends[:-1], counts) + np.arange(ends[-1]), ends

    def values(self, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """Logarithms of counts by how rare the gram is, at some places."""
        value: NDArray[np.float64] = 1 + np.log(self.said[places].astype(np.float64))
        return value * self.weight[self.columns[places]]

    def shared(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Shared:
        """What pairs of rows share."""
        left, right, pair = self._both(one, other)
        size, rare = len(one), self.weight[self.columns[left]]
        both = np.bincount(pair, minlength=size)
        words = np.bincount(pair[self.is_worded[self.columns[left]]], minlength=size)
        cosine = _sums(pair, self.values(left) * self.values(right), size)
        there = _sums(pair, self.headed[left] * rare, size)
        back = _sums(pair, self.headed[right] * rare, size)
        return Shared(
            cosine=cosine / (self.lengths[one] * self.lengths[other]),
            there=there / self.headings[one],
            back=back / self.headings[other],
            likeness=both / np.maximum(self.sizes[one] + self.sizes[other] - both, 1),
            wording=words / np.maximum(self.worded[one] + self.worded[other] - words, 1),
        )

    def _both(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Where in both rows of each pair the grams stand that they share, and in which pair."""
        (left, begun), (right, began) = self.places(one), self.places(other)
        shape = (len(one), len(self.weight))
        mine, its = self.columns[left], self.columns[right]
        # The product of numbered places and of ones says where in the numbered row it stood.
        number = [np.arange(1, len(each) + 1, dtype=np.int32) for each in (left, right)]
        ones = [np.ones(len(each), dtype=np.int32) for each in (left, right)]
        there = _table(ones[1], its, began, shape)
        first = _table(number[0], mine, begun, shape).multiply(there)
        there = _table(number[1], its, began, shape)
        second = _table(ones[0], mine, begun, shape).multiply(there)
        pair = np.repeat(np.arange(len(one)), np.diff(first.indptr))
        return left[first.data - 1], right[second.data - 1], pair


def tabled(parts: list[Counts], *, most: float, seen: Frequencies | None = None) -> Table:
    """The table of the messages of all parts, which are used up.

    A gram counts when it stands in two messages; it is common in more than the share `most` of
    them (and in more than a few). Its weight is the logarithm of how rare it is. Both are counted
    among the messages `seen` where these are more.
    """
    size = sum(part.size for part in parts)
    keys, often = _vocabulary(parts, seen)
    among = seen.size if seen else size
    weight = np.where(often <= max(most * among, OFTEN), np.log(among / np.maximum(often, 1)), 0)
    ends: list[NDArray[np.int64]] = [np.zeros(1, dtype=np.int64)]
    columns, said, headed, sizes, worded = [], [], [], [], []
    parts.reverse()
    while parts:
        part = parts.pop()
        sizes.append(np.bincount(part.rows, minlength=part.size))
        worded.append(np.bincount(part.rows[~numbered(part.keys)], minlength=part.size))
        place = np.searchsorted(keys, part.keys)
        known = np.flatnonzero(_stands(keys, place, part.keys))
        known = known[np.argsort(part.rows[known], kind="stable")]
        columns.append(place[known].astype(np.int32))
        said.append(part.said[known])
        headed.append(part.headed[known])
        ends.append(ends[-1][-1] + np.cumsum(np.bincount(part.rows[known], minlength=part.size)))
    return _measured(
        Table(
            ends=np.concatenate(ends),
            columns=_whole(columns),
            said=_whole(said),
            headed=_whole(headed),
            weight=weight,
            often=often,
            sizes=_whole(sizes),
            worded=_whole(worded),
            is_worded=~numbered(keys),
            lengths=np.zeros(size),
            headings=np.zeros(size),
        )
    )


def _vocabulary(
    parts: list[Counts], seen: Frequencies | None
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The grams of two messages at least, ascending, and how many have each."""
    found, counts = [], []
    shares = 1 if seen else _SHARES
    for share in range(shares):
        mask = [part.keys % np.uint64(shares) == share for part in parts]
        some = np.concatenate([part.keys[own] for part, own in zip(parts, mask, strict=True)])
        keys, often = np.unique(some, return_counts=True)
        often = seen.of(keys) if seen else often
        kept = often >= _LEAST
        found.append(keys[kept])
        counts.append(often[kept])
    every = np.concatenate(found)
    order = np.argsort(every)
    return every[order], np.concatenate(counts)[order]


def _stands(
    keys: NDArray[np.uint64], place: NDArray[np.int64], sought: NDArray[np.uint64]
) -> NDArray[np.bool_]:
    if not len(keys):
        return np.zeros(len(sought), dtype=bool)
    there: NDArray[np.bool_] = keys[np.minimum(place, len(keys) - 1)] == sought
    return there


def _measured(table: Table) -> Table:
    """The table with how long its rows and headings are, some rows at a time."""
    for first in range(0, len(table.lengths), _ROWS):
        rows = np.arange(first, min(first + _ROWS, len(table.lengths)))
        places, ends = table.places(rows)
        own = np.repeat(rows - first, np.diff(ends))
        squares = _sums(own, table.values(places) ** 2, len(rows))
        said = table.headed[places] * table.weight[table.columns[places]]
        table.lengths[rows] = np.maximum(np.sqrt(squares), 1e-9)
        table.headings[rows] = np.maximum(_sums(own, said, len(rows)), 1e-9)
    return table


def _sums(where: NDArray[np.int64], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    sums: NDArray[np.float64] = np.bincount(where, weights=values, minlength=size).astype(float)
    return sums


def _table(
    data: NDArray[np.int32],
    columns: NDArray[np.int32],
    ends: NDArray[np.int64],
    shape: tuple[int, int],
) -> Matrix:
    found = sparse.csr_matrix((data, columns, ends.astype(np.int32)), shape=shape, copy=False)
    found.has_canonical_format = True
    return found


def _whole(parts: list[Any]) -> Any:  # noqa: ANN401 - arrays of whatever kind
    """All parts as one array; they are let go at once."""
    found = np.concatenate(parts)
    parts.clear()
    return found
