"""How the press reports symposiums, visits and inspections: turns that real reports use."""

from __future__ import annotations

from typing import Any

import pytest

from taizhang.engine.extract import to_json
from tests.engine.extract.scenes import entries, extraction, texts


def named(raw: str, kind: str) -> list[str]:
    output: Any = to_json(extraction(raw))
    return [each["name"] for each in output["organisations"] if each["kind"] == kind]


def test_quotations_in_a_row_belong_to_the_firms_named_behind_them() -> None:
    raw = (
        "“厂房不足，想再扩一块地。”“水压较低，夜里供不上。”“环评迟迟没有批复”……"
        "日前，在云岭县第三期恳谈会上，雾松线缆、禾岭食品等6家企业负责人，围绕生产经营提出意见和建议。"
    )
    found = entries(raw, "appeal")
    assert [each["text"] for each in found] == [
        "厂房不足，想再扩一块地",
        "水压较低，夜里供不上",
        "环评迟迟没有批复",
    ]
    assert {tuple(each["enterprises"]) for each in found} == {("雾松线缆", "禾岭食品")}


def test_the_name_of_a_meeting_keeps_a_firm_and_its_verb_together() -> None:
    raw = "11月2日，霁川农业在第四期“云岭茶叙”恳谈会上反映，请求解决仓库用地选址问题。"
    (found,) = entries(raw, "appeal")
    assert found["text"] == "请求解决仓库用地选址问题"
    assert found["enterprises"] == ["霁川农业"]


def test_a_difficulty_that_is_named_is_one() -> None:
    raw = "霁川房产反映：“新建小区地下车位销售困难，占用了大量资金。”"
    (found,) = entries(raw, "appeal")
    assert found["text"] == "新建小区地下车位销售困难，占用了大量资金"
    assert found["enterprises"] == ["霁川房产"]


@pytest.mark.parametrize(
    "raw",
    [
        "2月21日，云岭市委和政府召开为企业纾困解难集中办公会，雾松线缆等企业负责人参加。",
        "对难度较大、需要跨部门协调的难点问题，尽快联系相关部门推进解决，雾松线缆公司表示感谢。",
        "与会企业家直言企业面临的发展困难，畅谈过去取得的成绩和新一年目标，并提出意见建议。",
        "会上，园区企业负责人汇报了项目推进情况、遇到的困难、问题及下一步工作建议。管委会安排专人跟踪。",
    ],
)
def test_talk_of_difficulties_in_general_is_no_appeal(raw: str) -> None:
    assert texts(raw, "appeal") == []


def test_an_office_that_promises_voices_no_appeal() -> None:
    raw = (
        "霁川线缆有限公司参加了座谈。云岭市经发局相关负责人表示，将着力推动企业反映的"
        "用地等环节的困难和问题，促进项目早开工。"
    )
    assert texts(raw, "appeal") == []
    assert len(texts(raw, "directive")) == 1


def test_who_speaks_for_many_firms_speaks_for_none_by_name() -> None:
    raw = "云岭商会会长卓远说，很多企业都反映，园区停车位不足，希望街道加快建设。"
    assert [each["enterprises"] for each in entries(raw, "appeal")] == [[]]


def test_findings_set_apart_by_ordinals_are_hazards_of_their_own() -> None:
    raw = (
        "经查，一是霁川电子科技有限公司已按要求配备灭火器，但库房隔墙材料不达标，检查组当即查封。"
        "二是雾松印刷有限公司未按要求划出逃生通道，鉴于该企业隐患较大，检查组责令停产。"
        "三是禾岭配件有限公司已完全搬离厂房。"
    )
    found = entries(raw, "hazard")
    assert [each["enterprises"] for each in found] == [
        ["霁川电子科技有限公司"],
        ["雾松印刷有限公司"],
    ]
    assert found[0]["text"].endswith("但库房隔墙材料不达标")
    assert found[1]["text"] == "雾松印刷有限公司未按要求划出逃生通道"


def test_ordinals_of_another_paragraph_count_on_nothing() -> None:
    raw = "经查，一是三号库房通道堵塞、灯具损坏。\n二是各单位灯具损坏情况要及时报告。"
    assert texts(raw, "hazard") == ["三号库房通道堵塞、灯具损坏"]


def test_what_dangers_mainly_are_is_not_what_must_be() -> None:
    raw = "经检查发现，隐患主要集中在消防设施设置不规范，灭火器配置不足；违规搭建彩钢板房。"
    (found,) = texts(raw, "hazard")
    assert found.startswith("隐患主要集中在")
    assert found.endswith("彩钢板房")


def test_to_make_sure_that_something_is_put_right_orders_nothing() -> None:
    assert texts("县营商办每周现场督查，确保问题限期整改。", "directive") == []
    assert texts("下一步，攻坚行动将进入集中破难阶段。", "directive") == []


