"""A rule that is rejected again and again is trusted less, by a formula that can be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taizhang.engine.track_record import Judged, TrackRecord, track_records

NOON = datetime(2026, 9, 16, 12, tzinfo=UTC)


def _judged(right: int, wrong: int, *, rule: str = "wish", given: float = 0.8) -> list[Judged]:
    return [
        Judged(rule, given, number < right, number, NOON + timedelta(minutes=number))
        for number in range(right + wrong)
    ]


def test_a_rule_that_is_rejected_again_and_again_is_trusted_less() -> None:
    record = track_records(_judged(2, 8))["wish"]

    assert record == TrackRecord(right=2, wrong=8, given=pytest.approx(0.8), newest=9)
    assert record.expected == pytest.approx((20 * 0.8 + 2) / 30)
    assert record.lowered(0.86) == 0.66


@pytest.mark.parametrize(
    "judged",
    [
        [],
        _judged(0, 2),
        _judged(30, 3),
        _judged(9, 0),
    ],
    ids=["nothing decided", "rejected twice", "right as often as claimed", "never rejected"],
)
def test_other_rules_keep_their_confidence(judged: list[Judged]) -> None:
    assert track_records(judged) == {}


def test_each_rule_has_its_own_record() -> None:
    records = track_records([*_judged(0, 4), *_judged(8, 0, rule="order")])

    assert list(records) == ["wish"]


@pytest.mark.parametrize(("confidence", "lowered"), [(0.3, 0.2), (0.2, 0.2), (0.1, 0.1)])
def test_no_draft_falls_below_what_the_review_shows(confidence: float, lowered: float) -> None:
    record = track_records(_judged(0, 60, given=0.9))["wish"]

    assert record.lowered(confidence) == lowered


def test_what_was_forgotten_does_not_count() -> None:
    judged = _judged(0, 6)

    assert track_records(judged, {"wish": NOON + timedelta(minutes=9)}) == {}
    assert track_records(judged, {"wish": NOON + timedelta(minutes=1)})["wish"].wrong == 4
    assert track_records(judged, {"wish": NOON + timedelta(minutes=3)}) == {}
