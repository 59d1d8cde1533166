"""Places of a sheet: B3, B3:D10, and areas of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_REFERENCE: Final = re.compile(
    r"\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?"
)
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from the top left to the bottom right one, both included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        first = f"{letters(self.left)}{self.top + 1}"
        last = f"{letters(self.right)}{self.bottom + 1}"
        return first if first == last else f"{first}:{last}"


def letters(column: int) -> str:
    """The name of a column counted from 0: A, B, …, Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, sign = divmod(rest - 1, _LETTERS)
        name = chr(ord("A") + sign) + name
    return name


def column_of(name: str) -> int:
    """The column of these letters, counted from 0."""
    number = 0
    for letter in name.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def area_of(reference: str) -> Area | None:
    """B3, $B$3:$D$10, B:B or 3:5; None for anything else."""
    found = _REFERENCE.fullmatch(reference)
    if found is None or not (found[1] or found[2]):
        return None
    left, top, right, bottom = found.groups()
    right, bottom = (right or "", bottom or "") if found[3] or found[4] else (left, top)
    return Area(
        int(top) - 1 if top else 0,
        column_of(left) if left else 0,
        int(bottom) - 1 if bottom else LAST_ROW - 1,
        column_of(right) if right else LAST_COLUMN - 1,
    )


def areas(references: str) -> Iterator[Area]:
    """Those of a list apart by blanks; what is none is left out."""
    for reference in references.split():
        area = area_of(reference)
        if area is not None:
            yield area
