"""Records: values that compare, hash and are replaced like frozen dataclasses."""

from __future__ import annotations

from dataclasses import replace

from taizhang.engine.records import record


@record
class Place:
    start: int
    end: int = 9


def test_records_with_the_same_fields_are_the_same() -> None:
    assert Place(1, 2) == Place(1, 2)
    assert {Place(1, 2), Place(1, 2), Place(1)} == {Place(1, 2), Place(1, 9)}


def test_a_record_has_no_room_for_anything_else() -> None:
    assert Place.__slots__ == ("start", "end")


def test_a_changed_record_is_another_one() -> None:
    place = Place(1, 2)
    assert replace(place, end=5) == Place(1, 5)
    assert place.end == 2
