"""The text the rules read, and the way back to the raw characters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taizhang.engine.extract import extract
from taizhang.engine.extract.reading import LONGEST_RUN, MOST_ALIKE, Role, read
from taizhang.engine.text import Article, RawText, Rejoined
from tests.engine.extract.scenes import article, reading


def test_layout_blanks_are_left_out() -> None:
    assert (
        reading("　　哈市 环 境 局 ， 2 月 COD 、 on time").text == "哈市环境局，2月COD、on time\n"
    )


def test_blanks_that_set_names_and_columns_apart_stay() -> None:
    assert reading("出席：沈知微 段誉之").text == "出席：沈知微 段誉之\n"
    assert reading("1 修路 交通局 四公里").text == "1 修路 交通局 四公里\n"


def test_of_several_blanks_between_latin_words_one_stays_and_of_those_in_a_row_the_tab() -> None:
    assert reading("on   time").text == "on time\n"
    assert reading("修路 \t 交通局").text == "修路\t交通局\n"
    assert reading("A \t B ").text == "A\tB\n"


def test_a_span_covers_line_breaks() -> None:
    raw = "要求建\n\n立台账"
    paragraph = Rejoined.pick(raw, [0, 1, 2, 5, 6, 7])
    piece = article(raw)
    text = read(RawText(raw), [_with(piece, paragraph)])
    assert text.raw.quote(text.span(0, 6)) == raw


def test_a_span_over_reordered_blocks_is_its_longest_honest_part() -> None:
    raw = "后面的话。夹在中间前面"
    paragraph = Rejoined.pick(raw, [9, 10, 0, 1, 2, 3, 4])
    text = read(RawText(raw), [_with(article(raw), paragraph)])
    assert text.raw.quote(text.span(0, 7)) == "后面的话。"


def test_of_parts_as_long_as_each_other_a_span_takes_the_first() -> None:
    raw = "丙丁戊，甲乙己，庚辛壬"
    paragraph = Rejoined.pick(raw, [4, 5, 6, 0, 1, 2, 8, 9])
    text = read(RawText(raw), [_with(article(raw), paragraph)])
    assert text.raw.quote(text.span(0, 8)) == "甲乙己"
    assert text.raw.quote(text.span(1, 8)) == "丙丁戊"


def test_a_span_over_two_paragraphs_skips_the_break() -> None:
    text = reading("甲事。\n乙事。")
    assert text.raw.quote(text.span(0, 7)) == "甲事。\n乙事。"


def test_a_long_run_of_marks_and_digits_is_cut_short_and_what_follows_keeps_its_place() -> None:
    raw = f"目录{'…' * 2_000}会议要求{'1.' * 1_000}经发局建立台账"
    text = reading(raw)
    assert (
        text.text == f"目录{'…' * LONGEST_RUN}会议要求{'1.' * (LONGEST_RUN // 2)}经发局建立台账\n"
    )
    start = text.text.index("经发局")
    assert text.raw.quote(text.span(start, start + 7)) == "经发局建立台账"


def test_marks_and_digits_with_letters_between_them_stay() -> None:
    raw = "".join(f"{number}.5%，甲局；" for number in range(LONGEST_RUN))
    assert reading(raw).text == f"{raw}\n"


def test_what_is_repeated_again_and_again_is_read_once() -> None:
    again = "公司反映缺料。"
    raw = f"{again * 2_000}会议要求经发局建立台账。"
    text = reading(raw)
    assert len(text.text) < 3 * LONGEST_RUN
    start = text.text.index("会议要求")
    assert text.raw.quote(text.span(start, start + 11)) == "会议要求经发局建立台账"


def test_a_repetition_of_something_else_is_read_too() -> None:
    raw = "甲乙丙丁戊。" * 200 + "要求经发局。" * 200
    assert "要求经发局" in reading(raw).text
    spoken = "".join(f"第{number}次会议说了别的事；" for number in range(200))
    assert reading(spoken).text == f"{spoken}\n"


def test_of_very_many_paragraphs_that_say_the_same_the_rest_is_not_read() -> None:
    raw = "\n".join(["经发局"] * (2 * MOST_ALIKE) + ["会议要求办理"])
    text = reading(raw)
    assert text.text == "经发局\n" * MOST_ALIKE + "会议要求办理\n"
    assert text.raw.quote(text.span(text.text.index("会议"), len(text.text) - 1)) == "会议要求办理"


def test_roles() -> None:
    text = reading("标题\n正文\n记者 叶小满", headline="标题", byline_texts=("记者 叶小满",))
    assert [p.role for p in text.paragraphs] == [Role.HEAD, Role.BODY, Role.BYLINE]
    assert text.paragraph_at(4).role is Role.BODY
    assert text.paragraph_at(0).role is Role.HEAD


def _with(piece: Article, paragraph: Rejoined) -> Article:
    return replace(piece, paragraphs=(paragraph,), body=(0,))


@pytest.mark.parametrize(
    "said",
    [
        "经发局要在五个⼯作⽇内办结⽤电扩容问题",
        "经发\u202e局要在五个\u00ad工\u200b作日内办结用电扩容问题",
    ],
)
def test_characters_that_look_alike_and_unseen_ones_change_no_finding(said: str) -> None:
    raw = RawText(f"会议要求，{said}。")
    (entry,) = extract(raw).entries
    assert entry.text == "经发局要在五个工作日内办结用电扩容问题"
    assert entry.quote == said == raw.quote(entry.span)


def test_a_place_is_quoted_while_more_quotations_are_open_than_closed() -> None:
    text = reading("厂长说：“缺料。“急料”也缺。”会后已办。")
    inside = [text.quoted(0, place) for place in range(len(text.text))]
    first, last = text.text.index("“") + 1, text.text.rindex("”")
    assert inside == [first <= place <= last for place in range(len(text.text))]
    assert not text.quoted(first, first + 2)


def test_lines_beside_the_text_are_told_apart_whatever_blanks_they_have() -> None:
    raw = "园区 动态\n今日开工。\n责任单位：甲局\n（记者 段誉之）"
    piece = replace(article(raw), subheads=("园区动态",), body=(1,))
    roles = [paragraph.role for paragraph in read(RawText(raw), [piece]).paragraphs]
    assert roles == [Role.HEAD, Role.BODY, Role.BODY, Role.BYLINE]
