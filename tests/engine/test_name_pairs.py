"""Two names as they were typed: one enterprise, two, or a matter for a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from taizhang.engine import name_pairs
from taizhang.engine.credit_codes import check_sign
from taizhang.engine.name_pairs import Decision, comparable, judged, judged_by_name
from taizhang.engine.names import SAME_NAME

BODIES = ("91370100MA3AAAAA1", "91370100MA3BBBBB2")
ONE_CODE, OTHER_CODE = (body + check_sign(body) for body in BODIES)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("云岭檀木机械有限公司", "云岭檀木机械有限公司", SAME_NAME),
        ("檀木（岷江）机械有限公司", "檀木(岷江) 机械有限公司.", SAME_NAME),
        ("ＡＢＣ机械有限公司", "ABC机械有限公司", SAME_NAME),
        ("郑州檀木机械有限公司", "郑州市檀木机械有限公司", name_pairs.LEVEL),
        ("中牟县白沙镇檀木板材厂", "中牟县白沙檀木板材厂", name_pairs.LEVEL),
        ("郑州檀木机械有限公司", "郑州檀木机械股份有限公司", name_pairs.FORM),
        ("郑州檀木机械有限公司", "郑州檀木机械有限责任公司", name_pairs.FORM),
        ("郑州檀木机械加工厂", "郑州檀木机械厂", name_pairs.TRADE),
        ("郑州檀木机械有限公司", "郑州檀木机械设备有限公司", name_pairs.TRADE),
        ("郑州檀木橡胶制品有限公司", "郑州檀木橡塑制品有限公司", name_pairs.OTHER_TRADE),
        ("郑州瀚晟机械有限公司", "郑州翰晟机械有限公司", name_pairs.SOUND),
        ("郑州诚远机械有限公司", "郑州程远机械有限公司", name_pairs.SOUND),
        ("郑州檀木机械有限公司", "郑州木檀机械有限公司", name_pairs.SWAPPED),
        ("郑州檀木机械有限公司", "郑州檀木机械有有限公司", name_pairs.TWICE),
        ("河南郑州檀木机械有限公司", "郑州檀木机械有限公司", name_pairs.WIDER_PLACE),
    ],
)
def test_small_differences_have_their_names(one: str, other: str, reason: str) -> None:
    assert judged_by_name(one, other).reason == reason
    assert judged_by_name(other, one).reason == reason


@pytest.mark.parametrize(
    ("one", "other", "decision"),
    [
        ("郑州檀木机械有限公司", "郑州市檀木机械股份有限公司", Decision.SAME),
        ("郑州檀木机械有限公司", "郑州柏舟机械有限公司", Decision.DIFFERENT),
        ("郑州檀木机械一厂", "郑州檀木机械二厂", Decision.DIFFERENT),
        ("檀木石油有限公司郑州分公司", "檀木石油有限公司洛阳分公司", Decision.DIFFERENT),
        ("郑州宏达机械有限公司", "郑州兴达机械有限公司", Decision.UNSURE),
        ("郑州玉祥食品有限公司", "郑州玉丰祥食品有限公司", Decision.UNSURE),
        ("郑州檀木机械有限公司", "洛阳檀木机械有限公司", Decision.UNSURE),
        ("郑州檀木机械有限公司", "郑州檀木食品有限公司", Decision.UNSURE),
        ("郑州诚远丰机械有限公司", "郑州程远风机械有限公司", Decision.UNSURE),
        ("", "郑州檀木机械有限公司", Decision.UNSURE),
        ("（）", "()", Decision.UNSURE),
    ],
)
def test_what_is_decided_and_what_is_left_to_a_person(
    one: str, other: str, decision: Decision
) -> None:
    assert judged(one, other).decision == decision
    assert judged(other, one).decision == decision


def test_the_words_that_differ_are_given() -> None:
    found = judged("郑州瀚晟机械有限公司", "郑州翰晟机械有限公司")
    assert (found.one, found.other) == ("瀚", "翰")


@pytest.mark.parametrize(
    ("codes", "decision", "reason"),
    [
        ((ONE_CODE, ONE_CODE), Decision.SAME, name_pairs.SAME_CODE),
        ((ONE_CODE.lower(), f" {ONE_CODE} "), Decision.SAME, name_pairs.SAME_CODE),
        ((ONE_CODE, OTHER_CODE), Decision.DIFFERENT, name_pairs.OTHER_CODE),
        ((ONE_CODE, OTHER_CODE[:-1] + "?"), Decision.DIFFERENT, name_pairs.OTHER_BRAND),
        ((ONE_CODE, "370100200000001"), Decision.DIFFERENT, name_pairs.OTHER_BRAND),
        (("", ""), Decision.DIFFERENT, name_pairs.OTHER_BRAND),
    ],
)
def test_codes_decide_where_both_hold(
    codes: tuple[str, str], decision: Decision, reason: str
) -> None:
    found = judged("郑州檀木机械有限公司", "郑州柏舟机械有限公司", codes)
    assert (found.decision, found.reason) == (decision, reason)


def test_one_name_with_two_valid_codes_is_for_a_person() -> None:
    name = "郑州檀木机械有限公司"
    found = judged(name, name, (ONE_CODE, OTHER_CODE))
    assert (found.decision, found.reason) == (Decision.UNSURE, name_pairs.CODES_AGAINST_NAMES)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_get_the_same_answer_from_either_side(one: str, other: str) -> None:
    there, back = judged(one, other), judged(other, one)
    assert (there.decision is Decision.SAME) == (back.decision is Decision.SAME)


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_its_own(name: str) -> None:
    expected = Decision.SAME if comparable(name) else Decision.UNSURE
    assert judged(name, name).decision is expected


def test_a_page_in_place_of_a_name_is_cut() -> None:
    assert judged("檀" * 1_000_000, "木" * 1_000_000).decision is Decision.DIFFERENT


def test_characters_have_the_readings_of_the_package_that_brings_them() -> None:
    assert {int(key): said for key, said in name_pairs._readings().items()} == PINYIN_DICT
