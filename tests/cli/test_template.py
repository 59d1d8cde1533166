"""`taizhang template`: a form is looked through before it is uploaded, without a database."""

from __future__ import annotations

from pathlib import Path

import pytest

from taizhang.cli import main as cli
from tests.engine.templates.forms import book, letter, table


def saved(folder: Path, data: bytes, name: str = "单.docx") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def test_a_form_that_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No database is open in this test: none is asked."""
    file = saved(tmp_path, letter("{{编号}}", more=table(("{{编号}}", "{{牵头单位}}"))))
    assert cli.main(["template", "check", file]) == 0
    said = capsys.readouterr().out
    assert "可以使用，2个字段" in said
    assert "编号：第1段：“{{编号}}”; 第1个表格第1行第1列：“{{编号}}”" in said


def test_a_form_to_be_put_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path, letter("{{牵头部门}}{{天气}}", "{{编号"))
    assert cli.main(["template", "check", file]) == 1
    said = capsys.readouterr().out
    assert "有3处需要改正" in said
    assert "不认识的字段“牵头部门”，第1段：“{{牵头部门}}{{天气}}”；是否想写“牵头单位”？" in said
    assert "不认识的字段“天气”" in said
    assert "第2段：“{{编号”：“{{编号”处的花括号不成对。" in said


def test_a_form_of_a_list_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")
    file = saved(tmp_path, book(lambda _book, sheet: sheet.write("B3", "{{lead_unit}}")), "表.xlsx")
    assert cli.main(["template", "check", file, "--paper", "list"]) == 0
    said = capsys.readouterr().out
    assert "Row 3 of sheet “台账” is repeated" in said
    assert "Lead unit: sheet “台账”, cell B3" in said


def test_a_file_that_cannot_be_read_or_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["template", "check", str(tmp_path / "无.docx")]) == 2
    assert cli.main(["template", "check", saved(tmp_path, b"x")]) == 2
    assert "既不是 Word 文档" in capsys.readouterr().err


@pytest.mark.parametrize(("paper", "word"), [("entry", "现场答复"), ("list", "每个事项的字段")])
def test_the_fields_are_listed(paper: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["template", "fields", "--paper", paper]) == 0
    said = capsys.readouterr().out
    assert word in said
    assert "办理时限 · Due date · 时限" in said


@pytest.mark.django_db
def test_with_a_ledger_its_columns_are_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["template", "fields", "--ledger", "appeal"]) == 0
    assert cli.main(["template", "fields", "--ledger", "none"]) == 2
    assert "appeal" in capsys.readouterr().err
