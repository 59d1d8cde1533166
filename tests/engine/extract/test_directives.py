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


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # Who and when make a task without a word of demand; a report of the same is none.
        ("市水务局每半月通报一次进度。", ["市水务局每半月通报一次进度"]),
        ("请南浦街道盯住上述场所，7月20日前把结果报市消防支队。",
         ["请南浦街道盯住上述场所，7月20日前把结果报市消防支队"]),
        ("会议同意调整用途，由市财政局办理手续，市资源局配合。",
         ["会议同意调整用途，由市财政局办理手续，市资源局配合"]),
        ("凡整改不力的，由市纪委提前介入。", ["凡整改不力的，由市纪委提前介入"]),
        ("副市长裴望舒强调，要守住入口。市交通局派人值守，明早8点前到岗。要备足物资。",
         ["要守住入口。市交通局派人值守，明早8点前到岗", "要备足物资"]),
        ("副市长裴望舒强调，要守住入口。天气晴好。", ["要守住入口"]),
        ("局长沈知微回应，方案已通过评审，12月20日之前把线路架好。", ["12月20日之前把线路架好"]),
        ("沈知微承诺本周内把清单核对一遍。", ["本周内把清单核对一遍"]),
        ("裴望舒说，眼下就两件事：8月20日前道路必须打通；市纪委要盯住物资。",
         ["8月20日前道路必须打通", "市纪委要盯住物资"]),
        ("会议部署：一抓责任，各镇今晚传达到村；二抓督查，各组不打招呼。",
         ["抓责任，各镇今晚传达到村", "抓督查，各组不打招呼"]),
        ("检查后责令全面停工整改。", ["责令全面停工整改"]),
        ("限3日内整改。", ["限3日内整改"]),
        ("责令该公司停产整顿，对公司处6万元罚款。", ["责令该公司停产整顿"]),
        ("裴望舒要求一周内拿出付款计划。", ["要求一周内拿出付款计划"]),
        ("检查组要求,市水务局要在9月前清淤;市财政局要拨付资金。",
         ["市水务局要在9月前清淤", "市财政局要拨付资金"]),
        ("现将有关工作通知如下：\n同时，下半年由南浦镇负责清淤。\n渠道已于去年修好，由南浦镇负责清淤。",
         ["下半年由南浦镇负责清淤", "由南浦镇负责清淤"]),
    ],
)  # fmt: skip
def test_who_and_when(raw: str, expected: list[str]) -> None:
    assert texts(raw, "directive") == expected


@pytest.mark.parametrize(
    "raw",
    [
        "市水务局9月底前完成了清淤，通报了进度。",
        "市水务局组织专家走访企业。",
        "截至6月底前，市水务局清淤三处。",
        "公司董事长周某说，明年3月底前要把新线开起来。",
        "总经理周某提出，退税要等货物售出后才能办理，三个月内到账。",
        "恒瑞机械有限公司希望一个月内增加仓库。",
        "会议认为，收费事关千家万户，必须慎之又慎。",
        "会议同意该方案。",
        "水流由过去的三条改为一条。",
        "责任单位：市水务局9月底前完成清淤。",
        "市水务局局长沈知微每周走访，9月底前不变。",
    ],
)
def test_told_or_wanted_is_no_task(raw: str) -> None:
    assert texts(raw, "directive") == []


def test_what_a_firm_asks_for_is_no_part_of_the_resolution() -> None:
    raw = (
        "会议议定：\n一、关于招工。公司提出，明年要招四百人。市人社局要组织招聘。\n"
        "二、关于补助。首批补助已拨付到位。次批由市财政局核实后拨付。\n"
        "三、恒瑞公司反映的道路破损问题，由市城管局负责。\n四、会议还通报了作风情况，已办结。\n"
        "五、公司提出要招人。首批已完成。"
    )
    found = texts(raw, "directive")
    assert found[:3] == ["市人社局要组织招聘", "次批由市财政局核实后拨付", "由市城管局负责"]


def test_behind_a_named_matter_the_task_begins_where_somebody_is_to_act() -> None:
    raw = (
        "会议议定：\n一、关于停车的问题。车位不足。由市城管局增设车位。\n"
        "二、关于燃气审批的问题。企业已提交材料。窗口已受理。"
    )
    # Where nobody is, all of it stays: a person sees what is missing.
    assert texts(raw, "directive") == ["由市城管局增设车位", "企业已提交材料。窗口已受理"]


@pytest.mark.parametrize(
    ("raw", "lead"),
    [
        ("沈知微要求，市水务局逐段清淤，9月底前完成。", "市水务局"),
        ("市水务局局长沈知微答复，本月内把线路架好。", "市水务局"),
        ("裴望舒对南浦管委会负责人说，月底前把协议谈下来。", "南浦管委会"),
        ("他要求南浦管委会进一步加强值守。", "南浦管委会"),
        ("沈知微答复，本月内把线路架好。", None),
        ("沈知微要求，本月内要把线路架好。", None),
    ],
)
def test_who_leads(raw: str, lead: str | None) -> None:
    assert entries(raw, "directive")[0]["lead_unit"] == lead


