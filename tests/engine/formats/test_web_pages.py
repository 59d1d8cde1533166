"""Web pages: tables by their grid, what stands around the text left out, spoilt encodings."""

from __future__ import annotations

import pytest

from taizhang.engine.formats import Limits, MixedEncoding, TooLarge, UnknownFormat, read_bytes
from taizhang.engine.text import articles


def _lines(page: str) -> list[str]:
    return read_bytes(f"<!doctype html><body>{page}</body>".encode(), name="页").text.splitlines()


def test_a_cell_over_several_rows_belongs_to_each_of_them() -> None:
    page = (
        "<table><caption>任务表</caption><tr><th rowspan=2>任务<th colspan='2'>责任"
        "<th rowspan=2>时限"
        "<tr><th>牵头单位<th>配合单位"
        "<tr><td><p>用电扩容</p><p>报装</p><td rowspan=2>经发局<td>供电公司<td rowspan=0>月底"
        "<tr><td>招工<td>人社局<tr><td rowspan=x>漏雨<td>住建局</table>"
    )
    assert _lines(page) == [
        "任务表",
        "任务\t责任\t\t时限",
        "任务\t牵头单位\t配合单位\t时限",
        "用电扩容 报装\t经发局\t供电公司\t月底",
        "招工\t经发局\t人社局\t月底",
        "漏雨\t住建局\t\t月底",
    ]


def test_a_table_that_lays_out_the_page_is_no_list_of_rows() -> None:
    assert _lines("<table><tr><td>左<table><tr><td>甲<td>乙</table><td>右</table>") == [
        "左",
        "甲\t乙",
        "右",
    ]
    long = "会议要求抓好落实。" * 150
    assert _lines(f"<table><tr><td>{long}<td>旁注</table>") == [long, "旁注"]
    assert _lines("<table><tr><td>一段<br>二段</table>") == ["一段", "二段"]


def test_a_cell_may_not_claim_any_number_of_columns() -> None:
    row = "<td colspan=999999>甲" * 3
    assert _lines(f"<table><tr hidden><td>看不见<td>x<tr>{row}</table>") == ["甲"]
    text = "重复" * 100
    page = f"<table><tr><td rowspan=60000>{text}<td>乙" + "<tr><td>丙" * 60_000 + "</table>"
    with pytest.raises(TooLarge):
        read_bytes(f"<html>{page}".encode(), name="页", limits=Limits(characters=1_000_000))


PAGE = """<div class="header">
<ul><li><a href=a>首页</a><li><a href=b>政务公开</a><li><a href=c>互动</a></ul></div>
<div>您当前的位置：<a href=a>首页</a> &gt; <a href=b>动态</a></div>
<div class="share top">微信</div><h1>云岭高新区召开企业服务会议</h1>
<p>来源：云岭发布　时间：2026-03-09　字体：大 中 小</p><p>分享到：</p>
<div id=zoom><p>　　会议听取用电扩容等问题，要求经发局五个工作日内答复。</p>
<p>　　会议强调，对答复不满意的企业要登门回访，直到问题解决。</p>
<p>附件：<a href=1.docx>任务表</a> <a href=2.docx>名单</a> <a href=3.pdf>通知</a></p></div>
<p>上一篇：<a href=x>一条别的消息</a></p><p>【打印】 【关闭】</p>
<table><tr><td><a href=1>园区概况一览</a><td><a href=2>招商引资指南</a>
<td><a href=3>办事大厅入口</a></table>
<ul><li><a href=1>园区里的另一条消息</a><li><a href=2>再一条消息</a><li><a href=3>第三条</a></ul>
<footer>主办：云岭高新区管委会</footer><div>版权所有 云岭高新区</div><p>某ICP备00000000号</p>"""


def test_of_a_government_page_the_text_is_left() -> None:
    assert _lines(PAGE) == [
        "云岭高新区召开企业服务会议",
        "来源：云岭发布　时间：2026-03-09　字体：大 中 小",
        "会议听取用电扩容等问题，要求经发局五个工作日内答复。",
        "会议强调，对答复不满意的企业要登门回访，直到问题解决。",
        "附件：任务表 名单 通知",
    ]
    (article,) = articles(read_bytes(f"<html>{PAGE}".encode(), name="页"))
    assert article.headline == "云岭高新区召开企业服务会议"


def test_a_page_of_nothing_but_links_is_read() -> None:
    page = "<ul><li><a>关于用电的通知</a><li><a>关于用工的通知</a><li><a>关于用地的通知</a></ul>"
    assert _lines(page) == ["关于用电的通知", "关于用工的通知", "关于用地的通知"]


def test_the_foot_of_an_article_is_part_of_it() -> None:
    assert _lines("<article><p>正文。</p><footer>何思远</footer></article>") == ["正文。", "何思远"]
    assert _lines("<ul><li><a> </a><a> </a><a> </a></ul><p>" + "这一段话比十个字长得多。" * 4) != []


def test_paragraphs_made_of_breaks_are_paragraphs() -> None:
    page = (
        "<h1>会议纪要</h1><div>　　会议要求，抓好落实。<br><br>　　会议强调，及时回访。<br/></div>"
    )
    (article,) = articles(read_bytes(f"<html>{page}".encode(), name="页"))
    assert [p.text for p in article.paragraphs] == [
        "会议纪要",
        "会议要求，抓好落实。",
        "会议强调，及时回访。",
    ]


@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_few_spoilt_bytes_do_not_spoil_a_page_that_says_its_encoding(charset: str) -> None:
    said = "会议要求，抓好落实。" * 30
    encoding = "gb18030" if charset == "gb2312" else "utf-8"
    head = f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>'
    data = head.encode() + said.encode(encoding) + b"\xff" + "尾".encode(encoding)
    assert said in read_bytes(data, name="页").text
    with pytest.raises((UnknownFormat, MixedEncoding)):
        read_bytes(head.encode() + b"\xff\xfe\xfd" * 50, name="页")
    with pytest.raises((UnknownFormat, MixedEncoding)):
        read_bytes(data.replace(b"charset", b"x"), name="页")
