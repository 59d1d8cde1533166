"""Tables as offices send them: empty cells, 同上, titles that need the others to be understood."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.cells import cells, fitted
from tests.engine.extract.scenes import entries

HEAD = "序号\t企业名称\t问题描述\t牵头单位\t配合单位\t办理意见\t办结时限\n"


def _said(line: str, found: list[tuple[int, int]]) -> list[str]:
    return [line[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1\t甲厂\t\t区水务局", ["1", "甲厂", "", "区水务局"]),
        ("1 \t 甲厂\t", ["1", "甲厂", ""]),
        ("| 甲 | | 丙 |", ["甲", "", "丙"]),
        ("甲|乙|丙", ["甲", "乙", "丙"]),
        ("甲\u3000\u3000乙\u3000丙", ["甲", "乙", "丙"]),
        ("甲 乙 丙", []),
    ],
)
def test_an_empty_cell_is_a_cell(line: str, expected: list[str]) -> None:
    assert _said(line, cells(line, 0, len(line))) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1\t\t乙", ["1", "", "乙"]),
        ("1\t甲\t\t乙", ["1", "甲", "乙"]),
        ("1\t甲", ["1", "甲", ""]),
        ("甲\t乙", ["", "甲", "乙"]),
        ("1\t甲\t乙\t\t", ["1", "甲", "乙"]),
        ("1\t甲\t\t\t", ["1", "甲", ""]),
        ("1\t甲\t乙\t丙", []),
        ("", []),
    ],
)
def test_a_row_fits_under_three_titles(line: str, expected: list[str]) -> None:
    assert _said(line, fitted(line, cells(line, 0, len(line)), 3)) == expected


def test_cells_behind_an_empty_one_stay_under_their_titles() -> None:
    row = "1\t栎阳精密机械有限公司\t厂区水压低，三楼用不上水\t区水务集团\t\t已换大管径管道\t9月底\n"
    (appeal,) = entries(f"驻企服务台账\n{HEAD}{row}", "appeal")
    assert appeal["text"] == "厂区水压低，三楼用不上水"
    assert (appeal["lead_unit"], appeal["co_units"]) == ("区水务集团", [])
    assert (appeal["reply"], appeal["due_text"]) == ("已换大管径管道", "9月底")


def test_the_same_as_above_is_what_stands_above() -> None:
    rows = (
        "1\t栎阳精密机械有限公司\t缺少数控车工二十名\t区人社局\t/\t举办专场招聘\t9月底\n"
        "2\t同上\t厂区门口没有公交站点\t区交通局\t/\t延长线路\t〃\n"
    )
    first, second = entries(f"驻企服务台账\n{HEAD}{rows}", "appeal")
    assert first["enterprises"] == second["enterprises"] == ["栎阳精密机械有限公司"]
    assert second["due_text"] == "9月底"


def test_no_sentence_goes_through_the_cells_of_a_row() -> None:
    row = (
        "1\t栎阳精密机械有限公司\t锅炉按要求年底前要淘汰，希望给点补助\t区环保局\t区工信局\t"
        "由区工信局帮助申报补助\t10月底\n"
    )
    found = entries(f"驻企服务台账\n{HEAD}{row}")
    assert [entry["ledger"] for entry in found] == ["appeal"]


@pytest.mark.parametrize(
    ("headline", "ledger"), [("安全检查问题清单", "hazard"), ("走访问题清单", "appeal")]
)
def test_where_no_defect_is_told_the_headline_says_what_problems_are(
    headline: str, ledger: str
) -> None:
    raw = f"{headline}\n企业名称\t问题描述\t整改时限\n甲厂\t台账停在三月\t9月底\n"
    assert [entry["ledger"] for entry in entries(raw, headline=headline)] == [ledger]


def test_problems_of_a_check_are_hazards_though_enterprises_are_named() -> None:
    raw = (
        "安全检查问题清单\n企业名称\t问题描述\t整改时限\n"
        "栎阳精密机械有限公司\t疏散通道堆放杂物\t9月底\n"
    )
    assert [entry["ledger"] for entry in entries(raw)] == ["hazard"]


def test_what_is_handed_on_is_an_answer_and_a_task() -> None:
    raw = (
        "序号 | 企业名称 | 诉求问题 | 交办意见 | 牵头单位 | 办结时限\n"
        "1 | 栎阳乳业有限公司 | 厂区门口道路坑洼 | 先行找平，汛期前硬化 | 区交通局 | 6月20日前\n"
        "2 | 砚池食品 | 奖励未兑现 | （已办结）5月22日已拨付 | 区财政局 | —"
    )
    appeals, tasks = entries(raw, "appeal"), entries(raw, "directive")
    assert [a["reply"] for a in appeals] == ["先行找平，汛期前硬化", "（已办结）5月22日已拨付"]
    assert [(t["text"], t["lead_unit"], t["due_text"]) for t in tasks] == [
        ("先行找平，汛期前硬化", "区交通局", "6月20日前")
    ]


def test_an_answer_with_a_date_is_a_promise() -> None:
    raw = (
        "企业\t诉求\t答复意见\t责任单位\n栎阳缆索厂\t公交末班太早\t末班延后，7月1日前执行\t区城建局\n"
        "栎阳物流公司\t停车收费偏高\t按物价部门核定的标准收取\t区城管局"
    )
    assert [(e["text"], e["lead_unit"]) for e in entries(raw, "directive")] == [
        ("末班延后，7月1日前执行", "区城建局")
    ]


def test_columns_of_tasks_may_be_set_apart_by_blanks() -> None:
    raw = (
        "序号 重点工作 工作时限 承办责任人\n1 落实四条支干道招投标工作 本周完成\n"
        "2 做好征地拆迁工作 本月工作 刘观中"
    )
    assert [task["text"] for task in entries(raw, "directive")] == [
        "落实四条支干道招投标工作",
        "做好征地拆迁工作",
    ]


def test_who_leads_is_told_apart_from_who_is_responsible_with_it() -> None:
    head = "序号\t工作任务\t牵头单位\t责任单位\t配合单位\t完成时限\n"
    row = "1\t修订供水管网改造方案\t区城建局\t区水务局、区财政局\t区交通局\t2026年6月30日前\n"
    (task,) = entries(f"重点任务分工表\n{head}{row}", "directive")
    assert task["lead_unit"] == "区城建局"
    assert task["co_units"] == ["区水务局", "区财政局", "区交通局"]
