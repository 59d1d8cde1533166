"""Patterns that whole documents are searched for, tried only where a match may begin.

`re` tries an alternation of three hundred words wherever a letter stands that one of them begins
with, word by word. Seldom does the next letter fit as well: looking at both spares nearly all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from taizhang.engine.beginnings import beginnings


class Sought:
    """A pattern that finds what `re` finds with it, looking at two letters first."""

    def __init__(self, pattern: str) -> None:
        begins = beginnings(pattern)
        if not begins:
            message = f"a match may begin with anything: {pattern}"
            raise ValueError(message)
        compiled = re.compile(pattern)
        self._near: Final = openings(begins)
        self.match: Final = compiled.match
        self.fullmatch: Final = compiled.fullmatch

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, in order; none overlaps another."""
        behind, match = 0, self.match
        for near in self._near.finditer(text):
            place = near.start()
            if place >= behind and (found := match(text, place)):
                yield found
                behind = found.end()

    def starts(self, text: str) -> Iterator[int]:
        """Where a match may begin."""
        return (near.start() for near in self._near.finditer(text))


def openings(begins: Iterable[str]) -> re.Pattern[str]:
    """Finds a letter that one of them begins with, before one that is second in one of them."""
    letters = zip(*(begun[:2] for begun in begins), strict=True)
    first, second = (re.escape("".join(sorted(set(each)))) for each in letters)
    return re.compile(f"[{first}](?=[{second}])")
