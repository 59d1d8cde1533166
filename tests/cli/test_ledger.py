"""`taizhang ledger`: files are checked, opened, written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from taizhang.engine.ledger_files import read_plan
from taizhang.ledger.models import Ledger
from tests.engine.test_ledger_plans import WHOLE

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "灾后.toml"
    path.write_text(WHOLE, encoding="utf-8")
    return path


def test_a_file_that_fits(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger", "check", str(file)]) == 0
    assert "可以启用，共 2 栏" in capsys.readouterr().out


def test_a_folder_with_one_that_does_not(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.with_name("错.toml").write_text(WHOLE.replace('"ZH"', '"z"'), encoding="utf-8")
    assert cli.main(["ledger", "check", str(file.parent)]) == 1
    said = capsys.readouterr().out
    assert "错.toml 第 3 行：“z”不能作为编号前缀。请用 2 至 8 个大写字母，例如 FX。" in said
    assert "可以启用" in said


def test_several_files_and_folders_are_checked_in_one_run_each_fault_once(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = file.parent / "另册"
    folder.mkdir()
    two = WHOLE.replace('"ZH"', '"z"').replace('kind = "hazard"', 'kind = "wish"')
    (folder / "错.toml").write_text(two, encoding="utf-8")
    assert cli.main(["ledger", "check", str(file), str(folder), str(folder / "错.toml")]) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.partition("：")[0].rpartition("/")[2] for line in said] == [
        "错.toml 第 3 行",
        "错.toml 第 4 行",
        "灾后.toml",
    ]


def test_one_that_cannot_be_read_keeps_no_other_from_being_checked(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, broken = file.with_name("无.toml"), file.with_name("坏.toml")
    broken.write_bytes(b"\xff\xfe")
    assert cli.main(["ledger", "check", *map(str, (missing, broken, file))]) == 2
    said = capsys.readouterr()
    assert "可以启用" in said.out
    assert "无.toml" in said.err
    assert "UTF-8" in said.err


@pytest.mark.django_db
def test_what_fits_is_opened_beside_what_does_not(file: Path) -> None:
    wrong = file.with_name("错.toml")
    wrong.write_text(WHOLE.replace('"ZH"', '"z"'), encoding="utf-8")
    assert cli.main(["ledger", "open", str(wrong), str(file)]) == 1
    assert Ledger.objects.filter(code="zh").exists()


def test_the_folder_in_the_data_folder_is_the_usual_one(
    tmp_path: Path, settings: SettingsWrapper, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA = tmp_path
    assert cli.main(["ledger", "check"]) == 2
    (tmp_path / "ledgers").mkdir()
    assert cli.main(["ledger", "check"]) == 0
    assert "没有 TOML 文件" in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"#" * 1_000_001])
def test_files_that_are_no_text(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    assert cli.main(["ledger", "check", str(path)]) == 2
    assert "UTF-8" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_ledger_is_opened_once_and_written(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["ledger", "open", str(file)]) == 0
    assert "已启用，编号以 ZH 开头" in capsys.readouterr().out
    assert cli.main(["ledger", "open", str(file)]) == 0
    assert "未作改动" in capsys.readouterr().out
    assert Ledger.objects.filter(code="zh").count() == 1
    assert cli.main(["ledger", "write", "zh"]) == 0
    plan = read_plan(capsys.readouterr().out)
    assert getattr(plan, "name", "") == "灾后恢复台账"


@pytest.mark.django_db
def test_one_that_cannot_be_opened_says_why(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(WHOLE.replace('"ZH"', '"YH"'), encoding="utf-8")
    assert cli.main(["ledger", "open", str(file)]) == 1
    assert "已使用前缀 YH" in capsys.readouterr().err
    file.write_text("x", encoding="utf-8")
    assert cli.main(["ledger", "open", str(file)]) == 1


@pytest.mark.django_db
def test_only_ledgers_of_our_own_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ledger", "write", "appeal"]) == 2
    assert "没有代码为 appeal 的自建台账" in capsys.readouterr().err
