"""What the rules for entries look at: the names in a passage, and what is worked out once."""

from __future__ import annotations

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.finding import Finding, Scene, moved
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.organisations import Organisation
from tests.engine.extract.scenes import reading


def organisation(text: str, kind: str, *names: str) -> Organisation:
    """It is mentioned where its first name stands first."""
    start = text.index(names[0])
    return Organisation(kind, names, (Mention(start, start + len(names[0]), names[0], "visited"),))


def scene(text: str, **kinds: tuple[str, ...]) -> Scene:
    named = tuple(organisation(text, kind, *names) for kind, names in kinds.items())
    return Scene(reading(text), named)


def test_the_mentions_within_a_passage_are_those_that_end_in_it() -> None:
    text = "禾岭食品缺料，住建局去办。"
    here = scene(text, enterprise=("禾岭食品",), unit=("住建局",))
    assert [o.name for _m, o in here.within(0, len(text))] == ["禾岭食品", "住建局"]
    assert [o.name for _m, o in here.within(0, len(text), "unit")] == ["住建局"]
    assert not list(here.within(0, 3))
    assert not list(here.within(4, 7))


def test_enterprises_are_found_by_where_their_names_are_written() -> None:
    text = "禾岭食品缺料，禾岭去年也缺，住建局去办。"
    firms = (organisation(text, "enterprise", "禾岭食品", "禾岭"),)
    here = Scene(reading(text), (organisation(text, "unit", "住建局"), *firms))
    assert [(at, each.name) for at, each in here.spelt(0, len(text))] == [(0, "禾岭食品")]
    assert [(at, each.name) for at, each in here.spelt(6, len(text))] == [(1, "禾岭食品")]
    assert not list(here.spelt(1, 8))
    assert not list(here.spelt(9, len(text)))


def test_enterprises_come_as_they_are_listed_and_overlap_with_themselves() -> None:
    text = "南岭岭岭北和甲乙。"
    here = Scene(
        reading(text),
        (organisation(text, "enterprise", "甲乙"), organisation(text, "enterprise", "岭岭")),
    )
    assert [(at, each.name) for at, each in here.spelt(2, 8)] == [(4, "甲乙"), (0, "岭岭")]


def test_what_a_rule_makes_of_a_scene_is_worked_out_once() -> None:
    asked: list[Scene] = []
    one, other = scene("甲乙丙丁。"), scene("甲乙丙丁。")

    def rule(given: Scene) -> int:
        asked.append(given)
        return len(given.text)

    assert [one.once(rule), one.once(rule), other.once(rule)] == [6, 6, 6]
    assert asked == [one, other]


def test_a_finding_loses_the_marks_at_its_ends() -> None:
    def found(start: int, end: int) -> Finding:
        return Finding(LedgerKind.DEED, start, end, "item")

    text = "，修好一条路。"
    assert moved(found(0, 7), text) == found(1, 6)
    clean = found(1, 6)
    assert moved(clean, text) is clean
    assert moved(found(4, 7), text) is None
