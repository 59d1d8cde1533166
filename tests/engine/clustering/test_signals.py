"""Signals say what there is to see, against what, and who carries it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from taizhang.engine.clustering import signals as told
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.signals import Alert, Setting, serial_writers, signals, unusual

_TODAY = date(2026, 6, 30)


def _on(days_ago: int, firm: str, **more: str) -> Message:
    day = (_TODAY - timedelta(days=days_ago)).isoformat()
    return Message(f"{firm}-{days_ago}", "园区停电，机器跳闸。", enterprise=firm, time=day, **more)


def _alerts(messages: list[Message], setting: Setting) -> dict[Alert, told.Signal]:
    return {each.alert: each for each in signals(messages, setting, ["停电"])}


def test_frequent_is_of_how_many_in_the_industry_the_park_the_size() -> None:
    population = {("industry", "食品"): 20, ("park", "东园"): 300, ("size", "小型"): 12}
    messages = [_on(n, f"{n}厂", industry="食品", park="东园", size="小型") for n in range(20, 23)]
    messages.append(_on(21, "20厂", industry="食品"))
    found = _alerts(messages, Setting(_TODAY, population=population))[Alert.FREQUENT]
    assert [each.fields for each in found.grounds] == [
        {"count": 3, "days": 90},
        {"count": 3, "of": 20, "value": "食品", "days": 90},
        {"count": 3, "of": 12, "value": "小型", "days": 90},
    ]
    assert found.parties == ("20厂", "21厂", "22厂")
    assert found.dates == tuple(_TODAY - timedelta(days=n) for n in (22, 21, 20))
    assert found.quotes[0].said == "园区停电，机器跳闸。"
    assert found.words == ("停电",)


def test_three_of_a_great_many_are_not_frequent() -> None:
    messages = [_on(n, f"{n}厂", industry="食品") for n in range(20, 23)]
    setting = Setting(_TODAY, population={("industry", "食品"): 200})
    assert Alert.FREQUENT not in _alerts(messages, setting)
    assert Alert.FREQUENT in _alerts(messages, Setting(_TODAY))
    assert Alert.FREQUENT not in _alerts(messages[:2], Setting(_TODAY))


@pytest.mark.parametrize(
    ("count", "past", "weeks", "is_unusual"),
    [(3, 0, 8, True), (2, 0, 8, False), (3, 8, 8, False), (8, 8, 8, True), (3, 0, 1, False)],
)
def test_a_rise_is_held_against_the_past_with_small_numbers_too(
    count: int, past: int, weeks: int, *, is_unusual: bool
) -> None:
    assert (unusual(count, past, weeks) <= told.CHANCE) is is_unusual


def test_a_week_far_above_the_weeks_before_is_unusual() -> None:
    past = [_on(7 * n, f"旧{n}厂") for n in range(1, 5)]
    week = [_on(n, f"新{n}厂") for n in range(5)]
    found = _alerts([*past, *week], Setting(_TODAY))[Alert.UNUSUAL]
    assert found.grounds[0].fields == {"count": 5, "past": 4, "weeks": 8}
    assert found.grounds[1].fields == {"odds": 100}
    assert found.parties == tuple(f"新{n}厂" for n in range(5))


def test_one_who_writes_daily_is_no_rise_and_a_young_record_no_past() -> None:
    assert Alert.UNUSUAL not in _alerts([_on(n, "甲厂") for n in range(7)], Setting(_TODAY))
    week = [_on(n, f"{n}厂") for n in range(6)]
    young = Setting(_TODAY, since=_TODAY - timedelta(days=10))
    assert Alert.UNUSUAL not in _alerts(week, young)
    older = Setting(_TODAY, since=_TODAY - timedelta(days=30))
    assert _alerts(week, older)[Alert.UNUSUAL].grounds[0].fields["weeks"] == 3
    assert _alerts(week, older)[Alert.UNUSUAL].grounds[1].fields["odds"] == 1_000
    usual = [_on(7 * n + k, f"{k}厂") for n in range(9) for k in range(6)]
    assert Alert.UNUSUAL not in _alerts(usual, Setting(_TODAY))


def test_odds_end_somewhere() -> None:
    flood = [_on(0, f"{n}厂") for n in range(60)]
    assert _alerts(flood, Setting(_TODAY))[Alert.UNUSUAL].grounds[1].fields["odds"] == 1_000_000


def test_many_people_about_one_thing() -> None:
    found = _alerts([_on(n, f"{n}厂") for n in (0, 400, 401)], Setting(_TODAY))
    assert found[Alert.MANY_OF_ONE].grounds[0].fields == {"people": 3, "count": 3}
    assert Alert.MANY_OF_ONE not in _alerts([_on(n, "甲厂") for n in range(9)], Setting(_TODAY))


def test_new_is_what_nobody_said_before_this_week() -> None:
    assert _alerts([_on(6, "甲厂")], Setting(_TODAY))[Alert.NEW].grounds[0].fields == {
        "day": "2026-06-24"
    }
    assert Alert.NEW not in _alerts([_on(7, "甲厂")], Setting(_TODAY))
    undated = Message("x", "园区停电", enterprise="乙厂", time="不详")
    assert Alert.NEW not in _alerts([_on(1, "甲厂"), undated], Setting(_TODAY))
    assert Alert.NEW not in _alerts([undated], Setting(_TODAY))


def test_spreading_is_a_park_that_had_none() -> None:
    old = [_on(20, "甲厂", park="东园")]
    found = _alerts(
        [*old, _on(1, "乙厂", park="西园"), _on(1, "丙厂", park="东园")], Setting(_TODAY)
    )
    assert found[Alert.SPREADING].grounds[0].fields == {"before": "东园", "now": "西园"}
    assert found[Alert.SPREADING].parties == ("乙厂",)
    assert Alert.SPREADING not in _alerts([*old, _on(1, "丙厂", park="东园")], Setting(_TODAY))
    assert Alert.SPREADING not in _alerts([_on(1, "丙厂", park="东园")], Setting(_TODAY))


def test_what_comes_after_today_is_not_known_yet() -> None:
    assert signals([_on(-n, f"{n}厂") for n in range(1, 9)], Setting(_TODAY)) == ()


def test_one_person_with_many_appeals_is_shown_with_how_many_matters() -> None:
    def by(person: str, number: int, days_ago: int = 3) -> Message:
        day = (_TODAY - timedelta(days=days_ago)).isoformat()
        return Message(f"{person}{number}", "来信", requester=person, time=day)

    groups = [
        [by("甲", 1), by("甲", 2), by("乙", 1)],
        [by("甲", 3), by("丙", 1)],
        [by("乙", 2, 200)],
    ]
    groups.append([Message("x", "无名", time=_TODAY.isoformat())])
    (found,) = serial_writers(groups, Setting(_TODAY))
    assert found.alert is Alert.ONE_OF_MANY
    assert found.grounds[0].fields == {"party": "甲", "count": 3, "matters": 2, "days": 90}
