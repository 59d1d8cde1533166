"""What people said about names goes before the rules, in every document."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.organisations import organisations
from taizhang.engine.extract.people import is_known_title, people
from taizhang.engine.names import NamesTaught, RosterNames
from tests.engine.extract.scenes import extraction, reading


def names(text: str, **kinds: str) -> dict[str, str]:
    roster = RosterNames(taught=NamesTaught(kinds=kinds))
    return {each.name: each.kind for each in organisations(text, roster)}


def titles(raw: str, taught: NamesTaught) -> dict[str, tuple[str, ...]]:
    text = reading(raw)
    found = organisations(text.text, RosterNames(taught=taught))
    return {person.name: person.titles for person in people(text, found, taught)}


@pytest.mark.parametrize("kind", ["enterprise", "unit", "park"])
def test_a_name_without_a_known_ending_is_found(kind: str) -> None:
    text = "会议要求，由光伏攻坚班子牵头解决。"

    assert "光伏攻坚班子" not in names(text)
    assert names(text, 光伏攻坚班子=kind) == {"光伏攻坚班子": kind}


@pytest.mark.parametrize(("kind", "found"), [("unit", "unit"), ("none", None), ("person", None)])
def test_an_enterprise_that_is_none(kind: str, found: str | None) -> None:
    text = "栎阳物流有限公司参会。"

    assert names(text) == {"栎阳物流有限公司": "enterprise"}
    assert names(text, 栎阳物流有限公司=kind).get("栎阳物流有限公司") == found


def test_a_unit_and_a_park_that_are_none() -> None:
    text = "经济发展局到青禾产业园调研。"

    assert names(text) == {"经济发展局": "unit", "青禾产业园": "park"}
    assert names(text, 经济发展局="none", 青禾产业园="none") == {}


def test_a_longer_name_goes_before_a_taught_part_of_it() -> None:
    assert names("光伏班子建设有限公司参会。", 光伏班子="unit") == {
        "光伏班子建设有限公司": "enterprise"
    }


def test_a_taught_unit_is_not_taken_for_a_short_name() -> None:
    found = names("栎阳云物流有限公司参会，栎阳云到场。", 栎阳云="unit")

    assert found == {"栎阳云物流有限公司": "enterprise", "栎阳云": "unit"}


def test_a_taught_title_is_found_with_its_unit() -> None:
    raw = "光伏攻坚班子召集人卓远强调，要抓好落实。"
    taught = NamesTaught(titles=frozenset({"召集人"}))

    assert titles(raw, NamesTaught()) == {}
    assert titles(raw, taught) == {"卓远": ("光伏攻坚班子召集人",)}


def test_titles_put_right_replace_those_read() -> None:
    raw = "副区长沈知微强调，要抓好落实。"

    assert titles(raw, NamesTaught(titled={"沈知微": ("党工委委员", "副区长")})) == {
        "沈知微": ("党工委委员", "副区长")
    }


def test_a_name_that_is_nobodys_is_not_found() -> None:
    raw = "副区长沈知微强调，要抓好落实。"

    assert titles(raw, NamesTaught(kinds={"沈知微": "none"})) == {}


@pytest.mark.parametrize(
    ("raw", "name", "found"),
    [
        ("昨日阿依古丽到车间。", "阿依古丽", True),
        ("昨日阿洛到车间。", "阿洛", True),
        ("昨日阿洛斯到车间。", "阿洛", False),
    ],
)
def test_a_taught_name_is_found(raw: str, name: str, found: bool) -> None:
    assert (name in titles(raw, NamesTaught(kinds={name: "person"}))) is found


def test_what_somebody_is_called_gives_their_name() -> None:
    raw = "副区长沈知微强调，要抓好落实。老沈书记到车间。"
    text = reading(raw)
    taught = NamesTaught(called={"老沈书记": "沈知微"})

    (person,) = people(text, (), taught)

    assert (person.name, person.titles) == ("沈知微", ("副区长",))
    assert [text.text[m.start : m.end] for m in person.mentions] == ["沈知微", "老沈书记"]


def test_what_was_taught_reaches_the_entry_and_says_why() -> None:
    taught = NamesTaught(kinds={"光伏攻坚班子": "unit"})
    raw = "会议要求，由光伏攻坚班子牵头，月底前完成电站并网。"

    found = extraction(raw, roster=RosterNames(taught=taught))

    (unit,) = [each for each in found.organisations if each.name == "光伏攻坚班子"]
    assert unit.reasons == ("confirmed by a person", "光伏攻坚班子")
    assert [entry.lead_unit for entry in found.entries] == [unit.id]


@pytest.mark.parametrize(("title", "known"), [("副区长", True), ("召集人", False), ("链长", False)])
def test_whether_a_title_is_known(title: str, known: bool) -> None:
    assert is_known_title(title) is known
