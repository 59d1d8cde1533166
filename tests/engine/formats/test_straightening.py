"""Lines of a page that lies askew or was seen from the side come to lie straight."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from taizhang.engine.formats.columns import Row, blocks_in_order
from taizhang.engine.formats.straightening import Corner, Corners, straightened

SIZE = 20.0


def _flat(x: float, y: float) -> Corner:
    return x, y


def _askew(x: float, y: float) -> Corner:
    turn = math.radians(3)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _from_the_side(x: float, y: float) -> Corner:
    far = 1 + 0.00012 * x - 0.0001 * y
    return (x + 0.02 * y) / far, (y - 0.03 * x) / far


def _line(left: float, top: float, right: float, to: Callable[[float, float], Corner]) -> Corners:
    below = top + SIZE
    return to(left, top), to(right, top), to(right, below), to(left, below)


def _page(to: Callable[[float, float], Corner], rows: int = 12) -> list[Corners]:
    """Two columns; every fourth line is a paragraph's first, every third one its short last."""
    return [
        _line(left + 40 * (n % 4 == 0), n * 30.0, left + 340 - 150 * (n % 4 == 3), to)
        for n in range(rows)
        for left in (0.0, 400.0)
    ]


@pytest.mark.parametrize("to", [_flat, _askew, _from_the_side])
@pytest.mark.parametrize("rows", [2, 12])
def test_columns_come_one_after_the_other(to: Callable[[float, float], Corner], rows: int) -> None:
    boxes = straightened(_page(to, rows))
    rows_found = [
        Row(str(n % 2), box, SIZE)
        for n, box in sorted(enumerate(boxes), key=lambda found: -found[1].top)
    ]
    said = "".join(row.text for block in blocks_in_order(rows_found) for row in block)
    assert said == "0" * rows + "1" * rows


@pytest.mark.parametrize("to", [_askew, _from_the_side])
def test_lines_are_level_and_edges_upright(to: Callable[[float, float], Corner]) -> None:
    boxes = straightened(_page(to))
    left = [box.left for n, box in enumerate(boxes) if n % 2 == 0 and (n // 2) % 4]
    assert max(left) - min(left) < SIZE / 2
    assert all(abs(a.top - b.top) < SIZE / 4 for a, b in zip(boxes[::2], boxes[1::2], strict=True))


def test_a_page_that_lies_straight_stays_as_it_is() -> None:
    boxes = straightened(_page(_flat))
    assert all(box.top - box.bottom == pytest.approx(SIZE) for box in boxes)


def test_a_picture_without_lines_has_no_boxes() -> None:
    assert straightened([]) == []


def test_a_single_short_line_has_no_direction() -> None:
    (box,) = straightened([_line(0, 0, 30, _askew)])
    assert box.right - box.left > 30


def test_lines_that_all_cross_the_middle_at_one_height_have_one_direction() -> None:
    boxes = straightened([_line(100.0 * n, 0, 100.0 * n + 90, _flat) for n in range(12)])
    assert {round(box.top - box.bottom, 6) for box in boxes} == {SIZE}
