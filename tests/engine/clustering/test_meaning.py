"""Vectors of a language model join what says the same in other words, and overrule nobody."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from taizhang.engine.clustering import meaning
from taizhang.engine.clustering.decisions import Decision
from taizhang.engine.clustering.spread import HERE
from taizhang.engine.clusters import Group, Message, grouped
from tests.engine.clustering.other_words import (
    NOISE,
    OTHERS,
    TEXTS,
    TOPICS,
    Fake,
    message,
    others,
    two,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def _with(messages: list[Message], *decisions: Decision, vectors: Any = None) -> list[list[str]]:
    found = grouped(messages, decisions, HERE, vectors or Fake(TOPICS))
    return _several(found)


def _several(found: tuple[Group, ...]) -> list[list[str]]:
    return [[m.id for m in each.messages] for each in found if len(each.messages) > 1]


def test_the_same_in_other_words_at_one_place_is_joined_and_said() -> None:
    messages = [*two(), *others()]

    assert _several(grouped(messages)) == []
    (group,) = (each for each in grouped(messages, vectors=Fake(TOPICS)) if each.alike)

    assert [message.id for message in group.messages] == ["a", "b"]
    assert group.alike == (("a", "b"),)


@pytest.mark.parametrize(
    "both",
    [
        pytest.param(two(other="霁川花园"), id="two places in the headings"),
        pytest.param(two(other="云岭路"), id="two places of two kinds"),
        pytest.param(two(other=""), id="only one names a place"),
    ],
)
def test_another_place_is_another_matter(both: list[Message]) -> None:
    assert not any({"a", "b"} <= set(each) for each in _with([*both, *others()]))


@pytest.mark.parametrize("given", ["enterprise", "place"])
def test_two_given_parties_or_places_are_never_one(given: str) -> None:
    one, other = two()
    fields = {name: getattr(one, name) for name in ("id", "text", "title", "time")}
    first = Message(**fields, **{given: "甲"})
    alone = [*others(), first]

    apart = Message(other.id, other.text, title=other.title, time=other.time, **{given: "乙"})
    same = Message(other.id, other.text, title=other.title, time=other.time, **{given: "甲"})

    assert _with([*alone, apart]) == []
    assert _with([*alone, same]) == [["a", "b"]]


def test_a_veto_of_any_member_keeps_groups_apart() -> None:
    """The two that are alike say no party; those whom words put beside them do."""
    one, other = two()
    beside = [
        message("c", one.title, f"{one.text}，请管管", enterprise="甲厂"),
        message("d", other.title, f"{other.text}，请管管", enterprise="乙厂"),
    ]
    messages = [one, other, *beside, *others()]

    assert _several(grouped(messages)) == [["a", "c"], ["b", "d"]]
    assert _with(messages) == [["a", "c"], ["b", "d"]]


def test_what_people_decided_stands() -> None:
    messages = [*two(), *others()]
    apart = Decision("b", "a", is_same=False)

    assert _with(messages, apart) == []
    assert _with(messages, Decision("o1", "o2", is_same=False)) == [["a", "b"]]
    # Somebody put a matter of another place there: its place vetoes nobody any more.
    placed = message("z", "霁川花园树苗枯死", "霁川花园树苗枯死一片", place="霁川花园")
    one, other = two()
    own = Message("y", other.text, title=other.title, time=other.time, place="雾松花园")
    said = Decision("z", "a", is_same=True)
    assert _with([one, placed, own, *others()], said) == [["a", "y", "z"]]


@pytest.mark.parametrize(("held", "groups"), [("b", [["a", "c"]]), ("c", [["a", "b"]])])
def test_who_is_held_apart_from_one_is_apart_from_all_that_it_joins(
    held: str, groups: list[list[str]]
) -> None:
    third = message("c", "雾松花园彻夜机器响", f"雾松花园{NOISE[1]}，机器响")
    vectors = Fake(((*NOISE, "机器"), *TOPICS[1:]))
    apart = [Decision("a", held, is_same=False)]

    found = _with([*two(), third, *others()], *apart, vectors=vectors)

    assert all(not {"a", held} <= set(each) for each in found)
    assert found != groups or len(found) == 1


def test_the_order_of_arrival_changes_nothing() -> None:
    messages = [*two(), *others()]
    mixed = list(messages)
    random.Random(5).shuffle(mixed)  # noqa: S311 - no secret

    told = grouped(messages, vectors=Fake(TOPICS))
    assert grouped(mixed, vectors=Fake(TOPICS)) == told
    assert _several(told) == [["a", "b"]]


_PLACES = ("雾松", "霁川", "云岭", "柏桥", "青禾", "石泉")


@pytest.mark.parametrize("seed", range(8))
def test_whatever_vectors_say_they_only_join_whole_groups(seed: int) -> None:
    """Random vectors of few directions: much is alike, the groups of words stay whole."""
    rng = np.random.default_rng(seed)

    @dataclass
    class Wild:
        most: int = 1_000

        def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return rng.normal(size=(len(texts), 3)).astype(np.float32)

    parties = ("", "", "甲", "乙")
    messages = [
        message(
            str(n),
            f"{_PLACES[n % 6]}花园{words}",
            f"{words}{n % 5}",
            enterprise=parties[int(rng.integers(4))],
        )
        for n, words in enumerate(OTHERS * 2)
    ]
    plain = grouped(messages)
    found = grouped(messages, vectors=Wild())

    home = {m.id: place for place, each in enumerate(found) for m in each.messages}
    assert all(len({home[m.id] for m in each.messages}) == 1 for each in plain)
    assert len(found) + sum(len(each.alike) for each in found) == len(plain)
    assert any(each.alike for each in found)
    for each in found:
        if each.alike:
            assert len({m.enterprise for m in each.messages} - {""}) <= 1
        title = {m.id: m.title for m in each.messages}
        assert all(title[one][:2] == title[other][:2] for one, other in each.alike)


_GOOD = np.ones((len(others()) + 2, 3), dtype=np.float32)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(None, id="none"),
        pytest.param(_GOOD[1:], id="one too few"),
        pytest.param(_GOOD[:, 0], id="no rows"),
        pytest.param(np.where(np.arange(3) == 1, np.nan, _GOOD), id="not a number"),
        pytest.param(np.where(np.arange(3) == 1, np.inf, _GOOD), id="endless"),
        pytest.param(_GOOD, id="all the same"),
        pytest.param(0 * _GOOD, id="nothing in them"),
        pytest.param(_GOOD[:, :0], id="no numbers"),
    ],
)
def test_vectors_that_say_nothing_change_nothing(given: NDArray[np.float32] | None) -> None:
    class Broken:
        most = 1_000

        def of(self, _texts: Sequence[str]) -> NDArray[np.float32] | None:
            return given

    messages = [*two(), *others()]
    assert grouped(messages, vectors=Broken()) == grouped(messages)


def test_few_texts_do_not_tell_what_is_usual() -> None:
    messages = [*two(), *others()[: meaning.LEAST - 3]]

    assert _with(messages) == []
    assert _with([*messages, *others()[meaning.LEAST - 3 :]]) == [["a", "b"]]


def test_two_that_name_no_place_must_be_more_alike() -> None:
    """One other topic beside the common one: alike enough for a shared place, not without."""
    nearly = Fake((*TOPICS, ("搅拌车",), ("天亮",)), scale=0.5)
    named, unnamed = two(), [*two("", ""), *others()[2:]]

    assert _with([*named, *others()], vectors=nearly) == [["a", "b"]]
    assert not any({"a", "b"} <= set(each) for each in _with(unnamed, vectors=nearly))
    assert any({"a", "b"} <= set(each) for each in _with(unnamed))


def test_a_name_that_many_have_is_no_place_in_common() -> None:
    many = [
        message(f"m{n}", f"{words}，雾松花园", "盼解决", time=f"2026-01-{n + 1:02d}")
        for n, words in enumerate(OTHERS)
    ]
    few = many[: meaning.FEW - 2]

    assert any({"a", "b"} <= set(each) for each in _with([*two(), *few, *others()]))
    assert not any({"a", "b"} <= set(each) for each in _with([*two(), *many, *others()]))


def test_a_place_of_any_member_keeps_groups_apart() -> None:
    """Two are alike and name no place in the heading; those beside them name two of one kind."""
    one, other = (
        message(name, NOISE[n], f"云岭路边，{TEXTS[n]}") for n, name in enumerate(("a", "b"))
    )
    beside = [
        message("c", f"{NOISE[0]}，雾松小区", f"云岭路边，{TEXTS[0]}"),
        message("d", f"{NOISE[1]}，霁川小区", f"云岭路边，{TEXTS[1]}"),
    ]
    said = [Decision("a", "c", is_same=True), Decision("b", "d", is_same=True)]
    freed = [one, other, *others()[2:]]

    assert any({"a", "b"} <= set(each) for each in _with(freed))
    found = _with([*freed, *beside])
    assert not any({"c", "d"} <= set(each) for each in found)
    assert any({"a", "b", "c", "d"} <= set(each) for each in _with([*freed, *beside], *said))


def test_of_more_messages_only_the_newest_are_sent() -> None:
    vectors = Fake(TOPICS, most=len(others()) + 1)
    one, other = two()
    old = message("0", one.title, one.text, time="2025-01-01")

    assert _with([old, other, *others()], vectors=vectors) == []
    assert not any(old.title in text for text in vectors.asked)
    assert len(vectors.asked) == len(others()) + 1
    assert _with([old, other, *others()], vectors=Fake(TOPICS)) == [["0", "b"]]


def test_a_vector_is_asked_for_heading_and_text_and_nothing_else() -> None:
    vectors = Fake(TOPICS)
    secret = message("s", "路灯", "灯不亮" * 2_000, requester="李四", enterprise="甲厂")
    grouped([secret, *others()], vectors=vectors)

    assert not any("李四" in text or "甲厂" in text for text in vectors.asked)
    assert max(map(len, vectors.asked)) == 1_000
