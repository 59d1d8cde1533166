"""What the matches of a pattern begin with: their first letter, or their first two."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

# How `re` itself reads patterns: a second parser would have to agree with it on everything.
_sre: Final[Any] = importlib.import_module("re._parser")
_LETTERS: Final = 2
_MOST: Final = 4_000
"""A pattern with more beginnings than these lets nearly everything in."""
_WIDEST: Final = 64
"""So does a class of more characters."""
_ANY: Final = "\0"
"""Stands for a letter that may be nearly any."""
_NOTHING: Final = frozenset({""})


class _AnythingError(Exception):
    """A match may begin with nearly any letter."""


def beginnings(pattern: str) -> frozenset[str]:
    """By which two letters a match begins; none where it may by nearly any, or be shorter."""
    try:
        found = _sequence(_sre.parse(pattern))
    except _AnythingError:
        return frozenset()
    return frozenset() if any(map(_is_short, found)) else found


def _is_short(begun: str) -> bool:
    return len(begun) < _LETTERS or begun.endswith(_ANY)


def _sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The beginnings of what is made of these items, one behind the other."""
    done: set[str] = set()
    started: Iterable[str] = _NOTHING
    for kind, given in items:
        longer = _joined(started, _item(kind, given))
        started = {begun for begun in longer if len(begun) < _LETTERS}
        done |= longer.difference(started)
        if not started:
            break
    return frozenset(done.union(started))


def _joined(some: Iterable[str], others: Iterable[str]) -> set[str]:
    joined = {(one + other)[:_LETTERS] for one in some for other in others}
    if len(joined) > _MOST or any(begun.startswith(_ANY) for begun in joined):
        raise _AnythingError
    return joined


def _item(kind: Any, given: Any) -> Iterable[str]:  # noqa: ANN401 - as `re` has them
    """The beginnings of one item; empty for what takes up no letter."""
    rule = _ITEMS.get(str(kind))
    return rule(given) if rule else {_ANY, ""}


def _class(members: list[tuple[Any, Any]]) -> Iterable[str]:
    letters: set[str] = set()
    for kind, given in members:
        if str(kind) == "LITERAL":
            letters.add(chr(given))
        elif str(kind) == "RANGE" and given[1] - given[0] <= _WIDEST:
            letters.update(map(chr, range(given[0], given[1] + 1)))
        else:
            return {_ANY}
    return letters


def _repeated(given: tuple[int, int, Any]) -> Iterable[str]:
    least, most, items = given
    once = _sequence(items)
    found: set[str] = set() if least else {""}
    so_far: Iterable[str] = _NOTHING
    for times in range(1, min(int(most), _LETTERS) + 1):
        so_far = _joined(so_far, once)
        if times >= min(least, _LETTERS):
            found.update(so_far)
    return found


def _group(given: tuple[Any, int, int, Any]) -> Iterable[str]:
    _number, added, _taken_off, items = given
    return {_ANY} if added & re.IGNORECASE else _sequence(items)


def _either(given: tuple[None, list[Any]]) -> Iterable[str]:
    return frozenset().union(*map(_sequence, given[1]))


def _look(given: tuple[int, Any]) -> Iterable[str]:
    """A look ahead lets two letters through or takes up none; what is behind it is the same."""
    direction, items = given
    found = _sequence(items) if direction > 0 else _NOTHING
    return _NOTHING if any(map(_is_short, found)) else found


def _no_letter(_given: object) -> Iterable[str]:
    return _NOTHING


_ITEMS: Final[dict[str, Callable[[Any], Iterable[str]]]] = {
    "LITERAL": lambda given: {chr(given)},
    "IN": _class,
    "BRANCH": _either,
    "SUBPATTERN": _group,
    "ATOMIC_GROUP": _sequence,
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
    "POSSESSIVE_REPEAT": _repeated,
    "ASSERT": _look,
    "ASSERT_NOT": _no_letter,
    "AT": _no_letter,
}