def test_a_list_that_is_the_whole_of_an_item_gives_its_own_items() -> None:
    raw = (
        "现将有关事项通知如下：\n一、关于农产品加工的意见。一是抓紧制定烘干补贴办法。二是完善仓储规划。"
        "此两项工作由市农业办公室负责。\n二、关于统计的意见。一是完善统计制度。此项工作由市统计局负责。"
        "二是加强人员培训。"
    )
    found = texts(raw, "directive")
    assert found[:2] == ["抓紧制定烘干补贴办法", "完善仓储规划。此两项工作由市农业办公室负责"]


def test_the_matter_of_an_item_is_no_part_of_its_task() -> None:
    raw = (
        "会议议定事项如下：\n1. 关于供水问题。厂区管网老旧多年。由市水务局于5月10日前完成改造。\n"
        "2. 诉求事项：企业希望增加车位。"
    )
    assert texts(raw, "directive") == ["由市水务局于5月10日前完成改造"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("他表示，市水务局已着手调整管网，3月5日起恢复全天供水。",
         ["市水务局已着手调整管网，3月5日起恢复全天供水"]),
        ("他表示，市水务局已着手调整管网，大家都很高兴。", []),
        ("县商务局局长沈知微表示，已与港口集团对接，9月中旬起每周增加两个舱位。",
         ["已与港口集团对接，9月中旬起每周增加两个舱位"]),
        ("下一步，县人社局将常态化开展招聘活动。", ["县人社局将常态化开展招聘活动"]),
        ("沈知微随后与燃气部门对接，商定4月2日前换好阀门。",
         ["沈知微随后与燃气部门对接，商定4月2日前换好阀门"]),
        ("会后商定4月2日前换好阀门。", ["商定4月2日前换好阀门"]),
        ("双方商定进一步合作。", []),
        ("县水利局局长沈知微告诉记者，县里将协调货场先行开放。", ["县里将协调货场先行开放"]),
        ("县外事办主任沈知微表示，将开通绿色通道，5个工作日内办结。",
         ["将开通绿色通道，5个工作日内办结"]),
        ("沈知微现场回应，高压线迁改由市甲局负责，8月底前完成。",
         ["高压线迁改由市甲局负责，8月底前完成"]),
        ("会议要求由市甲局负责，8月底前完成。", ["要求由市甲局负责，8月底前完成"]),
        ("5月3日，市甲局组织有关单位分成两路，对学校开展开学前联合检查。", []),
        ("沈知微强调，各部门要从三个方面抓好落实。", []),
    ],
)  # fmt: skip
def test_what_is_taken_on_with_a_date(raw: str, expected: list[str]) -> None:
    assert texts(raw, "directive") == expected


def test_an_announced_list_keeps_its_items_whole() -> None:
    raw = (
        "沈知微强调，数字转型为老工业区打开了新的空间，对拓宽就业门路、留住年轻人意义十分重大，事关长远，也事关眼前，"
        "各部门要从两个方面抓好落实。\n一是深化思想认识。要认真学习。要自觉对照。\n二是推动工作落实。要完善规划；要编制方案。"
    )
    assert texts(raw, "directive") == [
        "深化思想认识。要认真学习。要自觉对照",
        "推动工作落实。要完善规划；要编制方案",
    ]


def test_what_everybody_and_what_one_unit_is_to_do_are_two_tasks() -> None:
    raw = "会议强调，一是改造管网；二是各有关单位要认领任务。市信访局要按月回访。"
    assert texts(raw, "directive") == ["改造管网", "各有关单位要认领任务", "市信访局要按月回访"]


def test_what_a_meeting_settled_is_a_task_from_its_first_word_on() -> None:
    raw = (
        "会议确定了以下事项：\n一、同意改造方案，由县住建局组织实施。\n"
        "二、原则通过预案，会后由县应急局修改完善。"
    )
    assert texts(raw, "directive") == [
        "同意改造方案，由县住建局组织实施",
        "原则通过预案，会后由县应急局修改完善",
    ]


def test_what_news_open_with_is_done_whatever_the_heading_announces() -> None:
    news = "5月3日，市甲局组织有关单位，对全市学校开展开学前食堂联合检查。"
    plan = "6月3日前，市甲局组织有关单位，对全市学校开展食堂联合检查。"
    heads = ("交办事项",)
    raw = f"交办事项\n{news}\n{plan}"
    assert texts(raw, "directive", subheads=heads, byline_texts=heads) == [plan.rstrip("。")]


def test_what_a_meeting_listened_to_is_no_task_and_what_is_to_be_passed_on_is_one() -> None:
    raw = (
        "会议纪要如下：\n一、会议听取了区城建局的汇报。\n二、卓远主任传达了全会精神。\n"
        "三、各部门汇报上周工作。\n四、由区城建局牵头修复路灯。"
    )
    (task,) = texts(raw, "directive")
    assert task.endswith("由区城建局牵头修复路灯")
    raw = "会议要求：\n1.传达学习会议精神，层层抓好落实。\n2.学习贯彻全会精神，制定方案。"
    assert texts(raw, "directive") == [
        "传达学习会议精神，层层抓好落实",
        "学习贯彻全会精神，制定方案",
    ]
