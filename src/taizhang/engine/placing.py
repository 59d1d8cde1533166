"""An index of a full run's messages, which places one new message within milliseconds.

The full run (`clusters.grouped`) is the authority. It weighs every gram by how rare it is among
all messages; the index keeps these weights as they were, compares the new message with its nearest
by the very same measure, and joins it as the full run would. Where one message more could change
what the full run says — it lies near the line, two groups want it, much has come in since — the
index says so and leaves it to the next full run. A small stock is simply grouped anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from taizhang.engine.clustering.decisions import Decided, Decision, decided
from taizhang.engine.clustering.frequencies import Keys, Standing, grams_of
from taizhang.engine.clustering.joining import BEST, NEAR, SLACK, close
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.nearness import ELSEWHERE, NEVER, nearness
from taizhang.engine.clustering.neighbours import RARE
from taizhang.engine.clustering.stock import Stock
from taizhang.engine.clustering.told import Told
from taizhang.engine.clusters import Group, grouped
from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


SMALL: Final = 200
"""So many messages are grouped anew for each that comes."""
MARGIN: Final = 0.04
"""So near the line a decision is one of the full run's."""
FRESH: Final = 20
"""One in so many may have come since the full run before it is too long ago."""
_ANYHOW: Final = 3
"""So many of the rarest grams are looked up however common they are: floods have no rare one."""
_NEAREST: Final = 40
"""So many are compared, as in the full run: fewer miss some where all use the same phrases."""
_LIKE: Final = 4
_BY_DECISION: Final = 2.0
"""Nearer than any two messages are by what they say."""


class Doubt(Labelled):
    """Why the next full run may say otherwise."""

    NEAR_THE_LINE = "near_the_line", _("It is just near enough, or just not.")
    TWO_GROUPS = "two_groups", _("Two groups are near to it.")
    LONG_AGO = "long_ago", _("Many messages have come in since the last full run.")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a message belongs."""

    group: str
    """The id of the group; its own where it is near none."""
    is_new: bool
    like: tuple[str, ...]
    """The messages of the group that it is nearest to, the nearest first."""
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether the next full run will say the same."""
        return not self.doubts


Reader = Callable[[Sequence[str]], Sequence[Message]]
"""Gives messages by their ids, in the same order."""


