"""`taizhang consolidate`: workbooks of many units in, one ledger out."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import python_calamine as calamine

from taizhang.cli.main import main
from tests.forms_of_ledgers import book

HEADINGS = ["序号", "企业名称", "问题描述", "责任单位", "完成时限", "办理状态", "进展情况"]
ROAD = "厂区门前道路破损，货车无法通行"
POWER = "二期供电容量不足，需要增容"
FIRM, SLIP = "云岭瀚晟机械有限公司", "云岭翰晟机械有限公司"


def ledger(unit: str, *rows: list[Any], headings: list[str] = HEADINGS) -> bytes:
    """A unit's ledger: title, who reports, headings, rows, a total and a note."""
    top: list[list[Any]] = [["云岭高新区企业问题台账"], [f"填报单位：{unit}"], headings]
    return book(("台账", [*top, *rows, ["合计", len(rows)], ["注：每周五报送。"]]))


def bureau() -> bytes:
    """Two matters in the form of the office."""
    return ledger(
        "发展改革局",
        [1, FIRM, ROAD, "发展改革局", date(2026, 9, 1), "办理中", "已对接"],
        [2, "云岭启明光学股份有限公司", POWER, "供电公司", "2026.8.26", "已完成", "已增容"],
    )


def other_bureau() -> bytes:
    """The first matter again, headings, words and dates of its own; a row without a matter."""
    return ledger(
        "住房建设局",
        [
            1,
            FIRM,
            "厂区门前道路破损,货车无法通行",
            "住房建设局",
            date(2026, 10, 1),
            "正在办理",
            "已派人",
        ],
        [2, "云岭澄泉设备有限公司", "", "住房建设局", "", "", ""],
        headings=["序号", "单位名称", "问题描述", "牵头部门", "办理期限", "当前状态", "办理进展"],
    )


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


class Desk:
    """A folder in which files are put together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out, self.json = folder / "汇总.xlsx", folder / "report.json"

    def file(self, name: str, data: bytes) -> str:
        (self.folder / name).write_bytes(data)
        return str(self.folder / name)

    def run(self, *words: str) -> int:
        return main(["consolidate", *words, "-o", str(self.out), "--json", str(self.json)])

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.json.read_text(encoding="utf-8"))
        return found

    def rows(self, sheet: str) -> list[list[Any]]:
        data = io.BytesIO(self.out.read_bytes())
        book = calamine.CalamineWorkbook.from_filelike(data)
        return book.get_sheet_by_name(sheet).to_python()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def both(desk: Desk) -> Desk:
    """Two units' ledgers put together."""
    files = desk.file("发改局.xlsx", bureau()), desk.file("住建局.xlsx", other_bureau())
    assert desk.run(*files) == 1
    return desk


def test_the_result_has_the_layout_of_the_first_workbook(both: Desk) -> None:
    rows = both.rows("台账")
    assert rows[0][0] == "云岭高新区企业问题台账"
    assert rows[2] == HEADINGS
    assert rows[-1][0] == "注：每周五报送。"
    assert len(rows) == 3 + 2 + 2


def test_a_matter_of_two_units_is_one_row_that_names_both(both: Desk) -> None:
    row = both.rows("台账")[3]
    assert row[:4] == [1, FIRM, ROAD, "发展改革局、住房建设局"]
    assert row[5] == "办理中"
    assert row[6] == "发展改革局：已对接\n住房建设局：已派人"


def test_two_dates_are_a_conflict_that_nobody_settled(both: Desk) -> None:
    assert both.rows("台账")[3][4] == "2026-09-01 ／ 2026-10-01"
    clashes = both.rows("冲突")[1:]
    assert [row[:6] for row in clashes] == [
        ["不一致", "台账", 4, "完成时限", "发展改革局", "2026-09-01"],
        ["不一致", "台账", 4, "完成时限", "住房建设局", "2026-10-01"],
    ]
    assert clashes[1][6] == "住建局.xlsx!台账!E4"
    assert both.report["conflicts"] == 1


def test_every_row_is_accounted_for(both: Desk) -> None:
    report = both.report
    accounted = report["rows_imported"] + report["rows_refused"] + report["rows_not_data"]
    assert (report["rows_seen"], accounted) == (8, 8)
    assert report["rows_refused"] == 1
    sheet = report["files"][1]["sheets"][0]
    assert sheet["header_rows"] == [3]
    assert sheet["not_data"] == {"total": 1, "note": 1}


