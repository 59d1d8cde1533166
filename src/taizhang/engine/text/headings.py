"""What a headline looks like, and what it can be told by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from taizhang.engine.patterns import compiled
from taizhang.engine.text.bylines import byline, dateline, is_credit, is_source, named_only
from taizhang.engine.text.layout import SLACK
from taizhang.engine.text.lines import Block, Line
from taizhang.engine.text.marks import NEVER_FIRST, balance

APART: Final = 0.3
"""By how much more of its wording a headline is taken up on the page than what leads in to it."""
LONGEST_LEAD_IN: Final = 16
SHORTEST: Final = 3
MOST_LINES: Final = 4
LONGEST: Final = 45
"""Characters of a headline, all its lines together counted as at most twice this."""

_EVENT: Final = re.compile(
    r"召开|举行|举办|举措|会议|座谈会|推进会|动员会|[一-龥]会$|大会|调研|检查|督查|巡查|开展|启动|开幕|闭幕|"
    r"签约|发布|印发|公布|出席|主持|会见|会谈|考察|走访|慰问|部署|行动|活动|开工|投产|通知|公告|通报|"
    r"意见|方案|纪要|报告|实施|推动|推进|助力|落户|获批|入选|成立|揭牌|挂牌|签署|表彰|竣工|通车|督导|访问|会晤|复工|复产|突破|增长|提升"
)
_SLOGAN: Final = re.compile(
    r"共同|如何|怎样|怎么|为何|压实|坚持|坚定|加快|全力|全面|切实|深入|着力|努力|奋力|凝心|聚力|携手|千方百计|扎实|"
    r"不断|进一步|让|为了?|以|把|用|当好|做好|打好|筑牢|守住|争当|争做|勇当|奋进|奋战|冲刺|抢抓|弘扬|践行|护航|优化|打通|激活|多措并举|跑出|聚焦|关注|立足|强化|提升"
)
_LEADS_IN: Final = compiled(
    r"(?:强调|指出|要求|表示|认为|提出|会上|(?<![当及按准小同适实])时)$|"
    r"(?:进行时|在行动|在路上|在基层|走基层|看[一-龥]{2,3}|巡礼|追踪|见闻|大家谈|专栏|专版|专刊|特刊|系列报道|特别报道)$|"
    r"^(?:我为[一-龥]{2}办实事|学党史[\s　]?办实事|走进|走基层|新春走基层)"
)
_INNER_STOP: Final = compiled(r"[。；;]|[！？!?](?=.)|，[^，]*，|、[^、]*、[^、]*、")
_LABELLED: Final = re.compile(
    r"(?:出席|参加|列席|缺席|请假|主持人?|记录人?|时间|地点|主送|抄送|附件|印发|联系人|"
    r"联系电话|发言人?|发件人|收件人|发送时间)[\s　]*[:：]"
)
_SIGNED: Final = compiled(r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_CHINESE: Final = re.compile(r"[一-龥]")
_TABLE: Final = re.compile(r"\S+[\s　]+\S+[\s　]+\S+[\s　]+\S+")
_ENDS_OPEN: Final = compiled(r"[，、：:,“‘（(《—\-]$|[的和与及或把被]$")


def looks_like_heading(text: str) -> bool:
    """Short, not a sentence, nothing in it that only running text has."""
    if not SHORTEST <= len(text) <= LONGEST or text[0] in NEVER_FIRST:
        return False
    if _INNER_STOP.search(text) or _ENDS_OPEN.search(text) or balance(text) != (0, 0):
        return False
    if (
        _LABELLED.match(text)
        or _TABLE.match(text)
        or _SIGNED.search(text)
        or not _CHINESE.search(text)
    ):
        return False
    return not (
        dateline(text)[0] or byline(text) or named_only(text) or is_credit(text) or is_source(text)
    )


def tells_an_event(text: str) -> bool:
    """Does it say what happened (headlines do) rather than praise or ask (sub-heads do)?"""
    return _EVENT.search(text) is not None


def is_slogan(text: str) -> bool:
    """Does it call for something (as sub-heads do) instead of telling it?"""
    return _SLOGAN.match(text) is not None and not tells_an_event(text)


def leads_in(text: str) -> bool:
    """Is it a line that stands over a headline: a column's name, or who says what it tells?"""
    return _LEADS_IN.search(text) is not None


