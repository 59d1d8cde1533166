"""Word lists of official Chinese prose: data only, no rules.

Each module holds the words of one subject as plain strings, so that a reader who knows the trade
but no programming can extend them. `words("…")` splits a block of words at white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


def words(block: str) -> tuple[str, ...]:
    """The words of a block, longest first, so that an alternation prefers the fuller one."""
    return tuple(sorted(set(block.split()), key=lambda word: (-len(word), word)))


class Openings:
    """Words that a text may begin with: looked up by their lengths, not tried one by one."""

    def __init__(self, some: Iterable[str]) -> None:
        by_length: dict[int, set[str]] = {}
        for word in some:
            by_length.setdefault(len(word), set()).add(word)
        self._by_length: Final = tuple(by_length.items())

    def open(self, text: str, place: int = 0) -> bool:
        """Whether one of the words stands at `place`."""
        for length, some in self._by_length:  # noqa: SIM110 - a generator costs more than both
            if text[place : place + length] in some:
                return True
        return False


def either(*lists: tuple[str, ...]) -> str:
    """The inside of a regular expression group that matches any of the (plain) words."""
    return _factored({word for some in lists for word in some})


def _factored(endings: Iterable[str]) -> str:
    """The words by their first characters: 市委 and 市政府 become 市(?:委|政府).

    Of the words that match at a place each is the beginning of the longer ones, and a longer one
    is tried first: the same matches, in the same order, as those of the list sorted by length,
    but a character that opens no word is looked at once, not once for every word.
    """
    behind: dict[str, set[str]] = {}
    for ending in endings:
        behind.setdefault(ending[:1], set()).add(ending[1:])
    branches = [re.escape(first) + _grouped(behind[first]) for first in sorted(behind) if first]
    return "|".join([*branches, ""] if "" in behind else branches)


def _grouped(endings: set[str]) -> str:
    inside = _factored(endings)
    return f"(?:{inside})" if len(endings) > 1 else inside
