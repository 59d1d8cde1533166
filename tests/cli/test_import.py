"""`taizhang import`: a workbook's rows into a ledger from the machine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.cli.main import main
from taizhang.ledger.models import Entry
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.people import People

ROWS = [["序号", "企业名称", "问题描述"], [1, "甲公司", "缺电。"], [2, "乙公司", "缺路。"]]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "报送.xlsx"
    path.write_bytes(book(("台账", ROWS)))
    return str(path)


def test_it_says_first_what_would_be_done(
    people: People, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, "--ledger", "appeal", "--by", "office"]) == 1
    assert "新增 2" in capsys.readouterr().out
    assert not Entry.objects.exists()


def test_it_is_done_when_asked_and_once(
    people: People, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["import", file, "--ledger", "appeal", "--by", "office", "--yes"]
    assert main(command) == 0
    assert main(command) == 0
    assert "无变化 2" in capsys.readouterr().out
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("ledger", "by"), [("none", "office"), ("appeal", "nobody"), ("appeal", "leader")]
)
def test_it_refuses_by_name(
    people: People, file: str, ledger: str, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", file, "--ledger", ledger, "--by", by, "--yes"]) == 2
    assert (by if ledger == "appeal" else ledger) in capsys.readouterr().err
    assert not Entry.objects.exists()


def test_a_file_that_is_not_there_is_refused(people: People, tmp_path: Path) -> None:
    path = str(tmp_path / "none.xlsx")
    assert main(["import", path, "--ledger", "appeal", "--by", "office"]) == 2
