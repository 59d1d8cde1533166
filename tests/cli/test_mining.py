"""`taizhang group`, `hot` and `classify`: JSON lines in, CSV out, nothing else needed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from taizhang.cli.main import main

_TEXT = "每天夜里十一点以后还在施工，搅拌机声音很大，家里老人和孩子无法入睡"
MESSAGES: list[dict[str, Any]] = [
    {
        "id": "1",
        "title": "雾松花园夜间施工",
        "text": _TEXT,
        "requester": "甲",
        "time": "2026-03-01",
    },
    {"id": 2, "title": "雾松花园半夜施工", "text": _TEXT, "requester": "乙", "time": "2026-03-02"},
    {"id": "3", "text": "公交车二十多分钟才来一班，末班车收得太早", "requester": None},
]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")


def _file(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n")
    return str(path)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_message_has_a_group_and_groups_say_why(tmp_path: Path) -> None:
    out, why = tmp_path / "groups.csv", tmp_path / "why.jsonl"
    source = _file(tmp_path / "m.jsonl", MESSAGES)
    assert main(["group", source, "-o", str(out), "--explain", str(why)]) == 0
    assert {row["id"]: row["group"] for row in _rows(out)} == {"1": "1", "2": "1", "3": "3"}
    (reason,) = map(json.loads, why.read_text(encoding="utf-8").splitlines())
    assert reason["messages"] == ["1", "2"]
    assert reason["requesters"] == 2
    assert reason["places"] == ["雾松花园"]


def test_common_problems_of_enterprises_follow_the_groups(tmp_path: Path) -> None:
    needs = ("用地指标没有落实", "希望尽快供地", "想拿地建研发楼")
    rows = [
        {"id": f"e{n}", "text": text, "enterprise": f"{n}厂", "park": "东园", "time": "2026-03-01"}
        for n, text in enumerate(needs)
    ]
    why = tmp_path / "why.jsonl"
    source = _file(tmp_path / "m.jsonl", [*MESSAGES, *rows])
    assert main(["group", source, "-o", str(tmp_path / "g.csv"), "--explain", str(why)]) == 0
    group, problem = map(json.loads, why.read_text(encoding="utf-8").splitlines())
    assert (group["kind"], group["parties"]) == ("same_matter", ["甲", "乙"])
    assert group["why"][0] == "The same words under 2 names: one matter passed on."
    assert (problem["kind"], problem["problem"]) == ("common_problem", "land_space:用地")
    assert problem["messages"] == ["e0", "e1", "e2"]
    assert problem["quotes"][1] == {"id": "e1", "quote": "希望尽快供地"}


def test_the_hot_list_counts_people(tmp_path: Path) -> None:
    out = tmp_path / "hot.csv"
    source = _file(tmp_path / "m.jsonl", MESSAGES)
    assert main(["hot", source, "-o", str(out), "--top", "1"]) == 0
    (row,) = _rows(out)
    assert (row["rank"], row["group"], row["requesters"], row["messages"]) == ("1", "1", "2", "2")
    assert (row["first"], row["last"], row["place"]) == ("2026-03-01", "2026-03-02", "雾松花园")


def test_classes_come_with_how_sure_and_why(tmp_path: Path) -> None:
    examples = [
        {"id": f"{label}{n}", "text": text, "label": label, "tokens": n % 2 == 0}
        for n in range(6)
        for label, text in (("road", "路面 坑洼 拥堵"), ("work", "拖欠 工资 社保"))
    ]
    train = _file(tmp_path / "a.jsonl", examples)
    texts = _file(tmp_path / "b.jsonl", [{"id": "x", "text": "路面坑洼"}])
    out = tmp_path / "labels.csv"
    assert main(["classify", "--train", train, "--predict", texts, "-o", str(out)]) == 0
    (row,) = _rows(out)
    assert (row["id"], row["label"]) == ("x", "road")
    assert 0 <= float(row["sure"]) <= 1
    assert all(word in "路面坑洼" for word in row["reason"].split("、"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 2 of"),
        ("[1]", "is no JSON object"),
        ('{"id": "9"}', "has no text under “text”"),
        ('{"id": "1", "text": "x"}', "a second time"),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    source = tmp_path / "m.jsonl"
    source.write_text('{"id": "1", "text": "夜间施工"}\n' + line, encoding="utf-8")
    assert main(["group", str(source)]) == 2
    assert said in capsys.readouterr().err


def test_files_that_cannot_be_read_or_written_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["group", str(tmp_path / "none.jsonl")]) == 2
    bytes_ = tmp_path / "b.jsonl"
    bytes_.write_bytes(b"\xff\xfe\x00")
    assert main(["hot", str(bytes_)]) == 2
    source = _file(tmp_path / "m.jsonl", MESSAGES)
    target = str(tmp_path / "no" / "why.jsonl")
    assert main(["group", source, "-o", str(tmp_path / "g.csv"), "--explain", target]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_nothing_to_learn_from_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = _file(tmp_path / "a.jsonl", [{"id": "1", "text": " ", "label": "x"}])
    assert main(["classify", "--train", empty, "--predict", empty]) == 2
    assert "nothing to learn" in capsys.readouterr().err
