"""One message is placed as the full run would, or it is said that this is for the full run."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.engine import placing
from taizhang.engine.clustering.decisions import Decision, DecisionsContradict
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clusters import grouped
from taizhang.engine.placing import Doubt, Index, Placed

_MATTERS = (
    ("夜间施工", ("搅拌机声音很大", "半夜还在浇筑", "老人无法入睡", "工地灯光刺眼")),
    ("停车位不足", ("车位只卖不租", "消防通道停满车", "晚上没地方停", "物业不让进")),
    ("没有自来水", ("早晚高峰没有水", "水箱没有清洗", "水忽冷忽热", "水里有铁锈味")),
)
_PLACES = ("雾松", "霁川", "云岭", "青杉", "白沙", "石桥", "柳溪", "松台")


def _made(size: int, seed: int = 1, places: Sequence[str] = _PLACES) -> list[Message]:
    rng = random.Random(seed)  # noqa: S311 - no secret
    found = []
    for number in range(size):
        matter, details = rng.choice(_MATTERS)
        place = f"{rng.choice(places)}小区"
        text = f"{place}门口，" + "，".join(rng.sample(details, 3))
        day = f"2026-03-{number % 28 + 1:02d}"
        found.append(Message(f"{number:04d}", text, title=f"{place}{matter}", time=day))
    return found


class _Store:
    """The messages as an application keeps them."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.known = {each.id: each for each in messages}

    def __call__(self, ids: Sequence[str]) -> list[Message]:
        return [self.known[each] for each in ids]


def _index(messages: Sequence[Message], *decisions: Decision) -> Index:
    return Index.of(grouped(messages, decisions), _Store(messages))


def _agrees(placed: Placed, message: Message, messages: Sequence[Message], *said: Decision) -> bool:
    (group,) = (each for each in grouped(messages, said) if message in each.messages)
    others = {each.id for each in group.messages} - {message.id}
    return (not others) == placed.is_new and set(placed.like) <= others


@settings(max_examples=25)
@given(st.permutations(_made(9)))
def test_one_by_one_in_any_order_gives_the_groups_of_the_full_run(order: list[Message]) -> None:
    index = _index([])
    for number, message in enumerate(order):
        placed = index.place(message)
        assert placed.is_sure
        assert _agrees(placed, message, order[: number + 1])
    assert grouped(order) == grouped(sorted(order, key=lambda each: each.id))


@pytest.fixture
def _no_small_stock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "SMALL", 10)


@pytest.mark.usefixtures("_no_small_stock")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_sure_is_what_the_full_run_says(seed: int) -> None:
    letters = [chr(0x4E00 + n) for n in range(0, 3_000, 7)]
    rng = random.Random(seed)  # noqa: S311 - no secret
    places = ["".join(rng.sample(letters, 2)) for _n in range(60)]
    messages = _made(420, seed, places)
    index = _index(messages[:400])
    sure = 0
    for number in range(400, 420):
        placed = index.place(messages[number])
        assert placed.doubts or _agrees(placed, messages[number], messages[: number + 1])
        sure += placed.is_sure
    assert sure >= 10


@pytest.mark.usefixtures("_no_small_stock")
def test_a_copy_goes_where_the_first_is() -> None:
    messages = _made(60)
    copy = Message("9999", messages[7].text, title=messages[7].title, time="2026-04-01")
    placed = _index(messages).place(copy)
    assert placed.like == ("0007",) or messages[7].text == messages[int(placed.like[0])].text
    assert (placed.is_new, placed.is_sure) == (False, True)


@pytest.mark.usefixtures("_no_small_stock")
@pytest.mark.parametrize(
    "text", ["", "无", "🙂🙂", "The site next door works all night", "甲" * 1_000_000]
)
def test_what_is_like_nothing_stands_alone(text: str) -> None:
    placed = _index(_made(60)).place(Message("9999", text))
    assert (placed.group, placed.is_new, placed.like) == ("9999", True, ())


@pytest.mark.usefixtures("_no_small_stock")
def test_the_first_that_says_something_stands_alone() -> None:
    silent = [Message(f"{number:04d}", "") for number in range(20)]
    placed = _index(silent).place(Message("9999", "夜间施工，老人无法入睡"))
    assert (placed.group, placed.is_new, placed.like) == ("9999", True, ())


@pytest.mark.usefixtures("_no_small_stock")
def test_those_placed_since_find_each_other_and_it_is_said_when_they_are_many() -> None:
    index = _index(_made(60))
    text = "晨星大桥的路灯坏了半年，夜里看不清路面，老人摔倒过"
    one = index.place(Message("9001", text, title="晨星大桥路灯不亮"))
    other = index.place(Message("9002", f"{text}。请修一修", title="晨星大桥没有路灯"))
    assert (one.is_new, other.group, other.like) == (True, "9001", ("9001",))
    for number in range(9003, 9010):
        last = index.place(Message(str(number), f"{text}第{number}次", title="晨星大桥路灯不亮"))
    assert Doubt.LONG_AGO in last.doubts


@pytest.mark.usefixtures("_no_small_stock")
def test_people_decide_where_a_message_belongs() -> None:
    messages = _made(60)
    index = _index(messages)
    alien = Message("9001", "晨星大桥的路灯坏了半年", title="晨星大桥路灯不亮", enterprise="甲厂")
    placed = index.place(alien, [Decision("9001", "0003", is_same=True)])
    assert placed.like[0] == "0003"
    like = Message("9002", messages[3].text, title=messages[3].title)
    before = index.place(like)
    members = [each.id for each in messages if each.title == messages[3].title]
    apart = [Decision("9003", each, is_same=False) for each in (*members, "9001")]
    away = index.place(Message("9003", messages[3].text, title=messages[3].title), apart)
    assert before.group != away.group
    with pytest.raises(DecisionsContradict):
        index.place(Message("9004", "x"), [Decision("9004", "1", is_same=s) for s in (True, False)])
    since = index.place(Message("9005", "别的事情"), [Decision("9005", "9001", is_same=True)])
    assert since.group == placed.group


def test_people_decide_in_a_small_stock_too() -> None:
    messages = _made(6)
    said = Decision("9", "0001", is_same=True)
    placed = _index(messages).place(Message("9", "别的事情", time="2026-05-01"), [said])
    assert (placed.is_new, "0001" in placed.like) == (False, True)


@pytest.mark.usefixtures("_no_small_stock")
def test_the_state_can_be_kept_and_loaded() -> None:
    messages = _made(80)
    index = _index(messages[:70])
    again = Index.loaded(index.dumped(), _Store(messages))
    assert [again.place(each) for each in messages[70:]] == [
        index.place(each) for each in messages[70:]
    ]


def test_a_small_stock_is_kept_and_loaded_with_its_copies() -> None:
    messages = [*_made(5), Message("x", _made(5)[0].text, title=_made(5)[0].title)]
    again = Index.loaded(_index(messages).dumped(), _Store(messages))
    assert again.place(Message("y", messages[0].text, title=messages[0].title)).is_sure


def test_a_state_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    state = _index(_made(5)).dumped()
    monkeypatch.setattr("taizhang.engine.clustering.stock._VERSION", 99)
    with pytest.raises(ValueError, match="1"):
        Index.loaded(state, _Store(_made(5)))


def test_a_stock_that_outgrows_smallness_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "SMALL", 12)
    messages = _made(30)
    index = _index(messages[:8])
    for message in messages[8:]:
        assert index.place(message).group
