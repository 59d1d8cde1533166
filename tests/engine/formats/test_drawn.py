"""Tables on a scan: what was read over a border is cut there, rows come out as in a PDF."""

from __future__ import annotations

import pytest

from taizhang.engine.formats import ocr
from taizhang.engine.formats.columns import Box, Row
from taizhang.engine.formats.drawn import LONGEST_CELL, Ends, in_cells, lines
from taizhang.engine.formats.ruled import Letter
from taizhang.engine.formats.straightening import straightener

SIZE = 40.0
"""Points of a letter: a scan has four times as many as paper."""
GRID: list[Ends] = [
    *(((0.0, y), (800.0, y + 4)) for y in (100.0, 180.0, 260.0)),  # they lean by four points
    *(((x, 100.0), (x + 2, 262.0)) for x in (0.0, 400.0, 800.0)),
]
FLAT = straightener([])


def _line(text: str, left: float, top: float) -> tuple[Row, list[Letter]]:
    letters = [
        Letter(letter, Box(left + SIZE * n, -top - SIZE, left + SIZE * (n + 1), -top))
        for n, letter in enumerate(text)
    ]
    return Row(text, Box.around(each.box for each in letters if each.box), SIZE), letters


def _read(*lines: tuple[str, float, float], rules: list[Ends] = GRID) -> list[str]:
    rows, words = zip(*(_line(*line) for line in lines), strict=True) if lines else ((), ())
    return [row.text for row in in_cells(rows, words, rules, FLAT)]


def test_lines_in_cells_become_rows_behind_the_lines_outside() -> None:
    lines = [
        ("表前一行", 20.0, 30.0),
        ("任务", 20.0, 120.0),
        ("牵头单位", 420.0, 120.0),
        ("修复", 20.0, 185.0),
        ("路灯", 20.0, 220.0),
        ("区城建局", 420.0, 200.0),
    ]
    assert _read(*lines) == ["表前一行", "任务\t牵头单位", "修复路灯\t区城建局"]


def test_a_line_read_over_a_border_is_cut_there() -> None:
    over = ("修复松溪路路灯十盏区城建局", 36.0, 200.0)
    assert _read(("任务", 20.0, 120.0), over) == ["任务", "修复松溪路路灯十盏\t区城建局"]


def test_a_line_that_goes_beyond_the_table_keeps_what_stands_outside() -> None:
    beyond = ("区城建局牵头办理并按期报告", 640.0, 200.0)
    assert _read(("任务", 20.0, 120.0), beyond) == ["牵头办理并按期报告", "任务", "\t区城建局"]


def test_articles_in_frames_are_no_table() -> None:
    text, box = "字" * (LONGEST_CELL + 1), Box(30, -150, 60, -120)
    other, own = _line("甲", 420.0, 200.0)
    lines, words = [Row(text, box, SIZE), other], [[Letter("字", box)] * len(text), own]
    assert in_cells(lines, words, GRID, FLAT) == lines


def test_strokes_of_letters_are_no_borders() -> None:
    strokes: list[Ends] = [
        *(((left, 30.0 + y), (left + 100.0, 30.0 + y)) for left in (20.0,) for y in (2, 20, 38)),
        *(((left, 32.0), (left, 68.0)) for left in (25.0, 60.0, 95.0)),
    ]
    assert _read(("用电扩容", 20.0, 30.0), rules=strokes) == ["用电扩容"]


def test_without_lines_drawn_or_read_all_stays() -> None:
    assert _read(("任务", 20.0, 120.0), rules=[]) == ["任务"]
    assert _read() == []


@pytest.mark.skipif(not ocr.is_installed(), reason="reading pictures is not installed: make ocr")
def test_a_blot_is_no_line() -> None:
    import numpy as np

    page = np.full((800, 600, 3), 255, dtype=np.uint8)
    page[100:103, 50:550] = page[300:328, 200:228] = 0
    (((left, upper), (right, lower)),) = lines(page)
    assert (left, upper, right, lower) == pytest.approx((50, 101, 549, 101), abs=2)
