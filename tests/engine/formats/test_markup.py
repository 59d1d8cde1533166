"""Markdown and HTML: marks are never text, scripts are never text or run."""

from __future__ import annotations

import pytest

from taizhang.engine.formats import (
    ElementsTooDeep,
    EmptyDocument,
    Limits,
    NoTextInside,
    TooLarge,
    read_bytes,
    sniff,
)
from taizhang.engine.text import articles


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("# 会议纪要\n\n正文。".encode(), "md"),
        ("- 一\n- 二\n".encode(), "md"),
        ("- 只有一个短横\n正文。".encode(), "txt"),
        ("正文。".encode(), "txt"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf <!-- x --> <html><body>x", "html"),
        (b"x < y <p>", "txt"),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_markdown_keeps_its_places() -> None:
    text = (
        "# 企业服务会议\n\n会议**要求**抓好[落实](http://example.invalid)。\n\n- 一是查\n- 二是改\n"
    )
    raw = read_bytes(text.encode(), name="会议.md")
    assert len(raw.text) == len(text)
    assert raw.text.replace("\u2060", "").split() == [
        "企业服务会议",
        "会议要求抓好落实。",
        "一是查",
        "二是改",
    ]
    assert [span.of(text) for span in raw.blocks] == ["# 企业服务会议"]
    (article,) = articles(raw)
    assert article.headline == "企业服务会议"
    assert article.paragraphs[1].text == "会议要求抓好落实。"


def test_the_cells_of_a_markdown_table_are_apart_by_tabs() -> None:
    raw = read_bytes("# 表\n| 任务 | 单位 |\n|---|---|\n| 扩容 | 经发局 |\n".encode(), name="表.md")
    assert [line.strip() for line in raw.text.split("\n")] == [
        "表",
        "任务 \t 单位",
        "",
        "扩容 \t 经发局",
        "",
    ]


def test_markdown_of_nothing_but_marks_is_refused() -> None:
    with pytest.raises(NoTextInside):
        read_bytes(b"```\n```\n---\n```\n", name="空.md")


PAGE = """<!doctype html><html><head><title>标题栏</title><style>p {color: red}</style></head><body>
<script>alert("脚本")</script><h1>高新区召开<b>企业服务</b>会议</h1>
<p>会议要求，
抓好落实。<br>会议强调，<span style="x">及时</span>回访。</p><!-- 注释 -->
<table><tr><th>事项</th><th>单位</th></tr><tr><td>用电扩容</td> <td>
经发局</td></tr>
<tr><td>招工</td><td></td><td>人社局</td></tr></table>
<noscript>不显示<p>也不</p></noscript>尾巴&amp;结束</body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html_is_read_as_it_is_seen(encoding: str) -> None:
    raw = read_bytes(PAGE.encode(encoding), name="会议.txt")
    assert raw.text.splitlines() == [
        "高新区召开企业服务会议",
        "会议要求， 抓好落实。",
        "会议强调，及时回访。",
        "事项\t单位",
        "用电扩容\t经发局",
        "招工\t\t人社局",
        "尾巴&结束",
    ]
    assert [span.of(raw.text) for span in raw.blocks] == raw.text.splitlines()


def test_a_declared_charset_is_not_believed() -> None:
    page = '<html><meta charset="gb2312"><p>云岭高新区</p></html>'
    assert read_bytes(page.encode("gb18030"), name="a").text == "云岭高新区\n"
    assert read_bytes(page.encode() + "<p>服务</p>龘".encode(), name="a").text.startswith(
        "云岭高新区"
    )


@pytest.mark.parametrize(
    "page", ["<html><script>x</script></html>", "<html><!-- x --></html>", "<!doctype html"]
)
def test_html_without_text_is_refused(page: str) -> None:
    with pytest.raises(NoTextInside):
        read_bytes(page.encode(), name="空.html")


@pytest.mark.parametrize("depth", [300, 50_000])
def test_html_nested_deeply_loses_no_text_in_silence(depth: int) -> None:
    deep = f"<html><p>开头。</p>{'<div>' * depth}云岭"
    with pytest.raises(ElementsTooDeep):
        read_bytes(deep.encode(), name="深.html")


def test_html_obeys_the_limits() -> None:
    with pytest.raises(TooLarge):
        read_bytes(PAGE.encode(), name="a", limits=Limits(characters=50))


def test_white_space_only_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read_bytes(b"\n \n", name="空.html")
