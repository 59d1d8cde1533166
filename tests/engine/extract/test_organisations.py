"""Mentions under one name: short names, roster names, bodies of two levels."""

from __future__ import annotations

from taizhang.engine.extract.organisations import Organisation, organisations
from taizhang.engine.names import EMPTY, RosterNames


def found(text: str, roster: RosterNames = EMPTY) -> dict[str, Organisation]:
    return {each.name: each for each in organisations(text, roster)}


def test_short_names_belong_to_the_registered_name() -> None:
    text = "岚江罗缇雅生物有限公司参会。罗缇雅公司反映问题，罗缇雅说，针对罗缇雅生物。"
    firm = found(text)["岚江罗缇雅生物有限公司"]
    assert len(firm.mentions) == 4


def test_a_municipal_firm_is_known_without_its_city() -> None:
    text = "郑州市自来水有限公司签约。市自来水公司要履行责任。"
    assert found(text)["郑州市自来水有限公司"].names[1:] == ("市自来水公司",)


def test_a_registered_name_with_its_county_is_the_same_firm() -> None:
    text = "岚江市霁宝光电有限公司提出申请。霁宝光电有限公司的车辆进出难。"
    text += "霁宝光电科技有限公司另有其人。"
    assert found(text)["岚江市霁宝光电有限公司"].names[1:] == ("霁宝光电有限公司",)
    assert "霁宝光电科技有限公司" in found(text)


def test_what_a_bracket_calls_a_firm_is_its_name() -> None:
    text = "岚江宏远新材料股份有限公司（以下简称宏远新材）反映用电难，由县局解决宏远新材用电。"
    assert found(text)["岚江宏远新材料股份有限公司"].names[1:] == ("宏远新材",)


def test_a_name_without_its_city_may_be_all_trade() -> None:
    text = "岚江区平台有限公司签约。区平台公司要履行责任。"
    assert found(text)["岚江区平台有限公司"].names[1:] == ("区平台公司",)


def test_a_brand_and_the_first_word_of_its_trade_are_the_firm() -> None:
    text = "走访河南霁利信息技术有限公司、云岭数联数据服务有限公司。在霁利信息，数联数据公司提出。"
    firms = found(text)
    assert firms["河南霁利信息技术有限公司"].names[1:] == ("霁利信息",)
    assert firms["云岭数联数据服务有限公司"].names[1:] == ("数联数据公司",)


def test_a_short_name_of_two_firms_stays_alone() -> None:
    text = "栎阳科技有限公司、栎阳物流有限公司参会。栎阳公司反映问题。"
    assert list(found(text)) == ["栎阳科技有限公司", "栎阳物流有限公司", "栎阳公司"]


def test_two_levels_of_one_committee_are_two_bodies() -> None:
    assert set(found("岚江市安委会召开会议。安委会成员参加。区委、市委。")) >= {
        "岚江市安委会",
        "安委会",
    }


def test_a_committee_with_and_without_its_zone_is_one() -> None:
    assert found("高新区管委会召开会议。管委会表示。")["高新区管委会"].names == (
        "高新区管委会",
        "管委会",
    )


def test_the_roster_names_what_rules_would_not() -> None:
    roster = RosterNames(enterprises={"钧窑坊": "E1", "钧窑坊文化有限公司": "E1", "钧窑": "E1"},
                         units={"民声小站": "U1"})  # fmt: skip
    firm = found("钧窑坊很好，民声小站也很好。", roster)
    assert firm["钧窑坊"].kind == "enterprise"
    assert firm["钧窑坊"].listed_as == "钧窑坊"
    assert firm["民声小站"].kind == "unit"
