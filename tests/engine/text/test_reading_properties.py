"""What holds for any text at all: nothing is lost, nothing is said twice, spans are honest."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from taizhang.engine.extract import extract
from taizhang.engine.formats.folding import fold
from taizhang.engine.text import RawText, articles, articles_to_json, clauses, sentences
from taizhang.engine.text.lines import INVISIBLE, blocks
from taizhang.engine.text.margins import is_margin

_PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        "　　",
        " ",
        "。",
        "，",
        "；",
        "”",
        "“",
        "（",
        "）",
        "……",
        "？！",
        "《",
        "》",
        "本报讯 3月8日，",
        "记者 何思远",
        "通讯员 陶云 文/图",
        "（梁小雨）",
        "来源：云岭发布",
        "高新区召开企业服务专题会议",
        "一是抓落实",
        "韩立秋强调",
        "会议指出，",
        "云岭松涛精密机械有限公司",
        "有关单位要在五个工作日内办结",
        "KTV",
        "1000",
        "一、",
        "\x00",
        "\ufeff",
        "\u202e",
        "\u200b",
        "\u00ad",
        "⽤⼯",
        "豈",
        "ﬁ",
        "５",
        "任务\t牵头单位\t完成时限\n",
        "\x0c",
        "\u2028",
        "（云岭融媒供图）",
        "2026年3月9日",
        "第3版",
        "责任编辑：何思远",
        "A",
        "b c",
    ],
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=120).map("".join))


@settings(max_examples=300)
@given(_TEXTS)
@example("000\r00\r一\ufeff\r0")
def test_every_visible_character_is_read_once_and_at_its_place(text: str) -> None:
    seen: set[int] = set()
    for article in articles(RawText(text)):
        for paragraph in article.paragraphs:
            for place, letter in zip(paragraph.origin, paragraph.text, strict=True):
                assert letter == text[place] or (letter == " " and text[place].isspace())
                assert place not in seen
                seen.add(place)
    margins = {
        place
        for block in blocks(RawText(text))
        if is_margin(block)
        for line in block
        for place in range(line.start, line.end)
    }
    visible = {i for i, c in enumerate(text) if not c.isspace() and c not in INVISIBLE}
    assert visible - margins <= seen


@settings(max_examples=200)
@given(_TEXTS)
@example("\ufeff \ufeff \ufeff")
def test_spans_hold_the_paragraphs_and_nothing_else(text: str) -> None:
    taken: set[int] = set()
    for article in articles(RawText(text)):
        said = "".join("".join(paragraph.text.split()) for paragraph in article.paragraphs)
        spanned = "".join(span.of(text) for span in article.spans)
        kept = "".join(c for c in spanned if not c.isspace() and c not in INVISIBLE)
        assert kept == said
        for span in article.spans:
            places = set(range(span.start, span.end))
            assert not places & taken
            taken |= places


@settings(max_examples=100)
@given(_TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    first, second = (articles_to_json(articles(RawText(text))) for _ in range(2))
    assert first == second


@settings(max_examples=200)
@given(_TEXTS)
def test_sentences_and_clauses_cover_the_text(text: str) -> None:
    for cut in (sentences, clauses):
        spans = cut(text)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        covered = "".join(span.of(text) for span in spans)
        assert "".join(covered.split()) == "".join(text.split())
        assert all(span.of(text) == span.of(text).strip() for span in spans)


@settings(max_examples=200)
@given(_TEXTS)
@example("会议要求，经发局要在五个⼯作⽇内\u200b办结⽤电扩容问题。")
def test_paragraphs_are_raw_characters_in_the_order_of_their_spans(text: str) -> None:
    for article in articles(RawText(text)):
        for paragraph in article.paragraphs:
            if list(paragraph.origin) == sorted(paragraph.origin):
                left = iter(text)
                assert all(
                    any(c == letter or (c.isspace() and letter == " ") for c in left)
                    for letter in paragraph.text
                )
        for span in article.spans:
            assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=200)
@given(_TEXTS)
@example("会议要求，经发局要在五个⼯作⽇内\u200b办结⽤电扩容问题。")
def test_every_finding_quotes_the_raw_text(text: str) -> None:
    found = extract(RawText(text))
    for entry in found.entries:
        assert entry.quote == text[entry.span.start : entry.span.end]
        assert 0 <= entry.span.start < entry.span.end <= len(text)


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize("mark", list("“”‘’（）()《》。，；：！？…、·—-_#*|[]<>0一A\n\t \u3000"))
def test_a_long_run_of_one_mark_is_read(mark: str) -> None:
    articles(RawText(mark * 20_000))
    sentences(mark * 20_000)


def test_a_line_of_ten_thousand_characters_is_one_paragraph() -> None:
    line = "云岭高新区" * 2_000
    (article,) = articles(RawText(line))
    assert [paragraph.text for paragraph in article.paragraphs] == [line]
