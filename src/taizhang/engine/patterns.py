"""Patterns that are quick to say no.

A search tries a pattern at every character of a text. Where all of its alternatives begin with
plain letters, `re` looks for these first; where one begins with a class, a group or a look behind
it does not, and every alternative is tried everywhere. `compiled` finds out what a match may
begin with and lets nothing else in: the same matches, most of the time spared.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*+\]|[()|]", re.DOTALL)
_CLASS: Final = re.compile(r"\[(?P<members>(?:[^\]\[\\^]|\\.)(?:[^\]\[\\]|\\.)*+)\]")
_RANGE: Final = re.compile(r"(?P<first>.)-(?P<last>.)")
_ESCAPE: Final = re.compile(r"\\(?:x..|u....|.)", re.DOTALL)
_GROUP: Final = re.compile(r"\((?:\?(?::|>|P<\w+>))?(?!\?)")
_LOOK: Final = re.compile(r"\(\?<?[=!]")
_REPEAT: Final = re.compile(r"(?:(?P<none>[*?]|\{0?,\d*\}|\{0\})|\+|\{\d+(?:,\d*)?\})[+?]?")
_REPEATED: Final = frozenset("*?+{")
_WIDEST: Final = 64
"""A class of more characters than these, in one stretch, lets nearly everything in."""
_NOWHERE: Final = frozenset({"^", "$", r"\A", r"\Z", r"\b", r"\B"})
"""What matches no character."""
_NOBODY_KNOWS: Final = frozenset({".", r"\w", r"\W", r"\S", r"\D"})


class _AnythingError(Exception):
    """A match may begin with nearly any character."""


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, tried only where one of its first characters stands."""
    guard = "" if _searched_for(pattern, 0) else _guard(pattern)
    return re.compile(f"{guard}(?:{pattern})" if guard else pattern, flags)


def _guard(pattern: str) -> str:
    """A look-ahead that the first characters of all matches pass; empty where nearly all do."""
    try:
        firsts, empty, _end = _alternatives(pattern, 0)
    except _AnythingError:
        return ""
    return "" if empty else f"(?=[{''.join(sorted(firsts))}])"


def _searched_for(pattern: str, start: int) -> bool:
    """Whether `re` itself looks for the first characters of what starts here."""
    starts, end = [start], _end(pattern, start, "|)")
    while pattern.startswith("|", end):
        starts.append(end + 1)
        end = _end(pattern, end + 1, "|)")
    if len(starts) > 1:
        return all(_is_letter(pattern, place) for place in starts)
    if _LOOK.match(pattern, start) or pattern[start : start + 1] not in {"(", "["}:
        return _is_letter(pattern, start)
    behind = _behind(pattern, start)
    group = _GROUP.match(pattern, start)
    repeated = pattern[behind : behind + 1] in _REPEATED
    return not repeated and (group is None or _searched_for(pattern, group.end()))


def _is_letter(pattern: str, place: int) -> bool:
    """Whether a plain character stands here that has to be there."""
    letter, following = pattern[place : place + 1], pattern[place + 1 : place + 2]
    return letter not in {*"\\()[]{}|.^$*+?", ""} and following not in _REPEATED


def _end(pattern: str, place: int, marks: str) -> int:
    """Where, outside of groups, one of these marks stands first; else the end."""
    depth = 0
    for token in _TOKEN.finditer(pattern, place):
        if not depth and token.group() in marks:
            return token.start()
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
    return len(pattern)


def _behind(pattern: str, place: int) -> int:
    """Where the group or the class that opens at `place` has ended."""
    if pattern[place] == "[":
        token = _TOKEN.match(pattern, place)
        return token.end() if token else len(pattern)
    return _end(pattern, place + 1, ")") + 1


def _alternatives(pattern: str, place: int) -> tuple[set[str], bool, int]:
    """What alternatives may begin with, whether one may be empty, and where they end."""
    found, empty, place = _sequence(pattern, place)
    while pattern.startswith("|", place):
        firsts, none, place = _sequence(pattern, place + 1)
        found |= firsts
        empty = empty or none
    return found, empty, place


def _sequence(pattern: str, place: int) -> tuple[set[str], bool, int]:
    found: set[str] = set()
    while place < len(pattern) and pattern[place] not in "|)":
        firsts, empty, place = _item(pattern, place)
        repeat = _REPEAT.match(pattern, place)
        if repeat:
            empty = empty or repeat["none"] is not None
            place = repeat.end()
        found |= firsts
        if not empty:
            return found, False, _end(pattern, place, "|)")
    return found, True, place


def _item(pattern: str, place: int) -> tuple[set[str], bool, int]:
    """What one part may begin with, as members of a class."""
    if _LOOK.match(pattern, place):
        return set(), True, _behind(pattern, place)
    if group := _GROUP.match(pattern, place):
        firsts, empty, place = _alternatives(pattern, group.end())
        return firsts, empty, place + 1
    if pattern[place] == "[":
        return _members(pattern, place)
    escape = _ESCAPE.match(pattern, place)
    letter = escape.group() if escape else pattern[place]
    end = place + len(letter)
    if letter in _NOWHERE:
        return set(), True, end
    if letter in _NOBODY_KNOWS or letter == "(":
        raise _AnythingError
    return {letter if escape else re.escape(letter)}, False, end


def _members(pattern: str, place: int) -> tuple[set[str], bool, int]:
    """The members of a class, as they are written in it."""
    found = _CLASS.match(pattern, place)
    if found is None or found["members"].startswith("-") or found["members"].endswith("-"):
        raise _AnythingError
    for some in _RANGE.finditer(found["members"]):
        if ord(some["last"]) - ord(some["first"]) > _WIDEST:
            raise _AnythingError
    if any(several in found["members"] for several in _NOBODY_KNOWS - {"."}):
        raise _AnythingError
    return {found["members"]}, False, found.end()
