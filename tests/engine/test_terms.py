"""Terms counted as arrays of numbers: the same as counted one by one, the same from a part."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from taizhang.engine.classing import terms
from taizhang.engine.classing.terms import Counted, Terms

_AWKWARD = ("路路路灯", "", "a1，b", "🙂🙂", "\ud800路", "e\u0301", "\U0010ffff\U0010ffff")


def _told(counted: Counted) -> list[dict[str, int]]:
    names = counted.names()
    rows = counted.rows.toarray().astype(int).tolist()
    return [{name: n for name, n in zip(names, row, strict=True) if n} for row in rows]


def _one_by_one(text: str) -> Counter[str]:
    return Counter([*text, *(text[at : at + 2] for at in range(len(text) - 1))])


@pytest.fixture(params=[1, 2, 100])
def _at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_AT_ONCE", request.param)


@pytest.mark.usefixtures("_at_once")
def test_letters_and_their_pairs_are_counted_text_by_text() -> None:
    assert _told(Counted.letters(_AWKWARD)) == [_one_by_one(text) for text in _AWKWARD]


@pytest.mark.usefixtures("_at_once")
def test_words_are_counted_text_by_text() -> None:
    texts = [("路灯", "不", "路灯"), (), ("不",), ("公积金",)]
    assert _told(Counted.words(texts)) == [Counter(words) for words in texts]


def test_a_part_is_counted_as_if_it_were_all() -> None:
    whole, part = Counted.letters(_AWKWARD), Counted.letters([_AWKWARD[3], _AWKWARD[0]])
    some = whole.of(np.array([3, 0]))
    assert (some.names(), _told(some)) == (part.names(), _told(part))


def test_pairs_without_marks_stand_for_words() -> None:
    assert _told(Counted.letters(["路灯，a1，b", "，"]).pairs()) == [{"路灯": 1, "a1": 1}, {}]


def _learnt(texts: list[str]) -> Terms:
    return Terms.learnt(Counted.letters(texts))[0]


def test_what_one_text_alone_or_most_of_them_have_teaches_nothing() -> None:
    texts = [*["路灯"] * 5, *["公交"] * 5, *["水"] * 11, "电"]
    assert set(_learnt(texts).names) == {"路", "灯", "路灯", "公", "交", "公交", "水"}
    assert set(_learnt([*texts, "水", "水"]).names) == {"路", "灯", "路灯", "公", "交", "公交"}


@pytest.mark.parametrize("texts", [["路", "灯"], [chr(0x4E00 + n) for n in range(30)]])
def test_where_nothing_else_is_there_every_term_counts(texts: list[str]) -> None:
    assert sorted(_learnt(texts).names) == sorted(texts)


def test_texts_are_weighed_as_when_they_were_learnt_from() -> None:
    texts = [*["路灯路"] * 9, *["公交"] * 12, *["水"] * 5]
    learnt, rows = Terms.learnt(Counted.letters(texts))
    told = learnt.weighed(Counted.letters(["电", "水公交", "路灯路", ""]))
    assert np.allclose(told[2].toarray(), rows[0].toarray())
    assert np.allclose(told.multiply(told).sum(axis=1).ravel(), [[0, 1, 1, 0]])


def test_a_rarer_term_and_one_said_again_weigh_more() -> None:
    learnt = _learnt([*["路"] * 12, *["灯"] * 6, *["水"] * 12])
    (row,) = learnt.weighed(Counted.letters(["路灯水水"])).toarray()
    road, lamp, water = (row[learnt.columns[letter]] for letter in "路灯水")
    assert road < lamp
    assert road < water
