"""What of an appeal's words is the matter, and what its effect, its speaker or its office."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.assemble import titled
from taizhang.engine.extract.categories import categorise


@pytest.mark.parametrize(
    ("text", "category"),
    [
        # The effect of a matter, and what it would be good for, are not the matter.
        ("热力站检修，车间停汽，被迫停产，损失了两个订单。", "utilities"),
        ("一直没有产权证，想抵押贷款银行不认", "approval"),
        ("订单都有了，贷款迟迟批不下来", "finance"),
        # The longest word at a place: 人才公寓 is no 人才, 保证 no 证.
        ("人才公寓申请不上", "housing_living"),
        ("不敢保证交货，原料涨价", "market"),
        # Whose office it is tells less than what is lacking.
        ("砂石断供，交通局让等通知", "market"),
        # As people say it.
        ("院子小，新设备没处放，想要块空地", "land_space"),
        ("商票要折掉三个点", "finance"),
        ("春节后返岗的少，开出七千没人应聘", "talent"),
        ("娃念书要跑二十里", "housing_living"),
        ("大车白天不让进城，末班车又早", "transport"),
        ("一打雷就跳闸，水龙头是细流", "utilities"),
        ("当年招商时答应的减半没有兑现", "policy"),
        ("送检要等四十天，想跟大学联合研发", "technology"),
        ("外方股东不签字，集团要把线挪到外省", "ownership"),
        ("一个月来了七拨检查的，围墙边老丢东西", "other"),
    ],
)
def test_the_matter_decides(text: str, category: str) -> None:
    assert categorise(text).category == category


def test_a_title_names_the_matter() -> None:
    assert categorise("每年冬天都要等很久", title="蒸汽").category == "utilities"


def test_the_office_tells_where_the_words_do_not() -> None:
    found = categorise("一直没有人管", beside="由区人社局答复")
    assert (found.category, found.words) == ("talent", ("人社",))
    assert categorise("招工难", beside="人社局组织招工").words.count("招工难") == 1


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("二、关于蒸汽。", "关于蒸汽"),
        ("一是流动资金问题。", "一是流动资金问题"),
        ("三、用地：", "用地"),
        ("总经理王守一说，", ""),
    ],
)
def test_a_title_stands_right_before_the_quote(before: str, title: str) -> None:
    assert titled(before) == title
