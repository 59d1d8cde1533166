"""Matters of minutes, numbered labels, and who stands where in a gathering's last lines."""

from __future__ import annotations

import pytest

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
