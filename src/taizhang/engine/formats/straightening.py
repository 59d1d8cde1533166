"""Lines of text on a photograph → the boxes they would fill on a page that lies straight.

A page that lies askew or was seen from the side keeps its lines straight, but neither level nor of
one direction: they all run towards one point, and so do the edges of its columns. Both points are
found from the lines themselves and moved out of sight; only places are changed, the picture is
read as it was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from taizhang.engine.formats.columns import Box

Corner = tuple[float, float]
Corners = tuple[Corner, Corner, Corner, Corner]
"""Of one line, from the beginning of its upper edge on round; y grows downwards."""
LONG: Final = 4.0
"""Times as long as high: the direction of shorter lines is not known well."""
LEAST: Final = 9
"""Directions that say how they change over the page; fewer only say which they have."""
STEEPEST: Final = 0.2
"""Sideways for each step down; what leans more is an indent, not the edge of a column."""
NEAR: Final = 12.0
"""Lines whose edges are compared stand within so many heights of each other."""
_ENDLESS: Final = 0.2
"""What is left of the denominator where a point is nearly as far as the horizon."""


@dataclass(frozen=True, slots=True)
class _Line:
    left: Corner
    right: Corner
    height: float

    @property
    def slope(self) -> float:
        return (self.right[1] - self.left[1]) / (self.right[0] - self.left[0])


def straightened(lines: Sequence[Corners]) -> list[Box]:
    """The upright box of each line; the origin is at the lower left, as on a page of a PDF."""
    to = straightener(lines)
    return [around(corners, to) for corners in lines]


def around(corners: Corners, to: Callable[[Corner], Corner]) -> Box:
    """The upright box around corners of the picture, once they are moved."""
    x, y = zip(*_each(corners, to), strict=True)
    return Box(min(x), -max(y), max(x), -min(y))


def straightener(lines: Sequence[Corners]) -> Callable[[Corner], Corner]:
    """Moves a place of the picture to where it lies on the straight page; y grows downwards."""
    if not lines:
        return lambda corner: corner
    x, y = _middle(lines)

    def centred(corner: Corner) -> Corner:
        return corner[0] - x, corner[1] - y

    moved = [_each(corners, centred) for corners in lines]
    level = _levelled(moved)
    plumb = _plumbed([_each(corners, level) for corners in moved])
    return lambda corner: plumb(level(centred(corner)))


def _middle(lines: Sequence[Corners]) -> Corner:
    across, down = zip(*(corner for corners in lines for corner in corners), strict=True)
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


def _each(corners: Corners, to: Callable[[Corner], Corner]) -> Corners:
    first, second, third, fourth = corners
    return to(first), to(second), to(third), to(fourth)


def _long(lines: Sequence[Corners]) -> Iterator[_Line]:
    for upper_left, upper_right, lower_right, lower_left in lines:
        left = (upper_left[0] + lower_left[0]) / 2, (upper_left[1] + lower_left[1]) / 2
        right = (upper_right[0] + lower_right[0]) / 2, (upper_right[1] + lower_right[1]) / 2
        height = (lower_left[1] - upper_left[1] + lower_right[1] - upper_right[1]) / 2
        if right[0] - left[0] > LONG * abs(height):
            yield _Line(left, right, max(height, 1.0))


def _levelled(lines: Sequence[Corners]) -> Callable[[Corner], Corner]:
    """Makes lines level: where one crosses the middle says which direction it has."""
    slopes = [(line.left[1] - line.slope * line.left[0], line.slope) for line in _long(lines)]
    base, change = _fit(slopes)

    def level(corner: Corner) -> Corner:
        x, y = corner
        far = max(1 + change * x, _ENDLESS)
        return x / far, (y - base * x) / far

    return level


def _plumbed(lines: Sequence[Corners]) -> Callable[[Corner], Corner]:
    """Makes the edges of columns upright, once lines are level."""
    base, change = _fit(list(_edges(sorted(_long(lines), key=lambda line: line.left[1]))))

    def plumb(corner: Corner) -> Corner:
        x, y = corner
        far = max(1 + change * y, _ENDLESS)
        return (x - base * y) / far, y / far

    return plumb


def _edges(lines: Sequence[_Line]) -> Iterator[tuple[float, float]]:
    """How lines below each other begin and end: places at the middle's height, and directions."""
    for number, upper in enumerate(lines):
        for lower in lines[number + 1 :]:
            down = lower.left[1] - upper.left[1]
            if down > NEAR * upper.height:
                break
            if down < upper.height:
                continue
            for above, below in ((upper.left, lower.left), (upper.right, lower.right)):
                lean = (below[0] - above[0]) / down
                if abs(lean) <= STEEPEST:
                    yield above[0] - lean * above[1], lean


def _fit(slopes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The direction at the middle of the page, and how it changes from side to side.

    From the middle values of the outer thirds: single ones are wrong, most are right.
    """
    if not slopes:
        return 0.0, 0.0
    usual = median(slope for _place, slope in slopes)
    third = len(slopes) // 3
    if third * 3 < LEAST:
        return usual, 0.0
    ordered = sorted(slopes)
    (first, low), (last, high) = (
        (median(place for place, _slope in part), median(slope for _place, slope in part))
        for part in (ordered[:third], ordered[-third:])
    )
    if last - first < 1:
        return usual, 0.0
    change = (high - low) / (last - first)
    return low - change * first, change
