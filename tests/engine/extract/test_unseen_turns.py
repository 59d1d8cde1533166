"""Turns of official prose that real pages use and the first rules missed."""

from __future__ import annotations

from typing import Any

import pytest

from taizhang.engine.extract import to_json
from tests.engine.extract.scenes import entries, extraction, texts


def output(raw: str) -> Any:
    return to_json(extraction(raw))


def firms(raw: str) -> list[str]:
    return [o["name"] for o in output(raw)["organisations"] if o["kind"] == "enterprise"]


def test_list_that_reports_gives_no_task() -> None:
    raw = (
        "按照县里部署，岚江县开展走访。一是成立专班。组建了三支队伍，做好服务。"
        "二是汇总情况。共走访企业40家，协调解决问题。三是建立机制。"
    )
    assert entries(raw) == []


def test_demands_set_apart_by_semicolons_are_tasks_of_their_own() -> None:
    raw = "卓远强调，各部门要梳理问题清单；要召开专题会议研究；要在月底前答复企业。"
    assert len(texts(raw, "directive")) == 3


def test_what_many_have_to_do_is_a_task_without_a_word_of_demand() -> None:
    raw = "五月走访数量有所下降，各乡镇要制定走访计划。"
    assert texts(raw, "directive") == ["各乡镇要制定走访计划"]


def test_the_main_person_of_each_unit_is_no_demand() -> None:
    assert entries("各中心、各园区主要负责人参加会议。") == []


def test_what_is_to_be_ensured_is_not_done_yet() -> None:
    raw = "请各责任单位细化措施，确保任务顺利完成。"
    assert len(texts(raw, "directive")) == 1


def test_who_holds_a_meeting_leads_no_task() -> None:
    assert entries("会议由区委统战部、区工商联牵头组织，区发改局等部门参加。") == []


def test_order_to_the_inspected_units() -> None:
    raw = "检查人员当场要求相关单位负责人进行整改。"
    assert texts(raw, "directive") == ["要求相关单位负责人进行整改"]


def test_each_place_behind_a_semicolon_is_a_hazard_of_its_own() -> None:
    raw = (
        "检查组查看通道是否畅通，其中发现岚江市千禾超市安全出口被封闭；"
        "岚江市松涛饭店消火栓被遮挡；灭火器过期。"
    )
    assert len(texts(raw, "hazard")) == 2


def test_numbered_hazards_belong_to_the_inspected_firm() -> None:
    raw = (
        "企业：栎阳电路技术有限公司\n隐患1：废气储罐未按要求张贴标识。\n隐患2：应急照明电源被拔出。"
    )
    found = entries(raw, "hazard")
    assert [e["text"] for e in found] == ["废气储罐未按要求张贴标识", "应急照明电源被拔出"]
    assert found[0]["enterprises"] == ["栎阳电路技术有限公司"]


def test_paragraphs_below_the_heading_of_a_list_are_deeds() -> None:
    raw = "市政府今年办好10件实事。\n一、新建公厕三十座。\n二、改造老旧小区五个。"
    assert texts(raw, "deed") == ["新建公厕三十座", "改造老旧小区五个"]


def test_chapters_below_such_a_heading_are_none() -> None:
    raw = "市政府今年办好10件实事。\n一、总体情况\n全年投入资金两亿元。\n二、主要做法\n逐项推进。"
    assert texts(raw, "deed") == []


def test_what_a_leader_learnt_of_is_an_appeal() -> None:
    raw = (
        "在栎阳弹簧有限公司，卓远得知该企业土地交付一再延后，导致不敢接订单，"
        "立即要求高新区管委会协调土地。"
    )
    (found,) = entries(raw, "appeal")
    assert found["text"].startswith("该企业土地交付一再延后")
    assert found["enterprises"] == ["栎阳弹簧有限公司"]


def test_what_was_learnt_without_a_firm_is_none() -> None:
    assert texts("卓远得知群众出行受限后，要求修路。", "appeal") == []


