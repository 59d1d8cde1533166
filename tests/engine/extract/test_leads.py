"""Who leads: bare brackets, labelled hazards, answers, and the one who opens a task."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries

DEEDS = (
    "今年要办的民生实事是：\n"
    "一、供水提质。改造老旧管网9公里，惠及居民三千户。（区水利局、区财政局）\n"
    "二、就学无忧。新建小学2所，新增学位900个。（区教育局）\n"
    "三、出行便利。新增公共停车泊位400个，打通断头路2条。（区交通运输局）\n"
)


def leads(raw: str, ledger: str) -> list[str | None]:
    return [entry["lead_unit"] for entry in entries(raw, ledger)]


def test_units_alone_in_a_bracket_behind_a_deed() -> None:
    found = entries(DEEDS, "deed")
    assert [entry["lead_unit"] for entry in found] == ["区水利局", "区教育局", "区交通运输局"]
    assert found[0]["co_units"] == ["区财政局"]
    assert "（" not in found[0]["text"]


def test_square_brackets_say_what_round_ones_say() -> None:
    raw = DEEDS.replace("（区水利局、区财政局）", "〔牵头单位：区水利局；配合单位：区财政局〕")
    (first, *_others) = entries(raw, "deed")
    assert (first["lead_unit"], first["co_units"]) == ("区水利局", ["区财政局"])


def test_the_body_that_writes_is_meant_by_its_own_word() -> None:
    raw = (
        "越溪区交通运输局关于第087号提案的答复\n下一步：一是区公安局加强巡查；"
        "二是10月底前由我局将试运行情况书面报告区政协。\n越溪区交通运输局"
    )
    assert leads(raw, "directive")[-1] == "越溪区交通运输局"
    assert leads("会议要求，由我局将试运行情况书面报告区政协。", "directive") == [None]


@pytest.mark.parametrize(
    ("before", "behind", "lead"),
    [
        ("越溪区水利服务中心提出三点意见。", "越溪区交通运输局", "越溪区交通运输局"),
        ("请越溪区交通运输局答复。", "越溪区交通运输局", "越溪区交通运输局"),
        ("请越溪区交通运输局答复。", "此件公开", None),
    ],
    ids=["of another kind", "named before", "named in a sentence alone"],
)
def test_who_writes_stands_alone_in_a_line(before: str, behind: str, lead: str | None) -> None:
    raw = f"{before}\n二是10月底前由我局将试运行情况书面报告区政协。\n{behind}"
    assert leads(raw, "directive")[-1] == lead


def test_the_own_company_of_a_zone_and_whom_a_matter_is_handed_to() -> None:
    raw = "会议要求，管廊问题由园区建设运营公司负责，10月底前完成除锈加固。"
    assert leads(raw, "directive") == ["园区建设运营公司"]
    raw = "会议要求：\n1.冷链问题移交区市场监管局依法处理，11月5日前反馈。\n2.各单位抓好落实。"
    assert leads(raw, "directive")[0] == "区市场监管局"


def test_no_bare_bracket_charges_outside_lists_of_tasks() -> None:
    raw = (
        "与会人员名单：\n1.砚池区重点企业服务工作联络负责人（区商务局）\n2.石桥镇代表（区水利局）\n"
    )
    assert not [lead for lead in leads(raw, "directive") if lead]


def test_a_labelled_hazard_has_the_unit_of_its_lines() -> None:
    raw = (
        "1、顺口面馆\n存在问题：后厨软管开裂，未安装可燃气体报警器\n"
        "整改要求：立即更换软管\n整改时限：5月2日前\n责任单位：区商务局\n"
        "2、清河旅馆\n存在问题：安全出口上锁，应急照明损坏\n整改要求：立即打开安全出口\n"
    )
    assert leads(raw, "hazard") == ["区商务局", None]


def test_who_answers_that_something_will_be_done_takes_it_on() -> None:
    raw = (
        "针对砚池轴承有限公司提出的货车进不了厂门、办证要跑两趟的问题，"
        "市交通局局长林远舟表示，本月内把办证改为一窗受理，三个工作日办结。"
    )
    assert leads(raw, "appeal") == ["市交通局"]


def test_the_unit_that_does_it_leads_before_the_person() -> None:
    raw = "会议决定，由林远舟副市长牵头、新港区政府具体负责，7月底前完成移交。"
    assert leads(raw, "directive") == ["新港区政府"]


def test_who_opens_a_task_leads_before_those_with_a_part_of_it() -> None:
    raw = "会议要求，区住建局要在月底前完成排查，逾期未改的由区城管局约谈。"
    assert leads(raw, "directive")[0] == "区住建局"


def test_no_unit_is_called_after_a_day() -> None:
    raw = "区人社局副局长周青说，下周三局里带队去邻县招工，每周五由班子成员带队夜查。"
    named = {entry["lead_unit"] for entry in entries(raw)}
    assert not named & {"下周三局", "班子成员带队"}


def test_who_promises_may_be_named_behind_the_quotation() -> None:
    raw = "“我们将联合学院开设订单班，9月开班。”县人社局副局长沈知微当场答复。"
    assert [e["lead_unit"] for e in entries(raw, "directive")] == ["县人社局"]
    raw = "“我们将联合学院开设订单班，9月开班。”沈知微的话音刚落，县人社局的人到了。"
    assert [e["lead_unit"] for e in entries(raw, "directive")] == [None]
