"""Matters of minutes, numbered labels, and who stands where in a gathering's last lines."""

from __future__ import annotations

import pytest

from taizhang.engine.extract import extract
from taizhang.engine.text import RawText
from tests.engine.extract.scenes import entries, extraction, texts


def appeals(raw: str) -> list[tuple[str, list[str], str | None]]:
    return [(e["text"], e["enterprises"], e["lead_unit"]) for e in entries(raw, "appeal")]


def test_what_stands_before_the_decision_is_the_problem() -> None:
    raw = (
        "一、关于砚池电缆贷款到期问题。企业反映，三千万元流贷七月到期，一次性归还有困难。"
        "会议明确，由市金融局协调续贷。\n"
        "二、关于砚池机床有限公司土地证问题。该企业北厂区土地因档案缺失，至今未办理土地证，产品难以抵押。"
        "会议要求市甲局月底前完成补正。其他再议。"
    )
    assert appeals(raw) == [
        ("三千万元流贷七月到期，一次性归还有困难", ["砚池电缆"], "市金融局"),
        (
            "该企业北厂区土地因档案缺失，至今未办理土地证，产品难以抵押",
            ["砚池机床有限公司"],
            "市甲局",
        ),
    ]
    assert texts(raw, "directive")[1] == "市甲局月底前完成补正"


@pytest.mark.parametrize(
    "raw",
    [
        "一、关于用地问题。会议明确，由市甲局牵头。",
        "一、关于用地问题。道路破损，居民出行困难。会议明确，由市甲局修好",
        "一、关于砚池电缆有限公司用地问题。一切正常。",
        "一、关于砚池电缆有限公司用地问题。企业运行平稳。会议明确，由市甲局牵头",
    ],
)
def test_a_title_alone_is_no_appeal(raw: str) -> None:
    assert appeals(raw) == []


def test_numbered_lines_open_with_the_firm_that_speaks() -> None:
    raw = (
        "1. 砚池光电：厂区门口的路修到一半停了，货车进不来。\n"
        "2. 砚池家居等12家企业联名：园区停车费上涨，职工意见大。"
    )
    assert [(text, firms) for text, firms, _lead in appeals(raw)] == [
        ("厂区门口的路修到一半停了，货车进不来", ["砚池光电"]),
        ("园区停车费上涨，职工意见大", ["砚池家居"]),
    ]


def test_a_question_of_a_firm_is_no_order() -> None:
    raw = "砚池乳业董事长王守一说，一天缺三十吨奶。能不能由政府牵头，跟合作社签个长期的约？"
    assert texts(raw, "directive") == []


def test_all_that_is_told_behind_the_name_of_the_firm() -> None:
    raw = (
        "砚池新材料有限公司，老厂区还是工矿用地，想抵押银行不认，跑了一年半。"
        "区长请副区长带队现场协调，一周内拿出意见。"
    )
    ((text, _firms, _lead),) = appeals(raw)
    assert text.startswith("老厂区还是工矿用地")


def test_a_heading_in_brackets_tells_what_stands_below() -> None:
    raw = "【下周重点】\n区建设局约谈施工单位，倒排工期。"
    assert texts(raw, "directive") == ["区建设局约谈施工单位，倒排工期"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("市政府办：车 磊  闫宝山", ["车磊", "闫宝山"]),
        ("企业代表：杨树林（砚池电缆总经理）  戚明（砚池纸塑）", ["杨树林", "戚明"]),
        ("参加人员：王守一 农丽君 周凤至", ["王守一", "农丽君", "周凤至"]),
        ("首任主任、今年71岁的单继业老人记得。", ["单继业"]),
        ("市领导国栋、史玉梅参加检查。", ["国栋", "史玉梅"]),
        ("市长普文华宣布，投入四亿元。", ["普文华"]),
        ("局长谢国安略一迟疑，说下个月。", ["谢国安"]),
        ("储煤场（实际经营人：任二虎）未苫盖。", ["任二虎"]),
        ("办理单位：抓紧 落实", []),
        ("产品名称：王牌 面粉", []),
        ("参加人员：王守一 各科室 周凤至", ["王守一"]),
    ],
)
def test_names_in_lists_and_behind_offices(raw: str, expected: list[str]) -> None:
    assert [person.name for person in extraction(raw).people] == expected


