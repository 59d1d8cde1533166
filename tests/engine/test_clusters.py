"""Messages about one matter or event find each other; other places and other parties do not."""

from __future__ import annotations

import pickle
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from taizhang.engine.clustering import nearness
from taizhang.engine.clustering.grams import counted
from taizhang.engine.clustering.joining import joined
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.nearness import NEVER, Pairs
from taizhang.engine.clustering.wording import bare, names, other, plain
from taizhang.engine.clusters import Group, grouped, hot

_NOISE = "每天夜里十一点以后还在施工，搅拌机声音很大，家里老人和孩子无法入睡，打过电话没有人来管"
_WATER = "高层住户的自来水压力太小，早晚高峰完全没有水，二次供水的水箱也从来没有清洗过"
_BUS = "公交车二十多分钟才来一班，末班车又收得太早，晚班的职工下班只能走路回去"


def _message(number: int, title: str, text: str, **more: str) -> Message:
    more.setdefault("time", f"2026-03-{number % 27 + 1:02d}")
    return Message(str(number), text, title=title, **more)


def _ids(groups: tuple[Group, ...]) -> list[list[str]]:
    return [[message.id for message in group.messages] for group in groups]


_TWO_EVENTS = (
    _message(1, "雾松花园旁工地夜间施工扰民", _NOISE),
    _message(2, "投诉雾松花园旁边工地半夜施工", f"请管一管雾松花园旁的工地。{_NOISE}"),
    _message(3, "霁川小区高层没有自来水", _WATER),
    _message(4, "霁川小区自来水水压太小", f"我们住在霁川小区十八楼。{_WATER}"),
    _message(5, "云岭路公交班次太少", _BUS),
)


def test_messages_about_one_event_are_one_group() -> None:
    assert _ids(grouped(_TWO_EVENTS)) == [["1", "2"], ["3", "4"], ["5"]]


def test_the_order_of_the_messages_changes_nothing() -> None:
    mixed = list(_TWO_EVENTS)
    random.Random(4).shuffle(mixed)  # noqa: S311 - no secret
    assert grouped(mixed) == grouped(_TWO_EVENTS)


def test_the_same_words_about_another_place_are_another_matter() -> None:
    messages = [
        _message(1, "雾松花园夜间施工扰民", f"雾松花园旁的工地，{_NOISE}"),
        _message(2, "霁川花园夜间施工扰民", f"霁川花园旁的工地，{_NOISE}"),
    ]
    assert len(grouped(messages)) == 2


def test_letters_that_changed_places_are_the_same_place() -> None:
    assert names("投诉绿地小区停车难") == names("投诉地绿小区停车难")
    messages = [
        _message(1, "雾松花园夜间施工扰民", f"雾松花园旁的工地，{_NOISE}"),
        _message(2, "松雾花园夜间施工扰民", f"松雾花园旁的工地，{_NOISE}"),
    ]
    assert len(grouped(messages)) == 1


def test_two_parties_that_are_given_never_join() -> None:
    messages = [
        _message(1, "招工难", _BUS, enterprise="雾松食品有限公司"),
        _message(2, "招工难", _BUS, enterprise="霁川线缆有限公司"),
        _message(3, "招工难", _BUS, enterprise="雾松食品有限公司"),
    ]
    assert _ids(grouped(messages)) == [["1", "3"], ["2"]]


@pytest.mark.parametrize(
    ("one", "second", "expected"),
    [("东四", "东六", True), ("金贸", "金茂", False), ("雾松", "霁川", True)],
)
def test_names_of_one_kind(one: str, second: str, *, expected: bool) -> None:
    assert other(one, second) is expected


def test_people_are_counted_not_messages() -> None:
    one = [_message(n, "雾松花园夜间施工", _NOISE, requester="甲") for n in range(1, 5)]
    many = [_message(n, "霁川小区没有自来水", _WATER, requester=f"乙{n}") for n in range(5, 8)]
    first, second = hot(grouped([*one, *many]))
    assert (first.requesters, len(first.messages)) == (3, 3)
    assert (second.requesters, len(second.messages)) == (1, 4)
    assert second.reason.writers == ("甲",)


