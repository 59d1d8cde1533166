"""What vectors of a language model add: groups of words are joined that say the same in others.

The groups that words make come first, as they are without vectors; two of them are joined where
texts of both are alike beyond what any two texts here are. That is evidence of the matter, never
of the place: texts that name places must share one that few name, and two enterprises, two places
or a person's decision keep groups apart whatever a model finds alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from taizhang.engine.clustering.joining import BEST, NEAR, close, merge
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.nearness import Pairs
from taizhang.engine.clustering.tables import Matrix
from taizhang.engine.clustering.told import AT_ONCE, Told, names_of, whole_of
from taizhang.engine.clustering.wording import by_ending, two_of_a_kind

LEAST: Final = 20
"""Of fewer texts nobody knows how alike any two are."""
ALIKE: Final = 0.75
"""From here on two texts are of one matter: 0 is as alike as any two, 1 the same vector."""
UNPLACED: Final = 0.15
"""So much less alike are two that name no place, who may mean two."""
FEW: Final = 10
"""A name that no more messages have than these tells a place …"""
_SHARE: Final = 0.05
"""… or no more than this share of them."""
_NEAREST: Final = 10
_ROWS: Final = 256
_LONGEST: Final = 1_000
"""Characters of a text for its vector."""


class Vectors(Protocol):
    """Where vectors come from."""

    @property
    def most(self) -> int:
        """For so many texts at most; of more messages the newest are compared."""

    def of(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """A row for each text, the same for the same; None where there are none to be had."""


@dataclass(frozen=True, slots=True)
class Bridged:
    """The groups, and between which rows vectors joined them."""

    homes: list[int]
    pairs: tuple[tuple[int, int], ...] = ()


def bridged(
    messages: Sequence[Message],
    homes: list[int],
    decided: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    vectors: Vectors,
) -> Bridged:
    """`homes` with those joined that vectors show to be one; as they are where there are none.

    `decided` are the rows that people put together, and those that they held apart.
    """
    first = max(0, len(messages) - vectors.most)
    newest = messages[first:]
    rows = _unit(vectors, newest)
    usual = _usual(rows) if rows is not None else None
    if rows is None or usual is None:
        return Bridged(homes)
    found = _alike(rows, usual, homes[first:], _Placed.of(newest, rows))
    alike = Pairs(found.one + first, found.other + first, found.near)
    return _joined(messages, homes, alike, decided)


def said(message: Message) -> str:
    """What of a message gets a vector: its heading and its text, nothing of who wrote it."""
    heading, text = message.parts
    return f"{heading}\n{text}"[:_LONGEST]


def _unit(vectors: Vectors, messages: Sequence[Message]) -> NDArray[np.float64] | None:
    """A row of length one (or none) for each message."""
    found = vectors.of([said(each) for each in messages])
    if found is None or found.ndim != 2 or len(found) != len(messages):  # noqa: PLR2004
        return None
    rows = found.astype(np.float64)
    if not np.isfinite(rows).all():
        return None
    largest = np.abs(rows).max(axis=1, initial=0)[:, None]
    rows = rows / np.where(largest > 0, largest, 1)
    length = np.sqrt((rows**2).sum(axis=1))[:, None]
    unit: NDArray[np.float64] = rows / np.where(length > 0, length, 1)
    return unit


def _usual(rows: NDArray[np.float64]) -> float | None:
    """How alike any two texts are; None where too few say it, or all are the same."""
    size = int(rows.any(axis=1).sum())
    if size < LEAST:
        return None
    total = rows.sum(axis=0)
    usual = (float(total @ total) - size) / (size * (size - 1))
    return usual if usual < 1 - 1e-6 else None


@dataclass(frozen=True, slots=True)
class _Placed:
    """Which messages may be of one place."""

    names: Matrix
    """The names that few have, in all of each message."""
    is_named: NDArray[np.bool_]
    has: NDArray[np.bool_]
    """Whether it has a vector."""

    @classmethod
    def of(cls, messages: Sequence[Message], rows: NDArray[np.float64]) -> _Placed:
        known = {"": 0}
        edges = range(0, len(messages), AT_ONCE)
        parts = [names_of(Told(messages[at : at + AT_ONCE]).everything) for at in edges]
        named = whole_of(parts, known)
        often = np.bincount(named.found, minlength=len(known))
        telling = (often <= max(FEW, _SHARE * len(messages))).astype(np.int32)
        data = telling[named.found]
        shape = (len(messages), len(known))
        names = sparse.csr_matrix((data, named.found, named.ends), shape=shape)
        is_named: NDArray[np.bool_] = np.diff(named.ends) > 0
        return cls(names, is_named, np.abs(rows).max(axis=1, initial=0) > 0)

    def may(self, first: int, last: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which messages share a name with some rows; which name none, like them."""
        shared = (self.names[first:last] @ self.names.T).toarray() > 0
        none = ~self.is_named[first:last][:, None] & ~self.is_named[None, :]
        has = self.has[first:last][:, None] & self.has[None, :]
        return shared & has, none & has


