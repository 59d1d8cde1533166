"""A concordance: where the words of closed lists stand in a text, found in one pass.

The rules ask every clause of a document for words that few clauses hold. Asked one by one, each
pattern reads each clause again; a concordance reads the text once, and a rule asks its patterns
only where one of their words begins.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from taizhang.engine.sought import openings


class Lists:
    """Lists of words that are looked for together; those of `lists[n]` have the bit `1 << n`."""

    def __init__(self, *lists: Iterable[str]) -> None:
        bits: dict[str, int] = {}
        for number, words in enumerate(lists):
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << number
        # The longest word is what is found; where it stands, those it begins with stand as well.
        self._opened_by: Final[dict[str, list[tuple[str, int]]]] = {}
        for word in sorted(bits, key=len, reverse=True):
            self._opened_by.setdefault(word[:2], []).append((word, _with_shorter(word, bits)))
        self._letters: Final = re.compile(
            "|".join(word for word in bits if len(word) == 1) or "(?!)"
        )
        self._longer: Final = openings(word for word in bits if len(word) > 1)

    def found_in(self, text: str, also: Iterable[tuple[int, int]] = ()) -> Concordance:
        """Where the words begin; `also` are further places with bits of their own."""
        opened_by = self._opened_by
        letters = self._letters.finditer(text)
        places = {found.start(): opened_by[found.group()][0][1] for found in letters}
        for near in self._longer.finditer(text):
            place = near.start()
            for word, held in opened_by.get(text[place : place + 2], ()):
                if text.startswith(word, place):
                    places[place] = held
                    break
        return Concordance((*places.items(), *also))


def _with_shorter(word: str, bits: dict[str, int]) -> int:
    held = 0
    for length in range(1, len(word) + 1):
        held |= bits.get(word[:length], 0)
    return held


class Concordance:
    """The places of a text at which words begin, with the bits of the lists they are of."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(places)
        self._starts: Final = array("i", (place for place, _bits in ordered))
        self._bits: Final = [bits for _place, bits in ordered]

    def within(self, start: int, end: int) -> int:
        """The bits of the words that begin in `[start, end)`; a word may end behind it."""
        starts = self._starts
        first = bisect_left(starts, start)
        held = 0
        for bits in self._bits[first : bisect_left(starts, end, first)]:
            held |= bits
        return held
