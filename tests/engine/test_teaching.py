"""What people decided becomes examples; nobody alone turns what is learnt, and all can see it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from taizhang.engine import teaching
from taizhang.engine.teaching import Decision, lesson, measured
from taizhang.engine.triage import Model
from tests.clock import NOW

_WORDS = {
    "交通": ("路面坑洼", "红绿灯时间短", "公交班次少", "停车位不足", "道路拥堵", "路灯不亮"),
    "用工": ("拖欠工资", "社保未缴", "招工困难", "加班没有补贴", "工伤赔偿", "技能培训少"),
    "环保": ("油烟直排", "工地扬尘", "废水异味", "噪声超标", "河水发黑", "粉尘污染"),
}


def _decided(seed: int, count: int, *, by: str, wrong: bool = False) -> list[Decision]:
    """So many matters of each class; `wrong`: put into the next class, after somebody else."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    names = list(_WORDS)
    found = []
    for place in range(count):
        for at, (label, some) in enumerate(_WORDS.items()):
            text = "，".join(rng.sample(some, 3))
            given = names[(at + 1) % len(names)] if wrong else label
            step = timedelta(minutes=1) if wrong else timedelta(hours=1)
            moment = NOW + timedelta(days=30 * seed) + len(found) * step
            overrode = label if wrong else ""
            found.append(Decision(f"{by}-{place}-{at}", text, given, by, moment, overrode))
    return found


def _right(decisions: list[Decision]) -> float:
    """How many of a hundred new matters are put where they belong."""
    model = Model.of(lesson(decisions).examples)
    new = _decided(99, 30, by="nobody")
    said = model.propose([(one.text, False) for one in new])
    return sum(found.label == one.label for found, one in zip(said, new, strict=True)) / len(new)


def test_one_persons_mass_corrections_turn_nothing() -> None:
    good = [*_decided(1, 20, by="甲"), *_decided(2, 20, by="乙"), *_decided(3, 20, by="丙")]
    attack = _decided(4, 150, by="丁", wrong=True)
    assert _right(good) == 1
    assert _right([*good, *attack]) >= 0.95
    # Without the limit they do: what is tested is the limit.
    told = [(one.text, one.label) for one in [*good, *attack]]
    turned = Model.of([teaching.Example(text, label) for text, label in told])
    new = _decided(99, 30, by="nobody")
    said = turned.propose([(one.text, False) for one in new])
    assert sum(f.label == one.label for f, one in zip(said, new, strict=True)) < len(new) / 2


def test_who_is_held_back_is_said() -> None:
    told = lesson([*_decided(1, 50, by="甲"), *_decided(4, 100, by="丁", wrong=True)])
    often = {one.by: one for one in told.teachers}
    (held,) = often["丁"].held
    assert (held.day, held.decisions) == ("", 300)
    assert held.counted == often["丁"].counted
    assert held.turned == (("交通", "用工", 100), ("环保", "交通", 100), ("用工", "环保", 100))
    assert held.numbers[0] == "丁-99-2"
    assert len(held.numbers) == teaching.SHOWN
    assert (often["丁"].decisions, often["丁"].corrections) == (300, 300)
    assert often["丁"].counted == 20
    assert often["丁"].is_limited
    assert not often["甲"].is_limited


def test_one_clerk_alone_teaches_everything() -> None:
    assert set(lesson(_decided(1, 100, by="甲")).weights) == {1.0}
    assert _right(_decided(1, 40, by="甲")) == 1


def test_what_is_held_back_of_a_day_names_the_day() -> None:
    many = [replace(one, at=NOW) for one in _decided(1, 60, by="甲")]
    (teacher,) = lesson([*many, *_decided(2, 10, by="甲")]).teachers
    (held,) = teacher.held
    assert (held.day, held.decisions) == (NOW.date().isoformat(), 180)
    assert held.turned == (("", "交通", 60), ("", "环保", 60), ("", "用工", 60))


def test_a_day_of_one_person_counts_for_no_more_than_a_tenth() -> None:
    at_once = [replace(one, at=NOW) for one in _decided(1, 200, by="甲")]
    told = lesson([*at_once, *_decided(2, 50, by="甲")])
    (clerk,) = told.teachers
    assert (clerk.decisions, clerk.counted) == (750, 75 + 150)


def test_what_a_correction_counts_less_goes_on_counting_for_what_it_overrode() -> None:
    told = lesson([*_decided(1, 50, by="甲"), *_decided(4, 20, by="丁", wrong=True)])
    spared = [one for one in told.examples if one.weight < 1]
    assert sum(one.weight for one in spared) == 60


def test_a_trial_is_measured_on_the_newest_fifth_or_two_hundred() -> None:
    rest, held = teaching.parted(lesson(_decided(1, 100, by="甲")))
    assert (len(rest.decisions), len(held.decisions)) == (240, 60)
    assert max(one.at for one in rest.decisions) < min(one.at for one in held.decisions)
    _rest, held = teaching.parted(lesson(_decided(1, 500, by="甲")))
    assert len(held.decisions) == 200


def test_not_to_know_costs_nothing_and_to_be_wrong_does() -> None:
    told = lesson(_decided(1, 2, by="甲"))
    silent = measured(lambda texts: ["" for _text in texts], told)
    stubborn = measured(lambda texts: ["交通" for _text in texts], told)
    assert (silent.gain, stubborn.gain) == (0, 2 - 4)
    assert {one.label: (one.known, one.right) for one in stubborn.scores} == {
        "交通": (2, 2),
        "用工": (2, 0),
        "环保": (2, 0),
    }


def test_only_decisions_after_a_moment_are_fresh() -> None:
    told = lesson(_decided(1, 2, by="甲"))
    middle = told.decisions[2].at
    assert len(teaching.since(told, middle).decisions) == 3
    assert teaching.since(told, None) == told
