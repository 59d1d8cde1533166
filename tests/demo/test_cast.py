"""Who is in the demo zone, before anything is written."""

from __future__ import annotations

from collections import Counter

import pytest

from taizhang.cli.demo.cast import Cast, the_cast
from taizhang.cli.demo.content import content
from taizhang.engine import credit_codes
from taizhang.engine.codes import Category, Role, UnitKind


@pytest.fixture(scope="module")
def cast() -> Cast:
    return the_cast()


def test_the_cast_is_the_same_every_time(cast: Cast) -> None:
    assert the_cast() == cast


def test_there_are_two_hundred_enterprises_with_valid_codes_of_their_own(cast: Cast) -> None:
    codes = [one.credit_code for one in cast.enterprises.values()]

    assert len(codes) == len(set(codes)) == 200
    assert all(credit_codes.is_valid(code) for code in codes)


def test_the_inner_organisation_code_carries_its_own_check_sign(cast: Cast) -> None:
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for one in cast.enterprises.values():
        inner = one.credit_code[8:17]
        weights = (3, 7, 9, 10, 5, 8, 4, 2)
        total = sum(signs.index(s) * w for s, w in zip(inner[:8], weights, strict=True))
        assert inner[8] == "0123456789X0"[11 - total % 11]


def test_no_two_enterprises_share_a_name(cast: Cast) -> None:
    names = [name for one in cast.enterprises.values() for name in (one.name, one.short)]

    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_role_is_held_and_has_an_account_to_try(cast: Cast) -> None:
    held = {role for person in cast.people.values() for role in person.roles}
    tried = {role for _name, code in cast.accounts for role in cast.people[code].roles}

    assert held == tried == set(Role)


def test_every_unit_that_gets_work_has_a_leader_a_head_and_a_handler(cast: Cast) -> None:
    for unit in cast.units.values():
        if unit.kind not in {UnitKind.COMMITTEE, UnitKind.GUIDANCE_GROUP}:
            assert unit.leader, unit.name
            assert unit.head in cast.people, unit.name
            assert unit.handlers, unit.name


def test_every_enterprise_has_a_service_officer_of_its_park_and_a_contact(cast: Cast) -> None:
    centres = {park["code"]: park["centre"] for park in cast.parks}
    for one in cast.enterprises.values():
        assert cast.people[one.officer].unit == centres[one.park]
        assert cast.people[one.contact].enterprise == one.code


def test_every_text_names_units_that_exist(cast: Cast) -> None:
    texts = [text for name in ("hazards", "directives", "deeds") for text in _texts(name)]
    texts += _texts("appeals_now")
    texts += [text for part in (1, 2, 3) for text in _texts(f"appeals_{part}")]
    named = {unit for text in texts for unit in (text["lead"], *text.get("with", ()))}

    assert named <= set(cast.units)


def test_all_fifteen_categories_are_asked_about_in_many_words() -> None:
    asked = {
        name: texts for part in (1, 2, 3) for name, texts in content(f"appeals_{part}").items()
    }
    words = [text for texts in asked.values() for text in texts]
    different = {text["text"] for text in words} | {text.get("again") for text in words}

    assert set(asked) == {category.value for category in Category}
    assert len(different) >= 170
    assert len({text["reply"] for text in words}) == len(words)


def _texts(name: str) -> list[dict[str, object]]:
    return [text for texts in content(name).values() for text in texts]
