"""Rows of records, parts given to several units, and what tells a trouble by its shape."""

from __future__ import annotations

import pytest

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract import extract
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.text import RawText
from tests.engine.extract.scenes import entries, texts

ROWS = (
    "现将重点诉求办理情况通报如下：\n"
    "1.霁康药业有限公司：样品检验排队长，平均要等七天。办理情况：市药检院已开通绿色通道。已办结。\n"
    "2.砚捷医疗、霁泽基因等5家企业：找不到五百平方米的小厂房。办理情况：新城管委会拟改造二期8号楼。正在办理。\n"
)


def test_a_row_without_a_label_for_the_matter_is_an_appeal_with_its_answer() -> None:
    found = entries(ROWS, "appeal")
    assert [(e["text"], e["reply"], e["enterprises"]) for e in found] == [
        (
            "样品检验排队长，平均要等七天",
            "市药检院已开通绿色通道",
            ["霁康药业有限公司"],
        ),
        (
            "找不到五百平方米的小厂房",
            "新城管委会拟改造二期8号楼",
            ["砚捷医疗", "霁泽基因"],
        ),
    ]
    assert not [t for t in texts(ROWS, "directive") if "样品检验" in t or "小厂房" in t]


def test_a_row_about_no_enterprise_stays_a_task() -> None:
    raw = (
        "会议要求：\n1.关于防汛：各镇要加固堤坝，备足沙袋。办理要求：6月底前完成。\n"
        "2.关于供水：县水务局要更换管网。办理要求：7月底前完成。\n"
    )
    assert texts(raw, "appeal") == []


def test_rows_with_who_watches_over_them_are_hazards() -> None:
    raw = (
        "现将重大隐患挂牌督办通报如下：\n"
        "1.砚山县南沟铁矿。主通风机失效，独头巷道未设局部通风。督办单位：市应急管理局。整改期限：8月30日。\n"
        "2.岚江市霁民供热公司（业主：霁民集团）。锅炉安全阀超期未校验，司炉工无证上岗。督办单位：市市场监管局。\n"
    )
    found = entries(raw, "hazard")
    assert [e["text"] for e in found] == [
        "主通风机失效，独头巷道未设局部通风",
        "锅炉安全阀超期未校验，司炉工无证上岗",
    ]
    assert texts(raw, "directive") == []


def test_an_item_given_to_several_units_is_a_task_for_each() -> None:
    raw = (
        "区长提出两点要求：\n"
        "一要突出重点。区住建局要对工地开展检查，7月25日前完成首轮排查；区城管局要推进瓶改管，年内完成千户。\n"
        "二要抓好值守。区应急局要会同区水利局每日会商，落实叫应机制。\n"
    )
    assert texts(raw, "directive") == [
        "区住建局要对工地开展检查，7月25日前完成首轮排查",
        "区城管局要推进瓶改管，年内完成千户",
        "要抓好值守。区应急局要会同区水利局每日会商，落实叫应机制",
    ]


def test_who_has_a_date_leads_and_so_does_who_gives_the_order() -> None:
    raw = "会议议定：镇财政所9月20日前拨付第一笔工程款；经济发展办督促施工方9月底前完成管网。"
    assert [e["lead_unit"] for e in entries(raw, "directive")] == ["镇财政所", "经济发展办"]


def test_plans_of_a_week_are_tasks_in_an_article_that_names_deeds_elsewhere() -> None:
    raw = (
        "【社会事业】\n一小扩建工程（民生实事）完成桩基施工。\n【下周重点】\n"
        "1.筹备一季度经济运行分析会（经济发展局）；\n2.完成二路污水管网抢修（建设局）。\n"
    )
    found = extract(RawText(raw)).entries
    assert [(e.ledger, e.text[:4]) for e in found] == [
        (LedgerKind.DIRECTIVE, "筹备一季"),
        (LedgerKind.DIRECTIVE, "完成二路"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "道口至库区道路未硬化，粮食运不进来",
        "新品许可增项办理周期长",
        "三个部门多头检查",
        "货款收不齐，机器带不动",
        "跑了两个月没有结果",
    ],
)
def test_trouble_has_a_shape(told: str) -> None:
    assert weigh(told).hard


@pytest.mark.parametrize(
    "told",
    ["离不开各方支持", "毫不动摇抓生产", "不动产登记窗口", "用不了多久就能投产", "产业链延长"],
)  # fmt: skip
def test_what_looks_like_it_is_none(told: str) -> None:
    assert not weigh(told).hard


def test_what_a_list_named_is_known_wherever_else_it_stands() -> None:
    raw = (
        "区领导走访霁冶特钢、砚士达新材料、恒岚冷链物流等企业。\n"
        "在砚士达新材料的中试基地，缺少检测设备，希望管委会帮助牵线。"
    )
    assert [e["enterprises"] for e in entries(raw, "appeal")] == [["砚士达新材料"]]
