"""The promise of the contract: honest spans, closed codes, links that lead somewhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from taizhang.engine.codes import Category, LedgerKind
from taizhang.engine.extract import extract, to_json
from taizhang.engine.extract.confidence import TRUST
from taizhang.engine.extract.explain import RULES
from taizhang.engine.names import RosterNames
from taizhang.engine.text import RawText
from tests.engine.extract.scenes import day, entries, extraction

_PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "　",
        "。",
        "，",
        "；",
        "、",
        "”",
        "“",
        "（",
        "）",
        "一是",
        "二是",
        "一、",
        "1.",
        "①",
        "一要",
        "要求，",
        "强调，",
        "针对",
        "栎阳公司",
        "牧云科技有限公司",
        "反映的",
        "用地问题，",
        "由",
        "规划局",
        "牵头",
        "配合",
        "表示管委会正在",
        "将",
        "副区长沈知微",
        "欧阳朔",
        "检查发现",
        "通道堵塞",
        "等5家企业",
        "共性问题",
        "责任",
        "督办要求：",
        "基本情况：",
        "督办期限：2025年9月30日前完成",
        "民生实事项目",
        "1 修路 交通局 四公里长的道路",
        "8月3日",
        "座谈会",
        "召开会议",
        "多家企业提出",
        "资金短缺",
        "\x00",
        "\u202e",
        "A",
        "主任",
        "公司",
        "集团",
        "该厂",
        "企业",
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=80).map("".join))


@settings(max_examples=300)
@given(_TEXTS)
@example("基本情况:00堵塞")
def test_whatever_comes_in_every_claim_can_be_pointed_at(text: str) -> None:
    output: Any = to_json(extract(RawText(text), today=date(2026, 11, 23)))
    ids = {each["id"] for each in [*output["organisations"], *output["people"]]}
    for entry in output["entries"]:
        start, end = entry["span"]
        assert text[start:end] == entry["quote"] != ""
        assert LedgerKind(entry["ledger"])
        assert entry["category"] is None or Category(entry["category"])
        assert 0 <= entry["confidence"] <= 1
        assert {*entry["enterprises"], *entry["co_units"]} <= ids
        assert entry["lead_unit"] is None or entry["lead_unit"] in ids
    for named in [*output["organisations"], *output["people"]]:
        assert named["mentions"]
        assert all(text[a:b].strip() for a, b in named["mentions"])


def test_the_contract_is_complete() -> None:
    raw = (
        "8月3日，副区长沈知微在管委会会议室召开企业家座谈会。针对栎阳公司反映的用地问题，"
        "表示管委会正在协调。"
    )
    output: Any = to_json(extraction(raw, today=date(2026, 11, 23), date=day(8, 3)))
    assert set(output) == {
        "document",
        "articles",
        "activities",
        "people",
        "organisations",
        "entries",
    }
    assert output["document"]["characters"] == len(raw)
    assert output["articles"][0]["date"] == "2026-08-03"
    assert output["activities"][0]["date"] == "2026-08-03"
    assert output["people"][0]["titles"] == ["副区长"]
    appeal, directive = output["entries"]
    assert appeal["reply"] == raw[slice(*appeal["reply_span"])]
    assert appeal["activity"] == "v1"
    assert directive["reply_span"] is None


def test_groups_of_enterprises_are_named() -> None:
    raw = "37家企业提出用工需求、协助联系6所学校。37家企业提出住房需求。"
    output: Any = to_json(extraction(raw))
    groups = [each for each in output["organisations"] if each["kind"] == "group"]
    assert [(each["name"], len(each["mentions"])) for each in groups] == [("37家企业", 2)]


def test_the_roster_gives_the_name() -> None:
    roster = RosterNames(enterprises={"岚江栎阳科技有限公司": "E1", "栎阳公司": "E1"})
    (appeal,) = entries("针对栎阳公司反映的用地问题，区里回应。", "appeal", roster=roster)
    assert appeal["enterprises"] == ["栎阳公司"]


def test_progress_goes_up_to_the_end() -> None:
    seen: list[int] = []
    extract(RawText("会议要求，要建立台账。"), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_every_rule_is_trusted_and_explained() -> None:
    assert set(TRUST) == set(RULES)


def test_confidence_falls_with_slogans_and_rises_with_deadlines() -> None:
    def trust(raw: str) -> float:
        return float(entries(raw, "directive")[0]["confidence"])

    plain = trust("会议要求，要开展走访服务企业。")
    assert trust("会议要求，要开展走访，推动高质量发展。") < plain
    assert trust("会议要求，三日内要开展走访服务企业。") >= plain
    assert trust("会议要求，要凝心聚力再出发。") < plain
    assert trust("会议要求，要" + "开展走访，" * 60 + "服务企业。") < plain
