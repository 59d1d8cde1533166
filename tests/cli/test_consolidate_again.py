"""Next month: compared with last time, columns fixed and remembered, names by a roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_consolidate import (
    FIRM,
    HEADINGS,
    POWER,
    ROAD,
    SLIP,
    Desk,
    bureau,
    ledger,
    other_bureau,
)
from tests.forms_of_ledgers import book

OTHER = "云岭启明光学股份有限公司"
DORM = "职工宿舍不足，希望配租公租房"


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def _next_month(desk: Desk, *rows: list[Any]) -> None:
    """Last month's two matters and this month's `rows` beside them."""
    desk.run(desk.file("八月.xlsx", bureau()))
    last = desk.file("上期.xlsx", desk.out.read_bytes())
    desk.run(desk.file("九月.xlsx", ledger("发展改革局", *rows)), "--previous", last)


DUE = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("row", "change"),
    [
        ([1, FIRM, ROAD, "发展改革局", DUE, "办理中", "已对接"], "进展未更新"),
        ([1, FIRM, ROAD, "发展改革局", DUE, "办理中", "已开工"], "变更"),
        ([1, FIRM, ROAD, "发展改革局", DUE, "已办结", "已对接"], "变更"),
        ([1, OTHER, POWER, "供电公司", "2026-08-26", "已办结", "已增容"], "无变化"),
        ([1, FIRM, DORM, "发展改革局", DUE, "办理中", "已对接"], "新增"),
    ],
)
def test_each_row_says_what_became_of_it(desk: Desk, row: list[Any], change: str) -> None:
    _next_month(desk, row)
    rows = desk.rows("台账")
    assert rows[2] == [*HEADINGS, "本期变化"]
    assert rows[3][7] == change


def test_what_changed_stands_beside_what_was_said_before(desk: Desk) -> None:
    _next_month(desk, [1, FIRM, ROAD, "发展改革局", DUE, "办理中", "已开工"])
    assert desk.rows("与上期比对")[1] == ["变更", "台账", 4, ROAD, "进展情况", "已对接", "已开工"]


def test_what_is_gone_is_listed(desk: Desk) -> None:
    _next_month(desk, [1, FIRM, ROAD, "发展改革局", DUE, "办理中", "已开工"])
    gone = desk.rows("与上期比对")[-1]
    assert (gone[0], gone[3]) == ("消失", POWER)
    assert desk.report["changes"] == {"new": 0, "changed": 1, "stuck": 0, "same": 0, "gone": 1}


def test_a_unit_that_reported_last_time_is_missed(desk: Desk) -> None:
    desk.run(desk.file("a.xlsx", bureau()), desk.file("b.xlsx", other_bureau()))
    last = desk.file("上期.xlsx", desk.out.read_bytes())
    assert desk.run(desk.file("c.xlsx", bureau()), "--previous", last) == 1
    assert desk.rows("汇总情况")[-1] == ["住房建设局", 0, "", "", "", "未报"]
    assert desk.report["missing_units"] == ["住房建设局"]


def test_a_number_is_known_again_though_the_words_changed(desk: Desk) -> None:
    headings = ("编号", "企业名称", "问题描述")
    desk.run(desk.file("a.xlsx", book(("台账", [headings, ("YL-7", FIRM, ROAD)]))))
    last = desk.file("上期.xlsx", desk.out.read_bytes())
    now = book(("台账", [headings, ("YL-7", FIRM, DORM)]))
    desk.run(desk.file("b.xlsx", now), "--previous", last)
    assert desk.report["changes"]["changed"] == 1


def _odd() -> bytes:
    return book(("台账", [("企业名称", "现状与诉愿", "内部备注"), (FIRM, ROAD, "甲")]))


def test_fixed_columns_are_used_and_remembered(desk: Desk) -> None:
    files = desk.file("a.xlsx", bureau()), desk.file("b.xlsx", _odd())
    fixed = desk.file("map.json", '{"columns": {"现状与诉愿": "问题描述"}}'.encode())
    desk.run(*files)
    assert desk.report["files"][1]["sheets"][0]["rows_refused"] == 1
    desk.run(*files, "--map", fixed)
    mapping = desk.report["files"][1]["sheets"][0]["mapping"]["现状与诉愿"]
    assert mapping == {"to": "问题描述", "how": "fixed", "reason": "A person fixed it."}
    desk.run(*files)
    assert desk.report["files"][1]["sheets"][0]["rows_imported"] == 1


def test_another_form_does_not_remember_it(desk: Desk) -> None:
    fixed = desk.file("map.json", '{"进展情况": ""}'.encode())
    desk.run(desk.file("a.xlsx", bureau()), "--map", fixed)
    desk.run(desk.file("b.xlsx", ledger("甲局", [1, FIRM, ROAD], headings=HEADINGS[:3])))
    assert desk.report["files"][0]["sheets"][0]["mapping"]["问题描述"]["how"] == "name"


def test_an_empty_name_leaves_a_column_out(desk: Desk) -> None:
    fixed = desk.file("map.json", '{"进展情况": null}'.encode())
    desk.run(desk.file("a.xlsx", bureau()), "--map", fixed)
    assert desk.rows("台账")[3][6] == ""
    assert desk.report["files"][0]["sheets"][0]["mapping"]["进展情况"]["to"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"{", "line 1"),
        (b"[1]", "line 1"),
        (b'{"columns": {"a": 1}}', "line 1"),
        (b"\xff\xfe\xff", "line 1"),
        ('{"进展情况": "没有的栏"}'.encode(), "no column “没有的栏”"),
    ],
)
def test_a_wrong_map_is_named(
    desk: Desk, text: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    fixed = desk.file("map.json", text)
    assert desk.run(desk.file("a.xlsx", bureau()), "--map", fixed) == 2
    assert words in capsys.readouterr().err


def test_a_missing_map_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run(desk.file("a.xlsx", bureau()), "--map", "no-such.json") == 2
    assert "no-such.json" in capsys.readouterr().err


def test_settings_that_cannot_be_written_are_no_harm(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", desk.file("settings", b""))
    fixed = desk.file("map.json", b'{"columns": {}}')
    assert desk.run(desk.file("a.xlsx", bureau()), "--map", fixed) == 0


def test_settings_stand_where_windows_has_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("APPDATA", str(desk.folder / "roaming"))
    desk.run(desk.file("a.xlsx", bureau()), "--map", desk.file("m.json", b'{"columns": {}}'))
    assert list((desk.folder / "roaming" / "taizhang" / "mappings").glob("*.json"))


ROSTER = f"""\
kind,name,code,aliases
企业,{FIRM},91330100MA2KCW7Q2J,瀚晟老厂
单位,云岭高新区发展改革局,DR,发展改革局
单位,云岭高新区应急管理局,EM,
"""


def test_a_roster_says_how_names_are_written(desk: Desk) -> None:
    rows = ([1, SLIP, ROAD, "发展改革局"], [2, "瀚晟老厂", POWER, "发展改革局"])
    source = desk.file("a.xlsx", ledger("发展改革局", *rows))
    desk.run(source, "--roster", desk.file("roster.csv", ROSTER.encode()))
    assert [row[1] for row in desk.rows("台账")[3:5]] == [FIRM, FIRM]
    assert desk.rows("台账")[3][3] == "云岭高新区发展改革局"


def test_a_unit_of_the_roster_that_reports_nothing_is_missed(desk: Desk) -> None:
    desk.run(desk.file("a.xlsx", bureau()), "--roster", desk.file("r.csv", ROSTER.encode()))
    assert desk.report["missing_units"] == ["云岭高新区应急管理局"]


def test_the_form_can_be_another_workbook(desk: Desk) -> None:
    form = desk.file("form.xlsx", ledger("", headings=["序号", "单位名称", "问题描述", "备注"]))
    desk.run(desk.file("a.xlsx", bureau()), "--ledger", form)
    assert desk.rows("台账")[2] == ["序号", "单位名称", "问题描述", "备注"]
    assert desk.rows("台账")[3][1] == FIRM


@pytest.mark.parametrize("name", ["隐患台账", "hazard"])
def test_the_form_can_be_a_built_in_ledger(desk: Desk, name: str) -> None:
    desk.run(desk.file("a.xlsx", bureau()), "--ledger", name)
    rows = desk.rows("台账")
    assert rows[0][0] == "隐患台账"
    assert rows[1][:5] == ["序号", "编号", "企业名称", "统一社会信用代码", "事项"]
    assert rows[2][4] == ROAD


PLAN = """\
name = "防汛台账"
code = "flood"
prefix = "FX"

