"""Documents in their own order: minutes, notices, briefings."""

from __future__ import annotations

import pytest

from taizhang.engine.text import RawText, articles
from taizhang.engine.text.lines import MOST_WORDLESS, blocks


def test_several_articles_one_below_the_other() -> None:
    text = (
        "高新区召开企业服务会议\n本报讯 3月12日，云岭高新区召开企业服务会议，研究企业反映的问题。\n"
        "会议要求，抓好落实。\n记者 何思远\n"
        "高新区开展安全检查\n检查组走访了三家企业，发现隐患五处，已经全部整改完毕。\n"
        "云岭公交开通专线\n本报讯 3月20日起，两条专线开始运行，连接地铁站和园区。\n"
        "本报讯 3月21日，白石区举行招聘会，二百多人达成意向。\n"
    )
    found = articles(RawText(text))
    assert [article.headline for article in found] == [
        "高新区召开企业服务会议",
        "高新区开展安全检查",
        "云岭公交开通专线",
        None,
    ]
    assert [article.id for article in found] == ["a1", "a2", "a3", "a4"]


def test_numbered_headings_and_who_issued_it() -> None:
    text = (
        "关于做好春季安全生产工作的通知\n云岭安委\n各有关单位：\n　　现将有关事项通知如下。\n"
        "一、排查隐患\n　　各单位要在五个工作日内完成排查。\n"
        "二、落实\n　　安监局负责督查。\n云岭高新区安委会\n2026年3月9日\n"
    )
    (article,) = articles(RawText(text))
    assert article.headline == "关于做好春季安全生产工作的通知"
    assert article.subheads == ("一、排查隐患", "二、落实")
    assert str(article.date) == "2026-03-09"
    assert article.paragraphs[1].text == "云岭安委"


def test_a_long_title_is_a_headline() -> None:
    title = "云岭高新区管理委员会办公室关于印发二〇二六年惠民便民重点项目建设任务分工方案的通知"
    (article,) = articles(RawText(f"{title}\n各单位：请认真抓好落实，按时报送进展情况。\n"))
    assert article.headline == title


def test_no_title_is_made_up() -> None:
    for text in (
        "各单位：请抓好落实。\n按时报送。",
        "本报讯 云岭高新区开会，研究工作\n好。",
        "一、" + "云" * 46 + "\n好。",
    ):
        (article,) = articles(RawText(text))
        assert article.headline is None


def test_an_empty_text_has_no_articles() -> None:
    assert articles(RawText(" \n　\n")) == ()


def test_lines_end_at_every_break_and_an_empty_line_is_a_gap() -> None:
    raw = RawText("\n 甲 \r\n乙\r\n\r\n丙\n \n丁\x85戊\n\r")
    assert [[line.text for line in block] for block in blocks(raw)] == [
        ["甲", "乙"],
        ["丙"],
        ["丁", "戊"],
    ]


def test_a_line_is_without_what_cannot_be_seen_at_its_ends() -> None:
    ((first, second),) = blocks(RawText("\u200b　甲乙\u200b\na\u200bb"))
    assert (first.text, first.start, first.end) == ("甲乙", 2, 4)
    assert second.text == "a\u200bb"


def test_of_very_many_lines_without_a_word_the_rest_is_left_out() -> None:
    raw = "\n".join(["企业反映缺料", *(f"{number}." for number in range(2_000)), "会议要求办理"])
    ((*lines,),) = blocks(RawText(raw))
    assert len(lines) == MOST_WORDLESS + 2
    assert lines[-1].text == "会议要求办理"


def test_long_lines_of_figures_stay() -> None:
    raw = "\n".join(["1 2 3 4 5 6 7 8 9 10 11"] * (2 * MOST_WORDLESS))
    assert sum(map(len, blocks(RawText(raw)))) == 2 * MOST_WORDLESS


@pytest.mark.parametrize(
    ("raw", "headline"),
    [
        ("岚江市人民政府专题会议纪要\n〔2019〕第5号\n关于研究旧城供热事宜的会议纪要\n会议听取了汇报。",
         "关于研究旧城供热事宜的会议纪要"),
        ("岚江市人民政府文件\n岚政〔2023〕8号\n关于印发行动方案的通知\n各县人民政府：\n请认真实施。",
         "关于印发行动方案的通知"),
        ("督查工作专题通报\n（第3期）\n会议听取了有关情况的汇报。", "督查工作专题通报"),
    ],
)  # fmt: skip
def test_the_number_of_a_paper_stands_above_its_title(raw: str, headline: str) -> None:
    (found,) = articles(RawText(raw))
    assert found.headline == headline


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("栎阳高新区安全生产委员会办公室\n关于第三季度检查情况的通报\n栎安办〔2026〕29号\n",
         "栎阳高新区安全生产委员会办公室关于第三季度检查情况的通报"),
        ("首页 > 高新区\n\n高新区：敲门入户进企业\n\n发布时间：2026-03-09 来源：商务局\n",
         "高新区：敲门入户进企业"),
        ("栎阳经济开发区工作周报\n（2026年第37期）\n栎阳经开区党政办公室编　　2026年9月14日\n",
         "栎阳经济开发区工作周报"),
        ("园区快报\n第五期\n栎阳开发区管委会2026年5月10日工作例会会议纪要\n",
         "栎阳开发区管委会2026年5月10日工作例会会议纪要"),
        ("栎阳港管委会\n〔2026〕9号\n栎阳港办公室　　2026年6月20日\n\n关于海工企业座谈会的纪要\n",
         "关于海工企业座谈会的纪要"),
    ],
)  # fmt: skip
def test_the_title_among_what_stands_above_a_text(head: str, headline: str) -> None:
    body = (
        "\n　　3月9日，管委会召开会议，研究企业当前生产经营中的突出问题。\n　　会议要求抓好落实。\n"
    )
    assert articles(RawText(head + body))[0].headline == headline


def test_lines_of_a_list_are_paragraphs_however_alike_in_length() -> None:
    text = (
        "【服务企业】3月9日，管委会主任到栎阳轴承厂走访，厂方提出现租厂房漏雨，想换一处厂房\n"
        "3月10日，管委会召开银企对接会，六家银行与十七家企业见面。\n\n"
        "【本周进展】有进展的三件：\n①供水改造水泵装好，九月底通水\n②新建充电棚四十处，完成二十六处\n③免费体检八千人次，完成五千人次\n\n"
        "【下周安排】\n1.各局办周三前交材料，由经发局汇总。\n2.环保局把涉及的点位自查一遍报来。\n"
        "3.应急局要备足编织袋和抽水泵各百只。\n"
    )
    (article,) = articles(RawText(text))
    said = [paragraph.text for paragraph in article.paragraphs]
    assert said[1].startswith("3月10日")
    assert said[-3:] == [line for line in text.splitlines() if line[:2] in {"1.", "2.", "3."}]
