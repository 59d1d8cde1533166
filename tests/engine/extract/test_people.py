"""Names with titles, in lists, after a unit; never those who wrote it."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.organisations import organisations
from taizhang.engine.extract.people import people
from taizhang.engine.names import EMPTY
from tests.engine.extract.scenes import reading


def found(raw: str, **parts: object) -> dict[str, tuple[str, ...]]:
    text = reading(raw, **parts)
    return {p.name: p.titles for p in people(text, organisations(text.text, EMPTY))}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("云岭高新区党工委副书记、管委会主任梁知秋带队。",
         {"梁知秋": ("云岭高新区党工委副书记", "管委会主任")}),
        ("副区长欧阳朔方强调，", {"欧阳朔方": ("副区长",)}),
        ("区长郑和平强调，", {"郑和平": ("区长",)}),
        ("“好。”钧窑科技公司总经理刘学说。", {"刘学": ("钧窑科技公司总经理",)}),
        ("组长兼办公室主任周遥同志出席会议", {"周遥": ("组长兼办公室主任",)}),
        ("由管委会主任关山月带队，副主任韦一参加",
         {"关山月": ("管委会主任",), "韦一": ("副主任",)}),
        ("有关领导段誉之、郝思远、鲁小舟参加", {"段誉之": (), "郝思远": (), "鲁小舟": ()}),
        ("率市环保局周牧野、许听澜、栎阳公司季临川到企业",
         {"周牧野": (), "许听澜": (), "季临川": ()}),
        ("顾南星强调，要抓好落实。", {"顾南星": ()}),
        ("司马青云表示，要抓好落实。", {"司马青云": ()}),
        ("企业负责人十分焦急，主任高度重视。", {}),
        ("高新区强调，全面落实。", {}),
        ("来到车间、副区长沈知微参加", {"沈知微": ("副区长",)}),
        ("副主任", {}),
    ],
)  # fmt: skip
def test_people(raw: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert found(raw) == expected


def test_bylines_are_no_participants() -> None:
    raw = "副区长沈知微强调，要落实。沈知微指出，\n记者 叶小满 副区长沈知微"
    text = reading(raw, byline_texts=("记者 叶小满 副区长沈知微",))
    person = people(text, organisations(text.text, EMPTY))[0]
    assert len(person.mentions) == 2


def test_a_name_in_a_byline_alone_is_nobody() -> None:
    assert found("一切都好。\n主任沈知微参加", byline_texts=("主任沈知微参加",)) == {}
