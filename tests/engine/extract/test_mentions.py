"""Places of names: which of them stay, and where the text says a name again."""

from __future__ import annotations

from taizhang.engine.extract.mentions import Mention, occurrences, without_overlaps


def _mention(start: int, end: int) -> Mention:
    return Mention(start, end, "名" * (end - start), "legal form")


def test_of_overlapping_mentions_the_longer_stays_and_of_equals_the_earlier() -> None:
    mentions = [_mention(20, 24), _mention(2, 8), _mention(0, 4), _mention(22, 26), _mention(7, 9)]
    assert without_overlaps(mentions) == (_mention(2, 8), _mention(20, 24))


def test_mentions_side_by_side_both_stay() -> None:
    assert without_overlaps([_mention(4, 8), _mention(0, 4)]) == (_mention(0, 4), _mention(4, 8))


def test_a_short_one_stays_where_the_longest_of_a_heap_pushed_its_rival_out() -> None:
    heap = [_mention(0, 6), _mention(4, 12), _mention(0, 3)]
    assert without_overlaps(heap) == (_mention(0, 3), _mention(4, 12))


def test_no_mentions() -> None:
    assert without_overlaps([]) == ()


def test_a_name_is_found_at_every_place_but_not_inside_itself() -> None:
    assert list(occurrences("云云云，云云", "云云")) == [0, 4]
    assert list(occurrences("岚江", "云岭")) == []
