"""Minutes out of lines, and lines out of minutes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.engine.minutes import Heading, Said, SaidAs, compose, lines_of

HEAD = Heading("企业座谈会", date(2026, 8, 26), "会议室", "钟明远", ("甲公司", "乙公司"))
SEATS = {"甲公司": "甲公司", "甲科技": "甲公司", "乙公司": "乙公司"}
RAISED, ANSWERED, NOTED = SaidAs.RAISED, SaidAs.ANSWERED, SaidAs.NOTED


def test_an_answer_stands_right_behind_what_it_answers() -> None:
    lines = [
        Said(RAISED, "甲公司", "缺地。"),
        Said(RAISED, "乙公司", "缺电。"),
        Said(ANSWERED, "钟明远", "月底前给方案。", 0, "园区中心", date(2026, 8, 31)),
    ]
    minutes = compose(HEAD, lines)
    assert minutes.order == (0, 2, 1)
    assert minutes.text.splitlines() == [
        "企业座谈会",
        "时间：2026年8月26日",
        "地点：会议室",
        "主持：钟明远",
        "参加企业：甲公司、乙公司",
        "",
        "甲公司：缺地。",
        "　　答复（钟明远）：月底前给方案。（责任单位：园区中心；时限：2026年8月31日前）",
        "乙公司：缺电。",
    ]


def test_what_is_not_known_of_a_meeting_has_no_line() -> None:
    minutes = compose(Heading("座谈会", date(2026, 8, 26), "", "", ()), [Said(NOTED, "", "散会。")])
    assert minutes.text == "座谈会\n时间：2026年8月26日\n\n散会。\n"


def test_words_that_name_no_day_stay_as_they_were_said() -> None:
    minutes = compose(HEAD, [Said(ANSWERED, "", "会研究。", due_text="尽快")])
    assert minutes.text.endswith("答复：会研究。（时限：尽快）\n")


_SAID = st.builds(
    Said,
    st.sampled_from(SaidAs),
    st.sampled_from(["", "甲公司", "乙公司"]),
    st.text("缺地电，。：\u200f𠀀", min_size=1, max_size=12),
)


@given(st.lists(_SAID, max_size=8), st.data())
def test_every_line_stands_at_its_span(lines: list[Said], data: st.DataObject) -> None:
    raised = [place for place, line in enumerate(lines) if line.kind is RAISED]
    linked = [
        Said(line.kind, line.speaker, line.text, data.draw(st.sampled_from(raised)))
        if raised and line.kind is ANSWERED
        else line
        for line in lines
    ]
    minutes = compose(HEAD, linked)
    assert sorted(minutes.order) == list(range(len(linked)))
    for line, (start, end) in zip(linked, minutes.spans, strict=True):
        assert minutes.text[start:end] == line.text


@pytest.mark.parametrize(
    ("row", "kind", "speaker", "text"),
    [
        ("甲公司：缺地。", RAISED, "甲公司", "缺地。"),
        ("  甲科技: 缺地。", RAISED, "甲公司", "缺地。"),
        ("甲公司负责人：缺地。", RAISED, "甲公司", "缺地。"),
        ("甲公司总经理王某某：缺地。", RAISED, "甲公司", "缺地。"),
        ("甲公司（王某某）：缺地。", RAISED, "甲公司", "缺地。"),
        ("丙公司：缺地。", NOTED, "丙公司", "缺地。"),
        ("大家谈到了用工。", NOTED, "", "大家谈到了用工。"),
        ("现场答复：会研究。", ANSWERED, "", "会研究。"),
        ("答复（钟明远）：会研究。", ANSWERED, "钟明远", "会研究。"),
    ],
)
def test_a_row_tells_who_speaks(row: str, kind: SaidAs, speaker: str, text: str) -> None:
    (line,) = lines_of(row, SEATS)
    assert (line.kind, line.speaker, line.text) == (kind, speaker, text)


def test_an_answer_belongs_to_what_was_raised_last() -> None:
    found = lines_of("甲公司：缺地。\n大家都点头。\n答复：会研究。\n乙公司：缺电。", SEATS)
    assert [line.answers for line in found] == [None, None, 0, None]


def test_the_head_and_empty_rows_are_no_lines() -> None:
    assert lines_of("时间：2026年8月26日\n\n主持：某人\n甲公司：\n", SEATS) == []


def test_composed_minutes_are_read_back() -> None:
    lines = [
        Said(RAISED, "甲公司", "缺地。"),
        Said(ANSWERED, "钟明远", "会研究。", 0),
        Said(RAISED, "乙公司", "缺电。"),
    ]
    found = lines_of(compose(HEAD, lines).text.split("\n\n", 1)[1], SEATS)
    assert found == lines