def test_each_part_that_tells_of_other_firms_is_an_appeal() -> None:
    raw = (
        "受政策影响，企业反馈希望保持稳定的人才供应，商务局积极联系人力部门；"
        "电子园部分企业反映公交车次较少、外出不便，商务局联系园区定制专线。"
    )
    assert len(texts(raw, "appeal")) == 2


def test_plea_between_quotation_marks() -> None:
    raw = "“年后要扩大产能，希望政府帮忙发布招工信息。”溪口鞋业的企业负责人说。"
    (found,) = entries(raw, "appeal")
    assert (found["category"], found["reply"]) == ("talent", None)


def test_what_we_raised_is_an_appeal() -> None:
    raw = "“我们反映了厂区排水、资金兑现等问题，都有进展。”栎阳装备有限公司总经理卓远介绍。"
    assert texts(raw, "appeal") == ["厂区排水、资金兑现"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "卓远先后接待了松涛环保、金澜科技、云岫新材料和泉霖化工等11家企业。",
            ["松涛环保", "金澜科技", "云岫新材料", "泉霖化工"],
        ),
        ("区长一行先后走访了铁岫、嘉澜、信溪等9家企业。", ["铁岫", "嘉澜", "信溪"]),
        ("松溪区经贸局召集永和氟化工、金澜机电等30多家企业座谈。", ["永和氟化工", "金澜机电"]),
        ("来到红岫影城、星澜歌厅和岫远检测有限责任公司。", ["红岫影城", "岫远检测有限责任公司"]),
        ("来到松涛厂、岚江和澜贸易有限公司。", ["松涛厂", "岚江和澜贸易有限公司"]),
        ("全力解决投融资、房租、人力成本较高等企业关切的问题。", []),
        ("厂房租金、原料价格、海运价格等企业关心的事项。", []),
        ("要求工厂负责人整改，等工厂逐一复查。", []),
        ("岚澜羽绒有限公司松溪分公司存在隐患。", ["岚澜羽绒有限公司松溪分公司"]),
        ("走访包联企业云岫鞋业，记录诉求。", ["云岫鞋业"]),
    ],
)
def test_names_of_enterprises(raw: str, expected: list[str]) -> None:
    assert firms(raw) == expected


def test_stated_number_of_enterprises_is_kept() -> None:
    raw = "8月3日，区长卓远走访了松涛环保、金澜科技等13家企业。"
    (visit,) = output(raw)["activities"]
    assert visit["stated"] == {"enterprises": 13}
    assert len(visit["enterprises"]) == 2


@pytest.mark.parametrize(
    ("raw", "stated"),
    [
        ("8月3日，卓远走访松涛环保、金澜科技等十二家企业。", {"enterprises": 12}),
        ("8月3日，检查组来到园区调研，走访了9家企业。", {"enterprises": 9}),
        ("8月3日，检查组来到园区调研。", {}),
    ],
)
def test_stated_numbers(raw: str, stated: dict[str, int]) -> None:
    assert output(raw)["activities"][0]["stated"] == stated


def test_everything_found_carries_its_reason() -> None:
    raw = "8月3日，区长卓远到栎阳机械有限公司调研，区科技局陪同。"
    found = output(raw)
    assert found["people"][0]["reasons"] == ["name after a title", "卓远", "区长"]
    reasons = {o["name"]: o["reasons"][0] for o in found["organisations"]}
    assert reasons == {"栎阳机械有限公司": "ends in a legal form", "区科技局": "ends as units do"}
    assert found["activities"][0]["reasons"][0] == "words that tell a visit"


@pytest.mark.parametrize(
    ("raw", "due"),
    [
        ("各单位要于2月9日下午下班前报送清单。", "2月9日下午下班前"),
        ("各单位要于2月9日晚19:00时前报送清单。", "2月9日晚19:00时前"),
        ("各单位要于每季度末月20日前报送清单。", "每季度末月20日前"),
    ],
)
def test_deadlines_with_an_hour(raw: str, due: str) -> None:
    assert entries(raw, "directive")[0]["due_text"] == due


