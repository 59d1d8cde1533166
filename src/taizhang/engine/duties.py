"""Whose matter it is by what units are for: their duty catalogues against the words of a matter.

What a zone has on its first day, before anything was dispatched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from taizhang.engine.clustering.wording import plain
from taizhang.engine.codes import Category
from taizhang.engine.extract.categories import categorise
from taizhang.engine.lexicon.subjects import OFFICES_OF

_SHARE: Final = 8
"""A pair of characters in more than one of so many duties (企业, 服务) tells no unit apart …"""
_SHARED: Final = 2
"""… unless only so many have it."""
_FEWEST: Final = 2
"""Fewer shared pairs are chance."""
_CLEAR: Final = 5
"""Points that are no chance: a word and the name of the office, or words and the kind."""
_WHOLE_WORD: Final = 4
"""So many letters that stand in both as they are say it alone: 人才公寓."""
_AHEAD: Final = 2
"""By so much the likeliest stands out from the next."""
_OFFICE: Final = 3
_CATEGORY: Final = 2
"""What the name of the unit, and the matters its duties are about, count beside a pair."""
_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Charged:
    """A unit whose duties a matter names."""

    code: str
    words: tuple[str, ...]
    """What stands in both, the longest first."""
    points: int
    shared: tuple[str, ...] = ()
    """Which of the words stand in the matter itself."""


def charged(
    text: str, catalogue: Mapping[str, tuple[str, str]], category: str = ""
) -> tuple[Charged, ...]:
    """The units (code: name and duties) that a matter may be for, the likeliest first."""
    duties = {code: _pairs(duty) for code, (_name, duty) in catalogue.items()}
    often = Counter(pair for pairs in duties.values() for pair in pairs)
    most = max(_SHARED, len(catalogue) // _SHARE)
    asked = {pair for pair in _pairs(text) if often[pair] <= most}
    offices = OFFICES_OF.get(Category(category), ()) if category in set(Category) else ()
    found = []
    for code, (name, duty) in catalogue.items():
        shared = asked & duties[code]
        named = [office for office in offices if office in name]
        of_kind = bool(category) and categorise(duty).category == category
        if len(shared) >= _FEWEST or named or (shared and of_kind):
            points = len(shared) + _OFFICE * len(named) + _CATEGORY * of_kind
            words = tuple(joined(shared, plain(text)))
            found.append(Charged(code, (*words, *named)[:_WORDS], points, words))
    return tuple(sorted(found, key=lambda one: (-one.points, one.code)))


def clear(found: Sequence[Charged]) -> Charged | None:
    """The one that stands out; None where nothing is found or two are about as likely.

    The kind of a matter alone names no unit: several have to do with it. What is not clear is
    said to be unknown, and the likeliest are offered.
    """
    if not found or (len(found) > 1 and found[0].points - found[1].points < _AHEAD):
        return None
    best = found[0]
    is_named = any(len(word) >= _WHOLE_WORD for word in best.shared)
    return best if best.shared and (best.points >= _CLEAR or is_named) else None


def _pairs(text: str) -> frozenset[str]:
    told = plain(text)
    pairs = (told[at : at + 2] for at in range(len(told) - 1))
    return frozenset(pair for pair in pairs if pair.isalnum() and not pair.isascii())


def joined(pairs: AbstractSet[str], text: str) -> list[str]:
    """Pairs that follow each other in the text as one word, the longest first."""
    words: list[str] = []
    start = None
    for at in range(len(text)):
        inside = text[at : at + 2] in pairs
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            words.append(text[start : at + 1])
            start = None
    return sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
