"""Near-identical texts: a fingerprint that differs in few bits when texts differ in few words."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Final

_WIDTH: Final = 64
_GRAM: Final = 4
NEAR_BITS: Final = 8
"""Candidates differ in at most so many bits; the texts themselves then decide."""
NEAR_SHARE: Final = 0.8
"""Near-identical: at least this share of the character runs of both is the same."""
_MOST: Final = 200_000
"""Characters looked at: enough to tell documents apart, bounded for very long ones."""


def _grams(text: str) -> Counter[str]:
    """Runs of four characters, spacing ignored: a page reset in other columns stays the same."""
    plain = "".join(text[:_MOST].split())
    if len(plain) < _GRAM:
        return Counter([plain]) if plain else Counter()
    return Counter(plain[i : i + _GRAM] for i in range(len(plain) - _GRAM + 1))


def fingerprint(text: str) -> int | None:
    """Simhash of 64 bits as a signed number (what a database column holds); None without text."""
    grams = _grams(text)
    if not grams:
        return None
    weights = [0] * _WIDTH
    for gram, count in grams.items():
        bits = int.from_bytes(
            hashlib.blake2b(gram.encode("utf-8", "replace"), digest_size=8).digest()
        )
        for place in range(_WIDTH):
            weights[place] += count if bits >> place & 1 else -count
    value = sum(1 << place for place, weight in enumerate(weights) if weight > 0)
    return value - (1 << _WIDTH) if value >> (_WIDTH - 1) else value


def distance(one: int, other: int) -> int:
    """In how many bits two fingerprints differ."""
    return ((one ^ other) & ((1 << _WIDTH) - 1)).bit_count()


def likeness(one: str, other: str) -> float:
    """Share of character runs that two texts have in common, from 0 to 1."""
    a, b = _grams(one), _grams(other)
    together = (a | b).total()
    return (a & b).total() / together if together else 0.0
