"""A text as the judges read it: its letters without noise, and the known words in it.

Lists of words come without small words, whole texts with them. Where lists are among the examples
their words are looked for in the texts too, and what lies between them is left out: so both kinds
of example teach the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, log
from typing import Any, Final, Self

LONGEST: Final = 5_000
"""Characters of a text that are read."""
_HEADING: Final = 60
"""A first line of at most so many characters is a heading and counts twice."""
_OFTEN: Final = 2
_FIRST: Final = 8
"""So many words of a text are its beginning: mostly its heading, which says what it is about."""
_LETTERS: Final = 8
"""No longer word is looked for."""
_SHORT: Final = 4
"""No longer one, if it stands in the lists only once."""
_BLANKS: Final = re.compile(r"\s+")
_RUN: Final = re.compile(r"[一-鿿]+|[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of a text."""

    whole: str
    """All of it, its heading twice: what the words that decided are looked up in."""
    letters: str
    """What is left of it when only known words count."""
    words: tuple[str, ...] | None
    """Those words; None where no list tells any."""
    beginning: str
    """The letters of the first of them."""
    is_list: bool
    """Whether it came as a list of words."""


class Vocabulary:
    """The words of the examples that are lists of words: how dear each is, and one not known."""

    def __init__(self, cost: Mapping[str, float], unknown: float) -> None:
        self._cost: Final = dict(cost)
        self._unknown: Final = unknown
        lengths: dict[str, set[int]] = {}
        for word in self._cost:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths: Final = {letter: tuple(some) for letter, some in lengths.items()}

    @classmethod
    def of(cls, lists: Iterable[str]) -> Self:
        """The words of these lists."""
        often = Counter(word for text in lists for word in plain(text).split())
        whole = log(max(2, often.total()))
        cost = {
            word: whole - log(count)
            for word, count in often.items()
            if len(word) <= (_LETTERS if count >= _OFTEN else _SHORT)
        }
        return cls(cost, whole + 1)

    def told(self) -> dict[str, Any]:
        """It as plain values: what it is made of again."""
        return {"cost": self._cost, "unknown": self._unknown}

    def read(self, text: str, *, is_list: bool) -> Read:
        """The text as the judges read it."""
        narrow = plain(text)
        if is_list:
            found, whole = narrow.split(), _BLANKS.sub(" ", narrow)
        else:
            whole = _twice(narrow)
            if not self._cost:
                return Read(whole, whole, None, whole[: 2 * _FIRST], is_list)
            found = self._found(whole)
        words = tuple(found) if self._cost else None
        return Read(whole, "".join(found), words, "".join(found[:_FIRST]), is_list)

    def _found(self, text: str) -> list[str]:
        """The known words of a text: of all ways to cut it the one with the likeliest words."""
        found: list[str] = []
        for run in _RUN.findall(text):
            words = [run] if run[0].isascii() else self._cut(run)
            found += [word for word in words if word in self._cost]
        return found

    def _cut(self, run: str) -> list[str]:
        size = len(run)
        least = [0.0, *[inf] * size]
        back = [0] * (size + 1)
        for start, letter in enumerate(run):
            so_far = least[start]
            if so_far + self._unknown < least[start + 1]:
                least[start + 1], back[start + 1] = so_far + self._unknown, start
            for length in self._lengths.get(letter, ()):
                cost = so_far + self._cost.get(run[start : start + length], inf)
                end = start + length
                if end <= size and cost < least[end]:
                    least[end], back[end] = cost, start
        words: list[str] = []
        while size:
            words.append(run[back[size] : size])
            size = back[size]
        return words[::-1]


def plain(text: str) -> str:
    """The part of a text that is read, its letters narrow and none of them nought."""
    return unicodedata.normalize("NFKC", text[:LONGEST]).replace("\0", "\ufffd").strip()


def _twice(narrow: str) -> str:
    heading, _break, rest = narrow.partition("\n")
    whole = _BLANKS.sub("", narrow)
    return f"{_BLANKS.sub('', heading)}。{whole}" if rest and len(heading) <= _HEADING else whole
