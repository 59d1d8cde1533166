"""Two or three plain sentences: whose trouble it is, what is wished, what answers it."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, extraction, texts


def told(raw: str) -> list[tuple[str, list[str], str | None]]:
    return [(e["text"], e["enterprises"], e["reply"]) for e in entries(raw, "appeal")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("公司招工难，缺少技术工人，希望帮助招聘。",
         ("公司招工难，缺少技术工人，希望帮助招聘", [], None)),
        ("砚池天工建筑有限公司被拖欠工程款，请求协助追讨。",
         ("砚池天工建筑有限公司被拖欠工程款，请求协助追讨", ["砚池天工建筑有限公司"], None)),
        ("在砚池宏岭化工有限公司，缺少检测设备，希望管委会帮助牵线。",
         ("缺少检测设备，希望管委会帮助牵线", ["砚池宏岭化工有限公司"], None)),
    ],
)  # fmt: skip
def test_a_wish_belongs_to_its_trouble_and_answers_nothing(
    raw: str, expected: tuple[str, list[str], str | None]
) -> None:
    assert told(raw) == [expected]


def test_each_firm_has_its_own_short_trouble() -> None:
    raw = "座谈会上，砚池宏岭化工有限公司招工难，缺少技术工人。岭岳北斗电子有限公司反映融资贵。"
    assert told(raw) == [
        ("砚池宏岭化工有限公司招工难，缺少技术工人", ["砚池宏岭化工有限公司"], None),
        ("融资贵", ["岭岳北斗电子有限公司"], None),
    ]


def test_what_is_broken_is_a_trouble_where_a_firm_that_is_named_raises_it() -> None:
    firm = "砚池宏岭化工有限公司"
    assert told(f"{firm}提出道路积水。") == [("道路积水", [firm], None)]
    assert told(f"{firm}提出三点建议。") == []


def test_what_is_said_to_everybody_answers_no_trouble() -> None:
    raw = (
        "砚池宏岭化工有限公司提出道路积水严重。"
        "会议要求，各部门要主动服务，及时回应企业诉求。区经发局要在本月底前解决用电问题。"
    )
    assert told(raw) == [("道路积水严重", ["砚池宏岭化工有限公司"], None)]
    assert texts(raw, "directive") == [
        "各部门要主动服务，及时回应企业诉求",
        "区经发局要在本月底前解决用电问题",
    ]


def test_a_firm_called_without_its_place_wishes_and_orders_nobody() -> None:
    raw = (
        "砚池北斗电子有限公司参加座谈。北斗电子董事长王守一说，用电容量不足，希望尽快扩容。"
        "他还谈了北斗电子。"
    )
    ((text, firms, _reply),) = told(raw)
    assert (text, firms) == ("用电容量不足，希望尽快扩容", ["砚池北斗电子有限公司"])
    assert texts(raw, "directive") == []
    (firm,) = extraction(raw).organisations
    assert firm.aliases == ("北斗电子",)


def test_what_is_learnt_at_a_firm_is_its_trouble() -> None:
    raw = "6月3日，市住建局走访砚池天工建筑有限公司，了解到工程款拖欠严重。"
    assert told(raw) == [("工程款拖欠严重", ["砚池天工建筑有限公司"], None)]
    assert told("市住建局约谈砚池天工建筑有限公司，了解到工程款拖欠严重。") == []


def test_what_the_wish_of_a_firm_is_is_asked_for() -> None:
    raw = "砚池宏岭化工有限公司的诉求是解决子女入学。"
    assert told(raw) == [("解决子女入学", ["砚池宏岭化工有限公司"], None)]
    assert told("企业的需求是我们工作的方向。") == []


def test_who_is_to_urge_others_has_the_task() -> None:
    (entry,) = entries("区卫健委要督促各医院落实值班制度，每月报告一次。", "directive")
    assert entry["text"] == "区卫健委要督促各医院落实值班制度，每月报告一次"
    assert entry["lead_unit"] == "区卫健委"


@pytest.mark.parametrize(
    "raw",
    [
        (
            "2026年为民办实事：一、改造厕所50座，由区农业局负责，9月底前完成。"
            "二、新增学位60个，由区教育局负责，8月底前完成。"
        ),
        (
            "今年将办好两件民生实事：1.改造厕所50座（责任单位：区农业局，9月底前完成）；"
            "2.新增学位60个（责任单位：区教育局，8月底前完成）。"
        ),
    ],
)
def test_deeds_listed_in_one_line(raw: str) -> None:
    found = entries(raw)
    assert [(e["ledger"], e["lead_unit"], e["due_text"]) for e in found] == [
        ("deed", "区农业局", "9月底前"),
        ("deed", "区教育局", "8月底前"),
    ]
    assert [e["text"][:4] for e in found] == ["改造厕所", "新增学位"]


def test_what_is_seen_where_a_check_has_come_to_is_a_hazard() -> None:
    raw = "检查组来到砚池天工建筑有限公司工地，塔吊无人指挥，临边没有防护。"
    assert texts(raw, "hazard") == ["塔吊无人指挥，临边没有防护"]


def test_what_a_firm_is_called_from_here_on_is_no_word_of_its_own() -> None:
    raw = "砚池百顺物流有限公司（以下简称百顺物流）提出货车加气难。"
    assert told(raw) == [("货车加气难", ["砚池百顺物流有限公司"], None)]


def test_what_was_collected_at_several_firms_is_the_trouble_of_all() -> None:
    raw = "区工商联走访砚池天工建筑有限公司、岭岳纺织有限公司，收集到融资难、用工难等问题。"
    firms = ["砚池天工建筑有限公司", "岭岳纺织有限公司"]
    assert told(raw) == [("融资难、用工难等问题", firms, None)]


def test_what_inspectors_found_is_no_plea() -> None:
    assert told("执法检查中发现砚池宏岭化工有限公司人手紧缺、资金紧张。") == []
