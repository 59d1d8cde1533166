"""Which block goes on with a sentence that was cut off."""

from __future__ import annotations

import pytest

from taizhang.engine.text.assembly import goes_on
from taizhang.engine.text.chunks import Chunk, Wording, chunks
from taizhang.engine.text.cues import DATED, DATELINE, MIDDLE, freshness, introduced, speaker
from taizhang.engine.text.layout import Layout, measure
from taizhang.engine.text.lines import blocks
from taizhang.engine.text.linking import Link, choose, fit, links
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.reading import articles

OPEN = (
    "职工代表在座谈会上说，以前下了地铁还要走\n上两公里，遇到雨天鞋袜全湿，“专线开通以\n"
    "后出站就能上车，每天至少能省下半个小时，"
)
CLOSING = (
    "回家还能给孩子做顿热饭。”公司负责人也说\n，职工迟到的少了，生产线上的人手更稳定了\n"
    "，这样的好事希望能够一直办下去。"
)
OTHER = (
    "各园区要把用电线路排查清楚，逐项建立清单\n，明确责任单位和完成时限，做到不漏一处，\n"
    "确保春季安全生产形势平稳。"
)
ROW = "1\t甲乙丙丁有限公司\t厂区门口积水已经很久没有人管了\t区城建局"


def read(*texts: str) -> tuple[tuple[Chunk, ...], dict[int, int]]:
    raw = RawText("\n\n".join(texts))
    found = blocks(raw)
    layout = measure(found)
    pieces = chunks(raw.text, found, layout)
    found = linked(pieces, layout)
    return pieces, {here: link.there for here, link in found.items()}


def linked(pieces: tuple[Chunk, ...], layout: Layout) -> dict[int, Link]:
    return links(pieces, layout, Wording(pieces))


def test_an_open_quotation_is_closed_where_it_goes_on() -> None:
    pieces, after = read(OPEN, OTHER, CLOSING)
    assert pieces[0].unclosed
    assert pieces[2].unopened
    assert after == {0: 2}


def test_columns_of_nearly_one_width_go_on() -> None:
    wider = "\n".join(line + "了" for line in OTHER.splitlines()[:2]) + "\n有人管。"
    _, after = read(OPEN.replace("“", "") + "并且", wider)
    assert after == {0: 1}


def test_columns_of_different_width_hardly_go_on() -> None:
    narrow = "\n".join(line[:12] for line in OTHER.splitlines())
    _, after = read(OPEN.replace("“", ""), OTHER.replace("。", "，"), narrow)
    assert after.get(1) != 2 or after.get(0) == 1


def test_paths_are_joined_and_never_closed_to_a_circle() -> None:
    scores = {1: {2: 9.0}, 0: {1: 8.0}, 2: {0: 7.0, 3: 5.0}, 3: {}, 4: {5: 0.5}}
    assert choose(scores) == {1: 2, 0: 1, 2: 3}


def test_what_only_one_can_use_is_left_to_it() -> None:
    # 2 suits 0 best, but 1 has nothing else, and 0 does nearly as well with 3.
    assert choose({0: {2: 9.0, 3: 8.0}, 1: {2: 7.0}}) == {0: 3, 1: 2}


def test_of_two_that_want_the_same_the_better_gets_it() -> None:
    assert choose({0: {2: 3.0}, 1: {2: 7.0}}) == {1: 2}


SHUFFLED = (
    "园区管理处介绍，污水管网改造分三段施工，\n先修东侧主干道，再修西侧支路，最后接通老\n厂区的旧管，全程不停水，施工期",
    "检修班连夜更换了老化的变压器，车间第二天\n照常开工，订单没有耽误，企业负责人专程赶\n来，为供电所送上锦旗，向大家表示衷心的感",
    "谢，供电所说这是分内的事，以后有难处随时\n打电话，检修班二十四小时有人值班守着，随\n叫随到。",
    "间安排专人疏导车辆，管网改造预计六月底完\n工，西侧支路的商铺可以照常营业，老厂区也\n不受影响。",
)


