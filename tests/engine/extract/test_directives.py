"""What somebody is to do: and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("副区长沈知微强调，要建立工作台账，逐项销号。", ["要建立工作台账，逐项销号"]),
        ("沈知微要求，针对上述问题，要立即整改。", ["针对上述问题，要立即整改"]),
        ("会议强调，企业是发展的主人翁。要常去走访，多听意见。要完善食堂。",
         ["要常去走访，多听意见", "要完善食堂"]),
        ("他叮嘱有关负责人务必备足物资，轮流值守。", ["务必备足物资，轮流值守"]),
        ("会议决定，建立月调度制度，由发改局负责通报。", ["建立月调度制度，由发改局负责通报"]),
        ("现场安排招商服务中心起草方案。", ["安排招商服务中心起草方案"]),
        ("由规划建设中心牵头，先行铺设便道。", ["由规划建设中心牵头，先行铺设便道"]),
        ("表示管委会正在对接周边园区，希望企业理解。", ["管委会正在对接周边园区"]),
        ("今年，高新区将出台配套政策。", ["高新区将出台配套政策"]),
        ("此外，针对雪情，高新区将在现有办法之外出台措施。",
         ["针对雪情，高新区将在现有办法之外出台措施"]),
        ("负责人当场答复，将联合银行上门评估。", ["将联合银行上门评估"]),
        ("副区长表示：“今年，管委会将继续推进。”", ["管委会将继续推进"]),
        ("请各单位于6月5日前报送名单。", ["请各单位于6月5日前报送名单"]),
        ("执法人员要求企业立即整改。", ["要求企业立即整改"]),
        ("检查发现某仓库通道堵塞、灯具损坏，检查组责令其停产整顿。", ["责令其停产整顿"]),
        ("督办要求：依法责令该厂恢复设备；完善台账。督办期限：2025年9月30日前完成。",
         ["依法责令该厂恢复设备；完善台账"]),
    ],
)  # fmt: skip
def test_tasks(raw: str, expected: list[str]) -> None:
    found = texts(raw, "directive")
    assert [e in f for e, f in zip(expected, found, strict=True)] == [True] * len(expected), found


@pytest.mark.parametrize(
    "raw",
    [
        "会议指出，今年以来各项工作取得了明显成效。",
        "会上，各单位汇报了工作做法。",
        "他将情况向上反映。",
        "高新区是创新的高地。",
        "项目已经完成，已投入使用。",
        "会议强调，对企业的支持表示感谢。",
        "“请各位放心。”",
        "企业现场安排，一切顺利。",
        "一年过去，将继续推进工作。",
        "会议要求，问题多多，情况复杂，形势严峻，困难不少，挑战很大，任务很重，时间很紧，压力很大。",
    ],
)
def test_no_task(raw: str) -> None:
    assert texts(raw, "directive") == []


def test_each_item_is_one_task_and_praise_is_none() -> None:
    raw = "会议强调，一是企业服务中心要建立台账；二是对企业的精神表示感谢；三是守住底线，凝心聚力。"
    found = entries(raw, "directive")
    assert [e["text"] for e in found] == ["企业服务中心要建立台账", "守住底线，凝心聚力"]
    assert found[0]["confidence"] > found[1]["confidence"]


def test_a_list_of_achievements_is_no_task() -> None:
    assert texts("主要做法：一是建立台账；二是加强走访。", "directive") == []


def test_a_list_of_measures_is_a_task() -> None:
    assert len(texts("拟采取以下措施：一是建立台账；二是加强走访。", "directive")) == 2


def test_a_problem_that_opens_an_item_is_an_appeal() -> None:
    raw = (
        "栎阳科技公司参会。会议要求：\n一、针对企业反映的燃气审批手续问题，由住建局办理。\n"
        "二、会议强调，审批局要建立台账。"
    )
    assert texts(raw, "directive") == ["由住建局办理", "审批局要建立台账"]
    assert texts(raw, "appeal") == ["企业反映的燃气审批手续问题"]


def test_what_stands_behind_a_list_is_read_too() -> None:
    raw = "会议强调，一是建立台账。二是做好回访。此外，高新区将出台政策支持企业。"
    assert texts(raw, "directive") == ["建立台账", "做好回访", "高新区将出台政策支持企业"]


def test_a_label_carries_its_limit() -> None:
    raw = (
        "栎阳市环境保护局：\n请你市抓好督办。\n一、檀木污水处理厂 基本情况：设备故障。\n"
        "督办要求：恢复设备运行。\n督办期限：2025年9月30日前完成。"
    )
    found = {e["text"]: e for e in entries(raw, "directive")}
    assert found["恢复设备运行"]["due"] == "2025-09-30"
    assert found["恢复设备运行"]["lead_unit"] == "栎阳市环境保护局"


def test_what_follows_a_demand_far_on_is_no_part_of_it() -> None:
    rest = "形势依然复杂，情况依然多变，压力依然很大，困难依然不少，大家心里都有一本清楚的账，要"
    raw = f"会议要求，要抓好落实。{rest}有人负责。"
    assert texts(raw, "directive") == ["要抓好落实"]


def test_a_label_may_end_the_document() -> None:
    assert texts("整改措施：更换灯具，清理通道", "directive") == ["更换灯具，清理通道"]


def test_a_heading_of_plans_makes_tasks_of_what_follows() -> None:
    raw = "三、下周工作安排\n各单位要逐一跟进，及时反馈；工信局负责汇总清单。"
    heads = ("三、下周工作安排",)
    assert texts(raw, "directive", subheads=heads, byline_texts=heads) == [
        "各单位要逐一跟进，及时反馈",
        "工信局负责汇总清单",
    ]


def test_clauses_without_an_own_task_stay_together() -> None:
    raw = "会议要求，各单位要建立台账；台账按月更新；街道做好复查。"
    assert texts(raw, "directive") == ["各单位要建立台账；台账按月更新；街道做好复查"]


def test_marks_at_the_ends_of_an_item_are_left_out() -> None:
    assert texts("会议要求，一是：建立台账；二是、做好回访。", "directive") == [
        "建立台账",
        "做好回访",
    ]


def test_each_clause_that_must_is_a_task_of_its_own() -> None:
    raw = "会议要求，思想认识要再提高；责任链条要再拧紧；街道要做好复查。"
    assert texts(raw, "directive") == ["思想认识要再提高", "责任链条要再拧紧", "街道要做好复查"]


def test_another_voice_in_the_sentence_is_another_task() -> None:
    raw = "会议要求，各镇要抓紧摸底，会议强调，各村要互相配合。"
    assert texts(raw, "directive") == ["各镇要抓紧摸底", "各村要互相配合"]