def heading_lines(block: Block, column: int, raw: str = "") -> tuple[tuple[Line, ...], ...]:
    """A block that is nothing but headings, as headings of one or more lines; else nothing.

    Lines belong to one heading, except that one with a comma, or one led in by a dash, is a
    sub-head of its own below a heading without, and that a column's name, a lead-in or a slogan
    stands by itself above one that tells an event. `raw` is the page: a word cut in two at the
    end of a line is found whole in it.
    """
    if len(block) > MOST_LINES or not _may_be_heading(block, column):
        return ()
    headings: list[list[Line]] = [[block[0]]]
    for line in block[1:]:
        above = "".join(part.text for part in headings[-1])
        cut = balance(above) != (0, 0) or _ENDS_OPEN.search(above) is not None
        own = line.text.startswith("——") or ("，" in line.text and "，" not in above)
        # Running text below a sub-head is much longer than it and fills the column.
        narrow = line.reach + SLACK < column or line.text.startswith("——")
        own = own and (narrow or line.width * 2 <= headings[-1][-1].width * 3)
        if own and not cut and looks_like_heading(line.text):
            headings.append([line])
        elif "，" in line.text:
            return ()
        elif not cut and _apart(headings[-1], line, raw):
            headings.append([line])
        else:
            headings[-1].append(line)
    return tuple(tuple(heading) for heading in headings)


def _apart(above: Sequence[Line], below: Line, raw: str) -> bool:
    """Is the line below a heading of its own, not the rest of the one above?"""
    text = "".join(line.text for line in above)
    if len(text) <= LONGEST_LEAD_IN and leads_in(text):
        return True
    if len(above) > 1 or not looks_like_heading(below.text):
        return False
    slogan = is_slogan(text)
    # Who did it stands before what was done; 推动… below a slogan is its other half.
    done = slogan and tells_an_event(below.text) and not _EVENT.match(below.text)
    # A line that is shorter than the next was not ended by its measure.
    by_choice = slogan or above[0].width + 2 < below.width
    own = done or (by_choice and _echo(text, raw) + APART < _echo(below.text, raw))
    # Asked last: where the word is not made whole, all of a long document is looked through.
    return own and text[-1] + below.text[0] not in raw


def _echo(text: str, raw: str) -> float:
    """Share of its pairs of characters that the page has somewhere else too."""
    pairs = [text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalpha()]
    return sum(_again(pair, raw) for pair in pairs) / max(len(pairs), 1)


def _again(pair: str, raw: str) -> bool:
    """Whether the page has it twice: looked for no further than the second place."""
    first = raw.find(pair)
    return first >= 0 and raw.find(pair, first + len(pair)) >= 0


def _may_be_heading(block: Sequence[Line], column: int) -> bool:
    whole = "".join(line.text for line in block)
    # A comma in a line as wide as the column: two lines left over from running text.
    if "，" in block[0].text and (len(block) > 1 or abs(block[0].reach - column) <= SLACK):
        return False
    if len(block) == 1:
        return looks_like_heading(whole)
    if (
        len(whole) > 2 * LONGEST
        or not _CHINESE.search(whole)
        or _INNER_STOP.search(whole.replace("，", "", 1))
    ):
        return False
    if any(byline(line.text) or named_only(line.text) for line in block):
        return False
    if is_credit(whole) or is_source(whole) or block[0].text[0] in NEVER_FIRST:
        return False
    return not _ENDS_OPEN.search(block[-1].text) and balance(whole) == (0, 0)
