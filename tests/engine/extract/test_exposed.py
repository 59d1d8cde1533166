"""Hazards that the form of a document announces."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts

EXPOSED = "现将隐患突出的场所予以曝光：\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("一些隐患触目惊心：甲仓库疏散门上锁；乙小区护栏缺失；丙市场一切正常。",
         ["甲仓库疏散门上锁", "乙小区护栏缺失"]),
        ("问题表述：该厂位于南浦，料场露天堆存。目前已建棚一座。\n整改措施：加盖。",
         ["料场露天堆存"]),
        (EXPOSED + "问题：1、仓库住人；2、车辆在库充电。", ["1、仓库住人；2、车辆在库充电"]),
        (EXPOSED + "存在问题：\n1.楼道住人\n2.灶间住人\n整改时限：3天。",
         ["1.楼道住人2.灶间住人"]),
        (EXPOSED + "检查时，该店未装报警器，门口堆放杂物。灯具损坏。已下发通知。",
         ["该店未装报警器，门口堆放杂物。灯具损坏"]),
        (EXPOSED + "清溪路12号。液化气瓶锈蚀，执法人员已收缴。", ["液化气瓶锈蚀"]),
        (EXPOSED + "问题：仓库住人。", ["仓库住人"]),
        ("隐患排查通报。问题1：配电箱未接地。", ["配电箱未接地"]),
        ("检查发现，该公司无环保审批手续，执法人员立案查处。", ["该公司无环保审批手续"]),
        ("在村口旧窑内查获油罐2个，现场无任何防护。", ["在村口旧窑内查获油罐2个，现场无任何防护"]),
    ],
)  # fmt: skip
def test_what_is_wrong(raw: str, expected: list[str]) -> None:
    assert texts(raw, "hazard") == expected


@pytest.mark.parametrize(
    "raw",
    [
        "一些问题触目惊心：甲仓库疏散门上锁；乙小区一切正常；丙市场一切正常。",
        "企业反映的问题：用电不足；道路破损。",
        "主要短板：要防止堆放杂物；要防止渗漏。",
        "存在问题：企业希望更换老化线路。",
        "存在问题：总体良好。",
        "来信选登。问题1：证照超期。",
        EXPOSED + "一切正常。",
        "存在问题：改",
        EXPOSED + "物业：清溪物业无证照公司",
        EXPOSED + "企业反映线路老化。",
        EXPOSED + "执法人员查处未批先建。",
        EXPOSED + "要防止渗漏。",
        EXPOSED + "发现隐患12处，已整改渗漏3处。",
        "各社区发现堆放杂物的，一律清理。",
        "排水沟未堵塞。",
    ],
)
def test_nothing_is_wrong(raw: str) -> None:
    assert texts(raw, "hazard") == []


def test_a_heading_of_another_matter_exposes_nothing() -> None:
    raw = "督办\n一、用地问题\n指标不足。"
    heads = ("一、用地问题",)
    assert texts(raw, "hazard", headline="督办", subheads=heads, byline_texts=heads) == []


def test_a_heading_of_safety_does() -> None:
    raw = "督办\n一、行车安全问题\n弯道护栏缺失，今年以来发生事故5起。"
    heads = ("一、行车安全问题",)
    found = texts(raw, "hazard", headline="督办", subheads=heads, byline_texts=heads)
    assert found == ["弯道护栏缺失"]


def test_a_firm_that_pleads_is_no_hazard_under_a_heading_of_problems() -> None:
    raw = "督办\n一、存在的问题\n栎阳包装有限公司反映门前道路破损。"
    heads = ("一、存在的问题",)
    assert texts(raw, "hazard", headline="督办", subheads=heads, byline_texts=heads) == []


def test_the_rule_says_so() -> None:
    assert entries(EXPOSED + "疏散门上锁。")[0]["reasons"] == [
        "defect in a list of what was found wrong",
        "上锁",
    ]


def test_what_is_seen_on_a_round_of_checks() -> None:
    raw = (
        "消防暗访批发市场\n二层通道堆满纸箱，后门被货架封住，配电室拉不开门。"
        "如果后门被货架封住，通道堆满纸箱，后果不堪设想。"
    )
    assert texts(raw, "hazard") == ["二层通道堆满纸箱，后门被货架封住，配电室拉不开门"]


def test_numbered_places_below_a_line_that_feeds_problems_back() -> None:
    raw = (
        "环保检查反馈函\n松溪县人民政府：\n现将典型问题反馈如下，请认真组织整改。\n"
        "1、松溪木器厂。喷漆房门敞开，过滤棉未更换。\n2、松溪石料场。料堆露天堆放未遮盖。"
    )
    assert len(texts(raw, "hazard")) == 2
