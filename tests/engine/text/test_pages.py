"""Newspaper pages: blocks in any order, separated, headed and put in reading order."""

from __future__ import annotations

import pytest

from taizhang.engine.text import Article, RawText, articles

POWER = (
    "3月12日，云岭高新区经发局到松涛产业园走访，了解企业用电情况。企业负责人介绍，园区变压器容量不足，"
    "夏季高峰时常跳闸，影响数控机床的精度。经发局当场联系供电所，约定四月底前拿出扩容方案，并在施工期间调来应急发电车，保证生产不停。"
)
HIRING = (
    "如何破解用工难题，是这次走访中谈得最多的话题。松涛产业园里，焊工和钳工最难招，不少企业把工资提了两成仍然缺人。"
    "人社局提出，由职业学校按订单培养，学生入学就是准员工，毕业直接上岗，企业承担部分学费。"
)
BUSES = (
    "本报讯 从3月20日起，云岭公交公司新开两条通勤专线，连接地铁站、人才公寓和各个产业园，"
    "早晚高峰每十分钟一班。"
    "公交公司表示，专线试运行一个月，根据客流再作调整，晚间还将加开一班，方便加班职工回家，票价与普通线路相同。"
)


def column(text: str, width: int, indent: str = "") -> str:
    """`text` as a newspaper sets it: lines of `width` characters."""
    text = indent + text
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def page(*blocks: str) -> tuple[Article, ...]:
    return articles(RawText("\n\n".join(blocks) + "\n"))


