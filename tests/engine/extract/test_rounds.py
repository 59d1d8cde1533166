"""Hazards told one after the other: one place, one entry."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts

CHECKED = "县安委办对辖区单位进行了暗访检查。现将发现的主要问题通报如下：\n"
FOUND = "12月2日，督查组共检查点位17个，发现问题9个。具体情况如下：\n"
ROUND = "记者随消防检查组夜查。\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (CHECKED + "（一）砚池木业有限公司。除尘未使用，粉尘堆积。\n（二）霁岭小区。洞口无护栏。",
         ["除尘未使用，粉尘堆积", "洞口无护栏"]),
        (FOUND + "砚池涂装厂灯管有7根不亮。霁岭耐材厂料场露天堆放。该厂负责人解释称要修。",
         ["灯管有7根不亮", "料场露天堆放"]),
        (CHECKED + "北环路口在建的霁岭二期工地，土方未苫盖，道路抛洒。", ["土方未苫盖，道路抛洒"]),
        (ROUND + "在步行街的一家KTV，二楼的安全出口锁着，应急灯没有反应。",
         ["二楼的安全出口锁着，应急灯没有反应"]),
        (ROUND + "【霁岭社区】菜场后门有人烧垃圾。", ["菜场后门有人烧垃圾"]),
        (ROUND + "看到罐区门口积水、报警器被袋子套住，他当即要求立即处理。",
         ["罐区门口积水、报警器被袋子套住"]),
        ("检查时发现你公司存在以下重大事故隐患：\n1.探头失灵；\n2.装置被旁路。\n限10日前改正。",
         ["1.探头失灵；2.装置被旁路"]),
        ("存在以下问题：\n1.砚池木业有限公司粉尘堆积；\n2.岭北纸业有限公司通道堵塞。",
         ["粉尘堆积", "通道堵塞"]),
        ("存在以下问题：\n1.砚池木业有限公司粉尘堆积；\n2.岭北纸业有限公司正常。", ["粉尘堆积"]),
        ("经查，霁岭市场私搭阁楼住人；而在砚池仓储，三个仓间堆满。",
         ["霁岭市场私搭阁楼住人", "而在砚池仓储，三个仓间堆满"]),
    ],
)  # fmt: skip
def test_each_place_is_one_hazard(raw: str, expected: list[str]) -> None:
    assert texts(raw, "hazard") == expected


@pytest.mark.parametrize(
    "raw",
    [
        CHECKED + "（一）个别企业责任落实不到位。",
        CHECKED + "有5个项目至今未实质性开工，应统未统2个，进度缓慢，计划不足三成。",
        ROUND + "老板说，楼道如果堵塞，容易出事。",
        ROUND + "商户未签约，灯具一盏不缺，没有拿到许可。",
        "会议研究用地。二楼的安全出口锁着。",
        "检查情况：企业反映的问题如下：\n门口积水。",
    ],
)
def test_no_place_no_hazard(raw: str) -> None:
    assert texts(raw, "hazard") == []


def test_whose_place_it_is_stands_beside_the_quote() -> None:
    raw = (
        CHECKED + "砚池运销站（实际经营人：王守一）储煤场未建围挡，道路积尘。\n"
        "（二）砚池木业有限公司。粉尘堆积。"
    )
    found = entries(raw, "hazard")
    assert [(e["text"], e["enterprises"]) for e in found] == [
        ("储煤场未建围挡，道路积尘", ["砚池运销站"]),
        ("粉尘堆积", ["砚池木业有限公司"]),
    ]


def test_a_round_that_has_come_to_a_firm_tells_what_is_wrong_there() -> None:
    raw = (
        "应急局开展夜间安全检查。\n在霁运加油站，静电接地夹损坏，灭火毯被杂物压住。\n"
        "检查组又来到砚兴气体充装站。气瓶超期未检，空瓶实瓶混放。\n"
        "霁岭火锅城的生意不错，灭火毯和应急灯都在原处。\n"
    )
    assert [(e["text"], e["enterprises"]) for e in entries(raw, "hazard")] == [
        ("静电接地夹损坏，灭火毯被杂物压住", ["霁运加油站"]),
        ("气瓶超期未检，空瓶实瓶混放", ["砚兴气体充装站"]),
    ]


HEADS = ("存在的问题",)


def test_what_is_wrong_without_a_place_of_its_own_goes_with_the_last() -> None:
    raw = (
        "存在的问题\n在砚栎酒店，检查人员发现员工不会操作喷淋；"
        "地下室配电箱敞开，且未接地；云禾宾馆消火栓被遮挡。"
    )
    found = entries(raw, "hazard", subheads=HEADS, byline_texts=HEADS)
    assert [e["enterprises"] for e in found] == [["砚栎酒店"], ["云禾宾馆"]]


def test_inspectors_at_a_place_have_seen_and_not_acted() -> None:
    raw = "检查组在砚池机械厂看到，车间安全光幕失灵，吊钩防脱装置缺失。检查组责令整改。"
    (found,) = entries(raw, "hazard")
    assert (found["text"], found["enterprises"]) == (
        "车间安全光幕失灵，吊钩防脱装置缺失",
        ["砚池机械厂"],
    )


def test_two_of_a_thing_are_seen_as_well() -> None:
    raw = "镇里检查九小场所。\n在老街农贸市场，摊位电线私拉乱接，两处消火栓无水。"
    assert texts(raw, "hazard") == ["摊位电线私拉乱接，两处消火栓无水"]
