"""Short names of firms, told by what stands around them; everyday words never are."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.firms import firms


def named(text: str) -> list[str]:
    return list(dict.fromkeys(mention.name for mention in firms(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在砚池食品，厂长说缺一台锅炉。", ["砚池食品"]),
        ("与他同样发愁的还有岭华电子。", ["岭华电子"]),
        ("问题2：砚池耐材供暖季停窑。", ["砚池耐材"]),
        ("岭岳轴承的仓库最靠河。隔壁的岭岳轴承招不到人。", ["岭岳轴承"]),
        ("砚池食品、岭岳玩具、栎阳石材都投了保险，厂里等着赔。",
         ["砚池食品", "岭岳玩具", "栎阳石材"]),
        ("5月6日，砚池饲料，企业商标被抢注。", ["砚池饲料"]),
        ("企业代表：砚池药业王守一、岭北纸业周凤至。", ["砚池药业", "岭北纸业"]),
        ("砚池基因：博士落户难，学位怎么办？\n岭立美：想租一层厂房，没有找到。",
         ["砚池基因", "岭立美"]),
        ("砚池农机二期项目用地未批，厂房无法开工。", ["砚池农机"]),
        ("走访砚池超市岭南店，公司负责人介绍情况。", ["砚池超市岭南店"]),
        ("岭光电子的车间要扩产。", ["岭光电子"]),
        ("几里外的 岭旭铝业 却很冷清。", ["岭旭铝业"]),
        ("开发商岭龙置业不管。", ["岭龙置业"]),
        ("昨晚，江苏岭玛车业包下一列车。", ["江苏岭玛车业"]),
    ],
)  # fmt: skip
def test_a_brand_and_what_stands_around_it_make_a_firm(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "支持绿色食品的生产，企业要加强管理。",
        "推广现代农机，提高产量。",
        "重点项目建设去年投产。",
        "省级科技计划项目要申报。",
        "一线技术工人订单培养。",
        "全市食品、医药、化工企业。",
        "砚池食品。",
        "这里的人都知道这样的说法，已经很久没有人再提起那些纺织",
        "责任单位：县住建局，抓紧办理。\n完成时限：年底以前，按期办结。",
        "工作目标：全面完成任务。",
        "食品很好。",
        "企业招工难，缺少技术工人，希望帮助招聘。",
        "公司想上环保设备，攻克材料难题，自购设备三台，工厂停用设备两台。",
    ],
)
def test_everyday_words_before_a_trade_make_none(text: str) -> None:
    assert named(text) == []
