"""What a passage is for: announced by a heading, or by a line that introduces what follows."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.entries.aims import Aim, passages
from taizhang.engine.extract.reading import read
from taizhang.engine.text import RawText
from tests.engine.extract.scenes import article, entries, reading, texts

NOTICE = (
    "关于做好岁修工作的通知\n各镇：\n为保障用水，现将有关工作通知如下：\n一、查清底数\n"
    "南浦水利中心逐段查看渠道。去年修过的渠段也要重新丈量。\n"
    "1.鼓励用水协会参与，材料在9月10日前交水利站。\n2.对渗漏渠段一律停水。\n"
    "责任单位：南浦水利中心\n联系人：陶某，南浦水利中心逐日值班。"
)


def test_a_line_that_introduces_speaks_for_what_follows_up_to_the_closing() -> None:
    head = NOTICE.split("\n", maxsplit=1)[0]
    found = passages(reading(NOTICE, headline=head))
    assert [p.aim for p in found.values()] == [Aim.OPEN] * 3 + [Aim.TASKS] * 5 + [Aim.OPEN]


def test_under_it_sentences_are_tasks_without_a_word_of_demand() -> None:
    head = NOTICE.split("\n", maxsplit=1)[0]
    assert texts(NOTICE, "directive", headline=head) == [
        "南浦水利中心逐段查看渠道",
        "去年修过的渠段也要重新丈量",
        "鼓励用水协会参与，材料在9月10日前交水利站",
        "对渗漏渠段一律停水",
    ]


@pytest.mark.parametrize(
    ("heading", "aim"),
    [
        ("三、下一步工作", Aim.TASKS),
        ("重点任务（节选）", Aim.TASKS),
        ("二、存在的问题", Aim.PROBLEMS),
        ("一、基本情况", Aim.OPEN),
        ("一、渠道", Aim.OPEN),
    ],
)
def test_a_heading_speaks_for_the_paragraphs_below_it(heading: str, aim: Aim) -> None:
    raw = f"简报\n{heading}\n渠道有水。"
    found = passages(reading(raw, headline="简报", subheads=(heading,), byline_texts=(heading,)))
    assert list(found.values())[-1].aim is aim


def test_what_one_article_announces_is_nothing_to_the_next() -> None:
    raw = "现将有关事项通知如下：\n渠道有水。"
    first = article(raw, end=raw.index("\n"))
    second = article(raw, start=raw.index("\n") + 1, id="a2")
    found = passages(read(RawText(raw), (first, second)))
    assert [p.aim for p in found.values()] == [Aim.OPEN, Aim.OPEN]


def test_what_is_exposed_is_no_list_of_tasks() -> None:
    raw = (
        "现将检查发现的突出隐患通报如下：\n（一）清溪商场。配电室堆放杂物。责令停业整改。\n"
        "（二）清溪影院。疏散门上锁。\n提出以下要求：\n1、各场所要逐项整改。\n2、各社区要盯紧。"
    )
    found = [(e["ledger"], e["text"]) for e in entries(raw)]
    assert found == [
        ("hazard", "配电室堆放杂物"),
        ("directive", "责令停业整改"),
        ("hazard", "疏散门上锁"),
        ("directive", "各场所要逐项整改"),
        ("directive", "各社区要盯紧"),
    ]
