"""Different enterprises with the same need are a common problem, whatever they call it."""

from __future__ import annotations

import pytest

from taizhang.engine.clustering import problems
from taizhang.engine.clustering.kinds import Kind
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.problems import causes, common_problems, need
from taizhang.engine.codes import Category
from taizhang.engine.lexicon.needs import CAUSES, NEEDS

_LAND = (
    "我公司扩产需要新增建设用地四十亩，用地指标一直没有落实。",
    "新项目落地缺土地，希望尽快供地。",
    "企业想拿地建研发楼，园区没有净地。",
)


def _of(enterprise: str, text: str, number: int = 1, **more: str) -> Message:
    return Message(
        f"{enterprise}{number}", text, enterprise=enterprise, time=f"2026-03-{number:02d}", **more
    )


def test_other_words_for_the_same_need_are_one_problem() -> None:
    firms = ("雾松生物", "霁川制药", "云岭医疗")
    messages = [
        _of(firm, text, n, park=f"{n}号园")
        for n, (firm, text) in enumerate(zip(firms, _LAND, strict=True), start=1)
    ]
    (found,) = common_problems(reversed(messages))
    assert (found.id, found.name, found.enterprises) == ("land_space:用地", "用地", firms)
    assert {"用地指标", "供地", "拿地"} <= set(found.words)
    told = found.finding
    assert told.kind is Kind.COMMON_PROBLEM
    assert [each.message for each in told.grounds] == [
        problems.SAME_NEED,
        problems.THEIR_WORDS,
        problems.PARKS,
    ]
    assert (told.first, told.last) == ("2026-03-01", "2026-03-03")
    assert [each.said for each in told.quotes] == list(_LAND)


def test_enterprises_count_and_not_their_letters() -> None:
    again = [_of("雾松生物", _LAND[0], n) for n in range(1, 8)]
    assert common_problems([*again, _of("霁川制药", _LAND[1])]) == ()
    assert len(common_problems([*again, _of("霁川制药", _LAND[1])], least=2)) == 1


def test_another_need_in_the_same_category_is_another_problem() -> None:
    rent = [_of(f"甲{n}", "厂房租金年年上涨，续租谈不拢。") for n in range(3)]
    land = [_of(f"乙{n}", _LAND[1]) for n in range(3)]
    assert {each.name for each in common_problems([*rent, *land])} == {"租金", "用地"}


def test_one_cause_behind_several_needs_is_a_common_problem() -> None:
    messages = [
        _of("甲厂", "暴雨后厂房进水，设备受灾。"),
        _of("乙厂", "暴雨冲毁进厂道路，路面坑洼，货车进不来。"),
        _of("丙厂", "暴雨以后停水，供水一直没有恢复。"),
    ]
    (found,) = common_problems(messages)
    assert (found.id, found.category) == ("cause:暴雨", "")
    assert found.finding.grounds[0].message == problems.SAME_CAUSE
    assert len(found.finding.grounds) == 2


def test_one_cause_behind_one_need_says_nothing_more() -> None:
    found = common_problems([_of(f"{n}厂", "园区停电，供电不稳，机器跳闸。") for n in range(3)])
    assert [each.id for each in found] == ["utilities:用电"]


def test_messages_of_no_enterprise_are_nobodys() -> None:
    assert common_problems([Message(str(n), _LAND[1], requester=f"人{n}") for n in range(5)]) == ()


@pytest.mark.parametrize("text", ["", "？", "今天天气", "The lease ends", "甲" * 100_000])
def test_a_text_without_a_known_need_has_none(text: str) -> None:
    assert need(Message("1", text)) is None
    assert causes(Message("1", text)) == ()


def test_a_given_category_counts_before_the_words() -> None:
    text = "职工宿舍没有，想要地块。"
    assert need(Message("1", text, category="housing_living")).name == "住房"  # type: ignore[union-attr]
    assert need(Message("1", text, category="land_space")).name == "用地"  # type: ignore[union-attr]


def test_every_category_has_needs_and_no_word_has_two_of_one() -> None:
    assert set(NEEDS) == set(Category) - {Category.OTHER}
    for names in [*NEEDS.values(), CAUSES]:
        said = [word for some in names.values() for word in some]
        assert len(said) == len(set(said))
