"""Tasks with their units behind them, lines of labels, and what is no task behind a label."""

from __future__ import annotations

import pytest

from taizhang.engine.extract import extract, to_json
from taizhang.engine.text import RawText
from tests.engine.extract.scenes import entries, texts


def test_units_stand_behind_their_task_in_one_line() -> None:
    raw = "（十六）完成退耕还林补植八千亩。    牵头单位：县林业局、县水保局   完成时限：10月底"
    (found,) = entries(raw, "directive")
    assert (found["text"], found["lead_unit"], found["due_text"]) == (
        "完成退耕还林补植八千亩", "县林业局", "10月底",
    )  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        "责任单位：县林业局",
        "存在问题：道路破损。责任单位：县林业局",
        "改。责任单位：县林业局",
        "（完成补植八千亩，责任单位：县林业局）",
    ],
)
def test_no_task_stands_before_the_label(raw: str) -> None:
    assert [e for e in entries(raw, "directive") if e["text"].endswith("问题")] == []


def test_a_line_of_labels_ends_the_paragraph_and_keeps_its_blanks() -> None:
    raw = RawText(
        "任务分解\n"
        "（一）完成开发区东片区控规修编，新建纬三路、经五路两公里，年内建成使用。\n"
        "牵头领导：王守一    牵头单位：开发区管委会    责任单位：县规划局  县住建局\n"
        "（二）清理处置闲置土地，盘活厂房三处，全部完成登记并对外公布，接受监督。\n"
        "牵头领导：周凤至    牵头单位：县国土局    责任单位：开发区管委会\n"
    )
    found = to_json(extract(raw))
    names = {each["id"]: each["name"] for each in found["organisations"]}  # type: ignore[index]
    told = [(e["text"][:5], names[e["lead_unit"]]) for e in found["entries"]]  # type: ignore[index]
    assert told == [("完成开发区", "开发区管委会"), ("清理处置闲", "县国土局")]
    assert [each["name"] for each in found["people"]] == ["王守一", "周凤至"]  # type: ignore[index]


def test_what_was_done_to_somebody_is_no_task() -> None:
    raw = (
        "1.霁岭会所\n隐患：门锁着。\n处理措施：责令立即改正，罚款八千元。\n"
        "2.霁岭广场\n隐患：门锁着。\n处理措施：临时查封。\n3.霁岭店\n处理措施：限2月2日前改正。"
    )
    assert texts(raw, "directive") == ["责令立即改正", "限2月2日前改正"]


@pytest.mark.parametrize(
    "raw",
    ["督促整改97处，查封2家。", "该店上月已被责令整改，复查仍不合格。"],
)
def test_figures_and_former_orders_are_no_tasks(raw: str) -> None:
    assert texts(raw, "directive") == []


@pytest.mark.parametrize(
    ("raw", "lead"),
    [
        ("县消防救援大队通报了情况。大队将紧盯群租房，开展夜查。", "县消防救援大队"),
        ("区消防救援大队、县消防救援大队到会。大队将紧盯群租房，开展夜查。", None),
        ("镇村镇建设办要抓紧落实用地，8月底前必须开工。", "镇村镇建设办"),
    ],
)
def test_a_short_name_means_the_one_unit_that_ends_so(raw: str, lead: str | None) -> None:
    assert entries(raw, "directive")[-1]["lead_unit"] == lead


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("各牵头单位于3月10日前将方案报县政府办。", "各牵头单位于3月10日前将方案报县政府办"),
        ("每月25日前报送进度。", "每月25日前报送进度"),
        ("对屡次被查的，由县执法队提级调查。", "对屡次被查的，由县执法队提级调查"),
        ("王守一要求县商务局当天清理完毕。", "要求县商务局当天清理完毕"),
    ],
)
def test_reports_that_are_due_and_rules_for_those_who(raw: str, expected: str) -> None:
    assert texts(raw, "directive") == [expected]


def test_paragraphs_count_on_in_mixed_styles() -> None:
    raw = (
        "县政府：\n我公司遇到困难，恳请解决。\n一是贷款到期，资金紧张，恳请协调续贷。\n"
        "二、热电厂停汽，无汽可用，恳请协调。\n三是道路破损，货车绕行。\n恳请支持。我公司。我公司。"
    )
    assert [text[:4] for text in texts(raw, "appeal")] == ["贷款到期", "热电厂停", "道路破损"]
