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

from taizhang.engine.lexicon import either


class Lists:
    """Lists of words that are looked for together; those of `lists[n]` have the bit `1 << n`."""

    def __init__(self, *lists: Iterable[str]) -> None:
        bits: dict[str, int] = {}
        for number, words in enumerate(lists):
            for word in words:
                bits[word] = bits.get(word, 0) | 1 << number
        # The longest word is what is found; where it stands, those it begins with stand as well.
        self._bits: Final = {word: _with_shorter(word, bits) for word in bits}
        self._pattern: Final = re.compile(either(tuple(bits)))

    def found_in(self, text: str, also: Iterable[tuple[int, int]] = ()) -> Concordance:
        """Where the words begin; `also` are further places with bits of their own."""
        places = list(also)
        search, bits = self._pattern.search, self._bits
        found = search(text)
        while found:
            place = found.start()
            places.append((place, bits[found.group()]))
            # Words overlap: 企业负责人 holds 负责人.
            found = search(text, place + 1)
        return Concordance(places)


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
