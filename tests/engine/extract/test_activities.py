"""What happened, when, where and with whom."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.result import FoundActivity
from tests.engine.extract.scenes import day, extraction


def found(raw: str, **parts: object) -> list[FoundActivity]:
    return list(extraction(raw, **parts).activities)


def test_a_meeting() -> None:
    raw = "8月3日，岚江市安委会召开第二次全体会议，副区长沈知微在管委会会议室参加会议。"
    (meeting,) = found(raw)
    assert (meeting.kind, meeting.title, str(meeting.date)) == (
        "meeting",
        "第二次全体会议",
        "--08-03",
    )
    assert (meeting.place, meeting.organizer) == ("管委会会议室", "岚江市安委会")
    assert meeting.people == ("p1",)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("区长深入栎阳科技公司走访调研。", "visit"),
        ("在松溪园区召开企业家座谈会。", "symposium"),
        ("消防部门开展夜间清查行动。", "inspection"),
        ("党工委召开大会。", "meeting"),
    ],
)
def test_kinds(raw: str, kind: str) -> None:
    assert [activity.kind for activity in found(raw)] == [kind]


@pytest.mark.parametrize("raw", ["要开展全面排查。", "下一步召开会议研究。", "企业很好。"])
def test_what_is_still_to_come_is_none(raw: str) -> None:
    assert found(raw) == []


def test_the_day_comes_from_before_or_from_the_article() -> None:
    raw = "8月3日，天气晴。区长深入栎阳科技公司走访。同日，区长深入牧云科技公司走访。"
    (visit,) = found(raw, headline="走访", date=day(8, 1, 2025))
    assert str(visit.date) == "2025-08-03"
    (undated,) = found("区长深入栎阳科技公司走访。")
    assert undated.date is None


def test_an_entry_belongs_to_the_gathering_it_was_said_at() -> None:
    raw = (
        "8月3日，区长在会议室召开企业家座谈会。当日，区长深入牧云科技公司走访。\n"
        "在走访中，一行来到车间，区长要求，企业要开展自查。\n"
        "座谈会上，区长强调，要建立工作台账。"
    )
    result = extraction(raw)
    kinds = {activity.id: activity.kind for activity in result.activities}
    assert [kinds[entry.activity or ""] for entry in result.entries] == ["visit", "symposium"]


def test_without_a_cue_the_last_activity_counts() -> None:
    raw = "区长要求，要抓好整改。\n8月3日，消防部门开展夜间检查。区长要求，要抓好排查。"
    result = extraction(raw)
    assert [entry.activity for entry in result.entries] == ["v1", "v1"]


def test_a_task_in_a_table_is_no_activity_and_its_units_took_part_in_none() -> None:
    raw = (
        "8月3日，沈知微在松溪大厦主持召开企业座谈会，栎阳科技有限公司参加。\n"
        "工作任务\t牵头单位\t完成时限\n"
        "开展危险化学品专项排查\t松溪水务有限公司\t2026年9月30日前\n"
        "走访调研企业，送政策上门\t区商务局\t2026年10月30日前\n"
    )
    (held,) = found(raw)
    assert (held.kind, held.place, str(held.date)) == ("symposium", "松溪大厦", "--08-03")
    assert len(held.enterprises) == 1
