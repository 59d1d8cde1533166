"""Defects found at a place."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("检查组发现，通道被托盘堵塞、消火栓没有水压，检查组当场责令整改。",
         ["通道被托盘堵塞、消火栓没有水压"]),
        ("随后，个别餐馆存在灭火器过期等安全隐患。", ["个别餐馆存在灭火器过期等安全隐患"]),
        ("个别餐馆存在灭火器过期等安全隐患", ["个别餐馆存在灭火器过期等安全隐患"]),
        ("存在问题：总体良好；灯具损坏；台账不完善。整改要求：更换。", ["灯具损坏；台账不完善"]),
        ("存在问题：灯具损坏", ["灯具损坏"]),
        ("区应急局检查砚池宏岭化工有限公司，发现配电箱无接地。", ["配电箱无接地"]),
        ("检查发现，未开展应急演练，未建立台账。", ["未开展应急演练，未建立台账"]),
        ("消防大队复查砚池宏岭化工有限公司，消防通道被占用。", ["消防通道被占用"]),
    ],
)  # fmt: skip
def test_defects(raw: str, expected: list[str]) -> None:
    assert texts(raw, "hazard") == expected


@pytest.mark.parametrize(
    "raw",
    [
        "共检查店铺17个，发现火灾隐患23处，通道堵塞。",
        "检查是否存在通道堵塞。",
        "该地存在不足。",
        "存在问题：总体良好。",
        "一切正常。",
        "检查发现该公司环境整洁，无人违规。",
    ],
)
def test_no_defect(raw: str) -> None:
    assert texts(raw, "hazard") == []


def test_the_heading_tells_whose_it_is() -> None:
    raw = "一、岚江镇自来水厂 基本情况：设备故障；台账不完善。\n二、无名单位 基本情况：灯具损坏。"
    first, second = entries(raw, "hazard")
    assert first["enterprises"] == ["岚江镇自来水厂"]
    assert second["enterprises"] == []
    assert first["due_text"] is None


def test_that_plant_is_the_one_named_before() -> None:
    raw = "在栎阳涂料厂，检查组前来。现场发现该厂仓库堵塞。"
    assert entries(raw, "hazard")[0]["enterprises"] == ["栎阳涂料厂"]
    assert entries("现场发现该厂仓库堵塞。", "hazard")[0]["enterprises"] == []


def test_under_a_heading_of_problems_each_clause_is_one() -> None:
    raw = (
        "情况通报\n一、存在的问题\n栎阳包装有限公司配电室堆放杂物；钧窑印刷厂灭火器压力不足；总体良好。\n"
        "二、有关做法\n牧云科技公司通道堵塞。"
    )
    heads = ("一、存在的问题", "二、有关做法")
    found = texts(raw, "hazard", headline="情况通报", subheads=heads, byline_texts=heads)
    assert found == ["栎阳包装有限公司配电室堆放杂物", "钧窑印刷厂灭火器压力不足"]


def test_a_headline_is_no_such_heading() -> None:
    raw = "研究栎阳问题\n栎阳包装有限公司通道堵塞。"
    assert texts(raw, "hazard", headline="研究栎阳问题") == []


def test_defects_named_where_they_are_dealt_with() -> None:
    raw = "针对部分租户电线未穿管、指示灯损坏等问题，巡查人员当场讲解。"
    assert texts(raw, "hazard") == ["部分租户电线未穿管、指示灯损坏等问题"]
    assert texts("针对企业反映的灯具损坏、通道堵塞等问题，街道当场讲解。", "hazard") == []
    assert texts("针对台账不清等问题，街道当场讲解。", "hazard") == []


def test_figures_of_another_clause_hide_no_defect() -> None:
    raw = "检查发现，三号仓库灯具损坏、通道堵塞；累计发现隐患12项，已整改10项。"
    assert texts(raw, "hazard") == ["三号仓库灯具损坏、通道堵塞"]
    assert texts("若发现拒不整改或整改不到位的，将依法处罚。", "hazard") == []


def test_each_of_several_places_counted_is_a_hazard() -> None:
    raw = (
        "夜查发现两个问题点，一个是甲村口的料场，砂石裸露；"
        "另一个是甲镇与乙镇交界处云禾集团门前的便道，多处塌陷。"
    )
    assert [(e["text"], e["enterprises"]) for e in entries(raw, "hazard")] == [
        ("甲村口的料场，砂石裸露", []),
        ("甲镇与乙镇交界处云禾集团门前的便道，多处塌陷", ["云禾集团"]),
    ]


def test_a_place_behind_a_semicolon_is_not_the_firm_before_it() -> None:
    raw = "检查发现，砚池机械厂消火栓被遮挡；大王庄村垃圾点未按规定清运；该村污水未处理。"
    assert [e["enterprises"] for e in entries(raw, "hazard")] == [["砚池机械厂"], []]
