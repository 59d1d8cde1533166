"""Terms of texts: counted as arrays of numbers, weighed by how rare they are.

A letter or pair of letters is a number, so that thousands of texts are counted at once; whoever
learns from parts of some texts takes rows of the same count. What was learnt is kept as plain
arrays, to be read back without running anything in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, repeat
from typing import Any, Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Rows = Any
"""A sparse matrix; SciPy publishes no types."""
Numbers = NDArray[np.float32]
Keys = NDArray[np.uint64]
_T = TypeVar("_T")
_FEW: Final = 20
_LEAST: Final = 2
"""A term of one text alone teaches nothing about others …"""
_MOST: Final = 0.5
"""… nor does one that more than this share of them has."""
_AT_ONCE: Final = 4_000
_OWNER: Final = 12
"""Bits of the number of a text among those counted at once."""
_LETTER: Final = 21
"""Bits of a letter: all of Unicode."""
_TWO: Final = 2**_LETTER
"""From here on a number is that of a pair: the first letter above so many bits, the other below."""


@dataclass(frozen=True)
class Counted:
    """How often each term stands in each text."""

    keys: Keys
    """The number of the term in each column, ascending."""
    rows: Rows
    known: Sequence[str] | None = None
    """The words that are numbered; None: letters and pairs of letters."""

    @classmethod
    def letters(cls, texts: Sequence[str]) -> Self:
        """The letters of texts and the pairs of neighbouring ones."""
        return cls(*_whole([_table(*_letters(some), len(some)) for some in _parts(texts)]))

    @classmethod
    def words(cls, texts: Sequence[Sequence[str]]) -> Self:
        """The words of texts."""
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        found = []
        for some in _parts(texts):
            keys = np.fromiter(map(numbers.__getitem__, chain.from_iterable(some)), np.uint64)
            owners = np.repeat(np.arange(len(some)), [len(words) for words in some])
            found.append(_table(keys, owners, len(some)))
        return cls(*_whole(found), tuple(numbers))

    def of(self, rows: NDArray[np.int64]) -> Self:
        """The count of some of the texts."""
        some = self.rows[rows]
        there = np.bincount(some.indices, minlength=len(self.keys)) > 0
        return type(self)(self.keys[there], _only(some, there), self.known)

    def pairs(self) -> Self:
        """The pairs of letters alone, without marks: where nobody told the words."""
        two = (self.keys >= _TWO) & np.strings.isalnum(_spelt(self.keys))
        return type(self)(self.keys[two], _only(self.rows, two))

    def names(self) -> list[str]:
        """The term in each column."""
        if self.known is None:
            return list(map(str, _spelt(self.keys).tolist()))
        return [self.known[number] for number in self.keys.tolist()]


@dataclass(frozen=True)
class Terms:
    """The terms that count, each in its column, with how rare it is."""

    names: tuple[str, ...]
    rare: Numbers

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of each term."""
        return {name: column for column, name in enumerate(self.names)}

    @classmethod
    def learnt(cls, counted: Counted) -> tuple[Self, Rows]:
        """The terms of some texts, and the texts weighed by them.

        The rarest and the commonest are left out, unless nothing else is there.
        """
        size = counted.rows.shape[0]
        often = np.bincount(counted.rows.indices, minlength=len(counted.keys))
        kept = (often >= _LEAST) & (often <= _MOST * size)
        if size <= _FEW or not kept.any():
            kept[:] = True
        rare = (np.log((1 + size) / (1 + often[kept])) + 1).astype(np.float32)
        some = Counted(counted.keys[kept], _only(counted.rows, kept), counted.known)
        return cls(tuple(some.names()), rare), _weighed(some.rows, rare)

    def weighed(self, counted: Counted) -> Rows:
        """Texts as rows of length one, terms that nobody taught left out."""
        found = map(self.columns.get, counted.names(), repeat(-1))
        columns = np.fromiter(found, np.int32, len(counted.keys))
        return _weighed(_numbered(counted.rows, columns, len(self.names)), self.rare)