def test_a_word_known_to_everybody_is_made_whole_over_a_block_between() -> None:
    _, after = read(*SHUFFLED)
    assert after == {0: 3, 1: 2}


def test_how_sure_a_link_is_is_said() -> None:
    raw = RawText("\n\n".join(SHUFFLED))
    found = blocks(raw)
    layout = measure(found)
    sure = linked(chunks(raw.text, found, layout), layout)
    assert all(0.8 < link.sure <= 1.0 for link in sure.values())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("会议要求加强协", "调配合", 3.5),
        ("完成投资36", "亿元", 0.8),
        ("完成投资36", "企业", -0.8),
        ("来到车间与", "的师傅", -2.5),
        ("来到车间", "师傅", 0.0),
    ],
)
def test_two_ends_fit_or_not(before: str, after: str, expected: float) -> None:
    assert fit(before, after) == expected


def test_text_without_chinese_words_is_like_nothing() -> None:
    latin = "\n".join(["abcdefgh ijklmnop qrstuvwx yz012345 6789"] * 4) + " end!"
    found = articles(RawText(f"{OTHER}\n\n{latin}\n\n{latin}"))
    assert sum(paragraph.text.count("abcdefgh") for a in found for paragraph in a.paragraphs) == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("，接着说", MIDDLE),
        ("的话”接着说", MIDDLE),
        ("本报讯 云岭高新区", DATELINE),
        ("3月12日，云岭高新区召开会议", DATED),
        ("近日，云岭高新区召开会议", 1),
        ("为推进“百名干部联百企”活动走深走实，了解企业情况，3月12日，韩立秋", 2),
        ("云岭高新区召开会议", 0),
        ("韩立秋强调，要抓好落实", -3),
        ("会后，大家参观了园区", -3),
        ("三是要立规矩", -3),
    ],
)
def test_first_words_tell_whether_an_article_begins(text: str, expected: int) -> None:
    assert freshness(text) == expected


def test_names_are_introduced_with_a_title_and_used_without() -> None:
    assert introduced("高新区党工委书记、管委会主任韩立秋出席会议") == {"韩立秋"}
    assert introduced("有关负责人等参加会议") == frozenset()
    assert speaker("韩立秋强调，要抓好落实") == "韩立秋"
    assert speaker("会议强调，要抓好落实") is None
    assert speaker("抓好落实") is None


def test_after_a_whole_sentence_the_next_block_goes_on_unless_it_is_indented() -> None:
    first = f"　　{OTHER[2:]}\n　　{OTHER[2:]}"
    rest = CLOSING.replace("”", "")
    assert read(first, rest)[1] == {0: 1}
    assert read(first, "　　" + rest[2:])[1] == {}


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (OPEN, OTHER, True),
        (OPEN, ROW, False),
        (ROW, OTHER, False),
    ],
)
def test_a_row_of_a_table_is_no_paragraph_that_goes_on(
    above: str, below: str, expected: bool
) -> None:
    raw = RawText(f"{above}\n\n{below}")
    found = blocks(raw)
    one, other = chunks(raw.text, found, measure(found))
    assert goes_on(one.parts[-1], other.parts[0], indented=False) is expected


def test_a_line_or_two_prove_no_column() -> None:
    _, after = read(OPEN.replace("“", ""), "都说好。")
    assert after == {0: 1}


def test_a_paragraph_goes_on_over_another_s_block_where_its_last_line_is_full() -> None:
    top, middle, _ = OTHER.splitlines()
    first = f"　　{top[:19]}\n{middle}\n电工班逐条线路排查，用电线路的清单已经建立。"
    other = "　　云岭公交新开两条通勤专线，职工出门就能\n上车，班次逐月增加。\n　　票价不变。"
    rest = (
        "责任单位按照清单逐项排查用电线路，时限一到\n再查一遍，做到不漏一处。\n　　清单每月公布。"
    )
    assert read(first, other, rest)[1] == {0: 2}
