"""Lists of practical things for residents, as sentences and as rows."""

from __future__ import annotations

from tests.engine.extract.scenes import entries, texts


def test_items_of_a_list_of_deeds() -> None:
    raw = (
        "确定了民生实事项目三件。一是建设食堂，由社会事务中心负责；"
        "二是新增车位，由城市管理中心负责。"
    )
    assert [(e["text"], e["lead_unit"]) for e in entries(raw, "deed")] == [
        ("建设食堂，由社会事务中心负责", "社会事务中心"),
        ("新增车位，由城市管理中心负责", "城市管理中心"),
    ]


def test_rows_with_a_column_of_units() -> None:
    raw = (
        "民生实事项目\n1 加装电梯 区住建局、区财政局 加装电梯40部。\n"
        "2 没有单位的一行 新建托育点6个\n"
        "2 托育点 区卫健局 新建托育点6个。\n5 跳号的一行 区教育局 新建学校。"
    )
    assert [(e["lead_unit"], e["co_units"]) for e in entries(raw, "deed")] == [
        ("区住建局", ["区财政局"]),
        ("区卫健局", []),
    ]


def test_rows_of_another_table_are_none() -> None:
    assert texts("1 加装电梯 区住建局 加装电梯40部。", "deed") == []


def test_a_unit_unknown_to_the_text_leads_nothing() -> None:
    raw = "民生实事项目\n1 修路 各镇 修路四公里，年内完工。"
    assert [(e["lead_unit"], e["co_units"]) for e in entries(raw, "deed")] == [(None, [])]
