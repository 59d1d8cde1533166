"""Which rows belong together, given how near pairs of them are.

The nearest pair is joined first. Two groups are joined by a pair only when the best of all their
pairs are near on average: one chance likeness never makes two events one.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import Final

import numpy as np

from taizhang.engine.clustering.nearness import ELSEWHERE, NEVER, Pairs

NEAR: Final = 0.26
"""From here on a pair joins."""
SLACK: Final = 0.08
"""So much less near may the best pairs of two groups be on average."""
BEST: Final = 4
"""So many of their pairs count."""


def bound(
    pairs: Pairs, together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]
) -> Pairs:
    """The pairs as people's decisions leave them.

    A row that people put among others is there in spite of its party or place: these are no veto
    against the others any more. What people held apart is a veto of its own.
    """
    placed = {row for pair in together for row in pair}
    near = {
        (one, other): ELSEWHERE if value == NEVER and {one, other} & placed else value
        for one, other, value in zip(
            pairs.one.tolist(), pairs.other.tolist(), pairs.near.tolist(), strict=True
        )
    }
    near |= {(min(each), max(each)): NEVER for each in apart}
    ones, others = np.array(list(near), dtype=np.int64).reshape(-1, 2).T
    return Pairs(ones, others, np.array(list(near.values()), dtype=np.float64))


def joined(size: int, pairs: Pairs, together: Sequence[tuple[int, int]] = ()) -> list[int]:
    """For each of `size` rows the lowest row of its group; those of `together` come first."""
    home = list(range(size))
    members = [[row] for row in range(size)]
    best: list[dict[int, list[float]]] = [{} for _row in range(size)]
    for one, other, near in zip(
        pairs.one.tolist(), pairs.other.tolist(), pairs.near.tolist(), strict=True
    ):
        best[one][other] = best[other][one] = [near]
    for one, other in sorted(together):
        if home[one] != home[other]:
            _join(home[one], home[other], home, members, best)
    enough = np.flatnonzero(pairs.near >= NEAR)
    order = enough[np.lexsort((pairs.other[enough], pairs.one[enough], -pairs.near[enough]))]
    for place in order.tolist():
        left, right = home[int(pairs.one[place])], home[int(pairs.other[place])]
        if left != right and close(best[left][right], len(members[left]) * len(members[right])):
            _join(left, right, home, members, best)
    lowest = {each: min(members[each]) for each in set(home)}
    return [lowest[each] for each in home]


def close(found: list[float], possible: int) -> bool:
    """Whether the best pairs of two groups are near; a veto of two parties stands."""
    if NEVER in found:
        return False
    return sum(found[:BEST]) / min(BEST, possible) >= NEAR - SLACK


def _join(
    left: int,
    right: int,
    home: list[int],
    members: list[list[int]],
    best: list[dict[int, list[float]]],
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
