from __future__ import annotations

from datetime import UTC, datetime

import pytest

from taizhang.engine.lessons import Decision, Lessons, Taught, bare_title, learn

STEAM = ("希望接通蒸汽管网", "蒸汽管网压力偏低")


def _decided(
    text: str, decided: str, *words: str, by: str = "甲", claimed: str = "other"
) -> Decision:
    return Decision(text, claimed, words, decided, by)


def test_two_decisions_teach_what_the_machine_did_not_know() -> None:
    lessons = learn(_decided(text, "utilities") for text in STEAM)

    assert lessons.category("厂区蒸汽管网改造", "other", ()) == Taught("utilities", ("蒸汽管网",))


def test_one_decision_teaches_nothing() -> None:
    lessons = learn([_decided(STEAM[0], "utilities")])

    assert lessons.category("厂区蒸汽管网改造", "other", ()) is None


def test_a_text_without_a_learned_word_stays_as_it_is() -> None:
    lessons = learn(_decided(text, "utilities") for text in STEAM)

    assert lessons.category("食堂太小", "", ()) is None


def test_words_of_every_matter_teach_nothing() -> None:
    lessons = learn(_decided("企业反映的问题希望协调解决", "finance") for _ in range(5))

    assert lessons == Lessons({}, {})


def test_what_people_disagree_about_teaches_nothing() -> None:
    lessons = learn(
        _decided(text, category) for category in ("utilities", "environment") for text in STEAM
    )

    assert lessons.category("蒸汽管网", "other", ()) is None


def test_two_lessons_in_one_text_cancel_each_other() -> None:
    lessons = learn(
        [
            *(_decided(text, "utilities") for text in STEAM),
            *(_decided("夜班接驳车", "transport") for _ in range(2)),
        ]
    )

    assert lessons.category("蒸汽管网与夜班接驳车", "", ()) is None


def test_a_deciding_word_is_corrected_when_people_did_so() -> None:
    lessons = learn(
        _decided("宿舍紧张", "housing_living", "宿舍", claimed="land_space") for _ in range(2)
    )

    assert lessons.category("宿舍不够", "land_space", ("宿舍",)) == Taught(
        "housing_living", ("宿舍",)
    )


@pytest.mark.parametrize(
    ("claimed", "words"),
    [("housing_living", ("宿舍",)), ("land_space", ("厂房",)), ("land_space", ())],
)
def test_a_proposal_stands_that_nobody_corrected(claimed: str, words: tuple[str, ...]) -> None:
    lessons = learn(
        _decided("宿舍紧张", "housing_living", "宿舍", claimed="land_space") for _ in range(2)
    )

    assert lessons.category("宿舍不够", claimed, words) is None


def test_one_person_cannot_drown_the_others_out() -> None:
    many = [_decided("宿舍紧张", "finance", "宿舍", by="甲", claimed="land_space")] * 20
    others = [
        _decided("宿舍紧张", "housing_living", "宿舍", by=by, claimed="land_space")
        for by in ("乙", "丙", "丁", "戊", "己", "庚")
    ]

    assert learn(many + others).words == {"宿舍": "housing_living"}


def test_what_people_left_among_other_is_not_taught() -> None:
    lessons = learn(_decided("临街广告灯箱", "other") for _ in range(3))

    assert not lessons.runs


def _at(minute: int) -> datetime:
    return datetime(2026, 9, 16, 12, minute, tzinfo=UTC)


def test_what_was_learned_names_its_decisions() -> None:
    lessons = learn(
        Decision(text, "other", ("管网",), "utilities", "甲", number)
        for number, text in enumerate(STEAM, start=7)
    )

    assert lessons.sources["蒸汽管网"] == (7, 8)
    assert lessons.sources["管网"] == (7, 8)


def test_a_forgotten_word_is_learned_again_from_later_decisions() -> None:
    def decided(*minutes: int) -> list[Decision]:
        return [
            Decision("蒸汽管网", "other", ("管网",), "utilities", "甲", minute, _at(minute))
            for minute in minutes
        ]

    forgotten = {"管网": _at(10), "蒸汽管网": _at(10)}

    early = learn(decided(1, 2), forgotten)
    assert (dict(early.words), "蒸汽管网" in early.runs, "蒸汽管" in early.runs) == (
        {},
        False,
        True,
    )
    assert learn(decided(1, 2, 11), forgotten).words == {}
    late = learn(decided(1, 2, 11, 12), forgotten)
    assert late.words == {"管网": "utilities"}
    assert late.sources["蒸汽管网"] == (11, 12)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("光伏专班召集人", "召集人"),
        ("光伏专班", "光伏专班"),
        ("光伏专班长", "光伏专班长"),
        ("链长", "链长"),
        ("高新区光伏专班召集人", "召集人"),
    ],
)
def test_a_title_is_told_from_the_unit_before_it(title: str, bare: str) -> None:
    assert bare_title(title, ["光伏专班", "高新区", "高新区光伏专班"]) == bare
