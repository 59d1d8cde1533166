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
        ("缺一块地", "land_space", ("a", ("自然资源",))),
    ],
)
def test_the_unit_whose_duties_a_matter_names(
    text: str, category: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    found = clear(charged(text, UNITS, category))
    assert found is not None
    assert found.code == expected[0]
    assert found.words[: len(expected[1])] == expected[1]


def test_a_matter_that_no_duty_names_is_nobodys() -> None:
    assert charged("请多关心我们", UNITS) == ()
    assert clear(()) is None


def test_two_as_likely_are_not_guessed_at() -> None:
    twins = {"x": ("甲局", "道路养护绿化"), "y": ("乙局", "道路养护照明")}
    found = charged("门前道路养护太差", twins)
    assert [one.code for one in found] == ["x", "y"]
    assert clear(found) is None
