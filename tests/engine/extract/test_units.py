"""Where a name of a public body or a park starts and ends."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.firms import firms
from taizhang.engine.extract.units import parks, units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市环保局牵头，规划建设中心配合", ["市环保局", "规划建设中心"]),
        ("自然资源和规划局和住房和城乡建设局会同审批局办理",
         ["自然资源和规划局", "住房和城乡建设局", "审批局"]),
        ("岚江市委宣传部、区委书记", ["岚江市委宣传部"]),
        ("市教委、市住房城乡建委、金融办", ["市教委", "市住房城乡建委", "金融办"]),
        ("当地交通部门马上联系", ["交通部门"]),
        ("云岭管委会表示，安委会要办理", ["云岭管委会", "安委会"]),
        ("各园区运营中心要落实", []),
        ("中心城区布局，研发中心、多功能厅", []),
        ("青澜科技公司办公室", []),
        ("住房和城乡建设局和自然资源和规划局和商务局",
         ["住房和城乡建设局", "自然资源和规划局", "商务局"]),
        ("和局和局和水利局", ["水利局"]),
        ("市资源和规划委牵头", ["市资源和规划委"]),
        ("请区公安分局交警大队到场", ["区公安分局交警大队"]),
        ("县水务局市财政局办公室", ["县水务局", "市财政局办公室"]),
        ("据区民政局介绍，充分发挥区总工会作用", ["区民政局", "区总工会"]),
        ("他立即联系区商务局，连夜协调市农业和园林局", ["区商务局", "市农业和园林局"]),
        ("认真落实岚江市委、用省委宣传部提出的要求", ["岚江市委", "省委宣传部"]),
        ("区民政局、区住建局联合会办，享受政府补助，加强地方政府债务管理",
         ["区民政局", "区住建局"]),
        ("建设区域金融中心，人行岚江中心支行、岚江政府", ["人行岚江中心支行", "岚江政府"]),
        ("报县政府办备案，县政府办公室汇总", ["县政府办", "县政府办公室"]),
    ],
)  # fmt: skip
def test_bodies(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in units(text, firms(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来到松溪园区，召开座谈会", ["松溪园区"]),
        ("谋划飞地产业园区", []),
        ("落户云岭经济开发区", ["云岭经济开发区"]),
        ("各园区要落实", []),
    ],
)
def test_parks(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in parks(text)] == expected


def test_a_run_of_endings_is_no_body_with_ever_more_parts() -> None:
    assert max(len(unit.name) for unit in units("中心" * 200)) <= 60
