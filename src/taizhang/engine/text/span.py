"""A place in a raw text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open interval `[start, end)` in Unicode code points of a raw text."""

    start: int
    end: int

    # A page makes five hundred: the `__init__` of a frozen dataclass takes twice as long.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            message = f"not a half-open interval: [{start}, {end})"
            raise ValueError(message)
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Is all of `other` inside?"""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Is any character in both?"""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that stand here."""
        return text[self.start : self.end]


_set_start: Final = Span.__dict__["start"].__set__
_set_end: Final = Span.__dict__["end"].__set__
