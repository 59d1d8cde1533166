"""Who has the floor without a verb of saying, and what an office said that a firm complains of."""

from __future__ import annotations

from tests.engine.extract.scenes import entries


def told(raw: str) -> list[tuple[str, list[str], str | None]]:
    return [(e["text"], e["enterprises"], e["lead_unit"]) for e in entries(raw, "appeal")]


def test_whom_the_sentence_before_told_of_has_the_floor() -> None:
    raw = (
        "砚池陶瓷有限公司董事长王守一抢了头一个。"
        "“天然气比隔壁县贵三毛，这个账我算不过来。”他掰着手指头说。"
        "区发改委主任周凤至接过话头：“年底之前争取降下来。”"
    )
    assert told(raw) == [
        ("天然气比隔壁县贵三毛，这个账我算不过来", ["砚池陶瓷有限公司"], "区发改委")
    ]


def test_a_quotation_of_several_sentences_is_one_turn() -> None:
    raw = (
        "砚池陶瓷有限公司董事长王守一抢了头一个。"
        "“去年煤改气，花了一千多万。可天然气比隔壁县贵三毛，这个账我算不过来。”他掰着手指头说。"
    )
    ((text, firms, _lead),) = told(raw)
    assert text.endswith("这个账我算不过来")
    assert firms == ["砚池陶瓷有限公司"]


def test_the_quotation_before_he_said_is_his() -> None:
    raw = (
        "砚池食品厂长王守一第一个站起来。“我们的冷库不够用。”他说。"
        "区商务局局长周凤至答复，月底前协调。"
    )
    assert told(raw) == [("我们的冷库不够用", ["砚池食品"], "区商务局")]


def test_what_an_office_said_belongs_to_the_complaint() -> None:
    raw = "砚池食品有限公司代表反映，迁改方案早就交了，供电公司说还要省公司批，不知道等到哪天。"
    ((text, firms, _lead),) = told(raw)
    assert text == "迁改方案早就交了，供电公司说还要省公司批，不知道等到哪天"
    assert firms == ["砚池食品有限公司"]


def test_the_trouble_of_a_firm_gives_it_the_floor() -> None:
    raw = (
        "代表们走进砚利达电梯部件、砚池校车两家企业。砚利达的毛病出在厂房，龙门吊装不进去。"
        "砚池校车的烦恼是司机，全区招不到三十个。"
    )
    assert [(text, firms) for text, firms, _lead in told(raw)] == [
        ("厂房，龙门吊装不进去", ["砚利达电梯部件"]),
        ("司机，全区招不到三十个", ["砚池校车"]),
    ]


def test_somebody_speaks_for_the_firm_before_his_office_wherever_he_speaks() -> None:
    raw = (
        "砚池储能总裁陶然到会，岭北传感、霁岭食品等企业参加。\n"
        "陶然在发言中谈到，企业最缺的是电，双电源一直接不过来。"
    )
    assert [firms for _text, firms, _lead in told(raw)] == [["砚池储能"]]


def test_who_said_a_quotation_is_no_part_of_it() -> None:
    raw = "砚池市场的商户反映停车难。“车绕三圈都停不进去，客人扭头就走。”摊主葛秀英说。"
    assert "车绕三圈都停不进去，客人扭头就走" in [text for text, _firms, _lead in told(raw)]