@pytest.mark.parametrize(
    ("raw", "firms"),
    [
        (
            "规划局对园区企业雾松橡胶、沐岭餐具、正岭人防以及霁川冶金进行集中约谈。",
            ["雾松橡胶", "沐岭餐具", "正岭人防", "霁川冶金"],
        ),
        ("检查组对辖区内霁鑫水产、海岭达等重点工贸企业开展检查。", ["霁鑫水产", "海岭达"]),
    ],
)
def test_firms_of_a_list_that_an_inspection_goes_to(raw: str, firms: list[str]) -> None:
    assert named(raw, "enterprise") == firms


@pytest.mark.parametrize(
    "raw",
    [
        "希望政府全面提升园区配套能力。",
        "加大力度监督园区企业整改，确保园区形势稳定。",
        "公司引导园区企业参与。",
        "各部门关于化工园区认定的汇报。",
    ],
)
def test_what_is_done_to_a_park_is_no_part_of_its_name(raw: str) -> None:
    assert named(raw, "park") in ([], ["化工园区"])


def test_a_park_keeps_the_name_behind_the_verb() -> None:
    assert named("街道能聚焦霁洋童鞋园区创建，做好引导。", "park") == ["霁洋童鞋园区"]


def test_each_firm_of_a_row_has_its_matter_and_its_answer() -> None:
    raw = (
        "麦岭营养科技提出新产品缺乏收费编码，市医保局当天就对接省局；霁川房产盼着医院重建工程款，"
        "卫健局一周内就协调拨付350万元。"
    )
    first, second = entries(raw)
    assert (first["enterprises"], first["text"]) == (["麦岭营养科技"], "新产品缺乏收费编码")
    assert (second["enterprises"], second["text"]) == (["霁川房产"], "盼着医院重建工程款")
    assert second["reply"].startswith("卫健局")


def test_suggestions_that_somebody_answers_are_an_appeal() -> None:
    raw = "对员工反映希望改善路况、增设公交站点等建议，管委会主任卓远表示园区一定抓好落实。"
    (found,) = entries(raw, "appeal")
    assert found["text"] == "员工反映希望改善路况、增设公交站点等建议"
    assert found["reply"].startswith("管委会主任卓远表示")


def test_troubles_of_the_whole_environment_name_none() -> None:
    raw = "针对企业反映的经营困难和营商环境问题，中心将积极协调，努力为企业排忧解难。"
    assert texts(raw, "appeal") == []


_TALK = (
    "7月11日，云岭高新区党工委书记卓远来到霁川电子有限公司调研。\n"
    "“现在人手紧，这些工作滞后了。”霁川电子负责人麦苗解释，“新厂房投产在即，员工缺口很大。”\n"
    "“组装车间员工缺口有多大？”卓远问。麦苗说，现在已有400多人，还要扩招2000多人。"
    "卓远让随行的园区工作人员尽快拿出方案，解决企业用工问题。"
)


def test_a_leader_who_asks_back_raises_no_matter() -> None:
    assert not any("有多大" in text for text in texts(_TALK, "appeal"))


def test_what_a_firm_plans_is_no_task() -> None:
    assert texts(_TALK, "directive") == ["让随行的园区工作人员尽快拿出方案，解决企业用工问题"]


def test_stories_set_apart_by_semicolons_have_answers_of_their_own() -> None:
    raw = (
        "雾松食品有限公司因运力紧张产品运不出，交通局帮助联系车队；"
        "霁川线缆有限公司因电压不稳设备停工，供电所上门更换变压器。"
    )
    found = entries(raw, "appeal")
    assert [each["enterprises"] for each in found] == [["雾松食品有限公司"], ["霁川线缆有限公司"]]
    assert [each["reply"][:3] for each in found] == ["交通局", "供电所"]


def test_what_an_office_did_is_the_answer_from_the_office_on() -> None:
    raw = (
        "部分企业反馈希望能保持稳定的人才供应，商务局积极沟通职业学院，"
        "通过安排学生实习等措施，保障工人供应。"
    )
    (found,) = entries(raw, "appeal")
    assert found["reply"].startswith("商务局积极沟通")


def test_matters_that_firms_commented_on_are_named_where_they_did() -> None:
    raw = "座谈会上，园区26家企业负责人积极发言，对垃圾清运困难、办证慢等问题提出了意见和建议。"
    assert texts(raw, "appeal") == ["垃圾清运困难、办证慢等问题"]
    assert texts("会上，26家企业对发展、创新等问题提出了意见和建议。", "appeal") == []


def test_therefore_begins_the_answer() -> None:
    raw = (
        "不少消费者普遍反映商场外非机动车占道严重，影响市民出行，"
        "对此管委会主任卓远建议交通部门增设公交线路。"
    )
    (found,) = entries(raw, "appeal")
    assert found["text"] == "商场外非机动车占道严重，影响市民出行"
    assert found["reply"].startswith("对此")


