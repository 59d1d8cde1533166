"""`taizhang extract`: a table to read, JSON for programs, clear words for what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.cli import extract as command
from taizhang.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "examples" / "云岭周报.txt"


def test_the_table_is_aligned(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["extract", str(PAGE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith("e") and line[1].isdigit()]
    assert len(rows) > 20
    assert max(map(command.width_of, rows)) <= 100
    assert len({command.width_of(row[: row.rindex("0.")]) for row in rows}) == 1


def test_json_follows_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(PAGE), "--json"]) == 0
    output = json.loads(capsys.readouterr().out)
    raw = PAGE.read_text(encoding="utf-8")
    assert output["document"]["name"] == PAGE.name
    assert all(raw[slice(*entry["span"])] == entry["quote"] for entry in output["entries"])


def test_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "taizhang", "extract", "-", "--json"],
        input="会议要求，要建立台账，逐项销号。".encode(),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["entries"][0]["ledger"] == "directive"


def test_a_page_without_entries_is_read_all_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "quiet.txt"
    page.write_text("今天天气晴好，公园里游人如织。", encoding="utf-8")
    assert main(["extract", str(page)]) == 0
    assert "未识别出条目" in capsys.readouterr().out


def test_every_finding_is_explained(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "8月3日，区长卓远到栎阳机械有限公司调研，区科技局陪同。"
        "针对栎阳机械有限公司反映的用电不足问题，由区供电公司牵头解决。"
        "栎阳机械有限公司、区科技局、栎阳机械有限公司、栎阳机械有限公司。"
        "栎阳机械有限公司隶属于松溪控股集团有限公司。",
        encoding="utf-8",
    )
    assert main(["extract", str(page), "--explain"]) == 0
    said = capsys.readouterr().out
    assert "属于松溪控股集团有限公司" in said
    assert "职务后的姓名: 卓远 · 区长" in said
    assert "以企业组织形式结尾" in said
    assert "用电" in said
    assert "[3, 5)" not in said
    assert " …" in said


def test_a_page_without_names_explains_its_entries_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("会议要求，要建立台账，逐项销号。", encoding="utf-8")
    assert main(["extract", str(page), "--explain"]) == 0
    assert capsys.readouterr().out.startswith("条目\ne1  部署")


def test_a_missing_file_is_bad_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["extract", str(tmp_path / "none.txt")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_wide_characters_fill_two_columns() -> None:
    assert command.width_of("台账a") == 5
    assert command.padded("台", 4) == "台  "
    assert command.cut("台账条目", 6) == "台账…"
    assert command.cut("台账", 4) == "台账"


def test_extracting_needs_no_web_framework() -> None:
    code = "import sys, taizhang.cli.extract; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
