"""Enterprises that what stands beside them proves, whatever their name is made of."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.firms import firms
from tests.engine.extract.scenes import extraction


def named(text: str) -> list[str]:
    return list(dict.fromkeys(mention.name for mention in firms(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“还是缺人。”砚立岳的总经理助理王守一说。砚立岳想多招十人。", ["砚立岳"]),
        ("砚立岳人力资源部总监不在，霁岳康财务总监周凤至来了。", ["霁岳康"]),
        ("霁岳康是一家做义齿的企业，去年投产。", ["霁岳康"]),
        ("施工单位：砚立岳（北区项目部）\n受检单位：霁岭火锅城", ["砚立岳", "霁岭火锅城"]),
        ("参会企业：砚立岳、霁岳康、栎阳激光。", ["砚立岳", "霁岳康", "栎阳激光"]),
        ("砚池食品有限公司、砚立岳、霁岳康、岭北纸业有限公司到会。",
         ["砚池食品有限公司", "砚立岳", "霁岳康", "岭北纸业有限公司"]),
        ("砚立、霁岳、栎康三家公司都来了。", ["砚立", "霁岳", "栎康"]),
        ("与它相邻的是一家做面条的企业——霁岭粮业，老板在。", ["霁岭粮业"]),
        ("霁岳耐材再也开不下去了。这家企业欠着电费。", ["霁岳耐材"]),
        ("霁岭农机销售总监陈实说，没有人。", ["霁岭农机"]),
        ("企业代表霁岭电缆、砚池印染先后发言。", ["霁岭电缆", "砚池印染"]),
        ("霁岭养鸡场粪污直排。", ["霁岭养鸡场"]),
        ("霁岭餐馆：无证经营。", ["霁岭餐馆"]),
        ("关停的原霁岭化肥厂由政府收回。", ["霁岭化肥厂"]),
        ("一行人驱车来到二十公里外的岭禾纺织。岭禾纺织的烦心事是蒸汽。", ["岭禾纺织"]),
        ("（一）砚池硅业的窑炉停了。", ["砚池硅业"]),
        ("由县环保局县供热公司负责。", []),
    ],
)  # fmt: skip
def test_what_stands_beside_proves_a_firm(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "名誉董事长王守一到会。",
        "王守一董事长、总经理周凤至到会。",
        "县公安局协助查找法定代表人。",
        "区域总经理王守一到会。",
        "受检单位：霁岭镇中心小学\n受检单位：区住建局",
        "这是一家做面条的企业，去年投产。",
        "砚池食品有限公司、区住建局、岭北纸业有限公司到会。",
        "砚池食品有限公司到会，岭北纸业有限公司、霁岭来了。",
        "维保公司不来，说还要省公司批。",
        "县城第二水厂的管网老化，城南污水处理厂要扩建，充分认识第二水厂的意义。",
        "老纱厂旧址和霁岭纱厂家属院要改造。",
        "约公安、工信两家和企业会商。",
        "站内便利店电线未穿管，个别网吧存在堆放。",
        "公司未设置护栏，水处理厂未运行，肥料和农药企业开工。",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert [name for name in named(text) if "有限公司" not in name] == []


def test_a_bracket_joins_the_short_name_to_the_full_one() -> None:
    said = "县水务投资有限公司（以下称“水投公司”）汇报。水投公司要规范使用资金。"
    found = [each for each in extraction(said).organisations if each.kind == "enterprise"]
    assert [(each.name, each.aliases) for each in found] == [("县水务投资有限公司", ("水投公司",))]