def test_what_inspectors_found_at_each_firm_is_a_hazard_of_that_firm() -> None:
    raw = (
        "当日选取5家企业检查，发现霁川焦化存在物资缺少标识、垃圾清理不及时等问题；"
        "雾松焦化有限责任公司有三块标识牌老化；禾岭能源有限责任公司存在路面破损、垃圾未清理等问题。"
    )
    found = entries(raw)
    assert [each["ledger"] for each in found] == ["hazard"] * 3
    assert [each["enterprises"] for each in found] == [
        ["霁川焦化"],
        ["雾松焦化有限责任公司"],
        ["禾岭能源有限责任公司"],
    ]


def test_a_hazard_without_a_name_is_where_the_inspectors_went() -> None:
    raw = "检查组来到霁川印刷科技有限公司。检查发现，覆膜机未安装处理设施，灯具损坏。"
    assert [each["enterprises"] for each in entries(raw, "hazard")] == [["霁川印刷科技有限公司"]]
    two = "检查组来到霁川印刷科技有限公司、雾松食品有限公司。检查发现，灯具损坏，通道堵塞。"
    assert [each["enterprises"] for each in entries(two, "hazard")] == [[]]


def test_numbers_below_a_title_are_the_tasks() -> None:
    raw = (
        "现将会议纪要如下，望各单位遵照执行。\n一、教育项目：\n1、旅游职专：会议要求招标手续尽快落实。\n"
        "2、云岭中学：会议要求抓紧办理前期手续。\n二、商业项目\n1、五金城项目：会议要求抓紧解决监督问题。\n"
        "2、地铁广场项目：会议要求明年上半年开工。"
    )
    found = texts(raw, "directive")
    assert [each.partition("：")[0] for each in found] == [
        "旅游职专",
        "云岭中学",
        "五金城项目",
        "地铁广场项目",
    ]


def test_a_title_without_numbers_below_it_ends_with_its_line() -> None:
    raw = "会议要求：\n一、抓紧办理前期手续。\n二、尽快落实招标\n会后各单位散去。"
    assert texts(raw, "directive")[-1] == "尽快落实招标"


def test_firms_in_general_have_no_trouble_of_their_own() -> None:
    assert texts("近年来，经开区大部分企业生产经营较困难。", "appeal") == []
    assert named("到雾松化工、霁川化工等公司调研。", "enterprise") == ["雾松化工", "霁川化工"]


def test_ordinals_of_two_styles_count_on() -> None:
    raw = (
        "县委书记卓远现场指出：一是城关镇要在一周内办理好征地，第二是发改局要尽快落实立项批复，"
        "第三是住建局要配合做好设计审查工作。"
    )
    assert texts(raw, "directive") == [
        "城关镇要在一周内办理好征地",
        "发改局要尽快落实立项批复",
        "住建局要配合做好设计审查工作",
    ]


def test_owners_who_must_are_no_main_ones() -> None:
    raw = "卓远强调，要明确责任分工。项目业主要积极加快建设进度，确保项目早日投产。"
    assert texts(raw, "directive")[-1].startswith("项目业主要")


def test_the_announcement_of_a_list_is_no_task() -> None:
    raw = "管委会要求重点做好以下巡查、督导工作：\n1、清理排水沟杂物。\n2、加强泵站值守。"
    assert texts(raw, "directive") == ["清理排水沟杂物", "加强泵站值守"]


def test_places_of_a_numbered_list_are_hazards_of_their_own() -> None:
    raw = (
        "霁川表面处理有限公司：\n经查，你单位存在下列问题：\n1．喷漆车间：接地夹脱开；\n"
        "2．危废间：漆渣混放，地面破损；\n3．空压机房：安全阀超期未检。"
    )
    assert [each.partition("：")[0] for each in texts(raw, "hazard")] == [
        "喷漆车间",
        "危废间",
        "空压机房",
    ]


def test_what_a_form_calls_demands_are_appeals() -> None:
    raw = (
        "企业名称：霁川仪表有限公司\n一、上次诉求办理情况\n道路破损问题，已于1月修复，企业表示满意。\n"
        "二、本次诉求\n（一）计划购置隔壁闲置厂房，管理人何时处置资产不清楚；\n"
        "（二）客户尾款逾期8个月，流动资金吃紧，想要一笔两年期的贷款周转。"
    )
    found = texts(raw, "appeal")
    assert found[-2:] == [
        "计划购置隔壁闲置厂房，管理人何时处置资产不清楚",
        "客户尾款逾期8个月，流动资金吃紧，想要一笔两年期的贷款周转",
    ]


def test_stars_open_the_deeds_of_a_list() -> None:
    raw = (
        "2026年云岭新城拟办以下实事，现予公示：\n"
        "★ 让孩子放学有人管。在6个社区开办课堂，免费托管小学生400名。（责任单位：教育局）\n"
        "★ 让看病少跑腿。卫生站迁建投用，新增中医馆。（责任单位：卫健局；完成时间：年底前）"
    )
    found = texts(raw, "deed")
    assert [each[:4] for each in found] == ["让孩子放", "让看病少"]
