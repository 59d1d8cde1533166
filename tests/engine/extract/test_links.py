"""Who is to act, who assists, whom it concerns, and whether many share it."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries


@pytest.mark.parametrize(
    ("raw", "lead", "co_units"),
    [
        ("会议要求，由规划局牵头，住建局、审批局配合，梳理事项。", "规划局", ["住建局", "审批局"]),
        ("会议要求，市环保局和住建局要监测水质。", "市环保局", ["住建局"]),
        ("会议要求，由规划局协调住建局落实。", "规划局", ["住建局"]),
        ("会议强调，一是建议规划局从快办理；二是做好回访。", "规划局", []),
        ("会议要求，各单位要落实。", None, []),
        ("金融服务中心负责人当场答复，将联合银行评估。", "金融服务中心", []),
        ("大家当场答复，将联合银行评估。", None, []),
        ("岚江市财政局：\n请你局抓好落实。", "岚江市财政局", []),
        ("请你局抓好落实。", None, []),
        ("会议要求，请按时报送。", None, []),
        ("会议要求，牧云供水公司要维护管道。", "牧云供水公司", []),
    ],
)
def test_units_that_act(raw: str, lead: str | None, co_units: list[str]) -> None:
    found = entries(raw, "directive")[0]
    assert (found["lead_unit"], found["co_units"]) == (lead, co_units)


def test_an_answer_is_led_by_who_gives_it() -> None:
    raw = "针对栎阳公司反映的用地问题，表示管委会正在协调土地，由栎阳公司从中配合。"
    assert entries(raw, "appeal")[0]["lead_unit"] == "管委会"


def test_the_firm_with_the_problem_leads_nothing() -> None:
    raw = "针对栎阳公司反映的用地问题，栎阳公司将协助办理。"
    assert entries(raw, "appeal")[0]["lead_unit"] is None


def test_the_firm_means_the_one_told_of() -> None:
    raw = (
        "栎阳科技公司投产。栎阳科技公司扩产。牧云物流公司参会。"
        "针对企业反映的用地问题，管委会将协调。"
    )
    assert entries(raw, "appeal")[0]["enterprises"] == ["栎阳科技公司"]


def test_among_many_firms_none_is_meant() -> None:
    raw = "栎阳科技公司、牧云物流公司、钧窑种业公司参会。针对企业反映的用地问题，管委会将协调。"
    assert entries(raw, "appeal")[0]["enterprises"] == []
    assert entries("针对企业反映的用地问题，管委会将协调。", "appeal")[0]["enterprises"] == []


@pytest.mark.parametrize(
    ("raw", "scope"),
    [
        ("针对栎阳公司反映的用地问题，管委会将协调。", "individual"),
        ("部分企业反映，用工紧张。", "common"),
        ("针对栎阳集团员工反映的用餐难问题，食堂将解决。", "individual"),
        ("针对员工反映的用餐难问题，将解决。", None),
    ],
)
def test_scope(raw: str, scope: str | None) -> None:
    assert entries(raw, "appeal")[0]["scope"] == scope


def test_of_several_who_are_named_together_each_speaks_for_the_own_firm() -> None:
    raw = (
        "会上，岚江砚池机床有限公司董事长沈知微、岚江云禾食品有限公司总经理周遥等8位企业家发言。"
        "沈知微说，公司流动资金十分紧张，希望银行降低门槛。周遥坦言，技师招不来、留不住。"
    )
    assert [entry["enterprises"] for entry in entries(raw, "appeal")] == [
        ["岚江砚池机床有限公司"],
        ["岚江云禾食品有限公司"],
    ]
