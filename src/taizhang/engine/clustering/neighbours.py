"""Which pairs of messages are worth comparing: those near by rare grams, and the nearly same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from taizhang.engine.clustering.spread import Spread
from taizhang.engine.clustering.tables import Matrix, Table

RARE: Final = 300
"""Pairs are looked for among grams of at most so many messages."""
NEIGHBOURS: Final = 40
_CANDIDATE: Final = 0.02
_AT_ONCE: Final = 1_000
_SKETCHES: Final = 4


def candidates(table: Table, spread: Spread) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs that share rare grams, each message's nearest only; and those of the same sketch."""
    size = len(table.sizes)
    edges = [(at, min(at + _AT_ONCE, size)) for at in range(0, size, _AT_ONCE)]
    found = [_sketched(table), *spread.over(_neighbours, edges, _searched(table))]
    keys = np.concatenate(found)
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    return keys // size, keys % size


@dataclass(frozen=True, slots=True)
class _Searched:
    """The rare grams of all messages."""

    table: Table
    place: NDArray[np.int32]
    """The number of each gram among the rare ones; -1: it is none."""
    turned: Matrix
    """A row for each rare gram."""

    def rows(self, first: int, last: int) -> Matrix:
        """What some messages say with them, a row for each."""
        return _rare(self.table, self.place, first, last)


def _searched(table: Table) -> _Searched:
    is_rare = (table.often <= RARE) & (table.weight > 0)
    place = np.where(is_rare, np.cumsum(is_rare) - 1, -1).astype(np.int32)
    size = len(table.sizes)
    edges = [(at, min(at + 10 * _AT_ONCE, size)) for at in range(0, size, 10 * _AT_ONCE)]
    parts = [_rare(table, place, *each) for each in edges]
    return _Searched(table, place, sparse.vstack(parts, format="csr").T.tocsr())


def _rare(table: Table, place: NDArray[np.int32], first: int, last: int) -> Matrix:
    rows = np.arange(first, last)
    places, ends = table.places(rows)
    column = place[table.columns[places]]
    owner = np.repeat(rows, np.diff(ends))
    kept = column >= 0
    places, owner = places[kept], owner[kept]
    data = table.values(places) / table.lengths[owner]
    counts = np.bincount(owner - first, minlength=len(rows))
    begun = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    shape = (len(rows), int(place.max(initial=-1)) + 1)
    return sparse.csr_matrix((data, column[kept], begun), shape=shape, copy=False)


def _neighbours(part: tuple[int, int], searched: _Searched) -> NDArray[np.int64]:
    """Each row's nearest, a number for each pair."""
    block = (searched.rows(*part) @ searched.turned).tocsr()
    rows, columns = _nearest(block, part[0])
    return _numbers(rows, columns, len(searched.table.sizes))


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


def _numbers(ones: NDArray[np.int64], others: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """One number for each pair of two, its lower row first."""
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    found: NDArray[np.int64] = (low * size + high)[low != high]
    return found


def _sketched(table: Table) -> NDArray[np.int64]:
    """A flood of nearly the same text has no rare gram: those of one sketch go to its first."""
    size = len(table.sizes)
    full = np.flatnonzero(np.diff(table.ends))
    found = [full[:0]]
    mixer = np.random.default_rng(7)
    for _round in range(_SKETCHES if len(full) else 0):
        order = mixer.permutation(len(table.weight)).astype(np.int32)
        lowest = np.concatenate(
            [
                _lowest(table, order, full[first : first + 10 * _AT_ONCE])
                for first in range(0, len(full), 10 * _AT_ONCE)
            ]
        )
        _values, first, which = np.unique(lowest, return_index=True, return_inverse=True)
        found.append(_numbers(full, full[first[which]], size))
    return np.concatenate(found)


def _lowest(table: Table, order: NDArray[np.int32], rows: NDArray[np.int64]) -> NDArray[np.int32]:
    places, ends = table.places(rows)
    lowest: NDArray[np.int32] = np.minimum.reduceat(order[table.columns[places]], ends[:-1])
    return lowest
