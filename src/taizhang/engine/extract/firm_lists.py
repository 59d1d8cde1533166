"""Enterprises in lists: "A、B、C等13家企业", what a visit goes to, what is called an enterprise."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.brands import everyday, may_be
from taizhang.engine.extract.mentions import BOUNDARY, Mention, strip_leads
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.brands import CONCRETE_TRADES
from taizhang.engine.lexicon.firms import BEFORE_FIRMS, GENERIC_CORES, LEGAL_FORMS, TRADES
from taizhang.engine.lexicon.people import TITLE_ENDINGS
from taizhang.engine.names import is_full, parts
from taizhang.engine.patterns import compiled

# The same before the first item of a list: 先后接待了…, 某局召集….
_TURNS: Final = re.compile(
    r"(?:来到|走进|深入|前往|奔赴|参观|考察|调研|走访|查看|看望|接待|召集|邀请|组织|联合|听取|对?(?:辖区|园区|区|县|镇)内?的?)了?"
)
# "A、B、C等13家企业", "A、B等企业": the items before 等 are enterprises.
_LIST: Final = compiled(
    r"等(?P<count>[\d一二三四五六七八九十百两多余几]{1,5}[家户])?[一-鿿]{0,8}?(?:企业(?![家主])|公司)"
    r"|(?<=[一-鿿])(?P<all>[\d两三四五六七八九十]{1,3})家[^和与及，。；]{0,4}?(?:企业(?![家主])|公司|工厂|[厂场店铺]|商户|合作社)"
)
# 工行、农行等9家银行依次对企业…: what is counted is no firm of the place.
_OF_OTHERS: Final = re.compile(r"银行|机构|部门|单位|商会|协会|高校|院校|媒体|社区|乡镇|街道")
_HOW_MANY: Final = {
    **{letter: place for place, letter in enumerate("二三四五六七八九十", 2)},
    **{str(count): count for count in range(2, 31)},
    "两": 2,
}
"""As many names as the words behind them say: 甲、乙、丙三家公司."""
# "深入辖区企业A、B进行调研": enterprises that a visit names.
_VISIT_OPENS: Final = re.compile(
    r"(?:企业|来到|走进|深入|前往|奔赴|先后到|实地查看|走访了?|考察了?)"
)
_VISITS: Final = re.compile(r"(?:走访|调研|考察|看望|检查|慰问|约谈|督导|督查|复查|抽查|座谈|回访)")
_VISIT: Final = re.compile(
    rf"{_VISIT_OPENS.pattern}(?P<items>[^，。；：！？“”\n]{{3,80}}?)"
    rf"(?:等(?:地|处|企业)?)?(?:进行)?(?:实地|集中|现场|逐一)?{_VISITS.pattern}"
)
_LONGEST_VISIT: Final = 90
"""Characters between the opening and the verb: items and what may follow them."""
# 以甲科技、乙电机为龙头: what an industry is built on.
_HEADED: Final = re.compile(
    r"以(?P<items>[^，。；：！？“”\n]{4,60}?)(?:等(?:企业)?)?为(?:龙头|代表|骨干|引领|首的)"
)
# Before a name in a list: the park it lies in, whom the first of them stands behind.
_IN_PARK: Final = re.compile(
    r"[一-鿿]{2,8}?(?:工业园区?|产业园区?|科技园区?|开发区|高新区|经开区|园区|街道)(?=[一-鿿]{3})"
)
_TURN: Final = re.compile(
    rf"{either(BEFORE_FIRMS)}|[一-鿿]了|现有|拥有|[汇聚集]聚|涌现|包括|例如|比如|诸如"
)
_TO: Final = re.compile(r"(?<=[一-鿿]{2})[为给向对与](?=[一-鿿]{3})")
# Word after word of trades and place-holders, never giving one back for a shorter one.
_GENERIC_WORDS: Final = "|".join(word for word in (*TRADES, *GENERIC_CORES) if len(word) > 1)
_WITHOUT_NAME: Final = re.compile(f"(?:{_GENERIC_WORDS})*+")
_STOPS: Final = re.compile(r"[，。；：！？“”\n]")
_ROW_NUMBER: Final = re.compile(
    r"\s*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)\s*"
)
LONGEST: Final = 30
"""No registered name seen is longer."""
_LONGEST_LIST: Final = 200
_SEVERAL: Final = 2
"""So many marks between the names behind 企业 make them a list of firms."""
_CALLED: Final = re.compile(
    rf"(?:包联|帮扶|联系|辖区|重点|龙头|骨干)企业(?P<items>[一-鿿]{{2,12}}?(?:{either(TRADES)}))(?=[，。；（])"
)
# 3家企业（分别为A、B、C）: what the bracket behind them lists.
_BRACKETED: Final = re.compile(
    r"[\d一二两三四五六七八九十几多]家[^，。；（(\n]{0,8}(?:企业|公司|工厂|商户)[（(](?:分别[为是]|即|包括|其中)?[：:]?(?P<items>[^（）()，。；\n]{4,80})[)）]"
)


TRADE_END: Final = re.compile(rf"(?:{either(TRADES, CONCRETE_TRADES, LEGAL_FORMS)})$")
_SHORTEST_CORE: Final = 2


def kept_leads(run: str) -> int:
    """Context at the left end of a run, unless taking it off leaves no name."""
    cut = strip_leads(run)
    return cut if len(run) - cut >= _SHORTEST_CORE else 0


def nameless(core: str) -> bool:
    """Whether the words say only what a firm does (or are place-holders), not which it is."""
    return bool(_WITHOUT_NAME.fullmatch(core))


def listed_firms(text: str, formal: tuple[Mention, ...]) -> Iterator[Mention]:
    """The names in lists of enterprises, outside those that their form has told."""
    known = {place for mention in formal for place in range(mention.start, mention.end)}
    for start, end, counted, why in (*_listed(text), *_visited(text)):
        sure = counted or (why == "list of enterprises" and _led(text, start, end))
        items = list(_items(text, start, end, why, sure=sure))
        if why != "list of enterprises" or counted or _like_firms(items):
            for mention in items:
                if not known.intersection(range(mention.start, mention.end)):
                    yield mention
    for found in _HEADED.finditer(text):
        for first, last in _pieces(text, *found.span("items")):
            if may_be(text[first:last]) and not nameless(text[first:last]):
                yield Mention(first, last, text[first:last], "called one")


def _listed(text: str) -> Iterator[tuple[int, int, bool, str]]:
    """What stands before 等13家企业: found from its end, or every character would open a list."""
    floor = 0
    for found in _LIST.finditer(text):
        first = max(floor, found.start() - _LONGEST_LIST)
        mark = deque(_STOPS.finditer(text, first, found.start()), maxlen=1)
        start = mark[0].end() if mark else first
        numbered = _ROW_NUMBER.match(text, start, found.start())
        start = numbered.end() if numbered else start
        if found.start() - start >= _SHORTEST_CORE and not _OF_OTHERS.search(found.group()):
            counted = found["count"] is not None
            if found["all"]:
                counted = _HOW_MANY.get(found["all"]) == text.count("、", start, found.start()) + 1
            yield start, found.start(), counted, "list of enterprises"
            floor = found.end()


def _led(text: str, start: int, end: int) -> bool:
    """Whether a visit goes to the first of the list, so that all of them are places of firms."""
    return text.startswith("在", start) or bool(_TURNS.search(text, start, end))


def _visited(text: str) -> Iterator[tuple[int, int, bool, str]]:
    """What a visit goes to, and what is called an enterprise."""
    verbs = [verb.start() for verb in _VISITS.finditer(text)]
    behind = 0
    for opening in _VISIT_OPENS.finditer(text):
        # Without a verb within reach there is none: a run of openings would look for it each.
        index = bisect_left(verbs, opening.end())
        near = index < len(verbs) and verbs[index] - opening.end() <= _LONGEST_VISIT
        found = _VISIT.match(text, opening.start()) if near and opening.start() >= behind else None
        if found:
            behind = found.end()
            several = opening.group() == "企业" and found["items"].count("、") >= _SEVERAL
            yield *found.span("items"), False, "list of enterprises" if several else "visited"
    for found in _CALLED.finditer(text):
        yield *found.span("items"), False, "called one"
    for found in _BRACKETED.finditer(text):
        yield *found.span("items"), False, "called one"


def _like_firms(items: list[Mention]) -> bool:
    """Whether any of them ends as firms do: "厂租、运价等企业关心的事项" lists none."""
    return any(TRADE_END.search(item.name) for item in items)


ITEM_NOT: Final = compiled(
    rf"(?:{either(TITLE_ENDINGS)})|联合|解决|成本|要素|环境|变化|方面|较高|较低|提升|大队|支队|^[局委办]|（[局委办]）|[局委会厅园]$|小镇$|[来为]|"
    r"[的了着在是对我们他她]|园区|产业园|项目|现场|一线|车间|社区|工地|部门|中心|学校|医院|企业|街道|乡镇|政府|问题|情况|负责|小区|市场|基层|工作|行业|生产|[复停]工|复产|驻[厂企点村]"
)


def _items(text: str, start: int, end: int, why: str, *, sure: bool) -> Iterator[Mention]:
    """The items of a list that can be names of enterprises."""
    for first, last in _pieces(text, start, end):
        begin = _after_context(text, first, last) if first == start else first
        begin += text[begin:last].rfind("企业") + 2 if "企业" in text[begin:last] else 0
        begin += 2 if text.startswith("以及", begin) else 0
        park = _IN_PARK.match(text, begin, last)
        begin = park.end() if park else begin
        name = text[begin:last]
        # Only names that end like one (a trade, an institute) or stand in a list of enterprises.
        if (
            (_SHORTEST_CORE if sure else _SHORTEST_CORE + 1) <= len(name) <= LONGEST
            and not ITEM_NOT.search(name)
            and _plausible(name, why, sure=sure)
        ):
            yield Mention(begin, last, name, why)


def _after_context(text: str, first: int, last: int) -> int:
    """Where the first name of a list begins: behind what leads to it."""
    begin = first
    for pattern in (_TURNS, _TURN):
        begin = max((cut.end() for cut in pattern.finditer(text, begin, last)), default=begin)
    begin = begin if last - begin >= _SHORTEST_CORE else first
    begin = max((cut.end() for cut in _TO.finditer(text, begin, last)), default=begin)
    return begin + kept_leads(text[begin:last])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items: set apart by 、, the last one by 和 or 及 (which other names may contain)."""
    at = start
    for stop in re.finditer("、", text[start:end]):
        yield at, start + stop.start()
        at = start + stop.end()
    joint = max(text.find(mark, at + 2, end - 2) for mark in "和及")
    # 岚江万和包装: what stands behind is no name of its own.
    if joint >= 0 and not nameless(text[joint + 1 : end]):
        yield at, joint - text.startswith("以及", joint - 1)
        at = joint + 1
    yield at, end


def _plausible(name: str, why: str, *, sure: bool) -> bool:
    if nameless(name) or any(letter in BOUNDARY for letter in name):
        return False
    placed = sure and parts(name).region
    if not placed and everyday(name, head=_SHORTEST_CORE if sure else None) and not is_full(name):
        return False
    return why != "visited" or bool(TRADE_END.search(name))