def halves(block: str) -> tuple[str, str]:
    lines = block.splitlines()
    return "\n".join(lines[: len(lines) // 2]), "\n".join(lines[len(lines) // 2 :])


def said(article: Article) -> str:
    return "".join(article.paragraphs[place].text for place in article.body)


def test_a_word_cut_by_an_empty_line_is_made_whole() -> None:
    (article,) = page("高新区走访松涛产业园", *halves(column(POWER, 17)))
    assert article.headline == "高新区走访松涛产业园"
    assert said(article) == POWER
    assert article.doubts == ()


def test_two_articles_are_told_apart_by_their_beginnings() -> None:
    first, second = page(
        *halves(column(POWER, 17)),
        column(BUSES, 20),
        "高新区走访松涛产业园",
        "云岭公交新开通勤专线",
    )
    assert (first.headline, said(first)) == ("高新区走访松涛产业园", POWER)
    assert (second.headline, said(second)) == ("云岭公交新开通勤专线", BUSES)
    assert "found by its words" in first.doubts[0]


def test_a_block_before_its_beginning_is_moved_and_said_so() -> None:
    top, rest = halves(column(POWER, 17))
    first, second = page(
        rest, column(BUSES, 20), "云岭公交新开通勤专线", "高新区走访松涛产业园", top
    )
    assert {said(first), said(second)} == {POWER, BUSES}
    moved = first if said(first) == POWER else second
    assert any("another order" in doubt for doubt in moved.doubts)


def test_a_sub_head_stands_before_the_block_that_takes_it_up() -> None:
    (article,) = page(
        "高新区召开企业走访座谈会", column(POWER, 17), column(HIRING, 17), "如何破解用工难题"
    )
    texts = [paragraph.text for paragraph in article.paragraphs]
    assert article.subheads == ("如何破解用工难题",)
    assert texts.index("如何破解用工难题") == len(texts) - 2


@pytest.mark.parametrize("last", [True, False])
def test_a_sub_head_without_an_echo_keeps_its_place(*, last: bool) -> None:
    text = [column(POWER, 17), column(HIRING.replace("如何破解用工难题，", "招工"), 17)]
    text.insert(2 if last else 1, "奋力跑出新速度")
    (article,) = page("高新区召开企业走访座谈会", *text)
    assert article.subheads == ("奋力跑出新速度",)
    assert article.paragraphs[2].text == "奋力跑出新速度"


def test_a_slogan_below_the_headline_is_a_sub_head() -> None:
    (article,) = page(
        "高新区召开企业走访座谈会", "奋力跑出新速度", "走好最后一公里", column(POWER, 17)
    )
    assert article.headline == "高新区召开企业走访座谈会"
    assert article.subheads == ("奋力跑出新速度", "走好最后一公里")


def test_articles_without_an_empty_line_between_are_cut_at_the_byline() -> None:
    first, second = page(column(POWER, 17) + "\n记者 何思远\n" + column(BUSES, 17))
    assert (said(first), said(second)) == (POWER, BUSES)
    assert first.bylines.reporters == ("何思远",)


def test_a_dateline_begins_an_article_in_the_middle_of_a_block() -> None:
    first, second = page(column(POWER, 17) + "\n" + column(BUSES, 17))
    assert (said(first), said(second)) == (POWER, BUSES)


def test_a_credit_is_no_running_text() -> None:
    (article,) = page(
        "高新区走访松涛产业园", column(POWER, 17) + "\n园区车间。罗星 摄", column(HIRING, 17)
    )
    assert "罗星" not in said(article)
    assert any("罗星 摄" in paragraph.text for paragraph in article.paragraphs)


def test_the_first_line_is_the_headline_where_no_other_stands_above() -> None:
    (article,) = page("松涛产业园用电扩容\n" + column(POWER, 17))
    assert article.headline == "松涛产业园用电扩容"
    assert article.subheads == ()


def test_headlines_without_a_text_are_kept() -> None:
    (article,) = page(
        "高新区召开服务会议\n高新区举行签约仪式\n高新区开展安全检查\n高新区部署防汛工作"
    )
    assert article.headline is not None
    assert article.body == ()


def test_a_sentence_without_its_end_is_pointed_out() -> None:
    (article,) = page("高新区走访松涛产业园", column(POWER[:-30], 17))
    assert any("cut off" in doubt for doubt in article.doubts)


def test_latin_words_stay_apart_when_lines_are_joined() -> None:
    text = column(POWER, 17)
    (article,) = page(
        text + "\n园区引进的新设备来自海外，名为 smart\nfactory，可以自动换刀，一天能省下两个小时。"
    )
    assert "smart factory" in said(article)


def test_closing_marks_never_begin_a_paragraph() -> None:
    lines = column(POWER, 17).splitlines()
    (article,) = page("\n".join([*lines, "企业说：“有盼头了", "。”这是真心话。"]))
    assert "有盼头了。”" in said(article)


def test_many_articles_are_read_in_sections() -> None:
    blocks = []
    for number in range(40):
        blocks += [f"高新区召开第{number}次会议", *halves(column(POWER, 17)), "记者 何思远"]
    found = page(*blocks)
    assert sum(said(article).count("应急发电车") for article in found) == 40
    assert len({article.id for article in found}) == len(found) >= 30


def test_a_text_without_a_seam_is_read_all_the_same() -> None:
    found = page(*[column(POWER[:51], 17)] * 100)
    assert sum(said(article).count("松涛产业园") for article in found) == 100


def test_a_narrow_lead_comes_first() -> None:
    lead = (
        "为推动企业走访落到实处，云岭高新区组织百名干部到松涛产业园听意见、解难题，让企业安心生产。"
    )
    (article,) = page(
        column(POWER.replace("3月12日，", ""), 20), "高新区走访松涛产业园", column(lead, 15)
    )
    assert said(article).startswith(lead)


def test_columns_two_cells_apart_are_nearly_alike() -> None:
    first, second = page(
        column(POWER, 17),
        column(HIRING, 18),
        column(BUSES, 19),
        "高新区走访松涛产业园",
        "云岭公交新开专线",
    )
    assert said(second) == BUSES
    assert said(first) == POWER + HIRING


def test_indented_paragraphs_go_on_over_an_empty_line() -> None:
    one, other = column(POWER, 18, "　　"), column(HIRING, 18, "　　")
    cut = one.splitlines()
    (article,) = page("\n".join([*cut, *other.splitlines()[:2]]), "\n".join(other.splitlines()[2:]))
    assert [article.paragraphs[place].text for place in article.body] == [POWER, HIRING]


def test_an_article_is_as_sure_as_its_joints() -> None:
    (sure,) = page("高新区走访松涛产业园", column(POWER, 17))
    assert sure.order_confidence == 1.0
    top, rest = halves(column(POWER, 17))
    found = page(rest, column(BUSES, 20), "云岭公交新开通勤专线", "高新区走访松涛产业园", top)
    (moved,) = (article for article in found if said(article) == POWER)
    assert 0.6 < moved.order_confidence < 1.0


def test_an_article_that_is_not_sure_says_so() -> None:
    top, rest = halves(column(POWER, 17))
    found = page("高新区走访松涛产业园", top, column(BUSES, 17), rest, rest)
    (article,) = (article for article in found if POWER in said(article))
    assert article.order_confidence < 0.6
    assert any("not sure" in doubt for doubt in article.doubts)


def test_a_column_s_name_above_the_headline_is_none() -> None:
    (article,) = page("重点项目巡礼\n松涛产业园扩建变电站\n——赶在夏天之前", column(POWER, 17))
    assert article.headline == "松涛产业园扩建变电站"
    assert article.subheads == ("重点项目巡礼", "——赶在夏天之前")


def test_the_part_that_the_text_takes_up_is_the_headline() -> None:
    (article,) = page("携手开新局\n经发局走访松涛产业园了解用电情况", column(POWER, 17))
    assert article.headline == "经发局走访松涛产业园了解用电情况"


@pytest.mark.parametrize("near", [True, False])
def test_a_caption_goes_to_the_article_whose_words_it_has(*, near: bool) -> None:
    caption = "图为松涛产业园的数控机床和应急发电车。 罗星 摄"
    first, second = column(POWER, 17), column(BUSES, 20)
    texts = ["高新区走访松涛产业园", first, "云岭公交新开通勤专线", second]
    texts.insert(2 if near else 4, caption)
    power, buses = page(*texts)
    assert any(paragraph.text == caption for paragraph in power.paragraphs)
    assert not any("罗星" in paragraph.text for paragraph in buses.paragraphs)


def test_a_page_of_captions_is_kept() -> None:
    caption = (
        "图为松涛产业园的数控机床车间，\n工人们正在赶制一批出口订单，\n园区干部到场服务。罗星 摄"
    )
    found = page(caption, caption)
    assert sum("罗星" in p.text for article in found for p in article.paragraphs) == 2


def test_a_byline_over_two_lines_stands_above_an_article() -> None:
    (article,) = page(
        "高新区走访松涛产业园", "□ 本报记者 何思远 通讯员 陶云 梁\n小雨\n" + column(POWER, 17)
    )
    assert article.bylines.reporters == ("何思远",)
    assert article.bylines.correspondents == ("陶云", "梁小雨")
    assert said(article) == POWER


def test_a_credit_over_two_lines_is_no_running_text() -> None:
    (article,) = page(
        "高新区走访松涛产业园", column(POWER, 17) + "\n应急发电车。本报通讯员 罗星 摄\n影报道"
    )
    assert "罗星" not in said(article)


def test_a_sub_head_may_be_the_last_line_of_a_block() -> None:
    first = column(POWER, 17, "　　") + "\n    招工难有办法"
    (article,) = page("高新区走访松涛产业园", first, column(HIRING, 17, "　　"))
    assert article.subheads == ("招工难有办法",)