def test_a_refused_row_is_named_as_a_person_sees_it(both: Desk) -> None:
    (row,) = both.rows("错误")[1:]
    assert row[:3] == ["住建局.xlsx", "台账", 5]
    assert row[5] == "The row does not say what the matter is; it was not taken over."


def test_each_column_says_why_it_was_taken_for_which(both: Desk) -> None:
    mapping = both.report["files"][1]["sheets"][0]["mapping"]
    assert mapping["序号"]["how"] == "name"
    assert mapping["牵头部门"]["to"] == "责任单位"
    assert mapping["牵头部门"]["how"] == "synonym"
    assert "names of the same fact" in mapping["办理期限"]["reason"]


def test_every_cell_leads_back_to_its_own(both: Desk) -> None:
    rows = both.rows("来源")[1:]
    assert rows[1][:5] == ["台账", 4, "住房建设局", "住建局.xlsx", "台账"]
    assert "E4←E4" in rows[1][5]
    assert rows[1][6] == "办理状态：正在办理"


def test_units_are_counted(both: Desk) -> None:
    assert both.rows("汇总情况")[1:] == [
        ["发展改革局", 2, "", 1, 0, ""],
        ["住房建设局", 1, "", 0, 0, ""],
    ]


def test_a_slip_in_a_name_is_put_right_and_said(desk: Desk) -> None:
    mistyped = ledger("住房建设局", [1, SLIP, ROAD, "", "", "", ""])
    desk.run(desk.file("a.xlsx", bureau()), desk.file("b.xlsx", mistyped))
    assert desk.report["matters"] == 2
    changed = [row[6] for row in desk.rows("来源")[1:] if "同音" in row[6] or "sound" in row[6]]
    assert len(changed) == 1


def test_all_is_well_without_anything_for_a_person(desk: Desk) -> None:
    assert desk.run(desk.file("a.xlsx", bureau())) == 0


def test_a_merged_cell_belongs_to_every_row_and_is_merged_again(desk: Desk) -> None:
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("台账")
    for column, heading in enumerate(HEADINGS):
        sheet.write(0, column, heading)
    sheet.merge_range("B2:B3", FIRM)
    for row, words in ((1, ROAD), (2, POWER)):
        sheet.write(row, 0, row)
        sheet.write(row, 2, words)
    workbook.close()
    desk.run(desk.file("a.xlsx", file.getvalue()))
    book = calamine.CalamineWorkbook.from_path(str(desk.out))
    assert book.get_sheet_by_name("台账").merged_cell_ranges == [((1, 1), (2, 1))]
    assert [row[5].split()[1] for row in desk.rows("来源")[1:]] == ["B2←B2", "B3←B2"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1"])
def test_what_looks_like_a_formula_is_written_as_text(desk: Desk, words: str) -> None:
    text = f"{words}，厂区门前道路破损需要维修"
    row = f'企业名称,问题描述\n{FIRM},"{text}"\n'
    desk.run(desk.file("a.csv", row.encode()))
    import zipfile

    with zipfile.ZipFile(desk.out) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert desk.rows("台账")[1][1] == text.strip()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(desk: Desk) -> None:
    files = desk.file("a.xlsx", bureau()), desk.file("b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert desk.run(*files) == 1
    assert desk.report["files"][1]["error"] == "broken_document"
    assert desk.rows("错误")[1][0] == "b.xlsx"


def test_nothing_to_put_together_is_bad_input(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.run(desk.file("a.txt", "只有一句话。".encode())) == 2
    assert "no workbook and no table of text" in capsys.readouterr().err
    assert not desk.out.exists()


def test_a_missing_file_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("no-such.xlsx") == 2
    assert "no-such.xlsx" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_named(desk: Desk) -> None:
    source = desk.file("a.xlsx", bureau())
    assert main(["consolidate", source, "-o", str(desk.folder / "none" / "o.xlsx")]) == 2


def test_the_same_files_twice_make_the_same_result(both: Desk) -> None:
    before = [both.rows(name) for name in ("台账", "冲突", "来源")]
    files = (str(both.folder / name) for name in ("发改局.xlsx", "住建局.xlsx"))
    both.run(*files)
    assert [both.rows(name) for name in ("台账", "冲突", "来源")] == before


def test_the_result_can_be_put_together_again(both: Desk) -> None:
    again = both.file("上次.xlsx", both.out.read_bytes())
    both.run(again)
    assert both.report["rows_imported"] == 2
    assert [row[:3] for row in both.rows("台账")[3:5]] == [
        [1, FIRM, ROAD],
        [2, "云岭启明光学股份有限公司", POWER],
    ]
