"""Lists in every style of official prose: where an item starts and where it ends."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.entries.enumerations import enumerations, number
from tests.engine.extract.scenes import entries, reading


def test_numbers_alone_in_their_lines_count_what_is_below() -> None:
    raw = (
        "清单如下\n01\n甲店\n通道堵塞。\n02\n乙店\n电线裸露；\n门上锁。\n03\n丙店\n无灭火器。\n其后"
    )
    (found,) = [each for each in enumerations(reading(raw)) if each.style == "lone"]
    pieces = [raw[item.start : item.end].split() for item in found.items]
    assert [piece[0] for piece in pieces] == ["甲店", "乙店", "丙店"]
    assert pieces[1] == ["乙店", "电线裸露；", "门上锁。"]
    assert not [each for each in enumerations(reading("第\n1\n页\n2\n页")) if each.style == "lone"]


@pytest.mark.parametrize(
    ("said", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二二", 0), ("③", 3), ("14", 14)],
)
def test_numbers(said: str, value: int) -> None:
    assert number(said) == value


@pytest.mark.parametrize(
    ("raw", "items"),
    [
        ("强调，一是甲事；二是乙事。其后。", ["甲事；", "乙事"]),
        ("强调，一要甲事。二要乙事。会议要求，丙事。", ["要甲事。", "要乙事。"]),
        ("强调，第一，甲事。第二，乙事。", ["甲事。", "乙事。"]),
        ("会议要求：\n一、甲事。\n二、乙事。", ["甲事。\n", "乙事。"]),
        ("部署如下：（一）甲事。（二）乙事。", ["甲事。", "乙事。"]),
        ("要求：\n1.甲事\n2.乙事", ["甲事\n", "乙事"]),
        ("要求：①甲事②乙事", ["甲事", "乙事"]),
        ("要求：\n1.8月4日办甲事。\n2.乙事。", ["8月4日办甲事。\n", "乙事。"]),
        ("【下周安排】\n●甲事。\n● 乙事。\n◆丙事。", ["甲事。\n", "乙事。"]),
        ("强调，一是甲事。此外，丙事。二是乙事。", ["甲事。", "乙事。"]),
        ("强调，一是甲事；二是乙事", ["甲事；", "乙事"]),
    ],
)
def test_items(raw: str, items: list[str]) -> None:
    text = reading(raw)
    (found,) = enumerations(text)
    assert [text.text[item.start : item.end].rstrip("\n") for item in found.items] == [
        item.rstrip("\n") for item in items
    ]


def test_a_single_marker_is_no_list() -> None:
    assert enumerations(reading("强调，一是甲事。三是乙事。")) == ()


def test_a_list_may_start_anew() -> None:
    found = enumerations(reading("强调，一是甲；二是乙。要求，一是丙；二是丁。"))
    assert [len(each.items) for each in found] == [2, 2]


def test_the_words_before_a_list_may_stand_in_the_paragraph_before() -> None:
    (found,) = enumerations(reading("会议要求：\n一、甲事。\n二、乙事。"))
    assert found.lead == "会议要求："


def test_a_list_may_open_the_document() -> None:
    (found,) = enumerations(reading("一、甲事。\n二、乙事。"))
    assert found.lead == ""


def test_headlines_are_no_items() -> None:
    raw = "一、甲事\n二、乙事"
    assert enumerations(reading(raw, headline="二、乙事")) == ()


def test_a_number_in_a_circle_is_no_part_of_the_unit_behind_it() -> None:
    raw = "会议要求：\n①区城建局5月10日前修复松溪路路灯。\n②区交通局优化公交线路。"
    assert [e["lead_unit"] for e in entries(raw, "directive")] == ["区城建局", "区交通局"]


def test_the_last_item_has_as_many_sentences_as_the_others() -> None:
    raw = "他要求：一要抓项目。甲局每旬调度；二要稳企业。乙局上门；三要保民生。丙局扩建。会后散场。"
    text = reading(raw)
    (found,) = enumerations(text)
    last = found.items[-1]
    assert text.text[last.start : last.end] == "要保民生。丙局扩建"
    (short,) = enumerations(reading("他要求：一要抓项目。甲局调度；二要稳企业。"))
    assert short.items[-1].end == len("他要求：一要抓项目。甲局调度；二要稳企业")


def test_figures_count_inside_a_sentence() -> None:
    raw = "会议明确：1.甲局拨付资金；2.乙局组织招聘；3.丙局办理签证。投资2.5亿元；1.2公里。"
    (found,) = enumerations(reading(raw))
    assert (found.style, len(found.items)) == ("inline", 3)
