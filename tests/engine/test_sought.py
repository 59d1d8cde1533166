"""What is looked for by its first two letters is found as `re` finds it."""

from __future__ import annotations

import re

import pytest

from taizhang.engine.beginnings import beginnings
from taizhang.engine.sought import Sought, openings

TEXT = "甲局、乙局长和丙县委（以下简称丙委）；甲甲局，a丁厂。甲丁厂长己厂(戊)甲局"

BEGUN = [
    ("甲局|乙厂", {"甲局", "乙厂"}),
    ("(?P<who>[甲乙]局)长?", {"甲局", "乙局"}),
    ("丁?厂长", {"丁厂", "厂长"}),
    ("(?:甲|丁){1,3}厂", {"甲甲", "甲丁", "丁甲", "丁丁", "甲厂", "丁厂"}),
    ("甲{2}局|(?>丙县)", {"甲甲", "丙县"}),
    ("(?<![、])甲(?!丁)局$", {"甲局"}),
    ("丁(?=厂长|局长)", {"丁厂", "丁局"}),
    ("丁(?=厂|局)", set()),
    ("(?=丙)丙(?:县|委)", {"丙县", "丙委"}),
    ("[a-c][丁-丂]?厂", {"a厂", "b厂", "c厂", "a丁", "b丁", "c丁", "a丂", "b丂", "c丂"}),
    (r"[（(]以?", set()),
    (".局", set()),
    ("甲.", set()),
    ("甲?", set()),
    ("[一-鿿]局", set()),
    (r"\d局", set()),
    ("[^甲]局", set()),
    ("(?i:a)丁", set()),
    ("(甲)\\1", set()),
    ("[一-丿][一-丿][丂-丨]", set()),
]


@pytest.mark.parametrize(("pattern", "begun"), BEGUN)
def test_beginnings_are_all_first_two_letters_or_none(pattern: str, begun: set[str]) -> None:
    assert beginnings(pattern) == begun


@pytest.mark.parametrize("pattern", [pattern for pattern, begun in BEGUN if begun])
def test_the_same_is_found_in_the_same_order(pattern: str) -> None:
    found = [each.span() for each in Sought(pattern).finditer(TEXT)]

    assert found == [each.span() for each in re.finditer(pattern, TEXT)]
    assert {start for start, _end in found} <= set(Sought(pattern).starts(TEXT))


def test_a_match_is_not_looked_for_inside_another() -> None:
    assert [each.group() for each in Sought("甲甲?局|甲局").finditer("甲甲局甲局")] == [
        "甲甲局",
        "甲局",
    ]


def test_a_pattern_that_may_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="begin with anything"):
        Sought("[^甲]局")


def test_openings_let_more_in_than_begins_so_and_never_less() -> None:
    found = openings(["甲局长", "丁厂"])

    assert [each.start() for each in found.finditer("甲局丁厂甲厂丁丁甲")] == [0, 2, 4]
