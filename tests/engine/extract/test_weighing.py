"""What no turn of phrase gives away: weighed by kind, with the words kept."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.entries.weighing import ENOUGH, PLENTY, weigh
from tests.engine.extract.scenes import entries, texts


@pytest.mark.parametrize(
    ("clause", "context"),
    [
        ("推行轮值制度，完善巡查办法", "指出，"),
        ("既要稳住存量，又要做优增量", "要求，"),
        ("下一步还将进一步加大抽查力度", ""),
        ("我们要认真梳理清单，逐项落实", "说，"),
        ("切实加强值守", "工作安排"),
    ],
)
def test_enough_speaks_for_a_task(clause: str, context: str) -> None:
    assert weigh(clause, context).value >= ENOUGH


@pytest.mark.parametrize(
    ("clause", "context"),
    [
        ("县里高度重视企业的发展", "要求，"),
        ("加强了巡查，完善了办法", "指出，"),
        ("推进合作是互利共赢的体现", "指出，"),
        ("进行了解答和部署", "部署"),
        ("切实加强值守", ""),
        ("加强协作，取得了明显成效，表示感谢", "强调，"),
    ],
)
def test_too_little_speaks_for_a_task(clause: str, context: str) -> None:
    assert weigh(clause, context).value < ENOUGH


def test_what_speaks_for_it_is_kept() -> None:
    weight = weigh("各单位务必认真排查，及时整改", "要求，")
    assert weight.value >= PLENTY
    assert "要求" in weight.words
    assert weigh("天气晴好", "要求，").words == ()


def test_a_speech_is_carried_on_without_must() -> None:
    raw = "副市长裴望舒强调，要抢抓机遇。推行轮值制度，完善巡查办法，提升管理成效。"
    assert texts(raw, "directive") == ["要抢抓机遇", "推行轮值制度，完善巡查办法，提升管理成效"]


def test_more_weight_more_trust() -> None:
    raw = "会议强调，要抓好落实。同时，既要切实加强巡查，又要努力完善办法。下一步，将继续走访。"
    found = {e["text"]: e for e in entries(raw, "directive")}
    weighed = found["既要切实加强巡查，又要努力完善办法"]
    assert weighed["confidence"] > 0.8
    assert weighed["reasons"][0] == "much speaks for a task, nothing against it"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("检查组要求商铺及时进行整改。", "要求商铺及时进行整改"),
        ("执法人员下发通知书，明确要求在一周内整改到位。", "要求在一周内整改到位"),
        ("他希望委员们积极参与招商。", "希望委员们积极参与招商"),
        ("裴望舒要求全县各级各部门压实责任，守住底线。", "要求全县各级各部门压实责任，守住底线"),
        ("他表示，对大家提出的问题，我们将认真梳理研究。", "我们将认真梳理研究"),
        ("会议强调，要按照上级有关要求，迅速出台方案。", "要按照上级有关要求，迅速出台方案"),
        ("裴望舒建议：一是企业要开拓思路；二是乡镇要主动服务。", "企业要开拓思路"),
    ],
)
def test_orders_and_wishes(raw: str, expected: str) -> None:
    assert expected in texts(raw, "directive")[0]


@pytest.mark.parametrize(
    "raw",
    [
        "为积极响应省里号召，营造良好氛围，大队开展检查。",
        "检查组下发责令整改通知书8份。",
        "企业希望政府积极协调用地。",
        "各单位按照具体要求积极配合，完成了搬迁。",
        "按照会议要求积极配合。",
    ],
)
def test_what_others_ask_is_no_order(raw: str) -> None:
    assert texts(raw, "directive") == []
