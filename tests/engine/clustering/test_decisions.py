"""What people decided binds every run; what contradicts itself is refused by name."""

from __future__ import annotations

import pytest

from taizhang.engine.clustering.decisions import (
    Decision,
    DecisionsContradict,
    belongs,
    decided,
    differs,
)
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clusters import grouped

_NOISE = "每天夜里十一点以后还在施工，搅拌机声音很大，家里老人和孩子无法入睡"
_WATER = "高层住户的自来水压力太小，早晚高峰完全没有水，水箱也没有清洗过"


def _groups(messages: list[Message], *decisions: Decision) -> list[list[str]]:
    return [[each.id for each in group.messages] for group in grouped(messages, decisions)]


def _message(number: int, title: str, text: str, **more: str) -> Message:
    return Message(str(number), text, title=title, time=f"2026-03-{number:02d}", **more)


_MESSAGES = [
    _message(1, "雾松花园夜间施工", _NOISE),
    _message(2, "雾松花园半夜施工", f"请管一管。{_NOISE}"),
    _message(3, "霁川小区没有自来水", _WATER),
]


def test_what_belongs_together_is_together_however_unlike() -> None:
    assert _groups(_MESSAGES) == [["1", "2"], ["3"]]
    assert _groups(_MESSAGES, *belongs("3", ["1", "2"])) == [["1", "2", "3"]]
    assert belongs("3", []) == ()


def test_three_that_people_joined_pair_by_pair_are_one_group() -> None:
    pairs = [("1", "2"), ("1", "3"), ("2", "3")]
    said = [Decision(one, other, is_same=True) for one, other in pairs]
    assert _groups(_MESSAGES, *said) == [["1", "2", "3"]]


def test_what_is_not_the_same_stays_apart_however_alike() -> None:
    assert _groups(_MESSAGES, *differs("2", ["1", "2"])) == [["1"], ["2"], ["3"]]
    third = _message(4, "雾松花园夜里施工", f"又在施工。{_NOISE}")
    found = _groups([*_MESSAGES, third], Decision("1", "2", is_same=False))
    assert not any({"1", "2"} <= set(group) for group in found)


def test_copies_word_for_word_can_be_held_apart_too() -> None:
    copies = [_message(n, "雾松花园夜间施工", _NOISE) for n in (1, 2, 3)]
    found = _groups(copies, Decision("1", "2", is_same=False))
    assert not any({"1", "2"} <= set(group) for group in found)


def test_a_party_that_people_put_among_others_drives_nobody_out() -> None:
    messages = [
        _message(1, "夜间施工", _NOISE, enterprise="甲厂"),
        _message(2, "夜间施工", _NOISE + "。", enterprise="甲厂"),
        _message(3, "没有自来水", _WATER, enterprise="乙厂"),
    ]
    assert _groups(messages) == [["1", "2"], ["3"]]
    assert _groups(messages, *belongs("3", ["1"])) == [["1", "2", "3"]]


def test_decisions_about_messages_that_are_not_there_wait() -> None:
    assert _groups(_MESSAGES, Decision("1", "9", is_same=True)) == [["1", "2"], ["3"]]


def test_a_contradiction_is_refused_with_what_says_so() -> None:
    same = [Decision("1", "2", is_same=True), Decision("3", "2", is_same=True)]
    with pytest.raises(DecisionsContradict) as refused:
        decided([*same, Decision("3", "1", is_same=False)])
    assert refused.value.fields == {"one": "1", "other": "3", "chain": "1 – 2 – 3"}
    with pytest.raises(DecisionsContradict):
        grouped([], [*same, Decision("1", "1", is_same=False)])


def test_the_same_decision_twice_is_one() -> None:
    twice = [Decision("1", "2", is_same=True), Decision("2", "1", is_same=True)]
    assert decided(twice).together == (("1", "2"),)
    assert decided([*twice, Decision("1", "3", is_same=False)]).named == {"1", "2", "3"}
    assert decided([Decision("1", "2", is_same=True), Decision("3", "4", is_same=False)]).apart
