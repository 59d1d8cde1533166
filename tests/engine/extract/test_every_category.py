"""Every category has sentences of its own, and says which words decided."""

from __future__ import annotations

import pytest

from taizhang.engine.codes import Category
from taizhang.engine.extract.categories import categorise

_TOLD = {
    Category.LAND_SPACE: ("厂房不够用，急需新的生产用地", "扩建需要的地块一直没有落实"),
    Category.FINANCE: ("流动资金周转困难，银行贷款迟迟批不下来", "融资难，续贷利率偏高"),
    Category.TALENT: ("旺季招工难，技术工人留不住", "高层次人才引进困难"),
    Category.HOUSING_LIVING: ("青年职工租不到公租房", "员工子女入学困难，周边没有食堂"),
    Category.MARKET: ("订单减少，产品销路不畅", "外贸客户流失，出口下滑"),
    Category.POLICY: ("惠企政策的奖补一直没有兑现", "不清楚减免税收的申报条件"),
    Category.APPROVAL: ("施工许可审批时间太长", "不动产登记手续办不下来"),
    Category.UTILITIES: ("夏季经常停电，变压器需要增容", "天然气管网没有接通"),
    Category.TRANSPORT: ("厂区门口没有公交站点，员工出行不便", "道路破损，货车无法通行"),
    Category.ENVIRONMENT: ("园区污水处理能力不足", "危废无处处置，废气排放标准不清"),
    Category.DISASTER: ("暴雨后车间进水，损失严重", "灾后恢复生产困难"),
    Category.TECHNOLOGY: ("缺少检验检测平台，成果转化慢", "关键技术攻关需要产学研合作"),
    Category.OWNERSHIP: ("母公司计划重组，总部考虑外迁", "股东变更后重大决策难以推进"),
    Category.LEGAL: ("工程款被拖欠，合同纠纷久拖不决", "土地证有历史遗留的诉讼"),
    Category.OTHER: ("缺少防疫物资，口罩不够", "物业安保不到位，治安不好"),
}


@pytest.mark.parametrize(
    ("category", "text"),
    [(category, text) for category, some in _TOLD.items() for text in some],
)
def test_category_by_its_words(category: Category, text: str) -> None:
    found = categorise(text)
    assert found.category is category
    assert found.words
    assert all(word in text for word in found.words)


def test_every_category_is_told() -> None:
    assert set(_TOLD) == set(Category)
