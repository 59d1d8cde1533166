"""Lines of a text layer that go across two columns, cut where the white space between them is.

A PDF whose lines were written row by row over all columns comes as such lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.formats.columns import Box
from taizhang.engine.formats.ruled import Letter

WIDE: Final = 1.2
"""Times the size of the letters; a blank between words is narrower."""
BACK: Final = 3.0
"""Times the size: so far back stands no letter of the same line."""
FILLED: Final = 6
"""Letters on either side: a table without lines has shorter cells, and stays as it is."""
ALIKE: Final = 3
"""Lines with white space at the same place."""
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class _Gap:
    line: int
    place: int
    left: float
    right: float
    size: float

    @property
    def goes_back(self) -> bool:
        """On a page on its head the columns come from right to left."""
        return self.right < self.left

    def is_beside(self, other: _Gap) -> bool:
        return min(self.right, other.right) - max(self.left, other.left) > self.size / 2


def cut(lines: Sequence[Sequence[Letter]]) -> Iterator[Sequence[Letter]]:
    """The same lines, those over several columns in pieces."""
    gaps = [gap for number, line in enumerate(lines) for gap in _gaps(number, line)][:MOST]
    cuts: dict[int, list[int]] = {}
    for gap in gaps:
        if gap.goes_back or sum(map(gap.is_beside, gaps)) >= ALIKE:
            cuts.setdefault(gap.line, []).append(gap.place)
    for number, line in enumerate(lines):
        edges = [0, *cuts.get(number, []), len(line)]
        yield from (line[start:end] for start, end in itertools.pairwise(edges))


def _gaps(number: int, line: Sequence[Letter]) -> Iterator[_Gap]:
    placed = [(place, each.box) for place, each in enumerate(line) if each.box is not None]
    if len(placed) < 2 * FILLED:
        return
    size = Box.usual_height(box for _place, box in placed)
    for index in range(FILLED, len(placed) - FILLED + 1):
        before, (place, box) = placed[index - 1][1], placed[index]
        if box.left - before.right > WIDE * size or before.left - box.left > BACK * size:
            yield _Gap(number, place, before.right, box.left, size)
