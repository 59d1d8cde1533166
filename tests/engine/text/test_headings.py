"""What a headline looks like."""

from __future__ import annotations

import pytest

from taizhang.engine.text.headings import (
    heading_lines,
    is_slogan,
    looks_like_heading,
    tells_an_event,
)
from taizhang.engine.text.lines import blocks
from taizhang.engine.text.raw import RawText


@pytest.mark.parametrize(
    "text",
    [
        "高新区召开企业服务专题会议",
        "如何破解用工难？",
        "松涛产业园：把服务送到车间",
        "一、用电扩容",
        "走进“云岭”",
    ],
)
def test_headings_are_recognised(text: str) -> None:
    assert looks_like_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "会议",
        "会议要求抓好落实。",
        "一是查；二是改",
        "没关上的“引号",
        "，从逗号开始",
        "记者 何思远",
        "来源：云岭发布",
        "序号 项目 单位 时限",
        "2026 / 03",
        "出席：周明远",
        "管委会办公室 2026年3月10日",
        "会议，要求，落实",
        "经发局、人社局、住建局、消防",
        "研究部署和",
        "（何思远）",
        "罗星 摄",
        "云" * 46,
    ],
)
def test_other_lines_are_no_heading(text: str) -> None:
    assert not looks_like_heading(text)


def test_events_are_told_and_slogans_call() -> None:
    assert tells_an_event("高新区召开企业服务专题会议")
    assert is_slogan("压实责任抓落实")
    assert not is_slogan("坚持开展安全检查")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "高新区召开会议\n把企业的事办好，件件有回音",
            ["高新区召开会议", "把企业的事办好，件件有回音"],
        ),
        ("高新区召开安全生产\n工作会议", ["高新区召开安全生产|工作会议"]),
        (
            "优化营商环境进行时\n高新区召开企业座谈会",
            ["优化营商环境进行时", "高新区召开企业座谈会"],
        ),
        ("管委会主任会议强调\n防汛责任落实到人", ["管委会主任会议强调", "防汛责任落实到人"]),
        ("聚焦用工难题\n人社局举办招聘会", ["聚焦用工难题", "人社局举办招聘会"]),
        ("坚持生态优先\n推动园区绿色发展", ["坚持生态优先|推动园区绿色发展"]),
        ("高新区召开“企业\n服务年”会议\n——一年综述", ["高新区召开“企业|服务年”会议", "——一年综述"]),
        ("高新区召开会议\n——企业服务年综述", ["高新区召开会议", "——企业服务年综述"]),
        ("高新区召开“联百企\n业”座谈会", ["高新区召开“联百企|业”座谈会"]),
        ("关注用电\n在松涛产业园，韩立秋走进了数控加工车间", []),
        ("高新区召开会议\n研究企业问题，\n部署工作", []),
        ("会上，韩立秋\n强调", []),
        ("高新区召开会议\n记者 何思远", []),
        ("冷库施工现场\n罗星 摄", []),
        ("，会议\n要求", []),
        ("高新区召开会议\n以及", []),
        ("云岭\n" * 5, []),
        ("云岭高新区管理委员会企业服务中心\n" * 4 + "云岭高新区管理委员会企业服务中心", []),
        ("云" * 40 + "\n" + "岭" * 40 + "\n" + "高" * 40, []),
        ("云岭高新区\n会议要求。抓好", []),
    ],
)
def test_a_block_of_headings_is_taken_apart(text: str, expected: list[str]) -> None:
    (block,) = blocks(RawText(text))
    found = heading_lines(block, 34)
    assert ["|".join(line.text for line in lines) for lines in found] == expected


def test_a_line_that_the_page_takes_up_is_told_from_one_that_it_does_not() -> None:
    text = "潮起云岭间\n松涛产业园扩建变电站"
    (block,) = blocks(RawText(text))
    page = f"{text}\n\n松涛产业园的变电站今年扩建，产业园用电不愁。扩建变电站要半年。"
    assert len(heading_lines(block, 34, page)) == 2
    assert len(heading_lines(block, 34, f"{page}间松")) == 1
    assert len(heading_lines(block, 34, text)) == 1


def test_a_line_as_wide_as_the_column_with_a_comma_is_text() -> None:
    (block,) = blocks(RawText("会后，韩立秋就高新区企业服务工作"))
    assert heading_lines(block, 32) == ()
    assert heading_lines(block, 20) != ()
