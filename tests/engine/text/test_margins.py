"""What is printed on a page and belongs to no article."""

from __future__ import annotations

import pytest

from taizhang.engine.text import RawText, articles
from taizhang.engine.text.lines import blocks
from taizhang.engine.text.margins import is_margin, without_margins


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月9日 星期一",
        "2026年3月9日　星期一　农历丙午年正月廿一",
        "第3版",
        "A02 园区时讯",
        "03 综合新闻",
        "云岭周报　要闻",
        "责任编辑：何思远　美编：陶云\n投稿邮箱：xw@example.com",
        "本版编辑 何思远",
        "版面热线 0000-1234567\n第2版",
    ],
)
def test_page_lines_are_known(text: str) -> None:
    (block,) = blocks(RawText(text))
    assert is_margin(block) is not text.startswith("版面热线")


@pytest.mark.parametrize(
    "text",
    [
        "高新区召开企业服务专题会议",
        "3月9日，高新区召开会议",
        "责任编辑是谁，大家都说不清。",
        "园区综合楼开工",
        "编辑部里的灯光",
        "云岭周报报道",
        "第3版\n第4版\n第5版\n第6版\n第7版",
        "要闻" * 40,
    ],
)
def test_articles_and_headlines_are_none(text: str) -> None:
    (block,) = blocks(RawText(text))
    assert not is_margin(block)


def test_a_page_of_page_lines_is_kept() -> None:
    found = blocks(RawText("第3版\n\n云岭周报"))
    assert without_margins(found) == found


def test_page_lines_belong_to_no_article() -> None:
    text = (
        "3月12日，云岭高新区经发局到松涛产业园走\n访，了解企业用电情况，约定四月底前拿出扩\n"
        "容方案，并在施工期间调来应急发电车，保证\n生产不停。"
    )
    raw = RawText(f"第3版　要闻\n\n高新区走访松涛产业园\n\n{text}\n\n责任编辑：何思远")
    (article,) = articles(raw)
    assert article.headline == "高新区走访松涛产业园"
    assert not any("编辑" in p.text or "第3版" in p.text for p in article.paragraphs)
