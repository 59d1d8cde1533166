"""A concordance says which lists have a word in a stretch of text."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.concordance import Lists

FIRMS, CHARGE, GROUPS, KNOWN = 1, 2, 4, 8
LISTS = Lists(("企业负责人", "厂长"), ("负责人",), ("企业",))
TEXT = "两家企业的企业负责人和厂长在座"


@pytest.mark.parametrize(
    ("piece", "held"),
    [
        ("两家", 0),
        ("企业的", GROUPS),
        ("企业负责人", FIRMS | CHARGE | GROUPS),
        ("业负责人和", CHARGE),
        ("厂长在座", FIRMS),
        ("在座", 0),
    ],
)
def test_words_count_where_they_begin_also_inside_and_at_the_head_of_longer_ones(
    piece: str, held: int
) -> None:
    start = TEXT.index(piece)

    assert LISTS.found_in(TEXT).within(start, start + len(piece)) == held


def test_further_places_count_as_well() -> None:
    found = LISTS.found_in(TEXT, [(0, KNOWN)])

    assert found.within(0, 2) == KNOWN
    assert found.within(0, 3) == KNOWN | GROUPS


def test_what_only_begins_like_a_word_is_none() -> None:
    assert LISTS.found_in("负责任的厂业").within(0, 6) == 0


def test_a_letter_may_be_a_word_and_begin_a_longer_one() -> None:
    found = Lists(("说", "问"), ("说明",)).found_in("问：说明了，说吧")

    assert [found.within(place, place + 1) for place in (0, 2, 6)] == [1, 3, 1]
