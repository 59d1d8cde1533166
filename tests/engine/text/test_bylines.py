"""Who wrote it, in every combination newspapers use."""

from __future__ import annotations

import pytest

from taizhang.engine.text.bylines import (
    byline,
    dateline,
    is_credit,
    is_source,
    named_only,
    trailing,
)


@pytest.mark.parametrize(
    ("text", "reporters", "correspondents"),
    [
        ("记者 何思远 通讯员 陶云", ["何思远"], ["陶云"]),
        ("记者何思远通讯员陶小云 文/图", ["何思远"], ["陶小云"]),
        ("本报记者 何思远", ["何思远"], []),
        ("（记者 何思远 罗星 通讯员 陶云）", ["何思远", "罗星"], ["陶云"]),
        ("见习记者 何思远/文 罗星/图", ["何思远", "罗星"], []),
        ("记者 何 远 文/图", ["何远"], []),
        ("作者：何思远", ["何思远"], []),
        ("通讯员 阿依古丽·买买提", [], ["阿依古丽·买买提"]),
    ],
)
def test_names_are_read_by_role(text: str, reporters: list[str], correspondents: list[str]) -> None:
    found = byline(text)
    assert found is not None
    assert (list(found.reporters), list(found.correspondents)) == (reporters, correspondents)


@pytest.mark.parametrize(
    "text",
    [
        "记者在现场看到，施工正在进行。",
        "何思远 陶云",
        "记者 高新区管委会办公室",
        "记者 A",
        "甲乙 记者 何思远",
        "记者" + "何思远 " * 30,
    ],
)
def test_other_lines_are_no_byline(text: str) -> None:
    assert byline(text) is None


@pytest.mark.parametrize(
    ("text", "length", "names"),
    [
        ("本报讯 3月12日，", 4, ()),
        ("本报讯（记者 何思远）3月12日，", 11, ("何思远",)),
        ("本报讯（见下文说明）3月12日，", 10, ()),
        ("3月12日，", 0, ()),
    ],
)
def test_datelines_open_an_article(text: str, length: int, names: tuple[str, ...]) -> None:
    end, found = dateline(text)
    assert (end, found.reporters) == (length, names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("确保落实。   （何思远 陶云）", ("何思远", "陶云")),
        ("确保落实。(何思远)", ("何思远",)),
        ("确保落实。（记者 何思远）", ("何思远",)),
    ],
)
def test_names_behind_the_last_sentence_are_found(text: str, names: tuple[str, ...]) -> None:
    found = trailing(text)
    assert found is not None
    assert found[1].reporters == names
    assert text[: found[0]] == "确保落实。"


@pytest.mark.parametrize(
    "text",
    [
        "确保落实（何思远）",
        "确保落实。（以下简称专班）",
        "确保落实。（记者一共到了三个）",
        "确保落实。",
    ],
)
def test_other_brackets_at_the_end_are_text(text: str) -> None:
    assert trailing(text) is None


def test_a_line_of_names_in_brackets_is_a_byline() -> None:
    found = named_only("（何思远、陶云）")
    assert found is not None
    assert found.reporters == ("何思远", "陶云")
    assert named_only("何思远、陶云") is None


def test_credits_and_sources_are_told_from_text() -> None:
    assert is_credit("冷库施工现场。云岭融媒发（罗星供图）")
    assert is_credit("罗星 摄")
    assert is_credit("图为冷库施工现场")
    assert is_credit("▲冷库施工现场")
    assert is_credit("冷库施工现场。本报通讯员 罗星 摄影报道")
    assert not is_credit("会议由罗星主持")
    assert not is_credit("电视短片《云岭》正在紧张拍摄")
    assert is_source("来源：云岭发布")
    assert not is_source("来源于群众的意见")
