"""Enterprises that what stands beside them proves, whatever their name is made of.

霁岭的总经理 has a post that only firms have, 霁岭是一家…企业 says it, 受检单位：霁岭 is a label,
and what stands in a list between two enterprises is one as well. Names told so need no legal form
and no trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from taizhang.engine.extract.brands import everyday
from taizhang.engine.extract.mentions import (
    Mention,
    occurrences,
    segment_start,
    strip_leads,
)
from taizhang.engine.extract.rolls import is_name
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.brands import ORGANS
from taizhang.engine.lexicon.firms import (
    BEFORE_FIRMS,
    FIRM_LABELS,
    LEGAL_FORMS,
    NO_FIRMS,
    ONLY_FIRMS_HAVE,
    SHOP_ENDINGS,
)
from taizhang.engine.lexicon.people import TITLE_ENDINGS
from taizhang.engine.lexicon.units import ACTING_ENDINGS, UNIT_ENDINGS
from taizhang.engine.names import parts
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

_POST: Final = Sought(
    rf"(?:公司|集团|厂)?的?(?:{either(ONLY_FIRMS_HAVE)}|副总(?![理裁编队工指监干会]))(?=[一-鿿]{{2,4}}|[，。、；：）)\n“（(]|$)"
)
_IS_A_FIRM: Final = compiled(
    r"(?<=[一-鿿A-Za-z0-9])，?(?:就|正|便|也)?(?:是|系|作为)[^，。；：\n]{0,24}?(?:企业|公司|厂商|制造商|供应商|龙头|老厂)(?=[，。；])"
)
_SPEAKS_OF_IT: Final = compiled(
    r"(?:相关|有关|主要)?负责人[一-鿿]{0,4}?(?:表示|介绍|说|称|反映|提出|坦言)[，：:]?“?(?:[^，。；]{0,6}，)?(?:我们)?(?:公司|企业|厂里|工厂)"
)
_LABEL: Final = compiled(
    rf"(?:(?<=[\n，。；（(\s】、.．）)])|^)(?:{either(FIRM_LABELS)})[：:]\s?(?P<names>[一-鿿][^\n，。；：:|]{{1,90}})"
)
_DIVISION: Final = re.compile(
    r"(?:综合|行政|财务|人事|人力资源|市场|销售|营销|生产|技术|研发|质量|采购|运营|工程)(?:办公室|部|科|中心)?$"
)
_BROKEN: Final = compiled(
    rf"[的了着过把被让给是由至往在（(]|[和与及]|(?:{either(BEFORE_FIRMS)})|(?:来自|走访|邀请|听取|对|向|到|据|经)"
)
_NO_FIRM: Final = compiled(
    rf"(?:{either(NO_FIRMS)})|[\d一二两三四五六七八九十几多数]{{1,3}}[家名位个项条]|[某该本各每这那您你我他她它]"
)
_ENDS_IN_PERSON: Final = re.compile(rf"(?:{either(TITLE_ENDINGS)})$")
_BODY: Final = re.compile(rf"(?:{either(UNIT_ENDINGS, ACTING_ENDINGS, ORGANS)})$")
_FORM: Final = re.compile(rf"(?:{either(LEGAL_FORMS, SHOP_ENDINGS)})$")
_RUN: Final = re.compile(r"[一-鿿A-Za-z0-9]+")
# 某局协助查找霁岭: a body stands inside.
_BODY_INSIDE: Final = re.compile(r"(?:[局厅委办]|政府|街道|法院)(?=[一-鿿])")
_SHORTEST: Final = 3
_LONGEST: Final = 12
# A name, up to a mark, a blank or a bracket; what a bracket holds is none.
_ITEM: Final = re.compile(
    r"(?<![^、，\s：:])[一-鿿A-Za-z0-9]{2,20}?(?=[、\s（(“”]|等\d{0,3}[家户]|$)"
)
_STOPS: Final = re.compile(r"[，。；：！？“”\n（）()]")
_FAR: Final = 60
"""Characters between two enterprises of one list."""
_SEVERAL: Final = 2


def proven(text: str, known: tuple[Mention, ...]) -> Iterator[Mention]:
    """Every mention of such a firm; `text` has the `known` firms blanked out."""
    told = [*_by_post(text), *_by_word(text), *_by_speech(text)]
    for name in dict.fromkeys(mention.name for mention in told):
        why = next(mention.why for mention in told if mention.name == name)
        for place in occurrences(text, name):
            yield Mention(place, place + len(name), name, why)
    yield from _by_label(text)
    yield from _beside(text, known)


def may_be_called(name: str) -> bool:
    """Whether a firm may be called so: nothing of everyday prose, no body, no person."""
    if not _RUN.fullmatch(name) or _BODY_INSIDE.search(name) or _NO_FIRM.search(name):
        return False
    if everyday(name):
        return False
    if _FORM.search(name):
        return len(parts(name).core) >= _SEVERAL
    return not _BODY.search(name) and not _ENDS_IN_PERSON.search(name) and not is_name(name)


def _by_post(text: str) -> Iterator[Mention]:
    """霁岭董事长…, 霁岭的总经理助理…."""
    for post in _POST.finditer(text):
        start = _start(text, post.start())
        division = _DIVISION.search(text, start, post.start())
        name = text[start : division.start() if division else post.start()]
        if _SHORTEST <= len(name) <= _LONGEST and may_be_called(name):
            yield Mention(start, start + len(name), name, "before a post of firms")


def _by_speech(text: str) -> Iterator[Mention]:
    """霁岭负责人表示，公司…: whoever heads it speaks of a firm."""
    for said in _SPEAKS_OF_IT.finditer(text):
        start = _start(text, said.start())
        name = text[start : said.start()]
        if _SHORTEST <= len(name) <= _LONGEST and may_be_called(name):
            yield Mention(start, said.start(), name, "before a post of firms")


def _by_word(text: str) -> Iterator[Mention]:
    """霁岭是一家…企业."""
    for said in _IS_A_FIRM.finditer(text):
        start = _start(text, said.start())
        name = text[start : said.start()]
        if _SHORTEST <= len(name) <= _LONGEST and may_be_called(name):
            yield Mention(start, said.start(), name, "said to be an enterprise")


def _start(text: str, end: int) -> int:
    """Where the name before `end` starts: behind marks, words that lead to it and of joining."""
    start = segment_start(text, end, max(0, end - 2 * _LONGEST))
    for cut in _BROKEN.finditer(text, start, max(start, end - 1)):
        start = cut.end()
    return start + strip_leads(text[start:end])


def _by_label(text: str) -> Iterator[Mention]:
    """施工单位：霁岭建工, 受检单位：霁岭火锅城, 参会企业：甲、乙、丙."""
    for label in _LABEL.finditer(text):
        for item in _ITEM.finditer(text, *label.span("names")):
            name = item.group()
            if _SHORTEST <= len(name) <= _LONGEST and may_be_called(name):
                yield Mention(*item.span(), name, "behind a label of enterprises")


def _beside(text: str, known: tuple[Mention, ...]) -> Iterator[Mention]:
    """What stands between two enterprises of a list: 甲公司、霁岭、乙公司."""
    for one, other in pairwise(known):
        start, end = one.end + 1, other.start - 1
        listed = 0 < end - start <= _FAR and text[one.end] == "、" == text[end]
        if not listed or _STOPS.search(text, start, end):
            continue
        for name in text[start:end].split("、"):
            if _SHORTEST <= len(name) <= _LONGEST and may_be_called(name):
                yield Mention(start, start + len(name), name, "list of enterprises")
            start += len(name) + 1