def test_name_before_a_book_title_ends_at_the_preposition() -> None:
    raw = "市长周霁在《政府工作报告》中提出要求。"
    assert [p["name"] for p in output(raw)["people"]] == ["周霁"]


def test_wish_of_the_firm_is_no_answer() -> None:
    raw = "“栎阳鞋业公司招工难、订单交付有困难，我们也期盼政府协调解决。"
    (found,) = entries(raw, "appeal")
    assert (found["text"][0], found["reply"]) == ("栎", None)


def test_firm_named_first_in_the_sentence_is_meant() -> None:
    raw = (
        "在云岫体育用品有限公司，卓远看望员工；"
        "在松涛机械有限公司，针对企业反映的技术工人紧缺问题，卓远指定部门协调。"
    )
    assert entries(raw, "appeal")[0]["enterprises"] == ["松涛机械有限公司"]


def test_registered_name_in_a_list_is_counted_once() -> None:
    raw = "走访了松涛机械有限公司、金澜科技等3家企业。"
    assert firms(raw) == ["松涛机械有限公司", "金澜科技"]


def test_trouble_told_before_its_firm_keeps_its_place() -> None:
    (found,) = entries("资金短缺、招工难，松涛公司，正在协调", "appeal")
    assert found["text"].startswith("资金短缺")


def test_name_before_its_title() -> None:
    raw = "会议学习了有关精神；冷云岫市长在推进会上的讲话精神；上述市长在会上作了部署。"
    assert output(raw)["people"][0]["titles"] == ["市长"]
    assert [p["name"] for p in output(raw)["people"]] == ["冷云岫"]


def test_what_somebody_will_do_with_something_is_a_promise() -> None:
    raw = "下一步，市工业和信息化局将把企业反映的事项汇总成清单。"
    assert entries(raw, "directive")[0]["lead_unit"] == "市工业和信息化局"


def test_the_noun_demand_demands_nothing() -> None:
    raw = "卓远强调，班子成员要按照一岗双责的要求，率先垂范，抓好落实。"
    assert texts(raw, "directive") == ["班子成员要按照一岗双责的要求，率先垂范，抓好落实"]


def test_problems_as_a_noun_raise_nothing() -> None:
    raw = "与会人员分析了企业反馈的问题，就如何解决困难进行了探讨。"
    assert texts(raw, "appeal") == []


def test_two_groups_of_places_are_two_hazards() -> None:
    raw = (
        "主要是部分燃气企业存在设备老化、报警设置错误等隐患；"
        "部分餐馆存在报警装置失效、软管破损等隐患。"
    )
    assert len(texts(raw, "hazard")) == 2


def test_people_addressed_without_a_title() -> None:
    raw = "卓远，男，汉族。\n麦苗女士、各位先生与会。"
    assert [p["name"] for p in output(raw)["people"]] == ["卓远", "麦苗"]


def test_an_instruction_opens_a_list_of_tasks() -> None:
    raw = "卓远对工作作出指示：一是做好技术支持；二是启动用地报批程序。"
    assert len(texts(raw, "directive")) == 2


def test_a_defect_and_the_order_that_follows_it() -> None:
    raw = "对小散工程进行检查，发现工人未戴安全帽、灭火器过期等，要求工程停工整改。"
    assert [e["ledger"] for e in entries(raw)] == ["hazard", "directive"]


@pytest.mark.parametrize(
    "raw",
    [
        "对工地进行巡查，发现黄土全部覆盖，排水沟未堵塞，现场安全有序。",
        "对检查中发现的违规问题，当场给予处置。",
    ],
)
def test_what_is_in_order_is_no_hazard(raw: str) -> None:
    assert texts(raw, "hazard") == []
