"""Grams of many messages in one table: what two of them share, whatever parts they came in."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from taizhang.engine.clustering import neighbours
from taizhang.engine.clustering.frequencies import standing
from taizhang.engine.clustering.grams import HEADING, counts
from taizhang.engine.clustering.neighbours import candidates
from taizhang.engine.clustering.spread import HERE
from taizhang.engine.clustering.tables import Table, tabled

HEADINGS = ["停车难", "停车难", "漏水", ""]
TEXTS = ["小区没有车位", "没有车位可停", "屋顶漏水无人维修", "？"]


def table_of(*edges: int) -> Table:
    """The table of the messages, read in parts that end there."""
    bounds = [0, *edges, len(TEXTS)]
    parts = [
        counts(HEADINGS[first:last], TEXTS[first:last])
        for first, last in itertools.pairwise(bounds)
    ]
    table = tabled(parts, most=0.5)
    assert parts == [], "they are used up: memory stays small"
    return table


def test_a_heading_counts_more_and_each_gram_once() -> None:
    found = counts(["停车"], ["停车停车"])
    assert found.said.max() == HEADING + 3, "whatever their order"
    assert len(set(found.keys.tolist())) == len(found.keys)
    assert found.headed.any()


@pytest.mark.parametrize("edges", [(1,), (2, 3), (1, 2, 3)])
def test_the_parts_make_no_difference(edges: tuple[int, ...]) -> None:
    whole, table = table_of(), table_of(*edges)
    for name in ("ends", "columns", "said", "headed", "weight", "often", "sizes", "lengths"):
        assert np.array_equal(getattr(whole, name), getattr(table, name)), name


def test_what_two_messages_share() -> None:
    one, other = np.array([0, 0, 0]), np.array([1, 2, 3])
    found = table_of().shared(one, other)
    assert found.there[0] == found.back[0] == 1.0
    assert found.cosine[0] > 0.5
    assert found.likeness[0] < 1.0, "each says something else too"
    assert found.cosine[1] == found.cosine[2] == 0.0


def test_messages_that_share_nothing_have_no_table() -> None:
    table = tabled([counts(["", ""], ["漏水", "停车"])], most=0.5)
    assert len(table.weight) == 0
    assert table.sizes.tolist() == [1, 1]
    assert [found.tolist() for found in candidates(table, HERE)] == [[], []]


def test_only_the_nearest_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["东路路灯不亮", "东路路灯不亮啊", "东路路灯坏了", "西门积水"]
    table = tabled([counts([""] * 4, texts)], most=1.0)
    one, other = candidates(table, HERE)
    assert (0, 1) in zip(one.tolist(), other.tolist(), strict=True)
    assert 3 not in other.tolist()
    monkeypatch.setattr(neighbours, "NEIGHBOURS", 1)
    monkeypatch.setattr(neighbours, "_SKETCHES", 0)
    fewer, _other = candidates(table, HERE)
    assert len(fewer) < len(one)


def test_no_gram_stands_anywhere_among_messages_without_one() -> None:
    nothing = standing([], rows=True)
    assert nothing.often(np.array([1, 2], dtype=np.uint64)).tolist() == [0, 0]
