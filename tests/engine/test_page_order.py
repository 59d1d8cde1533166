from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.page_order import apart, blocks_of, down, is_made_of, rearranged, up
from taizhang.engine.text import Article, RawText, Rejoined, Span

if TYPE_CHECKING:
    from collections.abc import Callable

RAW = RawText(
    "云岭召开座谈会\n"  # 0-7
    "座谈会上，企业\n"  # 8-15
    "霁辰公司扩大产能\n"  # 16-24
    "反映用电不足。\n"  # 25-32
    "记者 叶小青\n"  # 33-39
    "新车间已经投产。\n"  # 40-48
    "\n"
    "今日天气晴好\n"
)


def _span(words: str) -> Span:
    start = RAW.text.index(words)
    return Span(start, start + len(words))


def _piece(*words: str) -> Rejoined:
    return Rejoined.pick(RAW.text, [i for w in words for i in range(_span(w).start, _span(w).end)])


HEAD, START = _span("云岭召开座谈会"), _span("座谈会上，企业")
OTHER_HEAD = _span("霁辰公司扩大产能")
END, BYLINE, NEWS = _span("反映用电不足。"), _span("记者 叶小青"), _span("新车间已经投产。")
WEATHER = _span("今日天气晴好")
ARTICLES = (
    Article(
        id="a1",
        headline="云岭召开座谈会",
        subheads=(),
        paragraphs=(
            _piece("云岭召开座谈会"),
            _piece("座谈会上，企业", "反映用电不足。"),
            _piece("记者 叶小青"),
        ),
        spans=(HEAD, START, END, BYLINE),
        body=(1,),
    ),
    Article(
        id="a2",
        headline=None,
        subheads=("霁辰公司扩大产能",),
        paragraphs=(_piece("霁辰公司扩大产能"), _piece("新车间已经投产。")),
        spans=(OTHER_HEAD, NEWS),
        body=(1,),
    ),
)


def test_a_paragraph_from_two_places_is_two_blocks() -> None:
    first, second, rest = blocks_of(RAW, ARTICLES)

    assert [block.span for block in first] == [HEAD, START, END, BYLINE]
    assert [block.role for block in second] == ["subhead", "body"]
    assert [block.span for block in rest] == [WEATHER]


def test_without_other_text_there_are_only_articles() -> None:
    raw = RawText("云岭召开座谈会\n")
    article = Article("a1", "云岭召开座谈会", (), (Rejoined.pick(raw.text, range(7)),), ())

    assert len(blocks_of(raw, (article,))) == 1


def test_an_empty_paragraph_is_no_block() -> None:
    article = Article("a1", None, (), (Rejoined.pick("", ()),), (), body=(0,))

    assert blocks_of(RawText(""), (article,)) == ((),)


def test_the_machines_own_order_gives_its_articles_again() -> None:
    placed = blocks_of(RAW, ARTICLES)
    order = [[block.span for block in each] for each in placed[:2]]

    first, second = rearranged(RAW, ARTICLES, order)

    assert first.headline == "云岭召开座谈会"
    assert [paragraph.text for paragraph in first.paragraphs] == [
        "云岭召开座谈会",
        "座谈会上，企业反映用电不足。",
        "记者 叶小青",
    ]
    assert first.bylines.reporters == ("叶小青",)
    assert (first.body, second.subheads, second.headline) == ((1,), ("霁辰公司扩大产能",), None)


def test_a_moved_block_is_read_where_it_was_put() -> None:
    order = [[HEAD, START, NEWS], [OTHER_HEAD, END, BYLINE]]

    first, second = rearranged(RAW, ARTICLES, order)

    # A sentence that is cut off goes on with the next block.
    assert first.paragraphs[1].text == "座谈会上，企业新车间已经投产。"
    assert first.paragraphs[1].origin[7] == NEWS.start
    assert second.paragraphs[1].text == "反映用电不足。"


def test_other_text_can_be_brought_into_an_article() -> None:
    (only,) = rearranged(RAW, ARTICLES, [[HEAD, END, WEATHER], []])

    assert [p.text for p in only.paragraphs[1:]] == ["反映用电不足。", "今日天气晴好"]


def test_a_second_headline_in_an_article_becomes_a_subhead() -> None:
    head = Article("a1", "新车间已经投产。", (), (_piece("新车间已经投产。"),), (NEWS,))

    (only,) = rearranged(RAW, (ARTICLES[0], head), [[HEAD, END, NEWS]])

    assert (only.headline, only.subheads) == ("云岭召开座谈会", ("新车间已经投产。",))


def test_a_span_that_is_no_block_any_more_takes_what_lies_in_it() -> None:
    (only,) = rearranged(RAW, ARTICLES, [[Span(HEAD.start, START.end)]])
    (loose,) = rearranged(RAW, ARTICLES, [[Span(WEATHER.start + 2, WEATHER.end)]])

    assert only.spans == (HEAD, START)
    assert loose.paragraphs[0].text == "天气晴好"


@pytest.mark.parametrize(
    ("order", "is_one"),
    [
        ([[HEAD, START, END, BYLINE], [OTHER_HEAD, NEWS], [WEATHER]], True),
        ([[WEATHER, NEWS], [END, START, HEAD]], True),
        ([[HEAD, HEAD, START]], False),
        ([[HEAD, Span(HEAD.start + 1, HEAD.end)]], False),
        ([[], []], False),
    ],
)
def test_an_order_is_made_of_the_pages_blocks_each_once(
    order: list[list[Span]], is_one: bool
) -> None:
    blocks = [block for each in blocks_of(RAW, ARTICLES) for block in each]

    assert is_made_of(order, blocks) is is_one


GROUPS = [[HEAD, START], [END], [NEWS]]


@pytest.mark.parametrize(
    ("move", "span", "groups"),
    [
        (up, START, [[START, HEAD], [END], [NEWS]]),
        (up, END, [[HEAD, START, END], [], [NEWS]]),
        (up, HEAD, GROUPS),
        (up, WEATHER, GROUPS),
        (down, HEAD, [[START, HEAD], [END], [NEWS]]),
        (down, START, [[HEAD], [START, END], [NEWS]]),
        (down, NEWS, GROUPS),
        (apart, START, [[HEAD], [START], [END], [NEWS]]),
        (apart, HEAD, GROUPS),
    ],
)
def test_a_block_is_moved(
    move: Callable[..., list[list[Span]]], span: Span, groups: list[list[Span]]
) -> None:
    assert move(GROUPS, span) == groups
