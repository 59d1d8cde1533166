"""Names in one way: by code, by roster, by slips of the hand; doubts are a person's."""

from __future__ import annotations

from taizhang.engine.consolidating.parties import enterprises, units
from taizhang.engine.credit_codes import check_sign
from taizhang.engine.names import RosterNames

ONE, SLIP, OTHER = "云岭瀚晟机械有限公司", "云岭翰晟机械有限公司", "云岭柏舟机械有限公司"


def _valid(body: str) -> str:
    return body + check_sign(body)


FIRST, SECOND = _valid("91330100MA2KCW7Q2"), _valid("91410100MA40TT0X3")


def test_a_slip_of_the_hand_is_put_right_to_what_is_usual() -> None:
    found = enterprises({ONE: 5, SLIP: 1}, {})
    assert found.written == {SLIP: ONE}
    assert found.of(SLIP) == ONE


def test_several_names_of_a_cell_are_each_put_right() -> None:
    found = enterprises({ONE: 5, SLIP: 1, OTHER: 1}, {})
    assert found.of(f"{SLIP}；{OTHER}") == f"{ONE}、{OTHER}"
    assert found.of(OTHER) == OTHER


def test_one_code_is_one_enterprise_whatever_it_is_called() -> None:
    found = enterprises({ONE: 2, OTHER: 1}, {ONE: {FIRST}, OTHER: {FIRST}})
    assert found.written == {OTHER: ONE}


def test_one_sign_in_common_is_no_brand() -> None:
    found = enterprises({"甲厂": 3, "甲饭店": 1}, {})
    assert (found.written, found.doubts) == ({}, ())


def test_two_codes_are_two_enterprises_though_the_names_are_alike() -> None:
    found = enterprises({ONE: 1, SLIP: 1}, {ONE: {FIRST}, SLIP: {SECOND}})
    assert found.written == {}


def test_what_is_like_both_of_two_enterprises_joins_them_not() -> None:
    codes = {ONE: {FIRST}, "云岭翰晟机械厂有限公司": {SECOND}}
    found = enterprises({ONE: 3, SLIP: 1, "云岭翰晟机械厂有限公司": 2}, codes)
    assert len({found.of(ONE), found.of("云岭翰晟机械厂有限公司")}) == 2


def test_a_name_with_two_codes_is_doubtful() -> None:
    (doubt,) = enterprises({ONE: 2}, {ONE: {FIRST, SECOND}}).doubts
    assert (doubt.one, doubt.other) == (ONE, ONE)
    assert FIRST in str(doubt.reason)


def test_nearly_one_brand_is_doubtful_and_stays_two() -> None:
    found = enterprises({"云岭宏达机械有限公司": 1, "云岭兴达机械有限公司": 1}, {})
    assert found.written == {}
    assert len(found.doubts) == 1


def test_a_doubt_that_the_roster_settles_is_none() -> None:
    one, other = "云岭宏达机械有限公司", "云岭兴达机械有限公司"
    roster = RosterNames(enterprises={one: "E1", other: "E1"})
    found = enterprises({one: 1, other: 1}, {}, roster)
    assert found.written == {other: one}
    assert found.doubts == ()


def test_the_roster_s_code_goes_before_its_names() -> None:
    roster = RosterNames(enterprises={ONE: FIRST, OTHER: SECOND})
    found = enterprises({OTHER: 1}, {OTHER: {FIRST}}, roster, {FIRST: ONE})
    assert found.of(OTHER) == ONE


def test_numbers_make_names_different() -> None:
    names = {f"云岭第{number}机械有限公司": 1 for number in range(30)}
    assert enterprises(names, {}).written == {}


def test_a_short_name_of_a_unit_is_its_full_one() -> None:
    found = units({"投促中心": 3, "云岭投资促进中心": 1, "投资促进中心": 1})
    assert found.of("投资促进中心") == "云岭投资促进中心"


def test_the_roster_s_own_name_of_a_unit_stays() -> None:
    roster = RosterNames(units={"云岭应急管理局": "EM", "应急局": "EM"})
    assert units({"云岭应急管理局": 1, "应急局": 2}, roster).written == {"应急局": "云岭应急管理局"}


def test_a_unit_s_name_that_two_could_mean_is_doubtful() -> None:
    found = units({"发展改革局": 3, "甲县发展改革局": 1, "乙县发展改革局": 1})
    assert "发展改革局" not in found.written
    assert [doubt.one for doubt in found.doubts] == ["发展改革局"]
