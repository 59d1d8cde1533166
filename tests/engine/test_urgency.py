"""Whether a matter can wait, and how long such take."""

from __future__ import annotations

import pytest

from taizhang.engine.urgency import Lasting, Urgency, lasting, pressed


@pytest.mark.parametrize(
    ("text", "urgency", "words"),
    [
        ("车间燃气泄漏，两名员工受伤，已停产", Urgency.DANGER, ("泄漏", "受伤")),
        ("公司停工三天，拖欠工资", Urgency.STANDSTILL, ("停工", "拖欠工资")),
        ("合同明天到期", Urgency.PRESSING, ("明天",)),
        ("为防止泄漏，希望更换管道", Urgency.ORDINARY, ()),
        ("尚未停产，订单减少", Urgency.ORDINARY, ()),
        ("", Urgency.ORDINARY, ()),
    ],
)
def test_words_say_that_it_cannot_wait(text: str, urgency: Urgency, words: tuple[str, ...]) -> None:
    found = pressed(text)
    assert (found.urgency, found.words) == (urgency, words)


def test_half_and_nine_of_ten_of_such_matters() -> None:
    assert lasting([9, 1, 2, 3, 4, 5, 6, 7, 8, 30]) == Lasting(10, 5, 9)
    assert lasting([1, 2, 3, 4]) is None
