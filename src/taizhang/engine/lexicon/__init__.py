"""Word lists of official Chinese prose: data only, no rules.

Each module holds the words of one subject as plain strings, so that a reader who knows the trade
but no programming can extend them. `words("…")` splits a block of words at white space.
"""

from __future__ import annotations


def words(block: str) -> tuple[str, ...]:
    """The words of a block, longest first, so that an alternation prefers the fuller one."""
    return tuple(sorted(set(block.split()), key=lambda word: (-len(word), word)))


def either(*lists: tuple[str, ...]) -> str:
    """The inside of a regular expression group that matches any of the (plain) words."""
    together = {word for some in lists for word in some}
    return "|".join(sorted(together, key=lambda word: (-len(word), word)))
