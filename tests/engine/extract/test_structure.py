"""What the form of a document assigns: tables, brackets and lines with responsible units."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries


def test_row_of_a_task_table_gives_lead_co_units_and_due() -> None:
    raw = (
        "2026年重点工作任务分解表\n"
        "序号\t工作任务\t牵头单位\t配合单位\t完成时限\n"
        "1\t改造松溪路雨水管网\t区城建局\t区水务局、区财政局\t2026年6月30日前\n"
        "2\t建成企业服务驿站两处\t区残联\t各街道\t12月底前"
    )
    first, second = entries(raw, "directive")
    assert (first["text"], first["lead_unit"]) == ("改造松溪路雨水管网", "区城建局")
    assert first["co_units"] == ["区水务局", "区财政局"]
    assert (first["due_text"], first["due"]) == ("2026年6月30日前", "2026-06-30")
    assert (second["lead_unit"], second["co_units"], second["due"]) == ("区残联", [], None)


def test_table_of_a_list_of_deeds_gives_deeds() -> None:
    raw = "民生实事清单\n序号\t民生实事\t责任单位\n1\t新建口袋公园三处\t区园林局、区城建局"
    (deed,) = entries(raw, "deed")
    assert (deed["text"], deed["lead_unit"]) == ("新建口袋公园三处", "区园林局")
    assert deed["co_units"] == ["区城建局"]


def test_table_of_questions_gives_appeals_with_firm_and_reply() -> None:
    raw = (
        "| 企业名称 | 企业诉求 | 责任单位 | 办理情况 |\n"
        "| --- | --- | --- | --- |\n"
        "| 栎阳精密机械有限公司 | 厂区门口没有公交站点 | 区交通局 | 已列入线路调整计划 |"
    )
    (appeal,) = entries(raw, "appeal")
    assert appeal["text"] == "厂区门口没有公交站点"
    assert appeal["enterprises"] == ["栎阳精密机械有限公司"]
    assert (appeal["lead_unit"], appeal["reply"]) == ("区交通局", "已列入线路调整计划")


def test_table_of_an_inspection_gives_hazards_where_a_defect_is_told() -> None:
    raw = (
        "场所名称\t存在问题\t责任单位\n"
        "松溪农贸市场\t疏散通道堆放杂物\t区商务局\n"
        "松溪幼儿园\t希望增设减速带一处\t区交警大队"
    )
    found = [(e["ledger"], e["text"]) for e in entries(raw)]
    assert found == [("hazard", "疏散通道堆放杂物"), ("appeal", "希望增设减速带一处")]


def test_short_row_belongs_to_the_last_columns() -> None:
    """Merged cells leave the number out."""
    raw = "序号\t任务\t责任单位\n1\t修复路灯十盏\t区城建局\n补种行道树\t区园林局"
    assert [e["lead_unit"] for e in entries(raw, "directive")] == ["区城建局", "区园林局"]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [("责任单位", "区城建局", ["修复路灯十盏"]), ("完成时限", "9月底", [])],
)
def test_contents_without_a_name_are_tasks_where_units_stand_beside_them(
    column: str, cell: str, expected: list[str]
) -> None:
    raw = f"序号\t建设内容\t{column}\n1\t修复路灯十盏\t{cell}"
    assert [e["text"] for e in entries(raw, "directive")] == expected


def test_lines_that_are_no_rows_end_a_table() -> None:
    raw = "任务\t责任单位\n修复路灯十盏\t区城建局\n说明如下。\n甲项内容\t乙项内容"
    assert [e["text"] for e in entries(raw)] == ["修复路灯十盏"]


def test_empty_and_tiny_cells_hold_nothing() -> None:
    assert entries("任务\t责任单位\n无\t区城建局") == []


@pytest.mark.parametrize(
    ("bracket", "lead", "co_units"),
    [
        ("（责任单位：区教育局、区财政局）", "区教育局", ["区财政局"]),
        ("（责任单位：区财政局；牵头单位：区教育局）", "区教育局", ["区财政局"]),
        ("（牵头单位：区教育局；配合单位：区财政局）", "区教育局", ["区财政局"]),
        ("（区教育局牵头，区财政局、区审计局配合）", "区教育局", ["区财政局", "区审计局"]),
        ("（区教育局、区财政局按职责分工负责）", "区教育局", ["区财政局"]),
        ("（各有关单位按职责分工负责）", None, []),
        ("（责任单位：区教育局，各街道（园区）管委会）", "区教育局", []),
    ],
)
def test_bracket_behind_a_task_names_who_acts(
    bracket: str, lead: str | None, co_units: list[str]
) -> None:
    (task,) = entries(f"（一）扩建溪口小学，增加学位三百个。{bracket}", "directive")
    assert task["text"] == "扩建溪口小学，增加学位三百个"
    assert (task["lead_unit"], task["co_units"]) == (lead, co_units)


def test_two_brackets_in_one_paragraph_close_two_tasks() -> None:
    raw = (
        "1.修复路灯十盏。（责任单位：区城建局）"
        "补种行道树。（责任单位：区园林局；完成时限：5月底前）"
    )
    first, second = entries(raw, "directive")
    assert (first["text"], second["text"]) == ("修复路灯十盏", "补种行道树")
    assert second["due_text"] == "5月底前"


@pytest.mark.parametrize("bracket", ["（此件公开发布）", "（第3号）", "（责任单位：区城建局）"])
def test_bracket_without_task_or_units_gives_nothing(bracket: str) -> None:
    assert entries(bracket) == []


def test_lines_below_a_task_name_who_acts() -> None:
    raw = (
        "3.新辟公交线路两条。\n分管领导：卓远\n责任单位：区交通局\n配合单位：区城建局\n"
        "完成时限：2026年9月30日前"
    )
    (task,) = entries(raw, "directive")
    assert (task["text"], task["lead_unit"]) == ("新辟公交线路两条", "区交通局")
    assert (task["co_units"], task["due"]) == (["区城建局"], "2026-09-30")


def test_lines_below_deeds_make_deeds_of_them() -> None:
    raw = "今年办好十件民生实事。\n1.新辟公交线路两条。\n责任单位：区交通局"
    (deed,) = entries(raw, "deed")
    assert (deed["text"], deed["lead_unit"]) == ("新辟公交线路两条", "区交通局")


def test_lines_without_a_unit_or_a_task_give_nothing() -> None:
    assert entries("略。\n责任单位：区交通局") == []
    assert entries("新辟公交线路两条。\n分管领导：卓远") == []
    assert entries("责任单位：区交通局") == []


def test_firm_in_a_column_of_units_stays_an_enterprise() -> None:
    raw = "任务\t责任单位\n铺设供热管线两公里\t栎阳热力集团有限公司"
    (task,) = entries(raw, "directive")
    assert task["lead_unit"] == "栎阳热力集团有限公司"


def test_label_in_a_line_taken_for_a_subhead_still_names_who_acts() -> None:
    raw = "1.新辟公交线路两条。\n责任单位：区交通局"
    (task,) = entries(raw, "directive", byline_texts=("责任单位：区交通局",))
    assert task["lead_unit"] == "区交通局"


def test_marks_left_between_two_brackets_belong_to_neither_task() -> None:
    raw = "修复路灯十盏（责任单位：区城建局）；补种行道树（责任单位：区园林局）。"
    assert [e["text"] for e in entries(raw, "directive")] == ["修复路灯十盏", "补种行道树"]
