"""Units that their surroundings make units: charges, words of acting, labels, lists."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.acting import acting
from taizhang.engine.extract.units import units


def named(text: str) -> list[str]:
    return list(dict.fromkeys(each.name for each in acting(text, units(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由柳林镇负责，年底完成。", ["柳林镇"]),
        ("县水务局、柳林镇、松溪乡分头排查。", ["县水务局", "柳林镇", "松溪乡"]),
        ("责任单位：县水务局、双桥村所在的柳林镇", ["县水务局", "柳林镇"]),
        ("整改责任单位：各乡镇、柳林镇卫生院", ["柳林镇卫生院"]),
        ("镇卫生院要备足药品。", ["镇卫生院"]),
        ("叮嘱城北供电所加快架线。", ["城北供电所"]),
        ("区财政牵头，三天内算清账。", ["区财政"]),
        ("垃圾清运由街道负责。", ["街道"]),
        ("序号\t事项\t责任单位\n1\t修渠\t柳林镇水利站", ["柳林镇水利站"]),
    ],
)  # fmt: skip
def test_what_stands_around_makes_a_unit(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各乡镇要抓紧。",
        "由企业负责人签字。",
        "今年全市要再上台阶。",
        "干部要带头。",
        "记者来到柳林镇，天已经黑了。",
        "责任单位要对照清单。",
        "会议要求，抓好落实。",
        "请柳林镇的同志留下。",
        "区财政今年比较紧。",
        "看到柳林镇要下雨。",
    ],
)
def test_look_alikes(text: str) -> None:
    assert named(text) == []
