"""Places of business without a legal form: 青岭采石场, 岚江市某某商贸中心.

Their endings are everyday words (建设一批超市), so what stands around has to say that one of them
is named: a place before it, an item of a list, an address behind it, somebody who runs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.brands import everyday
from taizhang.engine.extract.mentions import Mention, segment_start, strip_leads
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.brands import FIRM_POSTS, ORGANS
from taizhang.engine.lexicon.firms import (
    BEFORE_FIRMS,
    GENERIC_CORES,
    LEGAL_FORMS,
    NO_SHOPS,
    SHOP_ENDINGS,
    TRADES,
)
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

_ENDING: Final = Sought(rf"(?:{either(SHOP_ENDINGS)})")
_TURN: Final = compiled(
    rf"[的了着把被让给请从赴是由至往到在对向和与及为（）()\d]|(?:{either(BEFORE_FIRMS)})"
)
_REGION: Final = re.compile(
    rf"(?:(?:{either(PROVINCES, CITIES)})[省市]?)?(?:[一-鿿]{{2}}[市县区镇乡])?"
)
_ROAD: Final = re.compile(r"[一-鿿]{2,4}?(?:路|街|大道)(?=[一-鿿]{2})(?!口)")
_ADDRESS: Final = re.compile(r"[（(][^（）()\n]{0,20}[省市区县镇乡村路街号]")
_SORTS: Final = tuple(word for word in GENERIC_CORES if len(word) > 1)
# “霁又来”快餐店: what the marks hold is a name.
_QUOTED: Final = re.compile(
    rf"[“‘][一-鿿A-Za-z0-9]{{2,8}}[”’](?:{either(TRADES, _SORTS)}){{0,2}}"
    rf"(?:{either(SHOP_ENDINGS, LEGAL_FORMS)})(?![区房长])"
)
# “一线”服务工作室: a room that a body or a firm has set up.
_OF_A_BODY: Final = re.compile(r"(?:服务|劳模|创新|调解|代表|委员|党建|大师|名师)工作室$")
_ITEM: Final = compiled(r"[\d一二三四五六七八九十]{1,3}[、.．）]$")
_POST: Final = compiled(
    rf"(?:的|[（(](?:实际)?)?(?:{either(FIRM_POSTS)}|经营者|经营人|业主|老板|店主|摊主)"
    r"|是[^，。；\n]{0,20}(?:之一|一家|企业|基地)|位于|现有|占地|成立于|建于|负责"
    r"|的?(?:后厨|厨房|仓库|车间|门口|门前|二楼|三楼|员工)"
)
# What somebody who inspects finds at a place.
_AMISS: Final = re.compile(
    r"(?:[、和及][^，。；、\n]{2,14}){0,4}[^，。；\n]{0,8}?(?:存在|因未|因违|被处|被罚|被[遮堵封占锁圈]|未[一-鿿]|无证|违规|擅自|私自|超标|直排|偷排|占道|堆放|占用|油烟|粪污|安全出口"
    r"|灭火器|疏散|配电|电线|异味|噪声)"
)
_ANY: Final = compiled(rf"(?:{either(NO_SHOPS)})|负?[一二三四五六七八九十\d]{{1,2}}[层楼号家]")
_LEADING: Final = ("协调", "责令", "走访", "查封", "检查", "关停", "交给", "租给", "转给", "责成")
_WENT_TO: Final = ("来到", "走进", "到了")
_SOME: Final = frozenset("一几数多各这那某")
_AT: Final = re.compile(r"在[^，。；：\n]{2,12}的$")
_BRAND: Final = range(2, 8)
_REACH: Final = 16


def shops(text: str) -> Iterator[Mention]:
    """Every place of business that the text names."""
    for quoted in _QUOTED.finditer(text):
        if _OF_A_BODY.search(quoted.group()):
            continue
        yield Mention(*quoted.span(), quoted.group(), "place of business")
    for ending in _ENDING.finditer(text):
        start = segment_start(text, ending.start(), max(0, ending.start() - _REACH))
        for cut in _TURN.finditer(text, start, ending.start()):
            start = cut.end()
        start += strip_leads(text[start : ending.start()])
        road = _ROAD.match(text, start, ending.start())
        start = road.end() if road else start
        region = _REGION.match(text, start, ending.start())
        brand = text[region.end() if region else start : ending.start()]
        name = text[start : ending.end()]
        good = (
            not everyday(brand)
            and len(brand) in _BRAND
            and not brand.endswith(ORGANS)
            and not _ANY.match(brand)
        )
        if good and _named(text, start, ending.end(), region=start + len(brand) < ending.start()):
            yield Mention(start, ending.end(), name, "place of business")


def _named(text: str, start: int, end: int, *, region: bool) -> bool:
    """Whether something around says that one of them is meant."""
    if _ADDRESS.match(text, end) or _AMISS.match(text, end) or _POST.match(text, end):
        return True
    item = bool(_ITEM.search(text, max(0, start - 4), start))
    verb = text.startswith(_LEADING, start - 2) or (
        not text.endswith("市场", start, end)
        and (
            text.startswith(_WENT_TO, start - 2)
            or text[start - 1 : start] + text[end : end + 1] == "在，"
            or (
                text[end : end + 1] == "，"
                and text[start] not in _SOME
                and bool(_AT.search(text, max(0, start - _REACH), start))
            )
        )
    )
    told = text[end : end + 1] == "：" and (item or text[start - 1 : start] in {"", "\n"})
    return (
        item
        or verb
        or told
        or (region and text[end : end + 1] in {"", "，", "。", "、", "；", "\n"})
    )
