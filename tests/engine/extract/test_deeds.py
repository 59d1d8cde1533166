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


def test_a_broken_row_goes_on_in_the_next_line_and_ends_before_its_units() -> None:
    raw = (
        "民生实事项目责任分解表\n序号 名称 内容 牵头单位 配合单位 时限\n"
        "1 农路提升 改造县道38公里，\n建桥7座 县交通局 各乡镇 11月底\n"
        "2 文化下乡 在30个村建影厅 县委宣传部 县总工会 2025年12月底\n"
        "3 河道清淤 清淤21公里 县水利局\n4 各类补助 发放到户 各乡镇人民政府 全年\n"
        "5 其余各项工作一并推进 待定\n详见附件"
    )
    first, second, third, fourth = entries(raw, "deed")
    assert first["text"] == "农路提升 改造县道38公里，建桥7座"
    assert (first["lead_unit"], first["due_text"]) == ("县交通局", "11月底")
    assert second["text"] == "文化下乡 在30个村建影厅"
    assert (second["lead_unit"], second["co_units"]) == ("县委宣传部", ["县总工会"])
    assert (third["due_text"], fourth["lead_unit"]) == (None, None)
