"""Lists, records and tables of what firms ask, each with what was settled."""

from __future__ import annotations

import pytest

from tests.engine.extract.scenes import entries, texts

ASKED = "一、栎阳种业有限公司提出的问题\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (ASKED + "1．晒场漏雨。会议明确，由县粮食局派人维修。\n2．厂门口的路塌陷，货车进不来。",
         [("晒场漏雨", "会议明确，由县粮食局派人维修"), ("厂门口的路塌陷，货车进不来", None)]),
        (ASKED + "1．关于用电。变压器老跳闸。县供电局牵头。\n2．关于用水问题。由县水务局定。",
         [("变压器老跳闸", "县供电局牵头"), ("用水问题", "由县水务局定")]),
        (ASKED + "1．企业反映贷款没有着落，周副县长请县金融办对接。\n2．招不到焊工。",
         [("贷款没有着落", "周副县长请县金融办对接"), ("招不到焊工", None)]),
        (("项目经理顾南汇报，目前存在的主要问题：\n①砂石断供，每天窝工；\n②村民阻工，便道不通。\n"
         "会议议定以下事项：\n1.砂石由县交通局协调供应，每天保供。\n2.村民阻工由镇政府做好工作。"),
         [("砂石断供，每天窝工", "砂石由县交通局协调供应，每天保供"),
          ("村民阻工，便道不通", "村民阻工由镇政府做好工作")]),
        ("栎阳种业有限公司目前存在的问题：\n1.仓库漏雨。\n2.冷库总跳闸。",
         [("仓库漏雨", None), ("冷库总跳闸", None)]),
    ],
)  # fmt: skip
def test_list_says_what_a_firm_asks(raw: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(e["text"], e["reply"]) for e in entries(raw, "appeal")] == expected


def test_who_is_named_before_the_list_asks_all_of_it() -> None:
    found = entries(ASKED + "1．晒场漏雨，玉米发霉。\n2．招不到焊工，夜班停工。", "appeal")
    assert [(e["enterprises"], e["scope"]) for e in found] == [
        (["栎阳种业有限公司"], "individual")
    ] * 2


@pytest.mark.parametrize(
    "raw",
    [
        "检查中发现企业存在的问题：\n1.灭火器压力不足。\n2.电线老化破损。",
        ASKED + "1．检查中发现配电箱破损。\n2．上次会议的事项已经落实，没有困难。",
        ASKED + "1．要加快解决贷款难，务必见效。\n2．一切都好。",
        "目前存在的问题：\n1.村道破损。\n2.水渠淤塞。",
        "会议学习了文件：\n1.第一项。\n2.第二项。",
        ASKED + "1．路。\n2．水。",
    ],
)
def test_other_lists_hold_no_appeals(raw: str) -> None:
    assert texts(raw, "appeal") == []


RECORD = """县税务局局长周正参加。
栎阳种业有限公司厂长顾南：大家好，我是栎阳种业的厂长。请问，开票额度不够，月底开不出票怎么办？
周正：额度当天就能调，请把材料给我。
联系单位：县政务中心
县商会秘书长林秋：路灯坏了，夜里没法装货。
主持人：会后由县城管局答复。
栎阳种业有限公司厂长顾南：好的，谢谢，我没有问题了。
周正：再见。"""


def test_record_of_questions_and_answers() -> None:
    found = entries(RECORD, "appeal")
    assert [(e["text"], e["reply"]) for e in found] == [
        ("开票额度不够，月底开不出票怎么办？", "额度当天就能调，请把材料给我"),
        ("路灯坏了，夜里没法装货", "会后由县城管局答复"),
    ]
    assert found[0]["lead_unit"] == "县税务局"


def test_firm_that_has_the_last_word_is_not_answered() -> None:
    raw = RECORD.rsplit("\n", 2)[0] + "\n栎阳种业有限公司厂长顾南：冷库总跳闸，鱼都坏了。"
    assert entries(raw, "appeal")[-1]["reply"] is None


def test_running_text_with_colons_is_no_record() -> None:
    raw = "\n".join("会上气氛热烈，大家畅所欲言。" for _ in range(9)) + "\n" + RECORD
    assert "开票额度不够，月底开不出票怎么办？" not in texts(
        raw.replace("厂长顾南", "顾南"), "appeal"
    )


