"""Classes learnt from examples: right, sure only where it is, with the words that decided."""

from __future__ import annotations

import random

import pytest

from taizhang.engine import triage
from taizhang.engine.triage import Example, Model, NoExamples

_ROAD = (
    "路面坑洼",
    "红绿灯时间短",
    "公交班次少",
    "停车位不足",
    "道路拥堵",
    "斑马线不清",
    "路灯不亮",
)
_WORK = (
    "拖欠工资",
    "社保未缴",
    "招工困难",
    "加班没有补贴",
    "工伤赔偿",
    "劳动合同没签",
    "技能培训少",
)
_AIR = ("油烟直排", "工地扬尘", "废水异味", "噪声超标", "垃圾焚烧", "河水发黑", "粉尘污染")

_SMALL = (
    "尊敬",
    "领导",
    "您好",
    "我们",
    "本地",
    "居民",
    "长期",
    "以来",
    "多次",
    "反映",
    "没有",
    "结果",
    "说到",
    "希望",
    "尽快",
)


def _examples(seed: int, count: int) -> list[Example]:
    rng = random.Random(seed)  # noqa: S311 - no secret
    return [
        Example("，".join(rng.sample(words, 3)), label)
        for _n in range(count)
        for label, words in (("交通", _ROAD), ("用工", _WORK), ("环保", _AIR))
    ]


def test_new_texts_get_the_class_of_those_like_them() -> None:
    tested = _examples(2, 20)
    found = Model.of(_examples(1, 30)).propose([(each.text, False) for each in tested])
    assert [each.label for each in found] == [each.label for each in tested]


def test_what_decided_stands_in_the_text() -> None:
    (found,) = Model.of(_examples(1, 30)).propose([("公司拖欠工资三个月，社保未缴", False)])
    assert found.label == "用工"
    assert found.words
    assert all(word in "公司拖欠工资三个月，社保未缴" for word in found.words)


def test_a_text_between_two_classes_is_less_sure() -> None:
    noisy = _examples(1, 60)
    noisy += [
        Example("路面坑洼，拖欠工资", label) for label in ("交通", "用工") for _n in range(20)
    ]
    clear, torn = Model.of(noisy).propose(
        [("道路拥堵，公交班次少，路灯不亮", False), ("路面坑洼，拖欠工资", False)]
    )
    assert clear.sure > torn.sure
    assert torn.sure < 0.9


@pytest.mark.parametrize(
    ("text", "label"), [("油烟直排，工地扬尘", "环保"), ("工地旁边的路灯不亮，油漆脱落", "交通")]
)
def test_lists_of_words_teach_too(text: str, label: str) -> None:
    words = [
        Example(" ".join(each.text.split("，")), each.label, words=True)
        for each in _examples(1, 30)
    ]
    (found,) = Model.of(words).propose([(text, False)])
    assert found.label == label


def _in_order(seed: int, *, words: bool) -> list[Example]:
    """The class is what a text begins with; of the other it speaks later, as often."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    apart = " " if words else ""
    found = []
    for _n in range(60):
        road, work = rng.choice(_ROAD), rng.choice(_WORK)
        for label, first, last in (("交通", road, work), ("用工", work, road)):
            between, behind = rng.sample(_SMALL, 12), rng.sample(_SMALL, 12)
            found.append(Example(apart.join([first, *between, last, *behind]), label, words=words))
    return found


@pytest.mark.parametrize("words", [False, True])
def test_what_a_text_begins_with_tells_where_the_rest_is_alike(*, words: bool) -> None:
    tested = _in_order(2, words=words)
    found = Model.of(_in_order(1, words=words)).propose([(each.text, words) for each in tested])
    right = sum(one.label == each.label for one, each in zip(found, tested, strict=True))
    assert right > 0.85 * len(tested)


@pytest.mark.parametrize("text", ["", "  ", "xyz", "🙂"])
def test_a_text_without_a_known_letter_is_a_guess_and_says_so(text: str) -> None:
    (found,) = Model.of(_examples(1, 30)).propose([(text, False)])
    assert found.sure <= 0.4
    assert found.words == ()


def test_one_class_alone_is_no_choice() -> None:
    (found,) = Model.of([Example("路面坑洼", "交通")]).propose([("拖欠工资", False)])
    assert (found.label, found.sure) == ("交通", 0.5)


def test_few_examples_are_never_sure() -> None:
    found = Model.of([Example("路面坑洼", "交通"), Example("拖欠工资", "用工")]).propose(
        [("路面坑洼", False)]
    )
    assert (found[0].label, found[0].sure) == ("交通", 0.5)


@pytest.mark.parametrize(
    "texts", [("。。", "，，"), ("的", "了"), ("a", "b")], ids=["marks", "small words", "letters"]
)
def test_examples_without_a_word_teach_nothing_but_how_often(texts: tuple[str, str]) -> None:
    learnt = Model.of([Example(texts[0], "交通"), Example(texts[1], "用工")])
    for model in (learnt, Model.loaded(learnt.dumped())):
        (found,) = model.propose([("路面坑洼", False)])
        assert (found.label, found.sure, found.words) == ("交通", 0.5, ())


def test_what_another_version_has_learnt_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    state = Model.of(_examples(1, 5)).dumped()
    monkeypatch.setattr(triage, "_VERSION", triage._VERSION + 1)
    with pytest.raises(ValueError, match=str(triage._VERSION - 1)):
        Model.loaded(state)


def test_without_examples_nothing_is_learnt() -> None:
    with pytest.raises(NoExamples):
        Model.of([Example(" ", "交通"), Example("路面坑洼", "")])
    assert Model.of(_examples(1, 5)).propose([]) == []


def test_the_same_examples_teach_the_same() -> None:
    one, other = Model.of(_examples(1, 30)), Model.of(_examples(1, 30))
    texts = [(each.text, False) for each in _examples(3, 5)]
    assert one.propose(texts) == other.propose(texts)
