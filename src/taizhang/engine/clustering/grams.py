"""Pairs and triples of neighbouring letters, counted per text, whatever their order.

Texts of thousands are counted at once as one long array of letters; a gram is the number that its
sorted letters make, so that letters that changed places count as the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = Any
"""A sparse matrix, a row for each text; SciPy publishes no types."""
_BITS: Final = 21
"""Bits of a letter: all of Unicode."""
_WORD: Final = re.compile(r"[A-Za-z]{2,}|\d+")
_FIRST_WORD: Final = 0xF0000
"""Foreign words and numbers are letters of their own, in Unicode's private plane."""
_MOST_WORDS: Final = 0xFFFD
_LEAST: Final = 2
"""A gram of one text alone brings it near no other."""
OFTEN: Final = 30
"""A gram of no more texts than these is never common."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of grams."""

    counts: list[Matrix]
    """For each group of texts, those that are neither unique nor common."""
    weight: NDArray[np.float64]
    """How rare each of them is."""
    whole: Matrix
    """Whether any gram at all stands in the n-th text of any group."""


class Frequencies(Protocol):
    """How many texts have each gram, where more are known than those at hand."""

    @property
    def size(self) -> int:
        """How many texts there are."""

    def of(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """How many of them have each of the grams."""


def spelt(text: str) -> str:
    """The text with a letter for each foreign word and number, the same one everywhere."""
    return _WORD.sub(_letter, text)


def _letter(word: re.Match[str]) -> str:
    return chr(_FIRST_WORD + crc32(word.group().lower().encode()) % _MOST_WORDS)


def counted(texts: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Every gram of every text, and the number of the text it stands in."""
    letters = np.frombuffer("\0".join(texts).encode("utf-32-le"), dtype=np.uint32)
    marks = letters == 0
    owner = np.cumsum(marks)
    inside = ~(marks | _separators(letters))
    two = inside[:-1] & inside[1:] if len(letters) > 1 else np.zeros(0, dtype=bool)
    three = two[:-1] & inside[2:] if len(letters) > 2 else np.zeros(0, dtype=bool)  # noqa: PLR2004
    wide = letters.astype(np.uint64)
    pairs = _sorted_keys(wide, np.flatnonzero(two), 2)
    triples = _sorted_keys(wide, np.flatnonzero(three), 3)
    owners = np.concatenate([owner[:-1][two], owner[:-2][three]]) if len(letters) > 1 else owner[:0]
    return np.concatenate([pairs, triples]), owners.astype(np.int64)


def _separators(letters: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whatever is no Chinese letter, and no word or number made one."""
    chinese = (letters >= 0x4E00) & (letters <= 0x9FFF)  # noqa: PLR2004 - the block of ideographs
    return ~(chinese | (letters >= _FIRST_WORD))


def _sorted_keys(
    letters: NDArray[np.uint64], places: NDArray[np.int64], width: int
) -> NDArray[np.uint64]:
    table = np.stack([letters[places + step] for step in range(width)])
    table.sort(axis=0)
    key: NDArray[np.uint64] = table[0]
    for row in table[1:]:
        key = (key << np.uint64(_BITS)) | row
    return key


def matrices(*groups: Sequence[str], most: float, seen: Frequencies | None = None) -> Table:
    """For each group of texts how often each gram stands in each; and each gram's weight.

    All groups have the same number of texts: the n-th of each belong together. A gram counts when
    it stands in two of them and in no more than the share `most` (or in a few). Its weight is the
    logarithm of how rare it is. Both are counted among the texts `seen` where these are more.
    """
    size = len(groups[0])
    found = [counted(texts) for texts in groups]
    keys, columns = np.unique(np.concatenate([keys for keys, _o in found]), return_inverse=True)
    rows = np.concatenate([owners for _k, owners in found])
    ones = np.ones(len(rows))
    together = sparse.csr_matrix((ones, (rows, columns)), shape=(size, len(keys)))
    if seen is None:
        texts_with, among = np.bincount(together.indices, minlength=len(keys)), size
    else:
        texts_with, among = seen.of(keys), seen.size
    kept = np.flatnonzero((texts_with >= _LEAST) & (texts_with <= max(most * among, OFTEN)))
    place = np.full(len(keys), -1)
    place[kept] = np.arange(len(kept))
    split = np.cumsum([0, *(len(owners) for _k, owners in found)])
    out = []
    for first, last in pairwise(split):
        column, row = place[columns[first:last]], rows[first:last]
        inside = column >= 0
        data = (np.ones(int(inside.sum())), (row[inside], column[inside]))
        out.append(sparse.csr_matrix(data, shape=(size, len(kept))))
    weight = np.log(among / np.maximum(texts_with[kept], 1))
    together.data[:] = 1
    return Table(out, weight, together)
