from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from taizhang.engine.examples import (
    Calibration,
    Example,
    Figures,
    Outcome,
    Part,
    by_tenth,
    calibration,
    changed,
    figures,
    figures_by,
    parts_changed,
)

CLAIM: dict[str, Any] = {
    "start": 3,
    "end": 20,
    "ledger": "appeal",
    "text": "澄泉水处理用电容量不足",
    "category": "utilities",
    "scope": "",
    "enterprises": [{"name": "澄泉水处理", "code": None}],
    "lead": "",
    "due": None,
    "reply": "",
}


@pytest.mark.parametrize(
    ("kept", "parts"),
    [
        ({}, ()),
        ({"text": "澄泉水处理 用电容量不足\n"}, ()),
        ({"text": "澄泉水处理要扩容"}, (Part.TEXT,)),
        ({"end": 21}, (Part.SPAN,)),
        ({"ledger": "hazard", "category": ""}, (Part.LEDGER, Part.CATEGORY)),
        ({"enterprises": [{"name": "澄泉水处理", "code": "e1"}]}, (Part.ENTERPRISES,)),
        ({"due": "2026-09-30", "lead": "u1", "reply": "年内办"}, (Part.LEAD, Part.DUE, Part.REPLY)),
    ],
)
def test_what_a_person_changed_is_named(kept: dict[str, Any], parts: tuple[Part, ...]) -> None:
    assert changed(CLAIM, {**CLAIM, **kept}) == parts


def _example(outcome: Outcome, *parts: Part, document: int = 1, ledger: str = "appeal") -> Example:
    return Example(1, document, date(2026, 9, 1), ledger, "finance", outcome, parts)


EXAMPLES = [
    _example(Outcome.AS_IS),
    _example(Outcome.AS_IS, document=2),
    _example(Outcome.EDITED, Part.DUE, Part.TEXT),
    _example(Outcome.EDITED, Part.DUE, ledger="deed"),
    _example(Outcome.REJECTED),
    _example(Outcome.MISSED),
]


def test_precision_and_recall_are_counted_on_what_people_confirmed() -> None:
    found = figures(EXAMPLES)

    assert found == Figures(as_is=2, edited=2, rejected=1, missed=1, documents=2)
    assert (found.claimed, found.right, found.wanted) == (5, 4, 5)
    assert (found.precision, found.recall, found.unchanged) == (0.8, 0.8, 0.4)


def test_without_examples_nothing_is_claimed() -> None:
    nothing = figures([])

    assert (nothing.precision, nothing.recall, nothing.unchanged) == (None, None, None)


def test_figures_are_told_apart_by_a_key() -> None:
    found = figures_by(EXAMPLES, lambda example: example.ledger)

    assert list(found) == ["appeal", "deed"]
    assert found["deed"] == Figures(edited=1, documents=1)


def test_the_part_changed_most_often_stands_first() -> None:
    assert parts_changed(EXAMPLES) == {Part.DUE: 2, Part.TEXT: 1}


def _given(confidence: float | None, outcome: Outcome) -> Example:
    return Example(1, 1, date(2026, 9, 1), "appeal", "", outcome, confidence=confidence)


@pytest.mark.parametrize(
    ("confidence", "tenth"),
    [(None, None), (0.0, 0), (0.29, 2), (0.79, 7), (0.8, 8), (0.9, 9), (0.97, 9), (1.0, 9)],
)
def test_confidence_is_told_in_tenths(confidence: float | None, tenth: int | None) -> None:
    assert _given(confidence, Outcome.AS_IS).tenth == tenth


def test_confidence_is_held_against_what_was_confirmed() -> None:
    found = by_tenth(
        [
            _given(0.84, Outcome.AS_IS),
            _given(0.86, Outcome.EDITED),
            _given(0.8, Outcome.REJECTED),
            _given(0.95, Outcome.AS_IS),
            _given(0.4, Outcome.REJECTED),
            _given(None, Outcome.MISSED),
        ]
    )

    assert list(found) == [9, 8, 4]
    assert found[8] == Calibration(claimed=3, right=2, given=pytest.approx(2.5 / 3))
    assert [found[tenth].share for tenth in (9, 4)] == [1, 0]


def test_what_was_missed_had_no_confidence() -> None:
    assert calibration([_given(None, Outcome.MISSED)]) is None