class Index:
    """The messages of a full run and those that came since."""

    def __init__(self, stock: Stock, reader: Reader) -> None:
        self._stock = stock
        self._reader = reader
        self._new: dict[str, Message] = {}
        self._since = _Since(stock)
        self._small = list(reader(stock.everyone)) if stock.everyone else []

    @classmethod
    def of(cls, groups: Sequence[Group], reader: Reader) -> Self:
        """The index of the groups that a full run found."""
        return cls(_stock(groups), reader)

    @classmethod
    def loaded(cls, state: bytes, reader: Reader) -> Self:
        """The index as it was dumped.

        Raises:
            ValueError: the state is of another version: build it anew.
        """
        return cls(Stock.loaded(state), reader)

    def dumped(self) -> bytes:
        """The last full run as bytes; what came since is placed again after loading."""
        return self._stock.dumped()

    def place(self, message: Message, decisions: Iterable[Decision] = ()) -> Placed:
        """Where a message belongs; from now on others are placed beside it too.

        `decisions` are all there are, or at least those that name it.

        Raises:
            DecisionsContradict: two messages were put together and kept apart.
        """
        bound = list(decisions)
        said = decided(bound)
        self._new[message.id] = message
        if self._small or not self._stock.ids:
            return self._anew(message, bound)
        copies = self._stock.copies_of(message)
        homes = {self._since.home(row) for row in copies}
        if len(homes) == 1 and message.id not in said.named:
            name = self._since.name(homes.pop())
            return Placed(name, is_new=False, like=(self._stock.ids[copies[0]],))
        return self._beside(message, said)

    def _anew(self, message: Message, decisions: Sequence[Decision]) -> Placed:
        """Group a small stock with the new one: the full run itself."""
        self._small.append(message)
        groups = grouped(self._small, decisions)
        self._stock = _stock(groups)
        self._since = _Since(self._stock)
        if not self._stock.everyone:
            self._small = []
        (group,) = (each for each in groups if message in each.messages)
        like = tuple(each.id for each in group.messages if each.id != message.id)[:_LIKE]
        return Placed(group.id, is_new=not like, like=like)

    def _beside(self, message: Message, said: Decided) -> Placed:
        """Compare a message with its nearest, and join it to the group of theirs it is near to."""
        mine = _Mine.of(message)
        seen = _Seen(self._stock, self._since, mine)
        rows = self._with_decided(self._candidates(mine, seen), message.id, said)
        near = self._near(message, rows, seen)
        near = _decided(near, [self._since.id(row) for row in rows], message.id, said)
        groups: dict[int, list[tuple[float, int]]] = {}
        for value, row in zip(near.tolist(), rows, strict=True):
            groups.setdefault(self._since.home(row), []).append((-value, row))
        groups = {home: sorted(found) for home, found in groups.items()}
        best, doubts = self._choice(groups)
        if len(self._since.ids) * FRESH > len(self._stock.ids):
            doubts.append(Doubt.LONG_AGO)
        like = [self._since.id(row) for _value, row in groups.get(best, ())][:_LIKE]
        often = seen.grams.of(mine.grams)
        weight = np.log(seen.grams.size / np.maximum(often, 1)) * (often > 1)
        length = max(float(np.sqrt((weight**2).sum())), 1e-4)
        name = self._since.add(message.id, best, mine, length)
        return Placed(name, best < 0, tuple(like), tuple(dict.fromkeys(doubts)))

    def _choice(self, groups: dict[int, list[tuple[float, int]]]) -> tuple[int, list[Doubt]]:
        """The group whose pairs are near, the nearest first (-1: none); what speaks against it."""
        best, doubts = -1, []
        for home in sorted(groups, key=lambda each: groups[each][0]):
            near = [-value for value, _row in groups[home]]
            if near[0] < NEAR - MARGIN:
                break
            size = self._since.size(home)
            joins = near[0] >= NEAR and close(near, size)
            mean = sum(near[:BEST]) / min(BEST, size)
            if NEVER not in near and (near[0] < NEAR + MARGIN or mean < NEAR - SLACK + MARGIN):
                doubts.append(Doubt.NEAR_THE_LINE)
            if joins and best >= 0:
                doubts.append(Doubt.TWO_GROUPS)
            elif joins:
                best = home
        return best, doubts

    def _candidates(self, mine: _Mine, seen: _Seen) -> list[int]:
        """The rows that share most of its rare grams; where it has none, of its rarest."""
        often = seen.grams.of(mine.grams)
        order = np.argsort(often, kind="stable")
        shared = order[often[order] > 1]
        rare = shared[often[shared] <= RARE]
        some = rare if len(rare) >= _ANYHOW else shared[:_ANYHOW]
        keys = mine.grams[some]
        weights = np.log(seen.grams.size / often[some]) ** 2
        score = Counter(self._stock.nearest(keys, weights, _NEAREST))
        score.update(self._since.shared(keys, weights))
        return sorted(sorted(score, key=lambda row: (-score[row], row))[:_NEAREST])

    def _with_decided(self, rows: list[int], name: str, said: Decided) -> list[int]:
        """Those that people put together with a message or held apart from it are compared too."""
        others = {each for pair in (*said.together, *said.apart) if name in pair for each in pair}
        since = {self._since.rows[each] for each in others if each in self._since.rows}
        known = self._stock.row_of if others else {}
        found = {known[each] for each in others if each in known} | since
        return sorted({*rows, *found})

    def _near(self, message: Message, rows: Sequence[int], seen: _Seen) -> NDArray[np.float64]:
        told = Told([*self._messages([self._since.id(row) for row in rows]), message])
        one = np.arange(len(rows))
        return nearness(told, one, np.full(len(rows), len(rows)), seen)

    def _messages(self, ids: Sequence[str]) -> list[Message]:
        old = [each for each in ids if each not in self._new]
        known = dict(zip(old, self._reader(old), strict=True)) if old else {}
        return [self._new.get(each) or known[each] for each in ids]


