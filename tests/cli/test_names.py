"""`taizhang names`: pairs in, decisions out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from taizhang.cli.main import main

PAIRS = """\
id,name_a,name_b
1,郑州瀚晟机械有限公司,郑州翰晟机械有限公司
2,郑州檀木机械有限公司,郑州柏舟机械有限公司
"""
DOUBT = "3,郑州宏达机械有限公司,郑州兴达机械有限公司\n"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")


def _file(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "pairs.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


def _written(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_each_pair_gets_a_decision_and_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "decisions.csv"
    assert main(["names", _file(tmp_path, PAIRS), "-o", str(out)]) == 0
    rows = _written(out)
    assert [(row["id"], row["decision"]) for row in rows] == [("1", "same"), ("2", "different")]
    assert rows[0]["reason"] == "a character of the same sound: “瀚” – “翰”"
    assert "1 the same, 1 different, 0 left for a person" in capsys.readouterr().err


def test_a_doubt_asks_for_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", _file(tmp_path, PAIRS + DOUBT)]) == 1
    assert "3,unsure," in capsys.readouterr().out


def test_codes_are_read_where_there_are_any(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\ufeffid,name_a,name_b,code_a,code_b\n\n1,甲某厂,乙某店,C1,C1\n\n"
    assert main(["names", _file(tmp_path, text)]) == 0
    assert "1,same,the same credit code" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("id,name_a\n1,甲\n", "utf-8", "has no column “name_b”"),
        ("", "utf-8", "has no column “id”"),
        (PAIRS + "3,甲\n", "utf-8", "Line 4"),
        (PAIRS + '3,"甲,乙\n', "utf-8", "Line 4"),
        (PAIRS, "gb18030", "is not UTF-8 text"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, encoding: str, said: str
) -> None:
    assert main(["names", _file(tmp_path, text, encoding)]) == 2
    assert said in capsys.readouterr().err


def test_a_missing_file_and_a_missing_folder_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["names", str(tmp_path / "none.csv")]) == 2
    out = str(tmp_path / "none" / "decisions.csv")
    assert main(["names", _file(tmp_path, PAIRS), "-o", out]) == 2
    assert "cannot be written" in capsys.readouterr().err
