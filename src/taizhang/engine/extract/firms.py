"""Enterprises: by legal form, in lists, on visits, and by the trade that ends a short name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.brands import brands, everyday, firms_of_rows, is_brand
from taizhang.engine.extract.columns import cells_under
from taizhang.engine.extract.firm_lists import (
    ITEM_NOT,
    LONGEST,
    kept_leads,
    listed_firms,
    nameless,
)
from taizhang.engine.extract.mentions import (
    Mention,
    hidden,
    occurrences,
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
    ONLY_FIRMS_HAVE,
    TRADES,
    UTILITIES,
)
from taizhang.engine.lexicon.matters import RAISE
from taizhang.engine.lexicon.people import TITLE_ENDINGS
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.names import parts
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

_SHORTEST_CORE: Final = 2

# 厂区 and 厂房 are places; (集团) in brackets belongs to the form that follows.
_FORM: Final = re.compile(
    rf"(?:{either(LEGAL_FORMS)})(?<!厂(?=[区房家商址长门内界外]))(?<![(（]集团)(?:(?<!工厂)|(?<=加工厂))"
    rf"(?:(?<=有限公司|责任公司)[一-鿿]{{2,6}}?(?:{either(BRANCHES)})|(?<=公司)[一-鿿]{{2,4}}?[分支]公司)?"
)
# A group's name may open the name of its member: 栎阳集团郑州…研究院.
_MEMBER: Final = re.compile(rf"[一-鿿]{{2,12}}?(?:{either(LEGAL_FORMS)})")
_PLACE: Final = re.compile(rf"{either(PROVINCES, CITIES)}")
# What leads to a name elsewhere opens one itself behind a mark of lists: 甲公司、于岭酒业公司.
_OPENS_BRANDS: Final = frozenset("于如像帮以率使让把")
_REGION: Final = re.compile(
    rf"(?:(?:{either(PROVINCES, CITIES)})[省市]?)?(?:[一-鿿]{{2,3}}[市县区镇])?"
)
# Characters that stand in no name: what follows the last of them is the name.
_NEVER: Final = compiled(
    r"(?<=[接界汇])处|[①-⑳的了着把被让给请从赴是由至往]|(?<=.)(?:在(?!线)|[到对]|向(?!上|阳|荣|日葵))|(?<=[行局会司院])为|[排接汇流送运并]入(?=[省市县区镇])"
)
# Longer turns that end the sentence part before a name.
_TURN: Final = re.compile(either(BEFORE_FIRMS))
# 原某某化肥厂; 还要省公司批, 由县环保局县供热公司: what stands before the name and ends a body's.
_FORMER: Final = re.compile(r"原(?!阳|创|子|平|生)[一-鿿]{3,}")
_OF_BODY: Final = re.compile(r"(?:[局委办厅]|政府|街道)(?=[省市县区镇乡][一-鿿])|要(?=[省市区县])")
# 区应急管理局检查云溪…: what a firm is called never holds these words…
_LOOKS_AT: Final = re.compile(
    r"(?:检查|复查|巡查|督查|督导|慰问|帮扶|抽检|暗访|回访|会同|辅导)"
    r"(?!检测|检验|技术|咨询|服务|[站井仪])"
)
# …but these only behind somebody who does it: 街道办上门服务云溪…, no 某镇家政服务有限公司.
_ACTS_ON: Final = re.compile(
    r"(?:[局委办厅处队组会院所]|中心|政府|街道|专班|部门|人员|干部|(?<!家)[镇乡村])"
    r"(?:依法|现场|主动|积极|上门|近日|日前|及时|已|正|拟)?"
    r"(?:服务|指导|联合|推荐|补贴|监督|监管|提醒|告知|建议|安排|动员|陪同|走近)(?=[一-鿿（(]{3})"
)
# The number of a heading, of a case or of a row before the name.
_NUMBER: Final = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|(?:案例|问题|典型|企业|项目)[一二三四五六七八九十\d]{1,3}|\d{1,3})(?=[一-鿿])"
)
# 工单0529-015某某公司: the number of a record.
_CODED: Final = re.compile(r"[一-鿿]{0,4}[A-Za-z]{0,4}\d[\dA-Za-z]*[-–—]\d+号?\s?(?=[一-鿿])")
# 进厂, 返厂, 老厂: what is done at a factory, or how it is; no name.
_AT_FACTORY: Final = frozenset("进返出到建设入离驻办开回来全各本老新小大同跑转停分该我你他整")
_JOINS: Final = re.compile(r"(?:企业|公司|政府|局|会|委|院|厂|集团)(?:和|与|及|以及|同)")

# Short names end in a trade word: "钧拓精密总经理", "砚禾种业提出".
_BEFORE_PERSON: Final = Sought(
    rf"(?:{either(TRADES)})(?:公司)?(?=(?:综合)?(?:办公室|财务部|人力资源部)?(?:相关)?(?:{either(TITLE_ENDINGS)})"
    rf"|(?:{either(RAISE)}|盼着|希望|急需|坦言)|等企业)"
)
_NUMBERED: Final = compiled(
    r"[一二三四五六七八九十百两几多余数\d]{1,6}[家个户处]|部分|城镇|城区|[这那某各该每]|\d万?[吨亩千米立方座套台]|[两三四五六七八九十]大(?=[一-鿿]{2})|^国内|^境[内外]|^本|我们|他们|新建|企业|实力|^等|局联"
)
_FIRMS_COLUMN: Final = compiled(r"(?:参会|反映|诉求|涉及|责任)?(?:企业|公司)(?:名称|简称)?")
_ASKERS_COLUMN: Final = compiled(r"(?:诉求|反映|投诉|申请|求助|来电|来访)(?:主体|单位|方|人)")
"""People may stand in it as well: a name there has to be made as those of firms are."""
_BARE: Final = re.compile(r"[一-鿿]{3,12}")
# 国有控股公司, 境外上市公司: firms by what they are, however much stands before.
_GENERIC_END: Final = re.compile(rf"(?:{either(GENERIC_ENDS)})$")


def firms(text: str) -> tuple[Mention, ...]:
    """Every mention of an enterprise that the text itself makes one."""
    formal = without_overlaps(_by_form(text))
    listed = list(listed_firms(text, formal))
    told = without_overlaps(
        _shared_ends([*formal, *listed, *_by_trade(text), *_around_place(text)])
    )
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
        if (
            _BARE.fullmatch(name)
            and not ITEM_NOT.search(name)
            and (is_brand(name) or not everyday(name))
        ):
            yield Mention(start, end, name, "in a column of enterprises")
    for start, end in cells_under(text, _ASKERS_COLUMN):
        if is_brand(text[start:end]):
            yield Mention(start, end, text[start:end], "in a column of enterprises")


def _shared_ends(mentions: list[Mention]) -> Iterator[Mention]:
    """Where one name is the end of another that opens with no region, the shorter one is meant.

    "要肯定栎阳某某公司" next to a clean "栎阳某某公司": repetition shows where the name begins.
    """
    names = {mention.name for mention in mentions}
    for mention in mentions:
        cuts = (cut for cut in range(len(mention.name) - 3, 0, -1) if mention.name[cut:] in names)
        cut = next((cut for cut in cuts if not _opens_with_place(mention.name, cut)), 0)
        name = mention.name[cut:]
        yield Mention(mention.end - len(name), mention.end, name, mention.why)


def _opens_with_place(name: str, cut: int) -> bool:
    """Whether what stands before the shorter name is where the firm is."""
    return bool(_PLACE.match(name) or _REGION.fullmatch(name, 0, cut))


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
        if start < form.start() and _names_somebody(name) and not _serves_all(text, name):
            yield Mention(start, form.end(), name, "legal form")


def _opens_member(text: str, place: int) -> bool:
    found = _MEMBER.match(text, place)
    return bool(found and _PLACE.match(text, place))


def _trim(text: str, start: int, end: int, form: str) -> int:
    """The start of the name in the run `[start, end)`: context before it is left out."""
    for pattern in (_TURN, _NEVER, _JOINS, _OF_BODY, _LOOKS_AT, _ACTS_ON):
        for cut in pattern.finditer(text, start, end):
            start = cut.end()
    if text[start - 1 : start] == "、" and (last := _last_of_list(text[start:end])):
        start += last
    listed = text[start - 1 : start] == "、"
    start += strip_leads(text[start:end], _OPENS_BRANDS if listed else frozenset())
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
    coded = _CODED.match(text, start, end)
    start = coded.end() if coded else start
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


_WHEREABOUTS: Final = frozenset("区园镇村路街内里局行县市")
"""How a place ends that stands before a name and its region: 集聚区河南某某有限公司."""


def _opens_name(before: str) -> bool:
    """Whether what stands before a region may belong to the name (栎阳集团郑州…, 国投某河南…)."""
    short = len(before) <= 6  # noqa: PLR2004 - brand and 集团
    led = before[-1:] in _WHEREABOUTS or before.endswith("企业")
    return short and not led and not _PLACE.search(before)


def _names_somebody(name: str) -> bool:
    """Whether more than trade words and place-holders stand before the legal form."""
    found = parts(name)
    core = found.core
    if _POINTS.search(core):
        return False
    if found.region == "中国" and found.form in _OF_THE_STATE:
        return len(core) >= _SHORTEST_CORE and not _NUMBERED.search(core)
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


# 区消防队将该公司: which one is said elsewhere.
_POINTS: Final = re.compile(r"(?:[该本我贵各某每]|这家|那家|他们)$")
_OF_THE_STATE: Final = frozenset({"集团", "总公司", "集团公司"})
"""中国电力投资集团 needs no brand: there is one of it in the country."""


# 市供电公司提出: it has a matter of its own.
_OWN_WORD: Final = re.compile(
    rf"(?:{either(ONLY_FIRMS_HAVE)}|(?:负责人|代表)?[一-鿿]{{0,4}}?(?:{either(RAISE)}|希望|盼))"
)


_ZONE: Final = re.compile(r"[一-鿿]{0,4}?(?:新城|新区|园区|开发区|高新区|经开区)")


def _serves_all(text: str, name: str) -> bool:
    """Whether it is the works of a place (市供电公司, 区城投集团), which acts as its bureaux do."""
    found = parts(name)
    if name.startswith("国网") and name.endswith(("供电公司", "电力公司")):
        return True
    zone = _ZONE.match(found.core)
    what = found.core[zone.end() :] if zone else found.core
    if not (found.region or zone) or what not in UTILITIES or found.form not in {"公司", "集团"}:
        return False
    return not any(_OWN_WORD.match(text, place + len(name)) for place in occurrences(text, name))


def _no_factory(core: str) -> bool:
    """Whether what stands before 厂 is an act, the age of a nameless one, or public works."""
    named = len(core) > _SHORTEST_CORE + 1 or not _OLD.match(core)
    works = _WORKS.fullmatch(core) or _NTH_WORKS.search(core)
    return core[-1:] in _AT_FACTORY or not named or bool(works)


# 某厂旧址, 某厂家属院: a place that a factory gave its name.
_SITE: Final = re.compile(r"(?:旧址|原址|地块|片区|宿舍区|家属|小区|社区|路口|立交)")
# 第二水厂, 城南污水处理厂: public works, by number or by where they stand.
_WORKS: Final = re.compile(
    r"(?:县城|城区|城乡|园区|镇区|新区|[市县区镇])?(?:第[一二三四五六七八九十\d]{1,2}|[城东南西北中新老]{0,2})"
    r"(?:自来水|污水处理|污水|净水|净化|再生水|中水|垃圾处理|垃圾焚烧|垃圾焚烧发电|水质净化|水)"
)
_NTH_WORKS: Final = re.compile(r"第[一二三四五六七八九十]{1,2}(?:自来|污|净)?水(?:处理)?$")
_OLD: Final = re.compile(r"老旧|[老旧新原](?!阳)")
# 霁岭农机销售总监: which part of the firm, no trade of its own.
_NO_LETTERS: Final = re.compile(r"[\d（）()]")
_HEAD: Final = 3
"""With so many letters a brand shows whether it is a word of everyday prose."""
_DIVISION: Final = re.compile(
    r"(?<=[一-鿿]{4})(?:销售|生产|技术|运营|物流|研发|安装|服务|管理|人力资源)$"
)


# 霁岭（上海）科技: a place in brackets stands in names of firms alone.
_AROUND: Final = re.compile(
    rf"[（(](?:{either(PROVINCES, CITIES)}|中国|集团)[）)]"
    rf"[一-鿿]{{0,6}}?(?:{either(TRADES)}){{1,3}}+"
    r"(?![一-鿿]{0,3}(?:公司|厂))"
)


def _around_place(text: str) -> Iterator[Mention]:
    for found in _AROUND.finditer(text):
        start = segment_start(text, found.start(), max(0, found.start() - 8))
        for pattern in (_TURN, _NEVER):
            start = max(
                (cut.end() for cut in pattern.finditer(text, start, found.start())), default=start
            )
        start += strip_leads(text[start : found.start()])
        if found.start() - start >= _SHORTEST_CORE and not everyday(text[start : found.start()]):
            yield Mention(start, found.end(), text[start : found.end()], "brand and trade, weighed")


def _by_trade(text: str) -> Iterator[Mention]:
    for found in _BEFORE_PERSON.finditer(text):
        start = segment_start(text, found.start(), max(0, found.start() - 8))
        start += kept_leads(text[start : found.end()])
        start = max(start, *(text.rfind(mark, start, found.start()) + 1 for mark in "（("))
        start += 1 if text[start - 1 : start + 1] in {"”上", "”里"} else 0
        name = text[start : found.end()]
        division = _DIVISION.search(name)
        name = name[: division.start()] if division else name
        ordinary = everyday(name, head=_HEAD) or ITEM_NOT.search(name) or _NO_LETTERS.search(name)
        if len(name) >= 4 and _names_somebody(name) and not ordinary:  # noqa: PLR2004
            end = start + len(name)
            yield Mention(start, end, name, "trade word before a person or a plea")