TABLE = """序号　企业名称　诉求事项　承办单位　办理情况
1　栎阳种业有限公司　晒场漏雨，申请维修补助　县粮食局　已列入计划，六月拨付。
2　小湾塑胶制品厂　门口违停严重，货车无法卸货　县公安局　已增设泊位。
说明：以上情况由县服务中心汇总。"""


def test_table_with_columns_set_apart_by_blanks() -> None:
    found = entries(TABLE, "appeal")
    assert [(e["text"], e["lead_unit"], e["scope"]) for e in found] == [
        ("晒场漏雨，申请维修补助", "县粮食局", "individual"),
        ("门口违停严重，货车无法卸货", "县公安局", "individual"),
    ]
    assert found[0]["reply"].startswith("已列入计划")


def test_half_width_marks_are_read_as_full_ones() -> None:
    raw = '"冷库总跳闸,鱼都坏了."栎阳种业有限公司厂长顾南说.县供电局当即答复,月底换新.'
    (found,) = entries(raw, "appeal")
    assert found["text"] == "冷库总跳闸，鱼都坏了"


def test_letter_goes_on_behind_its_list() -> None:
    raw = (
        "湾头镇人民政府：\n我公司（栎阳种业有限公司）遇到以下困难，恳请协调：\n"
        "1.仓库漏雨，种子受潮。恳请维修。\n2.冷库总跳闸，鱼都坏了。\n3.晒场与村里相邻。\n"
        "另，我公司招不到焊工，恳请帮助。\n另，谢谢。\n妥否，请函复。"
    )
    assert texts(raw, "appeal") == [
        "仓库漏雨，种子受潮。恳请维修",
        "冷库总跳闸，鱼都坏了",
        "晒场与村里相邻",
        "我公司招不到焊工，恳请帮助",
    ]


def test_only_what_asks_in_a_letter_of_other_matters() -> None:
    raw = (
        "湾头镇人民政府：\n我公司（栎阳种业有限公司）恳请支持，现将情况汇报如下：\n"
        "1.我公司占地三十亩。\n2.我公司产玉米种子。\n3.冷库总跳闸，恳请增容。\n妥否，请函复。"
    )
    assert texts(raw, "appeal") == ["冷库总跳闸，恳请增容"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("栎阳种业公司厂长顾南很爽快，只提了一个小小的请求——门口的绿灯太短，货车过不去。",
         ["门口的绿灯太短，货车过不去"]),
        ("栎阳种业公司厂长顾南反映，冷库总跳闸，停电不断；招不到焊工，夜班缺人。",
         ["冷库总跳闸，停电不断", "招不到焊工，夜班缺人"]),
        ("兴湾水务公司总经理顾南提出，进厂的路没有着落，设备没法调试。县长当场协调县交通局。",
         ["进厂的路没有着落，设备没法调试"]),
    ],
)  # fmt: skip
def test_further_turns(raw: str, expected: list[str]) -> None:
    assert texts(raw, "appeal") == expected


def test_counted_troubles_are_named_behind() -> None:
    assert texts("栎阳种业公司厂长顾南吐露两大难题。", "appeal") == []


def test_state_alone_is_no_answer() -> None:
    raw = "企业诉求：栎阳种业公司冷库总跳闸，鱼都坏了。\n办理情况：未办结。"
    assert entries(raw, "appeal")[0]["reply"] is None


def test_office_that_answers_tells_the_category() -> None:
    raw = "企业诉求：栎阳种业公司的那件事没有下文。\n办理情况：县水务局正在核对。"
    assert entries(raw, "appeal")[0]["category"] == "utilities"


def test_clauses_under_a_heading_of_troubles_that_tell_none_are_left_out() -> None:
    heading = "一、企业存在的主要困难"
    raw = (
        f"松溪区走访企业\n{heading}\n"
        "招工难，熟练工流失严重，厂里常年缺人。车间在松溪路边，占地三十亩。难。"
    )
    found = texts(
        raw, "appeal", headline="松溪区走访企业", subheads=(heading,), byline_texts=(heading,)
    )
    assert found == ["招工难，熟练工流失严重，厂里常年缺人"]
