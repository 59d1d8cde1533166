"""How many of a great many texts have each gram, and which: what an index keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from taizhang.engine.clustering.grams import counted

AT_ONCE: Final = 20_000
"""So many texts are counted at once: memory stays bounded."""
Keys = NDArray[np.uint64]
Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Standing:
    """For each gram the texts it stands in, or (where `rows` is empty) only how many."""

    keys: Keys
    """Every gram, ascending."""
    ends: NDArray[np.int64]
    """Where the rows of each end."""
    rows: Rows

    def often(self, keys: Keys) -> NDArray[np.int64]:
        """How many texts have each of the grams."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        begun = np.where(place > 0, self.ends[place - 1], 0)
        return np.where(self.keys[place] == keys, self.ends[place] - begun, 0)

    def where(self, key: np.uint64) -> Rows:
        """In which texts a gram stands."""
        place = int(np.searchsorted(self.keys, key))
        if place == len(self.keys) or self.keys[place] != key:
            return self.rows[:0]
        return self.rows[self.ends[place - 1] if place else 0 : self.ends[place]]


def grams_of(*texts: str) -> Keys:
    """The grams that stand in any of the texts of one message, each once, ascending."""
    return np.unique(np.concatenate([counted([text])[0] for text in texts]))


def standing(parts: Iterable[tuple[Sequence[str], Sequence[str]]], *, rows: bool) -> Standing:
    """Where the grams of many messages stand, given a part of the headings and texts at a time."""
    keys: list[Keys] = [np.zeros(0, dtype=np.uint64)]
    places: list[Rows] = [np.zeros(0, dtype=np.int32)]
    first = 0
    for headings, texts in parts:
        found = [counted(headings), counted(texts)]
        key = np.concatenate([each for each, _owner in found])
        row = np.concatenate([owner for _key, owner in found]).astype(np.int32)
        order = np.lexsort((row, key))
        key, row = key[order], row[order]
        once = np.ones(len(key), dtype=bool)
        once[1:] = (key[1:] != key[:-1]) | (row[1:] != row[:-1])
        keys.append(key[once])
        places.append(row[once] + np.int32(first))
        first += len(headings)
    whole = np.concatenate(keys)
    order = np.argsort(whole, kind="stable")
    whole = whole[order]
    last = np.ones(len(whole), dtype=bool)
    last[:-1] = whole[1:] != whole[:-1]
    kept = np.concatenate(places)[order] if rows else places[0]
    return Standing(whole[last], np.flatnonzero(last) + 1, kept)
