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
        (EXPOSED + "问题：三楼，灭火器放在纸箱下面。", ["三楼，灭火器放在纸箱下面"]),
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


def test_a_number_alone_above_each_place() -> None:
    raw = (
        "曝光重大火灾隐患单位\n01\n砚池夜宵城\n违反规定使用瓶装液化气。\n岭北县\n02\n岭南平安运输有限公司\n"
        "吊顶采用易燃材料装修；\n安全出口数量不足。\n03\n栎阳嵌入式养老院\n消火栓未保持完好有效；"
    )
    found = entries(raw, "hazard", headline="曝光重大火灾隐患单位")
    assert [each["quote"] for each in found] == [
        "吊顶采用易燃材料装修；\n安全出口数量不足",
        "消火栓未保持完好有效",
    ]


def test_all_that_is_wrong_at_a_named_place_is_one_hazard_and_no_appeal() -> None:
    raw = (
        "安全生产执法检查通报\n二、存在的主要问题\n（一）危化企业\n"
        "1.砚岳氟材料有限公司：2号储罐紧急切断阀未投用；3只探测器超期未检定；动火现场无监护人。\n"
        "（二）工贸企业\n2.岭泰五金厂（施工单位：岭恒建工集团）：防护缺失40余米；灭火器全部失压。"
    )
    heads = ("二、存在的主要问题", "（一）危化企业", "（二）工贸企业")
    parts = {"headline": "安全生产执法检查通报", "subheads": heads, "byline_texts": heads}
    assert texts(raw, "hazard", **parts) == [
        "2号储罐紧急切断阀未投用；3只探测器超期未检定；动火现场无监护人",
        "防护缺失40余米；灭火器全部失压",
    ]
    assert texts(raw, "appeal", **parts) == []


def test_what_is_not_yet_put_right() -> None:
    raw = (
        "检查企业17家次，查出隐患42处，已整改39处。尚未整改的3处是：岭创制品厂北侧安全出口被成品堵塞；"
        "砚昌喷漆房风机联锁失效，废溶剂桶敞口存放；岭隆物流园喷淋末端压力为零。"
    )
    assert len(texts(raw, "hazard")) == 3
    raw = "夜查发现隐患9处，主要有：（1）岭天大厦卷帘下堆放纸箱；（2）岭源食品厂报警器探头失效。"
    assert len(texts(raw, "hazard")) == 2
