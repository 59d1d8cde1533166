"""Who has the floor, what firms say there, and who answers."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("栎阳种业公司厂长顾南说，仓库漏雨，种子受潮。县粮食局局长当即答复，下周派人来修。",
         [("仓库漏雨，种子受潮", "下周派人来修")]),
        ("第一个发言的是栎阳种业公司董事长顾南。他说，晒场太小，玉米没地方晾。",
         [("晒场太小，玉米没地方晾", None)]),
        ("“能不能把末班车延后？”栎阳种业公司厂长顾南问道。交通局局长现场打开地图：下月起延到十点。",
         [("能不能把末班车延后？", "交通局局长现场打开地图：下月起延到十点")]),
        ("“希望修好北门的路。”“建议增设路灯。”栎阳种业公司、钧窑环保公司的负责人先后发言。",
         [("希望修好北门的路", None), ("建议增设路灯", None)]),
        ("栎阳种业公司厂长顾南推了推帽子，“冷库总跳闸，鱼都坏了。”",
         [("冷库总跳闸，鱼都坏了", None)]),
        ("栎阳种业公司厂长顾南领着大家走，说得最多的是门口那条路：“坑洼得货车不愿来。”",
         [("坑洼得货车不愿来", None)]),
        ("在栎阳种业公司，总经理顾南反映的是用电。变压器老跳闸，两条线开不了。供电公司答应月底换新。",
         [("变压器老跳闸，两条线开不了", "答应月底换新")]),
        ("栎阳种业公司厂长顾南反映，用气太贵；另外厂门口积水，货车进不来。",
         [("用气太贵", None), ("厂门口积水，货车进不来", None)]),
        ("栎阳种业公司提出，二期用地被沟渠分割。会议明确，由水利局改道。",
         [("二期用地被沟渠分割", "由水利局改道")]),
        ("栎阳种业公司说，客户压价，利润下滑，希望政府帮助开拓市场。区长勉励企业。",
         [("客户压价，利润下滑，希望政府帮助开拓市场", "勉励企业")]),
        ("得知栎阳种业公司缺少焊工，同时样件找不到厂家加工，区长叮嘱人社局帮忙招人。",
         [("栎阳种业公司缺少焊工", "叮嘱人社局帮忙招人"),
          ("样件找不到厂家加工", "叮嘱人社局帮忙招人")]),
        ("栎阳种业公司反映，路灯损坏，城管局立即派人更换。",
         [("路灯损坏", "城管局立即派人更换")]),
        ("栎阳：能否减免租金？\n钧窑：想租一间冷库。",
         [("能否减免租金？", None), ("想租一间冷库", None)]),
        ("栎阳种业公司：宿舍不够，工人没处住。", [("宿舍不够，工人没处住", None)]),
        ("小湾制品另外提到，回款太慢，材料款没有着落。", [("回款太慢，材料款没有着落", None)]),
        ("小湾制品负责人说，回款太慢，材料款没有着落。", [("回款太慢，材料款没有着落", None)]),
    ],
)  # fmt: skip
def test_said(raw: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(e["text"], e["reply"]) for e in entries(raw, "appeal")] == expected


@pytest.mark.parametrize(
    "raw",
    [
        "栎阳种业公司厂长顾南说，多亏专员帮忙，提前投产，如今订单不断。",
        "“要不是专员上门，这条线不知要等到什么时候。”栎阳种业公司厂长顾南说。",
        "“多亏专员帮忙，不然用电没有着落，恳请增容，生产停工。”栎阳种业公司厂长顾南说。",
        "栎阳种业公司介绍了打算，并提出需要协调的事项，不多。",
        "“先说说困难。”县长周正说。栎阳种业公司点头。",
        "栎阳种业公司等企业负责人先后发言，就用地紧张等谈了看法。",
        "区长周正强调，要主动上门，解决企业招工难。",
        "林区长先后到栎阳种业公司走访。他强调，要及时解决企业困难，不能拖。",
        "希望栎阳种业公司解决好污水问题，尽快达标。",
        "群众反映，门口的路破损，没有路灯。",
        "企业反映的问题要尽快解决，不能拖。",
        "栎阳种业公司厂长顾南说，消防隐患没有整改。",
        "区长向栎阳种业公司介绍，园区没有闲置厂房。",
    ],
)
def test_not_said(raw: str) -> None:
    assert texts(raw, "appeal") == []


def test_a_matter_told_twice_in_a_row_is_one() -> None:
    raw = "“我们招不到人。”栎阳种业公司厂长顾南接过话头，旺季缺口六十多人，熟练工留不住。"
    assert texts(raw, "appeal") == ["旺季缺口六十多人，熟练工留不住"]
    other = "栎阳种业公司厂长顾南说，旺季缺口六十多人，熟练工留不住。顾南说，人手还是不够。"
    assert texts(other, "appeal") == ["旺季缺口六十多人，熟练工留不住"]


def test_an_answer_further_down_is_found_by_what_it_speaks_of() -> None:
    raw = (
        "栎阳种业公司厂长顾南说，冷库用电没有着落。\n钧窑公司厂长秦里说，宿舍不够。\n"
        "供电公司答复，冷库用电本月接通；住建局说，宿舍年底交付。"
    )
    found = [(e["text"], e["reply"]) for e in entries(raw, "appeal")]
    assert found[0] == ("冷库用电没有着落", "冷库用电本月接通")
    assert found[1][0] == "宿舍不够"


def test_the_office_that_answers_leads_unless_it_names_another() -> None:
    (own,) = entries("栎阳种业公司反映，缺少焊工。县人社局局长周正答复，下周办招聘会。", "appeal")
    assert (own["lead_unit"], own["enterprises"]) == ("县人社局", ["栎阳种业公司"])
    (other,) = entries("栎阳种业公司反映，缺少焊工。县长周正说，由县人社局办招聘会。", "appeal")
    assert other["lead_unit"] is None or other["lead_unit"] == "县人社局"
    (leader,) = entries("栎阳种业公司反映，缺少焊工。县委书记周正答复，马上办。", "appeal")
    assert leader["lead_unit"] is None


def test_what_several_say_is_common_what_one_says_is_individual() -> None:
    (common,) = entries("两家做模具的小企业都提到，技工难招。", "appeal")
    (single,) = entries("小湾制品另外提到，材料款没有着落。", "appeal")
    assert (common["scope"], single["scope"]) == ("common", "individual")


def test_a_quotation_without_its_marks_belongs_to_who_made_such_a_request() -> None:
    raw = "钢带一时买不到，政府能不能帮我们牵个线？岚江木材厂负责人沈知微提出了这样的诉求。"
    (found,) = entries(raw, "appeal")
    assert (found["text"], found["enterprises"]) == (
        "钢带一时买不到，政府能不能帮我们牵个线？",
        ["岚江木材厂"],
    )


def test_who_is_named_behind_a_quotation_goes_before_those_told_of() -> None:
    raw = (
        "来自砚池机电、云禾电商等20家企业的代表参加了早餐会。"
        "“订单排到明年，就是招不到焊工。”砚池机电副总经理沈知微开门见山。"
    )
    assert [e["enterprises"] for e in entries(raw, "appeal")] == [["砚池机电"]]


def test_whom_a_firm_tells_it_is_not_who_speaks() -> None:
    raw = "岚江云禾商贸有限公司会计李娜向调研组反映，申报系统老是卡，月底登不上去。"
    (found,) = entries(raw, "appeal")
    assert found["text"] == "申报系统老是卡，月底登不上去"
    assert found["enterprises"] == ["岚江云禾商贸有限公司"]
    assert entries("县统计局周正向调研组反映，申报系统老是卡，月底登不上去。", "appeal") == []


def test_what_a_firm_says_of_the_trouble_just_told_is_no_second_matter() -> None:
    raw = (
        "岚江云禾食品有限公司是老企业。公司窑炉却因管网压力太低时常停火。"
        "“天然气一停，损失就有五万元。”公司负责人沈知微说。"
        "专员周正当晚协调燃气公司，更换了调压箱。"
    )
    assert texts(raw, "appeal") == ["公司窑炉却因管网压力太低时常停火"]


def test_firms_in_a_row_speak_one_after_the_other() -> None:
    raw = (
        "各企业提交了材料。砚池玻璃：天然气价格偏高，希望执行直供气价。"
        "云禾电缆：被拖欠货款，周转困难。会议要求：加强协调。"
    )
    assert [e["enterprises"] for e in entries(raw, "appeal")] == [["砚池玻璃"], ["云禾电缆"]]


def test_the_same_trouble_as_others_have_is_no_appeal_of_its_own() -> None:
    raw = (
        "砚池机电反映，厂区没有公交，职工出行不便。云禾生物总经理周正也有同样的烦恼。"
        "市公交集团答复，下月起增开线路。"
    )
    assert texts(raw, "appeal") == ["厂区没有公交，职工出行不便"]


def test_comfort_that_is_out_of_reach_is_none() -> None:
    raw = "砚池机电负责人周正说，门口修路没有客人，房租都交不起，今年难以满产。"
    assert len(texts(raw, "appeal")) == 1


def test_what_did_not_pass_and_cannot_get_in_is_trouble() -> None:
    raw = (
        "来自食品加工等行业的9名企业家畅所欲言。“厂房消防验收没通过，设备一直进不去。”"
        "“贷款倒贷成本太高。”企业家们直言不讳。"
    )
    assert texts(raw, "appeal") == [
        "厂房消防验收没通过，设备一直进不去",
        "贷款倒贷成本太高",
    ]
    (found,) = entries("云禾控股董事长沈知微在发言中建议，政府应搭建对接平台。", "appeal")
    assert found["text"] == "建议，政府应搭建对接平台"