[[columns]]
name = "受灾情况"
known_as = "title"

[[columns]]
name = "受灾企业"
known_as = "enterprises"
"""


def test_the_form_can_be_a_planned_ledger(desk: Desk) -> None:
    plan = desk.file("flood.toml", PLAN.encode())
    desk.run(desk.file("a.xlsx", bureau()), "--ledger", plan)
    assert desk.rows("台账")[:3] == [["防汛台账", ""], ["受灾情况", "受灾企业"], [ROAD, FIRM]]


def test_a_wrong_plan_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    plan = desk.file("flood.toml", b"name = 1\n")
    assert desk.run(desk.file("a.xlsx", bureau()), "--ledger", plan) == 2
    assert "name" in capsys.readouterr().err


def test_an_unknown_form_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run(desk.file("a.xlsx", bureau()), "--ledger", "没有") == 2
    assert "No form is called “没有”" in capsys.readouterr().err


def test_the_report_goes_to_the_screen_when_asked(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    from taizhang.cli.main import main

    words = ["consolidate", desk.file("a.xlsx", bureau()), "-o", str(desk.out), "--json", "-"]
    assert main(words) == 0
    assert '"rows_seen": 4' in capsys.readouterr().out


def test_a_report_that_cannot_be_written_is_named(desk: Desk) -> None:
    from taizhang.cli.main import main

    where = str(desk.folder / "none" / "r.json")
    words = ["consolidate", desk.file("a.xlsx", bureau()), "-o", str(desk.out), "--json", where]
    assert main(words) == 2


def test_progress_is_shown_to_who_watches(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    desk.run(desk.file("a.xlsx", bureau()))
    assert "a.xlsx" in capsys.readouterr().err


def test_files_of_one_name_are_told_apart_by_their_folder(desk: Desk) -> None:
    (desk.folder / "b").mkdir()
    first, second = desk.file("a.xlsx", bureau()), desk.file("b/a.xlsx", other_bureau())
    desk.run(first, second)
    assert [one["file"] for one in desk.report["files"]] == [first, second]


def test_the_comparison_of_last_time_is_not_taken_for_this_time_s(desk: Desk) -> None:
    _next_month(desk, [1, FIRM, ROAD, "发展改革局", DUE, "办理中", "已开工"])
    last = desk.file("九月汇总.xlsx", desk.out.read_bytes())
    desk.run(last)
    assert len(desk.rows("与上期比对")) == 1
    assert desk.rows("台账")[3][7:] == [""]
    desk.run(last, "--previous", last)
    assert desk.rows("台账")[2] == [*HEADINGS, "本期变化"]
    assert desk.rows("台账")[3][7] == "进展未更新"


def test_blank_rows_are_counted_apart(desk: Desk) -> None:
    rows = [HEADINGS, [1, FIRM, ROAD], [], [2, OTHER, POWER]]
    desk.run(desk.file("a.xlsx", book(("台账", rows))))
    sheet = desk.report["files"][0]["sheets"][0]
    assert (sheet["rows_seen"], sheet["rows_blank"]) == (2, 1)
