"""What a problem is about, with the words that decided."""

from __future__ import annotations

import pytest

from taizhang.engine.codes import Category
from taizhang.engine.extract.categories import categorise


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("厂房面积不足", "land_space"),
        ("贷款即将到期", "finance"),
        ("高级技工难招", "talent"),
        ("子女入学难", "housing_living"),
        ("产品销售不畅", "market"),
        ("奖补资金政策兑现慢", "policy"),
        ("消防审批难题", "approval"),
        ("经常停电", "utilities"),
        ("员工乘车难", "transport"),
        ("污水处理排放", "environment"),
        ("暴雨后厂区被淹", "disaster"),
        ("专利成果转化", "technology"),
        ("母公司重大决策", "ownership"),
        ("村民上访", "legal"),
        ("口罩供应", "other"),
        ("缺少与高校的合作渠道", "technology"),
        ("工程进度款压着，工资发放有压力", "finance"),
        ("产品进不了大超市", "market"),
        ("改制时职工安置问题没有解决", "legal"),
        ("各部门检查太频繁", "other"),
        ("废乳化液没有单位愿意收", "environment"),
        ("剩下的地一直没有挂牌", "land_space"),
        ("一炉料报废了，因为停电", "utilities"),
    ],
)
def test_categories(text: str, category: str) -> None:
    found = categorise(text)
    assert found.category == Category(category)
    assert all(word in text for word in found.words)


def test_what_nothing_tells_has_none() -> None:
    assert categorise("办理").category is None
    assert categorise("科技").category is None


def test_what_is_named_first_wins_a_tie() -> None:
    assert categorise("人才和住房").category is Category.TALENT
    assert categorise("住房和人才").category is Category.HOUSING_LIVING
