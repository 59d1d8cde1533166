"""Enterprises: by legal form, in lists, on visits, and by the trade that ends a short name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.brands import brands, everyday, firms_of_rows
from taizhang.engine.extract.columns import cells_under
from taizhang.engine.extract.mentions import (
    BOUNDARY,
    Mention,
    hidden,
    segment_start,
    strip_leads,
    without_overlaps,
)
from taizhang.engine.extract.proven import proven
from taizhang.engine.extract.shops import shops
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.firms import (
    BEFORE_FIRMS,
    BRANCHES,
    FULL_FORMS,
    GENERIC_CORES,
    GENERIC_ENDS,
    LEGAL_FORMS,
    TRADES,
    UTILITIES,
)
from taizhang.engine.lexicon.matters import RAISE
from taizhang.engine.lexicon.people import TITLE_ENDINGS
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.names import is_full, parts
from taizhang.engine.patterns import compiled

LONGEST: Final = 30
"""No registered name seen is longer."""
_SHORTEST_CORE: Final = 2

# 厂区 and 厂房 are places; (集团) in brackets belongs to the form that follows.
_FORM: Final = re.compile(
    rf"(?:{either(LEGAL_FORMS)})(?<!厂(?=[区房家商址长门内界外]))(?<![(（]集团)(?:(?<!工厂)|(?<=加工厂))"
    rf"(?:(?<=有限公司|责任公司)[一-鿿]{{2,6}}?(?:{either(BRANCHES)})|(?<=公司)[一-鿿]{{2,4}}?[分支]公司)?"
)
# A group's name may open the name of its member: 栎阳集团郑州…研究院.
_MEMBER: Final = re.compile(rf"[一-鿿]{{2,12}}?(?:{either(LEGAL_FORMS)})")
_PLACE: Final = re.compile(rf"{either(PROVINCES, CITIES)}")
_REGION: Final = re.compile(
    rf"(?:(?:{either(PROVINCES, CITIES)})[省市]?)?(?:[一-鿿]{{2,3}}[市县区镇])?"
)
# Characters that stand in no name: what follows the last of them is the name.
_NEVER: Final = compiled(r"[①-⑳的了着把被让给请从赴是由至往]|(?<=.)(?:在(?!线)|[到向对])")
# Longer turns that end the sentence part before a name.
_TURN: Final = re.compile(either(BEFORE_FIRMS))
# 原某某化肥厂; 还要省公司批, 由县环保局县供热公司: what stands before the name and ends a body's.
_FORMER: Final = re.compile(r"原(?!阳|创|子|平|生)[一-鿿]{3,}")
_OF_BODY: Final = re.compile(r"(?:[局委办厅]|政府|街道)(?=[省市县区镇乡][一-鿿])|要(?=[省市区县])")
# The number of a heading, of a case or of a row before the name.
_NUMBER: Final = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|(?:案例|问题|典型|企业|项目)[一二三四五六七八九十\d]{1,3}|\d{1,3})(?=[一-鿿])"
)
# 进厂, 返厂, 老厂: what is done at a factory, or how it is; no name.
_AT_FACTORY: Final = frozenset("进返出到建设入离驻办开回来全各本老新小大同跑转停分该我你他整")
# The same before the first item of a list: 先后接待了…, 某局召集….
_TURNS: Final = re.compile(
    r"(?:来到|走进|深入|前往|奔赴|参观|考察|调研|走访|查看|看望|接待|召集|邀请|组织|联合|听取|对?(?:辖区|园区|区|县|镇)内?的?)了?"
)
_JOINS: Final = re.compile(r"(?:企业|公司|政府|局|会|委|院|厂|集团)(?:和|与|及|以及|同)")

# "A、B、C等13家企业", "A、B等企业": the items before 等 are enterprises.
_LIST: Final = compiled(
    r"等(?P<count>[\d一二三四五六七八九十百两多余几]{1,5}家)?[一-鿿]{0,8}?(?:企业|公司)"
    r"|(?<=[一-鿿])(?P<all>[\d两三四五六七八九十]{1,3})家[^和与及，。；]{0,4}?(?:企业|公司|工厂|厂)"
)
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
# Short names end in a trade word: "钧拓精密总经理", "砚禾种业提出".
_BEFORE_PERSON: Final = re.compile(
    rf"(?:{either(TRADES)})(?:公司)?(?=(?:综合)?(?:办公室|财务部|人力资源部)?(?:相关)?(?:{either(TITLE_ENDINGS)})"
    rf"|(?:{either(RAISE)}|盼着|希望|急需|坦言)|等企业)"
)
# Word after word of trades and place-holders, never giving one back for a shorter one.
_GENERIC_WORDS: Final = "|".join(word for word in (*TRADES, *GENERIC_CORES) if len(word) > 1)
_WITHOUT_NAME: Final = re.compile(f"(?:{_GENERIC_WORDS})*+")
_NUMBERED: Final = compiled(
    r"[一二三四五六七八九十百两几多余数\d]{1,6}[家个户处]|部分|城镇|城区|[这那某各该每]|^本|我们|他们|新建|企业|实力|^等|局联"
)
_FIRMS_COLUMN: Final = compiled(r"(?:参会|反映|诉求|涉及|责任)?(?:企业|公司)(?:名称|简称)?")
_BARE: Final = re.compile(r"[一-鿿]{3,12}")
# 国有控股公司, 境外上市公司: firms by what they are, however much stands before.
_GENERIC_END: Final = re.compile(rf"(?:{either(GENERIC_ENDS)})$")


def firms(text: str) -> tuple[Mention, ...]:
    """Every mention of an enterprise that the text itself makes one."""
    formal = without_overlaps(_by_form(text))
    listed = list(_by_list(text, formal))
    told = without_overlaps(_shared_ends([*formal, *listed, *_by_trade(text)]))
    rest = hidden(text, told)
    tabled = _by_column(rest)
    return without_overlaps(
        [
            *told,
            *brands(rest, told),
            *firms_of_rows(rest),
            *shops(rest),
            *tabled,
            *proven(rest, told),
        ]
    )


def _by_column(text: str) -> Iterator[Mention]:
    """The short names in a column of enterprises; registered ones their form has told."""
    for start, end in cells_under(text, _FIRMS_COLUMN):
        name = text[start:end]
        if _BARE.fullmatch(name) and not _ITEM_NOT.search(name) and not everyday(name):
            yield Mention(start, end, name, "in a column of enterprises")


def _shared_ends(mentions: list[Mention]) -> Iterator[Mention]:
    """Where one name is the end of another that opens with no region, the shorter one is meant.

    "要肯定栎阳某某公司" next to a clean "栎阳某某公司": repetition shows where the name begins.
    """
    names = {mention.name for mention in mentions}
    for mention in mentions:
        cuts = (cut for cut in range(len(mention.name) - 3, 0, -1) if mention.name[cut:] in names)
        cut = next((cut for cut in cuts if not _PLACE.match(mention.name)), 0)
        name = mention.name[cut:]
        yield Mention(mention.end - len(name), mention.end, name, mention.why)


def _by_form(text: str) -> Iterator[Mention]:
    floor = 0
    for form in _FORM.finditer(text):
        if text[form.start() - 1 : form.start()] == "等":
            continue  # 甲化工、乙化工等公司
        if form.start() < floor or (form.group() == "集团" and _opens_member(text, form.end())):
            continue
        start = segment_start(text, form.start(), max(floor, form.start() - LONGEST))
        start = _trim(text, start, form.start(), form.group())
        floor = form.end()
        name = text[start : form.end()]
        if _SITE.match(text, form.end()):
            continue
        if start < form.start() and _names_somebody(name):
            yield Mention(start, form.end(), name, "legal form")


def _opens_member(text: str, place: int) -> bool:
    found = _MEMBER.match(text, place)
    return bool(found and _PLACE.match(text, place))


def _trim(text: str, start: int, end: int, form: str) -> int:
    """The start of the name in the run `[start, end)`: context before it is left out."""
    for pattern in (_TURN, _NEVER, _JOINS, _OF_BODY):
        for cut in pattern.finditer(text, start, end):
            start = cut.end()
    if text[start - 1 : start] == "、" and (last := _last_of_list(text[start:end])):
        start += last
    start += strip_leads(text[start:end])
    start = _own_brackets(text, start, end)
    start += 1 if _FORMER.match(text, start, end) else 0
    if form in FULL_FORMS:
        # A registered name usually opens with its region: "情况郑州宇光…有限公司".
        place = next((p for p in _PLACE.finditer(text, start + 2, end) if p.end() < end - 2), None)
        before = text[start : place.start()] if place else ""
        if place and not _REGION.fullmatch(before) and not _opens_name(before):
            return place.start()
    return start


def _own_brackets(text: str, start: int, end: int) -> int:
    """Behind a number and behind a bracket that the name does not close."""
    number = _NUMBER.match(text, start, end)
    start = number.end() if number else start
    opened = max(text.rfind(mark, start, end) for mark in "（(")
    closed = max(text.find(mark, max(opened, start), end) for mark in "）)")
    return opened + 1 if opened >= 0 and closed < 0 else start


def _last_of_list(run: str) -> int:
    """Behind 和 that joins the last item of a list; a name with 和 in it keeps its region."""
    joint = run.find("和", 3)
    left, right = run[:joint], run[joint + 1 :]
    if _REGION.fullmatch(left):
        return 0
    place = _PLACE.match(left)
    bare = len(left) - (place.end() if place else 0)
    own = joint < 0 or bare <= _SHORTEST_CORE or len(right) <= _SHORTEST_CORE
    return 0 if own else joint + 1


def _opens_name(before: str) -> bool:
    """Whether what stands before a region may belong to the name (栎阳集团郑州…, 国投某河南…)."""
    return len(before) <= 6 and not _PLACE.search(before)  # noqa: PLR2004 - brand and 集团


def _kept_leads(run: str) -> int:
    """Context at the left end of a run, unless taking it off leaves no name."""
    cut = strip_leads(run)
    return cut if len(run) - cut >= _SHORTEST_CORE else 0


def _names_somebody(name: str) -> bool:
    """Whether more than trade words and place-holders stand before the legal form."""
    found = parts(name)
    core = found.core
    if found.form in {"公司", "集团"} and (sort := _GENERIC_END.search(core)):
        # 区某某担保公司 is one of them all the same: its place and more than a sort are named.
        head = core[: sort.start()]
        return bool(found.region) and len(head) >= _SHORTEST_CORE and not nameless(head)
    if found.form in {"厂", "总厂"} and _no_factory(found.region + core):
        return False
    if found.region and core in UTILITIES:
        return True
    if found.region and found.form not in {"公司", "集团"} and len(core) >= _SHORTEST_CORE:
        return not _NUMBERED.search(core)
    if _NUMBERED.search(core) or core in GENERIC_CORES or len(core) < _SHORTEST_CORE:
        return False
    return not nameless(core)


def _no_factory(core: str) -> bool:
    """Whether what stands before 厂 is an act, the age of a nameless one, or public works."""
    named = len(core) > _SHORTEST_CORE + 1 or not _OLD.match(core)
    works = _WORKS.fullmatch(core) or _NTH_WORKS.search(core)
    return core[-1:] in _AT_FACTORY or not named or bool(works)


def nameless(core: str) -> bool:
    """Whether the words say only what a firm does (or are place-holders), not which it is."""
    return bool(_WITHOUT_NAME.fullmatch(core))


# 某厂旧址, 某厂家属院: a place that a factory gave its name.
_SITE: Final = re.compile(r"(?:旧址|原址|地块|片区|宿舍区|家属|小区|社区|路口|立交)")
# 第二水厂, 城南污水处理厂: public works, by number or by where they stand.
_WORKS: Final = re.compile(
    r"(?:县城|城区|城乡|园区|镇区|新区)?(?:第[一二三四五六七八九十\d]{1,2}|[城东南西北中新老]{0,2})"
    r"(?:自来水|污水处理|污水|净水|净化|再生水|中水|垃圾处理|垃圾焚烧|垃圾焚烧发电|水质净化|水)"
)
_NTH_WORKS: Final = re.compile(r"第[一二三四五六七八九十]{1,2}(?:自来|污|净)?水(?:处理)?$")
_OLD: Final = re.compile(r"[老旧新原](?!阳)")
_STOPS: Final = re.compile(r"[，。；：！？“”\n]")
_ROW_NUMBER: Final = re.compile(
    r"\s*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)\s*"
)
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


def _by_list(text: str, formal: tuple[Mention, ...]) -> Iterator[Mention]:
    known = {place for mention in formal for place in range(mention.start, mention.end)}
    for start, end, counted, why in (*_listed(text), *_visited(text)):
        items = list(_items(text, start, end, why, shortest=2 if counted else 3))
        if why != "list of enterprises" or counted or _like_firms(items):
            for mention in items:
                if not known.intersection(range(mention.start, mention.end)):
                    yield mention


def _listed(text: str) -> Iterator[tuple[int, int, bool, str]]:
    """What stands before 等13家企业: found from its end, or every character would open a list."""
    floor = 0
    for found in _LIST.finditer(text):
        first = max(floor, found.start() - _LONGEST_LIST)
        mark = deque(_STOPS.finditer(text, first, found.start()), maxlen=1)
        start = mark[0].end() if mark else first
        numbered = _ROW_NUMBER.match(text, start, found.start())
        start = numbered.end() if numbered else start
        if found.start() - start >= _SHORTEST_CORE:
            counted = found["count"] is not None
            if found["all"]:
                counted = _HOW_MANY.get(found["all"]) == text.count("、", start, found.start()) + 1
            yield start, found.start(), counted, "list of enterprises"
            floor = found.end()


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
    return any(_TRADE_END.search(item.name) for item in items)


_ITEM_NOT: Final = compiled(
    rf"(?:{either(TITLE_ENDINGS)})|联合|解决|成本|要素|环境|变化|方面|较高|较低|提升|大队|支队|[局委会厅]$|[来为]|"
    r"[的了着在是对我们他她]|园区|产业园|项目|现场|一线|车间|社区|工地|部门|中心|学校|医院|企业|街道|乡镇|政府|问题|情况|负责|小区|市场|基层|工作|行业|生产"
)


def _items(text: str, start: int, end: int, why: str, *, shortest: int) -> Iterator[Mention]:
    """The items of a list that can be names of enterprises."""
    for first, last in _pieces(text, start, end):
        begin = first
        if first == start:
            begin = max((cut.end() for cut in _TURNS.finditer(text, first, last)), default=first)
            begin += _kept_leads(text[begin:last])
        begin += text[begin:last].rfind("企业") + 2 if "企业" in text[begin:last] else 0
        begin += 2 if text.startswith("以及", begin) else 0
        name = text[begin:last]
        # Only names that end like one (a trade, an institute) or stand in a list of enterprises.
        if (
            shortest <= len(name) <= LONGEST
            and not _ITEM_NOT.search(name)
            and _plausible(name, why)
        ):
            yield Mention(begin, last, name, why)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items: set apart by 、, the last one by 和 or 及 (which other names may contain)."""
    at = start
    for stop in re.finditer("、", text[start:end]):
        yield at, start + stop.start()
        at = start + stop.end()
    joint = max(text.find(mark, at + 2, end - 2) for mark in "和及")
    if joint >= 0:
        yield at, joint - text.startswith("以及", joint - 1)
        at = joint + 1
    yield at, end


