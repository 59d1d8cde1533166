"""What an appeal is about, and the words that decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from taizhang.engine.codes import Category
from taizhang.engine.lexicon.matters import CATEGORY_WORDS, DECIDING, OFFICES_OF

_USUAL = 2


@dataclass(frozen=True, slots=True)
class Sorted:
    """A category with its words; None where nothing tells it."""

    category: Category | None
    words: tuple[str, ...]
    margin: int
    """How much stronger than the next category it is: 0 means a guess."""


@lru_cache(maxsize=1024)
def categorise(text: str, *, beside: str = "") -> Sorted:
    """Weigh the words of every category; a longer word counts instead of the shorter inside it.

    What stands `beside` the matter (its title, the answer, the office) counts half as much.

    Ties go to the category whose first word stands first: what is named first is the matter.
    """
    scored: list[tuple[int, int, Category, tuple[str, ...]]] = []
    for category, vocabulary in CATEGORY_WORDS.items():
        words = _present(text, vocabulary)
        further = _present(beside, vocabulary) if beside else ()
        offices = _present(beside, OFFICES_OF.get(category, ())) if beside else ()
        weight = 2 * _weight(words) + _weight(further) + _weight(offices)
        if words or further or offices:
            first = min((text.find(w) for w in words), default=len(text))
            scored.append((weight, -first, category, (*words, *further, *offices)))
    scored.sort(key=lambda each: each[:2], reverse=True)
    if not scored or scored[0][0] == 0:
        return Sorted(None, (), 0)
    second = scored[1][0] if len(scored) > 1 else 0
    return Sorted(scored[0][2], scored[0][3], (scored[0][0] - second) // 2)


def _weight(words: tuple[str, ...]) -> int:
    return sum(DECIDING.get(word, _USUAL) for word in words)


def _present(text: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """The words that occur, longest first, without those that are part of a longer one."""
    found: list[str] = []
    for word in vocabulary:
        if word in text and not any(word in longer for longer in found):
            found.append(word)
    return tuple(found)
