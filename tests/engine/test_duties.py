"""Whose matter it is by the duty catalogue alone."""

from __future__ import annotations

import pytest

from taizhang.engine.duties import charged, clear

UNITS = {
    "a": ("自然资源和规划局", "土地供应、规划许可、不动产登记"),
    "b": ("人才办", "人才引进、人才公寓分配、社保补贴"),
    "c": ("供电公司", "电力增容、线路迁改、停电抢修"),
    "d": ("综合办", "协调服务企业"),
}


@pytest.mark.parametrize(
    ("text", "category", "expected"),
    [
        ("变压器不够，需要电力增容", "utilities", ("c", ("电力增容", "供电"))),
        ("员工住不上人才公寓", "", ("b", ("人才公寓",))),
        ("地块手续卡在土地供应一环", "land_space", ("a", ("土地供应", "自然资源"))),
    ],
)
def test_the_unit_whose_duties_a_matter_names(
    text: str, category: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    found = clear(charged(text, UNITS, category))
    assert found is not None
    assert found.code == expected[0]
    assert found.words[: len(expected[1])] == expected[1]


def test_the_kind_alone_names_nobody_but_says_whom_to_offer() -> None:
    found = charged("缺一块地", UNITS, "land_space")
    assert [one.code for one in found] == ["a"]
    assert found[0].shared == ()
    assert clear(found) is None


def test_one_word_alone_is_chance_and_a_whole_word_is_not() -> None:
    assert clear(charged("停电了", UNITS)) is None
    whole = clear(charged("请派人停电抢修", UNITS))
    assert whole is not None
    assert (whole.code, whole.shared) == ("c", ("停电抢修",))


def test_who_is_hardly_ahead_is_not_clear() -> None:
    near = {"x": ("甲局", "道路养护绿地"), "y": ("乙局", "道路养护亮灯")}
    found = charged("道路养护绿", near)
    assert [one.points for one in found] == [4, 3]
    assert clear(found) is None


def test_a_matter_that_no_duty_names_is_nobodys() -> None:
    assert charged("请多关心我们", UNITS) == ()
    assert clear(()) is None


def test_two_as_likely_are_not_guessed_at() -> None:
    twins = {"x": ("甲局", "道路养护绿化"), "y": ("乙局", "道路养护照明")}
    found = charged("门前道路养护太差", twins)
    assert [one.code for one in found] == ["x", "y"]
    assert clear(found) is None