class _Since:
    """What came since the full run, its rows and groups numbered on from the stock's."""

    def __init__(self, stock: Stock) -> None:
        self._stock = stock
        self._first = len(stock.ids)
        self._homes: list[int] = []
        self._names: list[str] = []
        self._sizes: Counter[int] = Counter()
        self._lengths: list[float] = []
        self.ids: list[str] = []
        self.rows: dict[str, int] = {}
        self.grams: dict[int, list[int]] = {}
        self.often: Counter[int] = Counter()
        self.matters: Counter[int] = Counter()
        self.names: Counter[str] = Counter()

    def add(self, name: str, home: int, mine: _Mine, length: float) -> str:
        """One more row, in that group or (-1) in one of its own; the id of the group."""
        row = self._first + len(self.ids)
        if home < 0:
            home = len(self._stock.groups) + len(self._names)
            self._names.append(name)
        self.ids.append(name)
        self.rows[name] = row
        self._homes.append(home)
        self._sizes[home] += 1
        self._lengths.append(length)
        for key in mine.grams.tolist():
            self.grams.setdefault(key, []).append(row)
            self.often[key] += 1
        self.matters.update(mine.matters.tolist())
        self.names.update(mine.names)
        return self.name(home)

    def id(self, row: int) -> str:
        """The message of a row."""
        return self._stock.ids[row] if row < self._first else self.ids[row - self._first]

    def home(self, row: int) -> int:
        """The group of a row."""
        if row < self._first:
            return int(self._stock.homes[row])
        return self._homes[row - self._first]

    def name(self, home: int) -> str:
        """The id of a group."""
        known = len(self._stock.groups)
        return self._stock.groups[home] if home < known else self._names[home - known]

    def size(self, home: int) -> int:
        """How many rows a group has."""
        there = int(self._stock.sizes[home]) if home < len(self._stock.groups) else 0
        return there + self._sizes[home]

    def shared(self, keys: Keys, weights: NDArray[np.float64]) -> dict[int, float]:
        """For each row with one of the grams how much of what it says they are."""
        found: dict[int, float] = {}
        for key, weight in zip(keys.tolist(), weights.tolist(), strict=True):
            for row in self.grams.get(key, ()):
                share = weight / self._lengths[row - self._first]
                found[row] = found.get(row, 0.0) + share
        return found


@dataclass(frozen=True, slots=True)
class _Mine:
    """What is counted of the message that is placed."""

    grams: Keys
    matters: Keys
    names: frozenset[str]

    @classmethod
    def of(cls, message: Message) -> Self:
        """Taken apart as the full run does it."""
        told = Told([message])
        return cls(
            grams=grams_of(*told.bare_headings, *told.bare_texts),
            matters=grams_of(*told.matter_headings, *told.matter_texts),
            names=told.everything[0],
        )


class _Counted:
    """How many messages have each gram, those that came since and the new one too."""

    def __init__(self, standing: Standing, added: Mapping[int, int], mine: Keys, size: int) -> None:
        self.size: Final = size
        self._standing = standing
        self._added = added
        self._mine = mine

    def of(self, keys: Keys) -> NDArray[np.int64]:
        """How many of them have each of the grams, which ascend."""
        often = self._standing.often(keys)
        place = np.minimum(np.searchsorted(keys, self._mine), len(keys) - 1)
        often[place[keys[place] == self._mine]] += 1
        if self._added:
            added = map(self._added.get, keys.tolist(), repeat(0))
            often += np.fromiter(added, np.int64, len(keys))
        return often


class _Seen:
    """All that is known, as the comparison asks for it."""

    def __init__(self, stock: Stock, since: _Since, mine: _Mine) -> None:
        size = len(stock.ids) + len(since.ids) + 1
        self.grams: Final = _Counted(stock.grams, since.often, mine.grams, size)
        self.matters: Final = _Counted(stock.matters, since.matters, mine.matters, size)
        self._names = (stock.names, since.names)
        self._mine = mine.names

    def named(self, name: str) -> int:
        """How many messages name a place or party."""
        return sum(each[name] for each in self._names) + (name in self._mine)


def _decided(
    near: NDArray[np.float64], ids: Sequence[str], name: str, said: Decided
) -> NDArray[np.float64]:
    """How near the others are after what people decided about a message."""
    if name not in said.named:
        return near
    near = np.maximum(near, ELSEWHERE) if any(name in pair for pair in said.together) else near
    with_, apart = (
        {other for pair in some if name in pair for other in pair}
        for some in (said.together, said.apart)
    )
    near = np.where([each in with_ for each in ids], 1.0, near)
    return np.where([each in apart for each in ids], NEVER, near)


def _stock(groups: Sequence[Group]) -> Stock:
    rows: list[tuple[Message, int]] = []
    for number, group in enumerate(groups):
        once: dict[tuple[str, ...], Message] = {}
        for message in group.messages:
            once.setdefault(message.identity, message)
        rows += [(message, number) for message in once.values()]
    everyone = [message.id for group in groups for message in group.messages]
    names = [group.id for group in groups]
    return Stock.of(rows, names, everyone if len(everyone) < SMALL else [])