def _only(rows: Rows, kept: NDArray[np.bool_]) -> Rows:
    """The rows with some of their columns."""
    number = np.cumsum(kept, dtype=np.int32)
    return _numbered(rows, np.where(kept, number - 1, np.int32(-1)), int(kept.sum()))


def _numbered(rows: Rows, columns: NDArray[np.int32], width: int) -> Rows:
    """The rows with their columns numbered anew, those with no number left out."""
    found = columns[rows.indices]
    kept = found >= 0
    ends = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    return sparse.csr_matrix((rows.data[kept], found[kept], ends), shape=(rows.shape[0], width))


def _weighed(rows: Rows, rare: Numbers) -> Rows:
    """Counts made weights: a second time says less than the first, a rare term more."""
    data = (1 + np.log(rows.data)) * rare[rows.indices]
    often = np.diff(rows.indptr)
    # A row without a term has no place to begin its sum at.
    begins = rows.indptr[:-1][often > 0]
    lengths = np.sqrt(np.add.reduceat(data * data, begins)) if len(begins) else begins
    data /= np.repeat(lengths, often[often > 0]).astype(np.float32)
    return sparse.csr_matrix((data, rows.indices, rows.indptr), shape=rows.shape)


def _letters(texts: Sequence[str]) -> tuple[Keys, NDArray[np.int64]]:
    """A number for every letter and pair of neighbours, and the text each stands in."""
    whole = "".join(texts).encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(whole, dtype=np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    two = np.flatnonzero(owners[1:] == owners[:-1])
    pairs = letters[two] << np.uint64(_LETTER) | letters[two + 1]
    return np.concatenate([letters, pairs]), np.concatenate([owners, owners[two]])


def _spelt(keys: Keys) -> NDArray[np.str_]:
    """The letters and pairs of letters that such numbers stand for."""
    first, second = keys >> np.uint64(_LETTER), keys & np.uint64(_TWO - 1)
    letters = np.stack([np.where(first, first, second), np.where(first, second, 0)], axis=1)
    return letters.astype("<u4").view("<U2").ravel()


def _table(keys: Keys, owners: NDArray[np.int64], size: int) -> tuple[Keys, Rows]:
    """Which terms there are, ascending, and how often each of some texts has each."""
    order = np.sort(keys << np.uint64(_OWNER) | owners.astype(np.uint64))
    first = np.flatnonzero(np.diff(order, prepend=~order[:1]))
    often = np.diff(first, append=len(order)).astype(np.float32)
    found = order[first] >> np.uint64(_OWNER)
    begins = np.flatnonzero(np.diff(found, prepend=~found[:1]))
    texts = (order[first] & np.uint64(2**_OWNER - 1)).astype(np.int32)
    told = (often, texts, np.append(begins, len(found)))
    return found[begins], sparse.csc_matrix(told, shape=(size, len(begins))).tocsr()


def _whole(parts: list[tuple[Keys, Rows]]) -> tuple[Keys, Rows]:
    """All parts as one, which are used up."""
    if len(parts) == 1:
        return parts.pop()
    every = np.sort(np.concatenate([some for some, _rows in parts]))
    keys = every[np.diff(every, prepend=~every[:1]) != 0]
    data, columns, counts = [], [], []
    for some, rows in parts:
        columns.append(np.searchsorted(keys, some).astype(np.int32)[rows.indices])
        data.append(rows.data)
        counts.append(np.diff(rows.indptr))
    size = sum(map(len, counts))
    parts.clear()
    ends = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    told = (np.concatenate(data), np.concatenate(columns), ends)
    return keys, sparse.csr_matrix(told, shape=(size, len(keys)))


def _parts(texts: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (texts[first : first + _AT_ONCE] for first in range(0, len(texts), _AT_ONCE))