def _plausible(name: str, why: str) -> bool:
    if nameless(name) or any(letter in BOUNDARY for letter in name):
        return False
    if everyday(name) and not is_full(name):
        return False
    return why != "visited" or bool(_TRADE_END.search(name))


# 霁岭农机销售总监: which part of the firm, no trade of its own.
_NO_LETTERS: Final = re.compile(r"[\d（）()]")
_HEAD: Final = 3
"""With so many letters a brand shows whether it is a word of everyday prose."""
_DIVISION: Final = re.compile(r"(?<=[一-鿿]{4})(?:销售|生产|技术|运营|物流|研发|安装|服务|管理)$")
_TRADE_END: Final = re.compile(rf"(?:{either(TRADES, LEGAL_FORMS)})$")


def _by_trade(text: str) -> Iterator[Mention]:
    for found in _BEFORE_PERSON.finditer(text):
        start = segment_start(text, found.start(), max(0, found.start() - 8))
        start += _kept_leads(text[start : found.end()])
        start = max(start, *(text.rfind(mark, start, found.start()) + 1 for mark in "（("))
        name = text[start : found.end()]
        division = _DIVISION.search(name)
        name = name[: division.start()] if division else name
        ordinary = everyday(name, head=_HEAD) or _ITEM_NOT.search(name) or _NO_LETTERS.search(name)
        if len(name) >= 4 and _names_somebody(name) and not ordinary:  # noqa: PLR2004
            end = start + len(name)
            yield Mention(start, end, name, "trade word before a person or a plea")
