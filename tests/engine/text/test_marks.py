"""Punctuation at the edges of a text."""

from __future__ import annotations

import pytest

from taizhang.engine.text import RawText, articles
from taizhang.engine.text.marks import balance, closed, ended, enumerated
from taizhang.engine.text.sentences import closings


@pytest.mark.parametrize(
    ("text", "sentence", "paragraph"),
    [
        ("抓好落实。", True, True),
        ("他说：“好。”", True, True),
        ("真好……", True, True),
        ("会议要求：", False, True),
        ("一是查；", False, True),
        ("还没说完", False, False),
        ("“”", False, False),
    ],
)
def test_ends_are_recognised(text: str, *, sentence: bool, paragraph: bool) -> None:
    assert (ended(text), closed(text)) == (sentence, paragraph)


def test_marks_are_balanced_or_not() -> None:
    assert balance("“好”") == (0, 0)
    assert balance("好”的“") == (1, 1)


@pytest.mark.parametrize(
    "text", ["一、用电", "（二）用工", "3.通勤", "④住房", "第五条 附则", "(6)其他"]
)
def test_numbers_of_items_are_recognised(text: str) -> None:
    assert enumerated(text)


def test_a_decimal_is_no_item() -> None:
    assert not enumerated("3.5万元")


def test_only_marks_that_fit_close_each_other() -> None:
    assert closings("“（好”") == {0: 3}
    assert closings("（（（（（“好”》") == {5: 7}


def test_invisible_marks_are_no_text_and_a_source_is_no_paragraph() -> None:
    (article,) = articles(
        RawText("\u200b高新区召开\u200b会议\n会议要求，抓好\u202e落实。\n来源：云岭发布\n")
    )
    assert [paragraph.text for paragraph in article.paragraphs] == [
        "高新区召开会议",
        "会议要求，抓好落实。",
        "来源：云岭发布",
    ]
    assert article.body == (1,)
