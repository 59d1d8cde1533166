"""A group says what it is: the same matter again, or an event that many share; and why."""

from __future__ import annotations

import pytest

from taizhang.engine.clustering import kinds
from taizhang.engine.clustering.kinds import Kind, finding
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.quotes import quote

_NOISE = "雾松花园旁的工地每天夜里还在施工。搅拌机声音很大，家里老人无法入睡。"
_OTHER = "雾松花园门口半夜施工，灯光刺眼，孩子睡不着。请管一管。"


def _message(number: int, text: str = _NOISE, **more: str) -> Message:
    day = f"2026-03-{number:02d}"
    return Message(str(number), text, title="雾松花园夜间施工", time=day, **more)


def _by(*people: str) -> list[Message]:
    return [_message(n, requester=person) for n, person in enumerate(people, start=1)]


@pytest.mark.parametrize(
    ("messages", "kind", "ground"),
    [
        (
            [_message(1, enterprise="甲厂"), _message(2, _OTHER, enterprise="甲厂")],
            Kind.SAME_MATTER,
            kinds.ONE_PARTY,
        ),
        ([_message(n, requester="张三") for n in (1, 2, 3)], Kind.SAME_MATTER, kinds.SERIES),
        (_by("张三", "李四"), Kind.SAME_MATTER, kinds.PASSED_ON),
        ([_message(1), _message(2)], Kind.SAME_MATTER, kinds.NOBODY),
        ([_message(n, requester=f"人{n}") for n in (1, 2, 3)], Kind.SHARED_EVENT, kinds.MANY),
        (
            [_message(1, requester="张三"), _message(2, _OTHER, requester="李四")],
            Kind.SHARED_EVENT,
            kinds.MANY,
        ),
        ([*_by("张三"), _message(2, _OTHER)], Kind.SHARED_EVENT, kinds.MANY_UNNAMED),
    ],
)  # fmt: skip
def test_what_a_group_is(messages: list[Message], kind: Kind, ground: str) -> None:
    found = finding(messages)
    assert found.kind is kind
    assert found.grounds[0].message == ground


def test_serial_letters_are_one_persons_however_many() -> None:
    found = finding([_message(n, requester="张三") for n in (1, 2, 3)])
    assert found.is_serial
    assert found.parties == ("张三",)
    assert found.grounds[0].fields == {
        "count": 3,
        "party": "张三",
        "first": "2026-03-01",
        "last": "2026-03-03",
    }
    assert not finding([_message(n, requester=f"人{n}") for n in (1, 2, 3)]).is_serial


def test_the_place_and_the_words_are_named() -> None:
    found = finding([_message(1, requester="张三"), _message(2, _OTHER, requester="李四")])
    place, words = found.grounds[1:]
    assert (place.message, place.fields) == (kinds.ONE_PLACE, {"count": 2, "place": "雾松花园"})
    assert "施工" in str(words.fields["words"])
    assert (found.first, found.last) == ("2026-03-01", "2026-03-02")


def test_a_group_that_names_nothing_gives_no_place_and_no_words() -> None:
    found = finding([Message("1", "甲"), Message("2", "乙")])
    assert len(found.grounds) == 1


def test_quotes_stand_in_the_text_one_of_each_party() -> None:
    messages = [_message(n, requester="张三" if n < 3 else "李四") for n in (1, 2, 3)]
    found = finding(messages).quotes
    assert [each.message for each in found] == ["1", "3"]
    assert all(_NOISE[each.start : each.end] == each.said for each in found)


@pytest.mark.parametrize(
    ("message", "said", "of_title"),
    [
        (Message("1", "第一句。 第二句说施工。"), "第二句说施工。", False),
        (Message("1", "没有这个词。", title="施工"), "施工", True),
        (Message("1", "没有这个词。还有一句。"), "没有这个词。", False),
        (Message("1", ""), "", False),
    ],
)
def test_the_quote_says_most_of_it(message: Message, said: str, *, of_title: bool) -> None:
    found = quote(message, ["施工"])
    assert (found.said, found.of_title) == (said, of_title)
    source = message.title if of_title else message.text
    assert source[found.start : found.end] == said


def test_no_more_quotes_than_one_reads() -> None:
    assert len(finding([_message(n, requester=f"人{n}") for n in range(1, 20)]).quotes) == 5
