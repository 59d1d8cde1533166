"""A run of one word, four times as long, takes about four times as many steps."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from taizhang.engine.extract import extract
from taizhang.engine.text import RawText

RUNS = [
    *("局", "中心", "、局、局", "有限公司、", "等企业", "张局长张局长", "企业反映。"),
    *("，由局牵头", "一是一是", "（", "。”", "\n\n局"),
]
SHORT = 300
TIMES = 4
SLACK = 2
"""Sorting and what is bisected grow a little faster, and caches hold more or less of it; what is
quadratic takes sixteen times as many."""


def steps(text: str) -> int:
    """How many functions are called to read and extract a text."""
    count = 0

    def tick(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        extract(RawText(text))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("run", RUNS)
def test_steps_grow_with_the_length_of_a_run_not_with_its_square(run: str) -> None:
    short, long = (run * (length // len(run)) for length in (SHORT, TIMES * SHORT))
    extract(RawText(run))  # what is worked out once for all is no part of it

    assert steps(long) < SLACK * TIMES * steps(short)
