"""What is printed on a page and belongs to no article: its name, date, number and editors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from taizhang.engine.text.lines import Block

MOST_LINES: Final = 4
LONGEST: Final = 60
"""Characters; more is never said in a margin."""

_GAP: Final = r"[\s　·|｜/]{0,6}"
_NUMBER: Final = r"[0-9０-９零〇一二三四五六七八九十]"
_SECTION: Final = (
    r"(?:要闻|头版|时政|综合|新闻|本地|国内|国际|经济|财经|产业|企业|民生|社会|文化|文体|教育|健康|科技|法治|农业|三农|"
    r"园区|开发区|高新区|经开区|城区|乡镇|基层|副刊|理论|评论|专版|专刊|特刊|特别报道|广告|公告|专题|时讯|资讯|快讯){1,3}"
)
_SHEET: Final = (
    rf"(?:第?{_GAP}[A-D]?{_NUMBER}{{1,3}}{_GAP}版|版{_GAP}{_NUMBER}{{1,3}}|[A-D]?\d{{2}})"
)
_PAPER: Final = r"[一-龥]{2,6}(?:日报|晚报|晨报|时报|周报|周刊|快报|商报|都市报|导报)"
_DAY: Final = (
    rf"(?:{_NUMBER}{{4}}年)?{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日|(?:星期|周)[一二三四五六日天]|"
    r"农历[一-龥]{2,12}|总第\d{1,6}期|第\d{1,6}期|国内统一(?:连续出版物号|刊号)\S{2,20}"
)
_MARGIN: Final = re.compile(rf"(?:(?:{_SHEET}|{_PAPER}|{_DAY}|{_SECTION}){_GAP}){{1,8}}")
_EDITORS: Final = re.compile(
    r"(?:(?:本版|值班|责任|执行|版面|图片|美术|新闻)?(?:编辑|责编|主编|编委|总编|校对|审校|审核|"
    r"版式|美编|组版|制图|监制|终审)|"
    r"(?:新闻|服务|投稿|联系|广告|发行)?(?:电话|热线|邮箱|电子邮箱|信箱|传真)|"
    r"(?i:e-?mail))[\s　:：/]"
)
# What a web page says of itself above the text: where it stands, when and by whom it was put up.
_NAVIGATION: Final = re.compile(
    r"(?:您?(?:当前|现在|所在)的?位置|首\s?页\s?[>＞»|｜]|无障碍|长者版|简体|繁體|设为首页"
    r"|(?:发布|更新)(?:时间|日期|机构)|信息来源|索\s?引\s?号|浏览次数|阅读次数|字号|【字体|分享到)"
)
_SENTENCE: Final = re.compile(r"[，。；！？]")


def is_margin(block: Block) -> bool:
    """Does nothing in this block belong to an article?"""
    return len(block) <= MOST_LINES and all(_is_margin(line.text) for line in block)


def without_margins(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that articles are made of; all, where there is nothing else."""
    kept = tuple(block for block in blocks if not is_margin(block))
    return kept or tuple(blocks)


def _is_margin(text: str) -> bool:
    if len(text) > LONGEST or _SENTENCE.search(text):
        return False
    return _EDITORS.match(text) is not None or _MARGIN.fullmatch(text) is not None


def is_navigation(text: str) -> bool:
    """Is it a line that a web page puts around its text?"""
    return len(text) <= 2 * LONGEST and _NAVIGATION.match(text.strip()) is not None