def test_of_equally_many_people_who_wrote_last_comes_first() -> None:
    old = _message(1, "雾松花园夜间施工", _NOISE, time="2026-01-02")
    new = _message(2, "霁川小区没有自来水", _WATER, time="2026/5/1 8:00")
    assert [group.id for group in hot(grouped([old, new]))] == ["2", "1"]


def test_a_group_says_what_its_messages_share() -> None:
    group = grouped(_TWO_EVENTS)[0]
    assert "雾松花园" in group.reason.places
    assert any("施工" in word for word in group.reason.words)
    assert group.place == "雾松花园"
    assert group.title == "雾松花园旁工地夜间施工扰民"
    assert (group.first, group.last) == ("2026-03-02", "2026-03-03")
    assert grouped([_message(1, "无题", "没有地名的一句话")])[0].place == ""


def test_a_flood_of_the_same_words_is_one_group() -> None:
    flood = [_message(n, "雾松花园夜间施工", _NOISE, requester="甲") for n in range(3_000)]
    (group,) = grouped(flood)
    assert group.requesters == 1


def test_a_flood_that_differs_in_a_word_is_one_group_too() -> None:
    flood = [_message(n, "雾松花园夜间施工", f"{_NOISE}第{n}次反映") for n in range(1_200)]
    assert len(grouped(flood)) == 1


@pytest.mark.parametrize("text", ["", "无", "？", "\n\t ", "a", "🙂", "1" * 50])
def test_messages_that_say_nothing_stand_alone(text: str) -> None:
    messages = [Message("1", text), Message("2", text), _message(3, "施工扰民", _NOISE)]
    found = grouped(messages)
    assert sum(len(group.messages) for group in found) == 3


def test_a_foreign_language_and_a_very_long_text_do_no_harm() -> None:
    long = Message("1", "夜间施工扰民无法入睡。" * 100_000)
    english = [
        Message(str(n), "The site next door works all night and nobody comes") for n in (2, 3)
    ]
    assert _ids(grouped([long, *english])) == [["1"], ["2", "3"]]
    assert grouped([]) == ()


def test_without_a_title_the_beginning_is_one() -> None:
    assert Message("1", "夜里施工。家里有老人").parts == ("夜里施工。", "家里有老人")
    assert Message("1", "很" * 60).parts == ("很" * 40, "很" * 20)


def test_set_phrases_say_nothing() -> None:
    assert plain("您好，Ａ 区\n施工") == "您好，A区施工"
    assert "恳请" not in bare("恳请领导加快建设步伐")


def test_grams_count_neighbours_whatever_their_order() -> None:
    keys, owners = counted(["绿地", "地绿", "绿,地"])
    assert keys.tolist()[0] == keys.tolist()[1]
    assert owners.tolist() == [0, 1]
    assert counted([""])[0].size == 0


def test_one_chance_likeness_does_not_join_two_groups() -> None:
    one = np.array([0, 0, 1, 3, 3, 4, 2])
    second = np.array([1, 2, 2, 4, 5, 5, 3])
    near = np.array([0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.3])
    assert joined(6, Pairs(one, second, near)) == [0, 0, 0, 3, 3, 3]
    veto = np.array([0.8, NEVER, 0.8, 0.1, 0.1, 0.1, 0.1])
    assert joined(6, Pairs(one, second, veto)) == [0, 0, 2, 3, 4, 5]


def test_messages_without_a_letter_in_common_stand_alone() -> None:
    assert len(grouped([Message("1", "？"), Message("2", "！")])) == 2
    assert len(grouped([Message("1", "夜里施工太吵"), Message("2", "没有自来水喝")])) == 2


def test_an_event_that_many_write_about_is_one_group() -> None:
    rng = random.Random(5)  # noqa: S311 - no secret
    letters = [chr(0x4E00 + place) for place in range(2_000)]
    crowd = [
        _message(n, "雾松花园旁工地夜间施工", f"{_NOISE}{''.join(rng.sample(letters, 40))}")
        for n in range(55)
    ]
    others = [
        _message(n, "".join(rng.sample(letters, 9)), "".join(rng.sample(letters, 60)))
        for n in range(100, 1_300)
    ]
    largest = max(grouped([*crowd, *others]), key=lambda group: len(group.messages))
    assert len(largest.messages) == 55


