"""`taizhang read`, as a person types it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.cli.main import main

PAGE = Path(__file__).parents[1] / "golden" / "pages" / "weekly" / "raw.txt"


def test_read_prints_headlines_sub_heads_and_paragraphs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(PAGE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "# 高新区召开企业服务专题会议" in lines
    assert "## 把企业的事当成自己的事，件件有回音" in lines
    assert "记者 何思远 通讯员 陶云" in lines


def test_read_prints_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(PAGE), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert list(printed) == ["articles"]
    assert [article["id"] for article in printed["articles"]] == ["a1", "a2", "a3"]


def test_read_takes_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "高新区召开会议\n会议要求，抓好落实。\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("gb18030"))))
    assert main(["read", "-"]) == 0
    assert capsys.readouterr().out == "# 高新区召开会议\n会议要求，抓好落实。\n"


@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n" * 9])
def test_read_refuses_with_one_line_and_code_two(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "会议.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["read", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "Traceback" not in printed.err


def test_reading_text_loads_no_framework_and_no_parser() -> None:
    code = (
        "import sys; from taizhang.cli.main import main; main(['read', sys.argv[1]]); "
        "print([m for m in ('django', 'lxml', 'pypdfium2', 'docx') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(PAGE)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
