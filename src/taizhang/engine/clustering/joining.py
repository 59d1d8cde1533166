"""Which rows belong together, given how near pairs of them are.

The nearest pair is joined first. Two groups are joined by a pair only when the best of all their
pairs are near on average: one chance likeness never makes two events one.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from itertools import pairwise
from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from taizhang.engine.clustering.nearness import ELSEWHERE, NEVER, Pairs

NEAR: Final = 0.26
"""From here on a pair joins."""
SLACK: Final = 0.08
"""So much less near may the best pairs of two groups be on average."""
BEST: Final = 4
"""So many of their pairs count."""
_SIZE: Final = 2**31
"""More than there are rows."""


def bound(
    pairs: Pairs, together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]
) -> Pairs:
    """The pairs as people's decisions leave them.

    A row that people put among others is there in spite of its party or place: these are no veto
    against the others any more. What people held apart is a veto of its own.
    """
    held = np.unique(np.array([min(each) * _SIZE + max(each) for each in apart], dtype=np.int64))
    placed = np.unique(np.array(together, dtype=np.int64))
    free = (pairs.near == NEVER) & (np.isin(pairs.one, placed) | np.isin(pairs.other, placed))
    near = np.where(free, ELSEWHERE, pairs.near)
    known = ~np.isin(pairs.one * _SIZE + pairs.other, held)
    return Pairs(
        np.concatenate([pairs.one[known], held // _SIZE]),
        np.concatenate([pairs.other[known], held % _SIZE]),
        np.concatenate([near[known], np.full(len(held), NEVER)]),
    )


def joined(size: int, pairs: Pairs, together: Sequence[tuple[int, int]] = ()) -> list[int]:
    """For each of `size` rows the lowest row of its group; those of `together` come first.

    What no chain of near pairs connects cannot be joined: each such part is done by itself.
    """
    enough = pairs.near >= NEAR
    both = np.array(together, dtype=np.int64).reshape(-1, 2)
    ones = np.concatenate([pairs.one[enough], both[:, 0]])
    others = np.concatenate([pairs.other[enough], both[:, 1]])
    graph = sparse.csr_matrix((np.ones(len(ones), dtype=bool), (ones, others)), (size, size))
    part = connected_components(graph, directed=False)[1]
    inside = np.flatnonzero(part[pairs.one] == part[pairs.other])
    one, other, near = pairs.one[inside], pairs.other[inside], pairs.near[inside]
    order = np.lexsort((other, one, -near, part[one]))
    one, other, near = one[order], other[order], near[order]
    begun = np.flatnonzero(np.diff(part[one], prepend=-1))
    said: dict[int, list[tuple[int, int]]] = {}
    for pair in sorted(together):
        said.setdefault(int(part[pair[0]]), []).append(pair)
    home = list(range(size))
    for first, last in pairwise([*begun.tolist(), len(one)]):
        rows, its = one[first:last].tolist(), other[first:last].tolist()
        of = said.pop(int(part[rows[0]]), [])
        _joined(list(zip(rows, its, near[first:last].tolist(), strict=True)), of, home)
    for of in said.values():
        _joined([], of, home)
    return home


def _joined(
    pairs: Sequence[tuple[int, int, float]],
    together: Sequence[tuple[int, int]],
    lowest: list[int],
) -> None:
    """Join the rows of one part, the nearest pair first."""
    rows = {row for one, other, _near in pairs for row in (one, other)}
    rows.update(row for pair in together for row in pair)
    home = {row: row for row in rows}
    members = {row: [row] for row in rows}
    best: dict[int, dict[int, list[float]]] = {row: {} for row in rows}
    for one, other, near in pairs:
        best[one][other] = best[other][one] = [near]
    for one, other in together:
        if home[one] != home[other]:
            merge(home[one], home[other], home, members, best)
    for one, other, near in pairs:
        if near < NEAR:
            break
        left, right = home[one], home[other]
        if left != right and close(best[left][right], len(members[left]) * len(members[right])):
            merge(left, right, home, members, best)
    for some in members.values():
        for row in some:
            lowest[row] = min(some)


def close(found: list[float], possible: int) -> bool:
    """Whether the best pairs of two groups are near; a veto of two parties stands."""
    if NEVER in found:
        return False
    return sum(found[:BEST]) / min(BEST, possible) >= NEAR - SLACK


def merge(
    left: int,
    right: int,
    home: dict[int, int],
    members: dict[int, list[int]],
    best: dict[int, dict[int, list[float]]],
) -> None:
    """The group with fewer neighbours goes into the other."""
    if len(best[left]) < len(best[right]):
        left, right = right, left
    for row in members[right]:
        home[row] = left
    members[left] += members[right]
    members[right] = []
    for other, found in best[right].items():
        del best[other][right]
        if other != left:
            both = _kept([*best[left].get(other, ()), *found])
            best[left][other] = best[other][left] = both
    best[right] = {}


def _kept(found: list[float]) -> list[float]:
    """The best pairs, and a veto for ever."""
    kept = nlargest(BEST, found)
    return [*kept, NEVER] if NEVER in found and NEVER not in kept else kept