def test_messages_that_name_nobody_join_by_what_they_say() -> None:
    messages = [_message(1, "没有自来水", _WATER), _message(2, "自来水太小", f"请管一管。{_WATER}")]
    assert len(grouped(messages)) == 1


def test_a_group_of_one_says_few_words() -> None:
    (group,) = grouped([_message(1, "雾松花园夜间施工", "")])
    assert len(group.reason.words) <= 5


def test_fifty_thousand_of_the_same_are_one_group_and_one_person() -> None:
    flood = [Message(str(n), _NOISE, title="夜间施工", requester="甲") for n in range(50_000)]
    (group,) = grouped(flood)
    assert group.requesters == 1
    assert group.finding.is_serial
    assert len(group.finding.quotes) == 1


def test_texts_that_differ_only_in_the_place_stay_apart() -> None:
    rng = random.Random(6)  # noqa: S311 - no secret
    letters = [chr(0x4E00 + place) for place in range(2_000)]
    places = {"".join(rng.sample(letters, 2)) for _n in range(300)}
    messages = [
        Message(place, f"{place}小区旁的工地，{_NOISE}", title=f"{place}小区夜间施工")
        for place in sorted(places)
    ]
    assert len(grouped(messages)) > len(places) * 0.9


def test_a_copy_that_names_no_place_does_not_tie_two_places_together() -> None:
    """The same words everywhere, once without a name: the places stay apart."""
    said = "，三个月没发工资，老板不接电话，社保也没有交，一直没有答复，请派人看一看"
    messages = [
        _message(10 * place + way, f"{name}拖欠员工工资", f"{name}{where}{said}")
        for place, name in enumerate(("绿湖小区", "金茂小区", "东岭小区"), start=1)
        for way, where in enumerate(("门口", "业主", "旁边", "里面"))
    ]
    messages.append(_message(1, "拖欠员工工资", f"业主{said}"))
    assert all(len({id_[0] for id_ in ids}) == 1 for ids in _ids(grouped(messages)))


def test_what_no_chain_connects_is_joined_by_itself() -> None:
    one, second = np.array([0, 2, 0, 4]), np.array([1, 3, 2, 5])
    near = np.array([0.9, 0.9, 0.1, 0.3])
    assert joined(7, Pairs(one, second, near)) == [0, 0, 2, 2, 4, 4, 6]
    together = [(1, 6), (5, 3)]
    assert joined(7, Pairs(one, second, near), together) == [0, 0, 2, 2, 4, 2, 0]
    again = [*together, (0, 6)]
    assert joined(7, Pairs(one, second, near), again) == [0, 0, 2, 2, 4, 2, 0]
    nobody = Pairs(one[:0], second[:0], near[:0])
    assert joined(3, nobody, [(0, 2)]) == [0, 1, 0]
    assert joined(2, nobody) == [0, 1]


def test_a_flood_of_one_person_who_counts_on_is_one_matter() -> None:
    said = "我要反映第{n}次：三号楼电梯又坏了，物业不修，这是第{n}回投诉。"
    flood = [_message(n, "", said.format(n=n), requester="张三") for n in range(100, 1_000)]
    assert len(grouped(flood)) == 1
    others = [_message(n, "", said.format(n=n), requester=f"住户{n}") for n in range(100, 140)]
    assert len(grouped(others)) > 1, "of many people a number may be another building"


class _Elsewhere:
    """Does the parts as other processes would: all is sent there and the result sent back."""

    def over(self, work: Any, parts: Sequence[Any], shared: Any) -> list[Any]:
        do, some, common = _sent((work, list(parts), shared))
        return [_sent(do(part, common)) for part in some]


def _sent(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))  # noqa: S301 - our own bytes


def test_parts_done_elsewhere_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "AT_ONCE", 3)
    messages = [
        Message(f"{n}", f"{place}门口每天夜里施工，第{n}次反映", title=f"{place}夜间施工")
        for n, place in enumerate(("雾松花园", "霁川小区", "云岭家园") * 3)
    ]
    assert grouped(messages, (), _Elsewhere()) == grouped(messages)
