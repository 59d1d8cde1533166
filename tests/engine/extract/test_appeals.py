"""Problems that enterprises raise, and the answer given."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts


@pytest.mark.parametrize(
    ("raw", "expected", "reply"),
    [
        ("针对栎阳公司、钧窑环保等企业反映的厂房面积不足问题，管委会将协调。",
         "栎阳公司、钧窑环保等企业反映的厂房面积不足问题", "管委会将协调"),
        ("栎阳科技公司落户。针对公司职工用餐难这一问题，街道很快引来食堂。",
         "公司职工用餐难这一问题", "街道很快引来食堂"),
        ("栎阳科技公司开业。为了解决企业停车难问题，城管局积极协助。",
         "企业停车难问题", "城管局积极协助"),
        ("在得知参会企业多为食品企业，对冷链用地都有需求这一共性问题后，随即召集园区负责人介绍。",
         "参会企业多为食品企业，对冷链用地都有需求这一共性问题", "后，随即召集园区负责人介绍"),
        ("栎阳种业提出贷款到期后续贷困难，金融服务中心负责人当场答复，将上门。",
         "贷款到期后续贷困难", "将上门"),
        ("37家企业提出用工需求、协助联系6所学校。", "37家企业提出用工需求", "协助联系6所学校"),
        ("在岚江栎阳科技有限公司，仓库积压严重，周转难上加难，老板十分着急。得知情况后，园区帮企业对接商超。",
         "仓库积压严重，周转难上加难", "园区帮企业对接商超"),
        ("一家软件企业搬家时，尾款短缺难住了老板。高新区帮其筹措资金。",
         "一家软件企业搬家时，尾款短缺难住了老板", "高新区帮其筹措资金"),
        ("公司董事长介绍，订单增长，但园区宿舍紧张，租房贵。区长当即要求住建局解决。",
         "订单增长，但园区宿舍紧张，租房贵", "要求住建局解决"),
        ("部分企业反映，用工紧张。", "用工紧张", None),
        ("栎阳公司、钧窑公司反映的限高杆影响通行问题，由交通局牵头。",
         "栎阳公司、钧窑公司反映的限高杆影响通行问题", "由交通局牵头"),
        ("栎阳公司等企业提出，道路破损。", "道路破损", None),
    ],
)  # fmt: skip
def test_problems(raw: str, expected: str, reply: str | None) -> None:
    found = entries(raw, "appeal")
    assert [(e["text"], e["reply"]) for e in found] == [(expected, reply)]


@pytest.mark.parametrize(
    "raw",
    [
        "针对企业反映的问题，现场进行回应。",
        "针对大家提出的意见建议和问题，区长要求办理。",
        "针对群众反映的路灯不亮问题，城管局办理。",
        "为了解决企业发展难题，高新区召开会议。",
        "区长在栎阳公司询问企业资金短缺情况。",
        "栎阳公司提出要求，要加快建设。",
        "及时向栎阳公司反馈情况，用地紧张。",
        "栎阳公司提出，一切顺利。",
        "栎阳公司提出感谢，用地困难已消除。",
        "公司董事长介绍，感谢支持，资金紧张已经缓解。",
        "公司董事长介绍，订单增长。",
        "栎阳科技公司协调解决资金短缺。",
        "栎阳科技公司协助大家，资金短缺。",
        "栎阳科技公司资金短缺。",
    ],
)
def test_no_problem(raw: str) -> None:
    assert texts(raw, "appeal") == []


def test_a_circumstance_with_two_troubles_needs_no_answer() -> None:
    assert texts("在栎阳科技公司，急需设备，但缺资金。", "appeal") == ["急需设备，但缺资金"]


def test_the_answer_may_stand_in_the_next_sentence() -> None:
    (found,) = entries("栎阳科技公司负责人谈到，道路破损。规划局将修复。", "appeal")
    assert found["reply"] == "规划局将修复"
    (silent,) = entries("栎阳科技公司负责人谈到，道路破损。大家点头。", "appeal")
    assert silent["reply"] is None
    (last,) = entries("栎阳科技公司负责人谈到，道路破损", "appeal")
    assert last["reply"] is None


def test_an_inner_lead_is_left_out() -> None:
    assert texts("关于针对栎阳公司反映的用电不稳问题，供电公司将解决。", "appeal") == [
        "栎阳公司反映的用电不稳问题"
    ]


def test_a_sum_of_problems_ends_the_appeal() -> None:
    raw = "座谈中企业反映招工难、成本高等问题，裴望舒提出意见建议。"
    assert texts(raw, "appeal") == ["企业反映招工难、成本高等问题"]
    assert texts("解决企业“急难愁盼”问题，不断优化环境。", "appeal") == []
