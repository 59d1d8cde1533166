"""Tables drawn in a picture: the lines around their cells, and the rows they make.

A line is a long run of dark points, level or upright as far as the page lies straight; thickened a
little, so that one that leans is not broken into steps. Its ends are moved as the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any, Final

from taizhang.engine.formats import ruled
from taizhang.engine.formats.columns import Box, Row
from taizhang.engine.formats.ruled import Letter
from taizhang.engine.formats.straightening import Corner

Ends = tuple[Corner, Corner]
"""From where to where a line goes, in points of the picture; y grows downwards."""

LONGER_SIDE: Final = 2000
"""Points that are looked at: a finer picture shows no more lines."""
SHORTEST: Final = 40
"""Of the longer side, the part that a line fills at least."""
MOST: Final = 400
"""Pieces of one direction; more are a pattern, not a table."""
USUAL_SIZE: Final = 10.0
"""Points of a letter on paper: by it the thickness of lines is judged."""
LEAST: Final = 2.0
"""Letters that a border is long at least: strokes are shorter."""
LONGEST_CELL: Final = 300
"""Characters; what holds more is an article in a frame."""
_AROUND: Final = 31
_DARKER: Final = 15
"""What is darker than its surroundings by so much is ink, also where a shadow lies."""


def lines(pixels: Any) -> list[Ends]:  # noqa: ANN401  # published without types
    """The level and upright lines of a picture."""
    import cv2  # noqa: PLC0415  # part of the extra

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, LONGER_SIDE / max(grey.shape))
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER
    )
    level, upright = _long(ink), _long(ink.T)
    turned = [((top[1], top[0]), (bottom[1], bottom[0])) for top, bottom in upright]
    return [
        ((one[0] / scale, one[1] / scale), (other[0] / scale, other[1] / scale))
        for one, other in (*level, *turned)
    ]


def _long(ink: Any) -> list[Ends]:  # noqa: ANN401
    """The lines from left to right."""
    import cv2  # noqa: PLC0415  # part of the extra
    import numpy as np  # noqa: PLC0415

    least = max(ink.shape) // SHORTEST
    thick = cv2.dilate(np.ascontiguousarray(ink), np.ones((3, 1), np.uint8))
    kept = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, max(least, 1)), np.uint8))
    count, labels, boxes, _centres = cv2.connectedComponentsWithStats(kept)
    return list(_ends(labels, boxes)) if count <= MOST else []


def _ends(labels: Any, boxes: Any) -> Iterator[Ends]:  # noqa: ANN401
    """Both ends of each line; what is nearly as high as wide is a blot."""
    for number, (left, top, width, height, _area) in enumerate(boxes[1:], 1):
        if width < 4 * height:
            continue
        line = labels[top : top + height, left : left + width] == number
        first, last = (float(column.nonzero()[0].mean()) for column in (line[:, 0], line[:, -1]))
        yield (float(left), top + first), (float(left + width - 1), top + last)


def in_cells(
    lines: Sequence[Row],
    words: Sequence[Sequence[Letter]],
    rules: Sequence[Ends],
    to: Callable[[Corner], Corner],
) -> list[Row]:
    """The lines of text; what of them stands in the cells of a table as its rows.

    `words` are what each line is made of: one that was read over a border is cut there. All is
    measured in the size of its letters, as on paper: a picture has any number of points.
    """
    unit = median(row.size for row in lines) / USUAL_SIZE if lines and rules else 0.0
    if not unit:
        return list(lines)
    owner: dict[int, int] = {}
    letters: list[Letter] = []
    for number, own in enumerate(words):
        scaled = [Letter(word.text, _scaled(word.box, 1 / unit)) for word in own if word.box]
        owner |= dict.fromkeys(map(id, scaled), number)
        letters += (*scaled, Letter("\n", None))
    shapes = [_thin(to(one), to(other)) for one, other in rules]
    borders = [_scaled(box, 1 / unit) for box in shapes if not _is_stroke(box, lines, unit)]
    rows, outside = ruled.taken_out(letters, borders)
    if not rows or any(len(cell) > LONGEST_CELL for row in rows for cell in row.text.split("\t")):
        return list(lines)
    left: dict[int, list[Letter]] = {}
    for letter in outside:
        if letter.box:
            left.setdefault(owner[id(letter)], []).append(letter)
    kept = [_rest(lines[number], words[number], some, unit) for number, some in left.items()]
    table = [Row(row.text, _scaled(row.box, unit), row.size * unit, alone=True) for row in rows]
    return [*kept, *table]


def _rest(line: Row, words: Sequence[Letter], left: Sequence[Letter], unit: float) -> Row:
    """The line without what stands in cells."""
    if len(left) == len(words):
        return line
    box = Box.around(_scaled(letter.box, unit) for letter in left if letter.box)
    return Row("".join(letter.text for letter in left), box, line.size)


def _is_stroke(rule: Box, lines: Sequence[Row], unit: float) -> bool:
    """Is it too short for a border, or a part of a letter? Borders do not lie within a line."""
    if max(rule.right - rule.left, rule.top - rule.bottom) < LEAST * USUAL_SIZE * unit:
        return True
    return any(
        line.box.left <= rule.left
        and rule.right <= line.box.right
        and line.box.bottom <= rule.bottom
        and rule.top <= line.box.top
        for line in lines
    )


def _thin(one: Corner, other: Corner) -> Box:
    """The line as a box without a height or without a width, whatever it leans."""
    (left, right), (upper, lower) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if right - left > lower - upper:
        upper = lower = (upper + lower) / 2
    else:
        left = right = (left + right) / 2
    return Box(left, -lower, right, -upper)


def _scaled(box: Box, by: float) -> Box:
    return Box(box.left * by, box.bottom * by, box.right * by, box.top * by)
