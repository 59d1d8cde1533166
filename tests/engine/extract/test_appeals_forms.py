"""Labelled forms, letters of firms, and troubles told with their answer."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts

_TWO = (
    "诉求企业：栎阳种业公司\n诉求事项：门口积水，货车进不来。\n责任单位：县住建局\n"
    "办理情况：已清淤。（已办结）\n"
    "诉求企业：钧窑环保公司\n诉求事项：希望减免租金。\n办理情况：正在研究。"
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (_TWO,
         [("门口积水，货车进不来", "已清淤"), ("希望减免租金", "正在研究")]),
        ("问题1：栎阳种业公司反映冷库电价偏高。\n办理情况：供电公司已上门。",
         [("冷库电价偏高", "供电公司已上门")]),
        ("1.企业名称：栎阳种业公司；反映问题：招不到焊工；答复：下月办招聘会。",
         [("招不到焊工", "下月办招聘会")]),
        ("问：我公司想申请补贴，怎么办？\n答：到窗口提交材料。",
         [("我公司想申请补贴，怎么办？", "到窗口提交材料")]),
        ("企业诉求：1.宿舍不够；2.公交太少。", [("宿舍不够", None), ("公交太少", None)]),
        ("【诉求内容】栎阳种业公司没有公交，职工出行难。【办理结果】延长12路。",
         [("栎阳种业公司没有公交，职工出行难", "延长12路")]),
    ],
)  # fmt: skip
def test_forms(raw: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(e["text"], e["reply"]) for e in entries(raw, "appeal")] == expected


@pytest.mark.parametrize(
    "raw",
    [
        "问题1：栎阳种业公司安全出口上锁，存在隐患。\n办理情况：已整改。",
        "问题1：栎阳种业公司路灯不亮。",
        "诉求事项：无\n办理情况：无",
        "办理情况：已完成。\n责任单位：县住建局",
        "诉求事项：一切如常。\n时限：本周",
    ],
)
def test_no_forms(raw: str) -> None:
    assert texts(raw, "appeal") == []


def test_a_form_names_its_unit_and_its_firm() -> None:
    raw = "企业名称：栎阳种业公司\n反映问题：缺少焊工。\n责任单位：县人社局\n答复：已推荐。"
    (found,) = entries(raw, "appeal")
    assert (found["enterprises"], found["lead_unit"]) == (["栎阳种业公司"], "县人社局")
    (nobody,) = entries("诉求事项：企业缺少焊工。\n责任单位：有关单位\n答复：已推荐。", "appeal")
    assert nobody["lead_unit"] is None


def test_a_heading_of_a_form_is_no_field_and_its_problem_no_hazard() -> None:
    raw = (
        "【问题一】\n企业名称：栎阳种业公司\n问题描述：厂门口没有红绿灯，已经剐蹭三回。\n"
        "牵头单位：公安交管大队\n办理要求：7月20日前完成勘查。\n"
        "【问题二】\n企业名称：砚池食品、岭穗面业\n问题描述：希望降低气价。\n"
        "牵头单位：区发改局\n办理要求：一周内组织企业和燃气公司协商。"
    )
    appeals = entries(raw, "appeal")
    assert [(a["enterprises"], a["lead_unit"]) for a in appeals] == [
        (["栎阳种业公司"], "公安交管大队"),
        (["砚池食品", "岭穗面业"], "区发改局"),
    ]
    assert entries(raw, "hazard") == []
    assert [d["lead_unit"] for d in entries(raw, "directive")] == ["公安交管大队", "区发改局"]


def test_rows_of_calls_have_their_unit_before_the_answer() -> None:
    raw = (
        "▲工单0527-118 岭雁新能源来电：厂区积水倒灌，请求疏浚。办理单位：市政环卫处。"
        "办理情况：已抽排。\n"
        "▲工单0529-015 岭景园林工程公司反映，尾款至今未付。办理单位：区城建局。办理情况：正在审计。"
    )
    found = [(e["text"], e["lead_unit"], e["enterprises"]) for e in entries(raw, "appeal")]
    assert found == [
        ("厂区积水倒灌，请求疏浚", "市政环卫处", ["岭雁新能源"]),
        ("尾款至今未付", "区城建局", ["岭景园林工程公司"]),
    ]


def test_who_asks_may_stand_in_its_cell_with_others() -> None:
    raw = (
        "编号｜诉求主体｜诉求内容｜承办单位\n"
        "1｜岭妹子火锅底料厂等5户｜水压不足｜水务局\n"
        "2｜砚达精工｜补贴没有兑现｜经信局、财政局"
    )
    assert [(e["enterprises"], e["lead_unit"]) for e in entries(raw, "appeal")] == [
        (["岭妹子火锅底料厂"], "水务局"),
        (["砚达精工"], "经信局"),
    ]


def test_homely_letters_count_what_troubles_them() -> None:
    raw = (
        "尊敬的管委会领导：\n您好！我是岭鹏机械加工厂的负责人。\n"
        "头一个事是路。我们厂门口那条路坑连着坑，一下雨大车就趴窝。\n"
        "第二个事，我们想上一条喷塑线，到底办哪个手续，盼给个准话。\n"
        "还有，招工也不好招，工资开到九千都没人来。\n此致\n敬礼！\n岭鹏机械加工厂\n"
        "【拟办意见】1.请规划建设局牵头，本月20号前把路补平；2.环保分局上门讲清。\n"
        "【领导批示】修路的事盯紧，月底我去现场看。卓远 4.12"
    )
    assert texts(raw, "appeal") == [
        "我们厂门口那条路坑连着坑，一下雨大车就趴窝",
        "我们想上一条喷塑线，到底办哪个手续，盼给个准话",
        "招工也不好招，工资开到九千都没人来",
    ]
    assert texts(raw, "directive") == [
        "请规划建设局牵头，本月20号前把路补平",
        "环保分局上门讲清",
        "修路的事盯紧，月底我去现场看",
    ]


def test_letters_give_each_numbered_request() -> None:
    raw = (
        "县供电公司：\n我公司主营制种，经营平稳，现有两件难事，恳请支持：\n"
        "一、用电不足。两台烘干机不能同开，恳请增容。\n二、道路破损。货车进不来，请求修复。\n"
        "以上问题，恳请解决为盼。\n栎阳种业公司"
    )
    found = entries(raw, "appeal")
    assert [e["text"] for e in found] == [
        "用电不足。两台烘干机不能同开，恳请增容",
        "道路破损。货车进不来，请求修复",
    ]
    assert found[0]["enterprises"] == ["栎阳种业公司"]


def test_letters_without_numbers_give_the_paragraph_that_asks() -> None:
    raw = (
        "县交通局：\n我公司成立十年。夜班女工没有公交，出行难。现申请延长17路。\n"
        "我公司将配合。\n妥否，请函复。"
    )
    assert texts(raw, "appeal") == ["夜班女工没有公交，出行难。现申请延长17路"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("栎阳种业公司去年投产。头一个冬天，车间蒸汽上不去，种子发霉报废。管委会干部小周住进厂里，协调更换了管道。",
         ["车间蒸汽上不去，种子发霉报废"]),
        ("栎阳种业公司去年投产。今年，公司烘干线装好了，却因手续不全无法试机。县环保局派人驻厂指导。",
         ["公司烘干线装好了，却因手续不全无法试机"]),
        ("“3月6日，栎阳种业公司，夜班女工没有公交，已和公交公司讲好，末班车延到十点。”",
         ["夜班女工没有公交"]),
        ("栎阳种业公司去年投产。厂里旺季缺人，老周撮合它和灯厂共用员工。", ["厂里旺季缺人"]),
    ],
)  # fmt: skip
def test_stories(raw: str, expected: list[str]) -> None:
    assert texts(raw, "appeal") == expected


@pytest.mark.parametrize(
    "raw",
    [
        "检查发现栎阳种业公司仓库漏雨，县局协调更换屋顶。",
        "栎阳种业公司去年投产。车间蒸汽上不去。",
        "栎阳种业公司想建冷库，县局协调批了地。",
        "村里的路坑洼，乡里协调修好了。",
        "积极搭建平台，帮助企业解决融资难问题，持续优化环境。",
        "栎阳种业公司投产，请县局协调解决用电紧张。",
    ],
)
def test_no_stories(raw: str) -> None:
    assert texts(raw, "appeal") == []
