"""Files made to do harm: bounded by named limits, refused, never run."""

from __future__ import annotations

import zlib

import pytest

from taizhang.engine.formats import BrokenDocument, Limits, TooLarge, read_bytes
from taizhang.engine.text import RawText, articles
from tests.engine.formats.samples import pdf

LINE = [(50.0, 700.0, 12.0, "左栏第一行的文字内容")]


def _packed(data: bytes, times: int) -> bytes:
    for _time in range(times):
        data = zlib.compress(data, 9)
    return b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + data + b"\nendstream\n"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_bomb_inside_a_pdf_is_not_opened(times: int) -> None:
    with pytest.raises(TooLarge) as refusal:
        read_bytes(
            _packed(b" " * 3_000_000, times), name="弹.pdf", limits=Limits(unzipped_bytes=10**6)
        )
    assert refusal.value.fields["limit"] == "unzipped_bytes"


def test_a_large_stream_is_looked_through_to_its_end() -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(_packed(b" " * 3_000_000, 1), name="坏.pdf")


@pytest.mark.parametrize("tail", [b"", b"\x78\x9c", b"\x78\x9cnot packed at all"])
def test_a_stream_that_is_none_does_no_harm(tail: bytes) -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(b"%PDF-1.4\nstream\n" + tail, name="坏.pdf")


def test_a_hundred_thousand_pages_are_refused() -> None:
    data = pdf([LINE]).replace(b"/Count 1 ", b"/Count 100000 ")
    try:
        raw = read_bytes(data, name="书.pdf")
    except (TooLarge, BrokenDocument):
        return
    assert raw.text.strip() == LINE[0][3]


def test_a_page_larger_than_paper_is_refused() -> None:
    data = pdf([LINE]).replace(b"[0 0 600 800]", b"[0 0 900000 800]")
    with pytest.raises(TooLarge) as refusal:
        read_bytes(data, name="幅.pdf")
    assert refusal.value.fields["limit"] == "page_side"


@pytest.mark.parametrize(
    "box",
    [
        "[0 0 0 0]",
        "[600 800 0 0]",
        "[x]",
        "[]",
        "[0 0 1e30 1e30]",
        "[-9e9 -9e9 9e9 9e9]",
    ],
)
def test_a_page_without_a_size_is_read(box: str) -> None:
    data = pdf([LINE]).replace(b"[0 0 600 800]", box.encode())
    assert read_bytes(data, name="幅.pdf").text.strip() == LINE[0][3]


def test_menus_and_what_is_hidden_is_no_text() -> None:
    page = (
        "<html><body><nav>首页</nav>"
        "<ul class='Menu top'><li>栏目</li></ul><div role=navigation>路径</div>"
        "<p hidden>看不见</p><dialog>登录</dialog><p>会议要求抓好落实。</p></body></html>"
    )
    assert read_bytes(page.encode(), name="页.html").text == "会议要求抓好落实。\n"


def test_marks_of_direction_change_no_word() -> None:
    (article,) = articles(RawText("\u202e会议要求\u2066抓好\u2069落实。"))
    assert article.paragraphs[0].text == "会议要求抓好落实。"
