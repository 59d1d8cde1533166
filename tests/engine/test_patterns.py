"""Patterns that are tried only where a match may begin find what they would find anyway."""

from __future__ import annotations

import re

import pytest

from taizhang.engine.patterns import compiled

TEXT = "由甲局负责，3月底前完成；乙厂（丙）未办-证。\n不亮 x_丁会要求：戊、己，无庚"

GUARDED = [
    r"(?:甲|乙)[局厂]|[丙丁]会?",
    r"(?<![由])(?:甲|乙厂)|丁(?=会)",
    r"(?:之)?(?:前|后)|均?不亮",
    r"(?:甲|乙)+",
    r"\d{1,2}月|[一二三]月",
    r"\s{1,3}不|(?P<who>丁|戊)会?",
    r"(?>丙|未)办?|\-证",
    r"[a-z]{1,3}_|(?:）|。)",
    r"\bx|\u5df1，",
    r"(?:乙){0,2}厂|戊{1}、",
    r"(?:\(|（)丙(?:\)|）)",
    r"(?<=；|，)[\d乙](?:厂|月)|^由",
]
UNGUARDED = [
    r"甲局|乙厂",
    r"[甲乙]",
    r"(?:(?:甲|乙)局)",
    r"(?:甲|.)局?",
    r"(?:甲|\w)局?",
    r"(?:甲局|[^，。]{1,3}厂)",
    r"(?:[一-鿿]局|乙)",
    r"(?:[\w。]局|乙)",
    r"(?:[-证]|乙)",
    r"(?:甲)?(?:局)?",
    r"(?i:x)_|[丁]",
    r"",
]


@pytest.mark.parametrize("pattern", [*GUARDED, *UNGUARDED])
def test_the_same_is_found_as_without_looking_at_first_characters(pattern: str) -> None:
    plain = [found.span() for found in re.finditer(pattern, TEXT)]

    assert [found.span() for found in compiled(pattern).finditer(TEXT)] == plain


@pytest.mark.parametrize("pattern", GUARDED)
def test_a_pattern_that_would_be_tried_everywhere_looks_at_the_first_character(
    pattern: str,
) -> None:
    assert compiled(pattern).pattern.startswith("(?=[")
    assert compiled(pattern).search(TEXT)


@pytest.mark.parametrize("pattern", UNGUARDED)
def test_a_pattern_that_gains_nothing_stays_as_it_is(pattern: str) -> None:
    assert compiled(pattern).pattern == pattern


def test_flags_are_kept() -> None:
    assert [each.start() for each in compiled("^(?:不|无)亮", re.MULTILINE).finditer(TEXT)] == [24]