def _alike(rows: NDArray[np.float64], usual: float, homes: Sequence[int], placed: _Placed) -> Pairs:
    """Each message's most alike of other groups; on the scale of words, where NEAR joins."""
    home = np.array(homes)
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))]
    for first in range(0, len(rows), _ROWS):
        last = min(first + _ROWS, len(rows))
        shared, none = placed.may(first, last)
        alike: NDArray[np.float64] = (rows[first:last] @ rows.T - usual) / (1 - usual)
        alike = (alike - UNPLACED * none).round(5)
        alike[~(shared | none) | (home[first:last][:, None] == home[None, :])] = 0
        for row in np.flatnonzero(alike.max(axis=1) >= ALIKE - NEAR).tolist():
            its = np.flatnonzero(alike[row] >= ALIKE - NEAR)
            its = its[np.lexsort((its, -alike[row, its]))][:_NEAREST]
            mine = np.full(len(its), first + row)
            found.append((np.minimum(mine, its), np.maximum(mine, its), alike[row, its]))
    one, other, near = (np.concatenate(each) for each in zip(*found, strict=True))
    _keys, once = np.unique(one * len(rows) + other, return_index=True)
    return Pairs(one[once], other[once], np.round(near[once] - ALIKE + NEAR, 5))


@dataclass(slots=True)
class _Party:
    """Whom and where the messages of a group name."""

    enterprises: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)
    """Rows that people hold apart from some of it."""

    def take(self, message: Message, *, is_free: bool) -> None:
        """One more message; whoever people put there vetoes nobody."""
        if is_free:
            return
        self.enterprises |= {message.enterprise} - {""}
        self.places |= {message.place} - {""}
        for kind, names in by_ending(message.parts[0]).items():
            self.kinds.setdefault(kind, set()).update(names)

    def is_against(self, other: _Party) -> bool:
        """Whether two enterprises or two places speak against being one."""
        given = ((self.enterprises, other.enterprises), (self.places, other.places))
        apart = any(mine and its and len(mine | its) > 1 for mine, its in given)
        return apart or two_of_a_kind(self.kinds, other.kinds)

    def add(self, other: _Party) -> None:
        """All of another group."""
        self.enterprises |= other.enterprises
        self.places |= other.places
        self.apart |= other.apart
        for kind, names in other.kinds.items():
            self.kinds.setdefault(kind, set()).update(names)


def _are_elsewhere(one: Message, other: Message) -> bool:
    """Whether the headings name two places of one kind."""
    return two_of_a_kind(by_ending(one.parts[0]), by_ending(other.parts[0]))


def _parties(
    messages: Sequence[Message],
    homes: Sequence[int],
    those: Iterable[int],
    decided: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
) -> dict[int, _Party]:
    """The groups that may be joined."""
    together, apart = decided
    found = {home: _Party() for home in those}
    free = {row for pair in together for row in pair}
    for row, home in enumerate(homes):
        if home in found:
            found[home].take(messages[row], is_free=row in free)
    for one, other in apart:
        for mine, its in ((one, other), (other, one)):
            if homes[mine] in found:
                found[homes[mine]].apart.add(its)
    return found


def _joined(
    messages: Sequence[Message],
    homes: list[int],
    alike: Pairs,
    decided: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
) -> Bridged:
    """Join the most alike first, as pairs by words are joined; a veto of any member stands."""
    order = np.lexsort((alike.other, alike.one, -alike.near))
    ones, others = alike.one[order].tolist(), alike.other[order].tolist()
    told = zip(ones, others, alike.near[order].tolist(), strict=True)
    pairs = [each for each in told if not _are_elsewhere(messages[each[0]], messages[each[1]])]
    groups = {homes[row] for one, other, _near in pairs for row in (one, other)}
    home = {row: of for row, of in enumerate(homes) if of in groups}
    members: dict[int, list[int]] = {each: [] for each in groups}
    for row, of in home.items():
        members[of].append(row)
    best: dict[int, dict[int, list[float]]] = {each: {} for each in groups}
    for one, other, near in pairs:
        left, right = home[one], home[other]
        kept = nlargest(BEST, [*best[left].get(right, ()), near])
        best[left][right] = best[right][left] = kept
    parties, bridges = _parties(messages, homes, groups, decided), []
    for one, other, near in pairs:
        left, right = home[one], home[other]
        if near < NEAR or left == right:
            continue
        mine, its = parties[left], parties[right]
        held = not mine.apart.isdisjoint(members[right]) or mine.is_against(its)
        if not held and close(best[left][right], len(members[left]) * len(members[right])):
            merge(left, right, home, members, best)
            mine.add(its)
            parties[home[one]] = mine
            bridges.append((one, other))
    lowest = {row: min(some) for some in members.values() for row in some}
    return Bridged([lowest.get(row, of) for row, of in enumerate(homes)], tuple(bridges))