@pytest.mark.parametrize(
    ("raw", "unit"),
    [
        ("城建科科长王守一答复，周五发放通行证。", "城建科"),
        ("镇林业站副站长来了。", "镇林业站"),
        ("甬溪镇村镇建设办要抓紧落实。", "甬溪镇村镇建设办"),
    ],
)
def test_a_body_is_known_by_the_one_at_its_head(raw: str, unit: str) -> None:
    assert unit in [each.name for each in extraction(raw).organisations]


REPORT = """关于报送困难问题的报告
县政府：
我局对全县四十二户重点工业{who}进行了摸排，现将有关情况报告如下。
一、基本情况
二季度完成产值六十亿元，同比增长百分之六，其中下降的十一户，主要集中在纺织行业。
二、存在的困难
{told}
三、下步打算
继续做好工作，定期报送情况，及时掌握动态，把各项服务做到位，让大家放心发展。
"""


def reported(told: str, who: str = "企业") -> list[list[str]]:
    found = extract(RawText(REPORT.format(told=told, who=who)))
    names = {f"o{number}": each.name for number, each in enumerate(found.organisations, 1)}
    told_of = [each for each in found.entries if each.ledger == "appeal"]
    return [[names[each] for each in entry.enterprises] for entry in told_of]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("（一）砚池硅业的窑炉因电网检修停产；嘉泰陶瓷天然气不够，三号窑一直没有点火。",
         [["砚池硅业"], ["嘉泰陶瓷"]]),
        ("（一）通往园区的县道大修，重车无法通行，普遍绕行二十公里。", [[]]),
        ("（一）一切正常，运行平稳，没有什么要说的，大家都很满意。", []),
    ],
)  # fmt: skip
def test_troubles_under_a_heading_of_difficulties(told: str, expected: list[list[str]]) -> None:
    assert reported(told) == expected


def test_difficulties_of_others_are_no_appeals() -> None:
    assert reported("（一）通往村里的县道大修，重车无法通行，绕行二十公里。", who="村组") == []


def test_a_form_asks_for_the_firm_of_its_own_label() -> None:
    raw = (
        "企业服务日记录\n1、来访企业：砚池园艺（负责人 水向荣）\n诉求：大棚电价高。\n答复：改类。\n"
        "2、来访企业：霁岭汽修厂\n诉求：危废间整改两次没通过。\n答复：上门。\n"
        "3、来访企业：添花窗帘店等6户商户\n诉求：门前没有客流。\n答复：减租。\n"
        "4、来访企业：某托育（连锁）\n诉求：消防验收办不下来。\n答复：踏勘。\n"
        "5、来访企业：岭北纸业\n诉求：无。生产正常，没有什么。\n答复：无"
    )
    assert [each["enterprises"] for each in entries(raw, "appeal")] == [
        ["砚池园艺"], ["霁岭汽修厂"], ["添花窗帘店"], [],
    ]  # fmt: skip


def test_a_unit_that_answers_before_the_decision_belongs_to_the_answer() -> None:
    raw = (
        "一、关于砚池精工机械有限公司供水问题。砚池精工机械有限公司厂区供水压力不足，旱季将影响正常生产。"
        "岚江自来水公司表示，已在编制改造方案。会议要求，市甲局要在8月12日前完成扩径；"
        "市乙局要做好用水调度。"
    )
    (appeal,) = entries(raw, "appeal")
    assert appeal["text"] == "砚池精工机械有限公司厂区供水压力不足，旱季将影响正常生产"
    assert appeal["reply"].startswith("岚江自来水公司表示")
    assert [(e["text"], e["lead_unit"]) for e in entries(raw, "directive")] == [
        ("市甲局要在8月12日前完成扩径", "市甲局"),
        ("市乙局要做好用水调度", "市乙局"),
    ]


def test_a_line_may_introduce_who_speaks_amid_running_text() -> None:
    raw = (
        "3月9日，管委会召开恳谈会，岭海船配有限公司、砚池冷链等企业参加。\n"
        "郑海生（岭海船配有限公司总经理）：码头水深不够，每船多等9个小时，希望出面争取疏浚。\n"
        "易慎之（规划建设局局长）：已列入明年的疏浚计划。\n"
        "会前，与会人员参观了智能工厂。\n会议由党政办记录。"
    )
    (found,) = entries(raw, "appeal")
    assert (found["enterprises"], found["lead_unit"]) == (["岭海船配有限公司"], "规划建设局")
    assert found["reply"] == "已列入明年的疏浚计划"
