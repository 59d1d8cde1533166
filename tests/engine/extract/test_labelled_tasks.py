"""Tasks behind labels, with their units and limits behind the labels that follow."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts


def test_each_numbered_piece_has_the_units_and_the_limit_below() -> None:
    raw = (
        "整改措施：1.2025年3月底前更换设备。2.排查管网。\n整改责任单位：南浦管委会\n"
        "配合单位：市财政局、清溪村所在的双桥乡人民政府\n整改时限：2025年9月底\n"
        "二、料场扬尘\n责任单位：市城管局"
    )
    first, second = entries(raw, "directive")[:2]
    assert [first["text"], second["text"]] == ["2025年3月底前更换设备", "排查管网"]
    assert [first["due_text"], second["due_text"]] == ["2025年3月底前", "2025年9月底"]
    assert second["lead_unit"] == "南浦管委会"
    assert second["co_units"] == ["市财政局", "双桥乡人民政府"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("办理要求：恢复路面。查清原因，提出意见。\n主办单位：市城管局 协办单位：南浦镇人民政府",
         ["恢复路面", "查清原因，提出意见"]),
        ("整改措施：\n1.加盖料棚\n2.洒水降尘\n责任单位：市城管局", ["加盖料棚", "洒水降尘"]),
        ("整改措施：一是修复护栏；二是增设警示牌。", ["修复护栏", "增设警示牌"]),
        ("问题表述：护栏缺失。\n责任单位：市城管局", []),
        ("整改要求：改。", []),
    ],
)  # fmt: skip
def test_pieces(raw: str, expected: list[str]) -> None:
    assert texts(raw, "directive") == expected


def test_a_verb_is_no_part_of_a_unit_beside_its_task() -> None:
    raw = "逐户加装报警器（责任单位：市住建局牵头，市商务局配合）。"
    (found,) = entries(raw, "directive")
    assert (found["lead_unit"], found["co_units"]) == ("市住建局", ["市商务局"])


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_task_above() -> None:
    raw = "新建助餐点12个。\n（责任单位：市民政局）"
    assert entries(raw, "directive")[0]["lead_unit"] == "市民政局"
    assert entries("（责任单位：市民政局）", "directive") == []


def test_a_bracket_may_say_who_and_by_when() -> None:
    raw = "（一）内源治理。对3条河道清淤。（县水利局牵头，县住建局、城关镇配合，2024年9月底前完成）"
    (found,) = entries(raw, "directive")
    assert (found["text"], found["lead_unit"], found["co_units"], found["due_text"]) == (
        "内源治理。对3条河道清淤",
        "县水利局",
        ["县住建局", "城关镇"],
        "2024年9月底前",
    )
