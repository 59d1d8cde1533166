"""Pairs and triples of neighbouring letters, counted per text, whatever their order.

Texts of thousands are counted at once as one long array of letters; a gram is the number that its
sorted letters make, so that letters that changed places count as the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

HEADING: Final = 2
"""How often a heading counts."""
_BITS: Final = 21
"""Bits of a letter: all of Unicode."""
_WORD: Final = re.compile(r"[A-Za-z]{2,}|\d+")
_FIRST_WORD: Final = 0xF0000
"""Foreign words and numbers are letters of their own, in Unicode's private plane."""
_MOST_WORDS: Final = 0xFFFD


@dataclass(frozen=True, slots=True)
class Counts:
    """The grams of some messages, each once a message, in the order of the grams."""

    size: int
    """How many messages there are, fewer than 2**16."""
    keys: NDArray[np.uint64]
    rows: NDArray[np.uint16]
    """The message each stands in."""
    said: NDArray[np.uint16]
    """How often it says it, its heading counted more."""
    headed: NDArray[np.bool_]
    """Whether the heading says it."""


def counts(headings: Sequence[str], texts: Sequence[str]) -> Counts:
    """The grams of messages, given their headings and what stands below."""
    found = [counted(some) for some in (headings, texts)]
    keys = np.concatenate([each for each, _owner in found])
    rows = np.concatenate([owner for _key, owner in found]).astype(np.uint16)
    of_heading = np.arange(len(keys)) < len(found[0][0])
    order = np.argsort(rows, kind="stable")
    order = order[np.argsort(keys[order], kind="stable")]
    keys, rows, of_heading = keys[order], rows[order], of_heading[order]
    once = np.ones(len(keys), dtype=bool)
    once[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    first = np.flatnonzero(once)
    often = np.where(of_heading, HEADING, 1)
    said = np.add.reduceat(often, first) if len(first) else often
    headed = np.logical_or.reduceat(of_heading, first) if len(first) else of_heading
    return Counts(len(headings), keys[first], rows[first], said.astype(np.uint16), headed)


def spelt(text: str) -> str:
    """The text with a letter for each foreign word and number, the same one everywhere."""
    return _WORD.sub(_letter, text)


def _letter(word: re.Match[str]) -> str:
    return chr(_FIRST_WORD + crc32(word.group().lower().encode()) % _MOST_WORDS)


def numbered(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each gram has a foreign word or a number in it: of its letters that is the last."""
    last = keys & np.uint64(2**_BITS - 1)
    return last >= _FIRST_WORD


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
