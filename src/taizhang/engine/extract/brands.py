"""Short names of firms that no form gives away: weighed by what stands before and behind them.

"宏岭食品" is a firm where somebody is its manager, where a visit goes to it, where it has a
workshop or asks for something; "绿色食品" never is. A name that is sure in one place is the firm
in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from taizhang.engine.extract.mentions import (
    BOUNDARY,
    Mention,
    occurrences,
    segment_start,
    strip_leads,
)
from taizhang.engine.extract.rolls import is_name
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import VERBS
from taizhang.engine.lexicon.brands import (
    BRAND_LETTERS,
    CONCRETE_TRADES,
    FIRM_DEEDS,
    FIRM_GOODS,
    FIRM_NEAR,
    FIRM_POSTS,
    FIRM_ROLES,
    NO_BRANDS,
    ORGANS,
    VAGUE_TRADES,
    VISIT_LEADS,
)
from taizhang.engine.lexicon.matters import RAISE
from taizhang.engine.names import parts
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

_LONGEST: Final = 10
_BRAND: Final = range(2, 5)
"""How many letters a brand has."""
_TELLING: Final = 1.5
"""What a context weighs that firms have and others hardly."""
_ENOUGH: Final = 2.5
_ENOUGH_IF_VAGUE: Final = 3.5

_TAIL: Final = Sought(
    rf"(?:{either(CONCRETE_TRADES)}){{1,3}}+(?:(?<=超市|酒店|百货|餐饮)(?![开新关分])[一-鿿]{{2}}店)?"
)
_LAST: Final = re.compile(rf"(?:{either(CONCRETE_TRADES)})(?:[一-鿿]{{2}}店)?$")
_VAGUE: Final = re.compile(rf"(?:{either(tuple(VAGUE_TRADES))})+")
_LEAD: Final = re.compile(rf"(?:{either(VISIT_LEADS)})")
_EVERYDAY: Final = re.compile(either(NO_BRANDS, VERBS))
_FOREIGN: Final = compiled(
    r"[\dA-Za-z（）()|%％]|[一二三四五六七八九十两几多数][家个种类台批条项]|[各每该此某个位名]|[一二三四五六七八九十两几多]$|[这那们不没很再又的了着等]|(?<=..)[和与及或]|^[等在予并]"
)
_NUMBER: Final = compiled(
    r"\d[-–—]\d+号?|(?:案例|问题|典型|企业|序号|项目)[\d一二三四五六七八九十]{1,3}|[（(][\d一二三四五六七八九十]{1,3}[）)]|[\d]{1,2}日"
)
# Some firm's 水处理厂 was told by its form, or names none.
_GOES_ON: Final = re.compile(r"[厂池站率价费者户节赛奖杯证]|展(?![厅示位开品])")
_VISITED: Final = re.compile(r"(?:来到|走进|赶到|前往|去了|到了|驱车)[^，。]{1,12}的$")
# 头一站是某某纺织。
_STOP: Final = re.compile(r"(?:第[一二三四五六]|[头首末])一?站(?:就是|便是|是|到|来到)$")
_OPENS_ITEM: Final = re.compile(r"(?:[（(]\d{1,2}[）)]|(?<!\d)\d{1,2}[.．、]|[①-⑳])\s*$")
_DASHED: Final = re.compile(r"(?:企业|公司|厂|老字号|巨头|龙头|商)(?:——?|“)$")
_ROLE: Final = re.compile(rf"(?:{either(FIRM_ROLES)})$")
_OPENED: Final = re.compile(r"[（(]")
_MATTERS: Final = ("问题", "难题", "诉求", "困难", "事项", "需求", "建议")
_SURE: Final = (
    (3.0, re.compile(rf"(?:公司|集团)?(?:的)?(?:{either(FIRM_POSTS)})")),
    (2.0, re.compile(rf"的?(?:{either(FIRM_GOODS)})|的[一-鿿]{{1,4}}(?:车间|仓库|厂房|生产线)")),
    (
        3.0,
        re.compile(rf"在[^，。；]{{2,24}}?(?:会|活动|调研|走访)(?:上|中|时)?(?:{either(RAISE)})"),
    ),
    (3.0, re.compile(r"[（(]\d[\d.]{0,8}(?:亩|平方米|万元|亿元|人|名|吨|千瓦)")),
    (2.0, re.compile(rf"[，：](?:该|这家)?(?:企业|公司|厂里|工厂|{either(FIRM_POSTS)})")),
    # 甲汽配、乙模具两家也围了过来: counted.
    (3.0, re.compile(r"(?:等)?[两三四五六七八九十\d]{1,3}家(?!庭)")),
    (2.0, re.compile(rf"(?:提出|反映|申报|遇到|面临)的[^，。；]{{2,24}}?(?:{either(_MATTERS)})")),
    (
        3.0,
        re.compile(
            rf"等(?:企业|公司)?(?:则|都|均|也|还)?(?:{either(RAISE)}|希望|盼望|建议|先后发言)"
        ),
    ),
    (
        2.0,
        re.compile(
            r"\d[\d.]{0,5}(?:英寸|兆瓦|吉瓦|纳米|万?吨|万?台|万?套)[^，。；]{0,6}(?:产线|生产线|车间|厂房)"
        ),
    ),
    (
        1.5,
        re.compile(rf"[均都也则]?(?:{either(FIRM_DEEDS)})|\d{{1,4}}(?:台|条|座|号|名|户|吨|万|亩)"),
    ),
)
# …。这家企业…: what was named just before is one.
_THAT_FIRM: Final = re.compile(
    r"[^。！？\n]{0,40}[。！？，；](?:这家|该)(?:企业|公司|工?厂|民企|老厂)"
)
_JOINTS: Final = frozenset("、和与及")
_APART: Final = {(" ", " "), ("\t", "\t")}
_NEAR: Final = re.compile(rf"(?:{either(FIRM_NEAR)})")
_REACH: Final = 80


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of letters that may be a firm, and how much speaks for it here."""

    start: int
    end: int
    name: str
    weight: float
    right: float
    """What of it stands behind."""
    sure: bool
    """Whether something beside it says so: who is behind it, who goes there."""


def brands(text: str, known: tuple[Mention, ...]) -> Iterator[Mention]:
    """Every mention of a firm by brand and trade; `text` has the `known` firms blanked out."""
    places = _shared(text, list(_places(text)), known)
    listed = {m.start for m in known} | {p.start for p in places}
    ended = {m.end for m in known} | {p.end for p in places}
    by_name: dict[str, list[_Place]] = {}
    for place in places:
        by_name.setdefault(place.name, []).append(place)
    for name, found in by_name.items():
        if _accepted(text, name, found, listed, ended):
            for again in occurrences(text, name):
                yield Mention(again, again + len(name), name, "brand and trade, weighed")


def _shared(text: str, places: list[_Place], known: Iterable[Mention]) -> list[_Place]:
    """The places, each with what stands behind the list that it is in: 甲食品、乙乳业反映."""
    ends = {mention.start: mention.end for mention in known}
    found: list[_Place] = []
    behind: dict[int, float] = {}
    for place in reversed(places):
        right, following = place.right, place.end + 1
        if text[place.end : following] in _JOINTS:
            far = ends.get(following)
            right = max(right, behind.get(following, 0) if far is None else _right(text, far))
        behind[place.start] = right
        gain, sure = right - place.right, place.sure or right >= _TELLING
        found.append(replace(place, weight=place.weight + gain, right=right, sure=sure))
    return found[::-1]


def _accepted(text: str, name: str, found: list[_Place], starts: set[int], ends: set[int]) -> bool:
    """Whether the evidence of all places is enough; words of everyday prose need more."""
    beside = any(_in_list(text, place, starts, ends) for place in found)
    sure = beside or any(place.sure for place in found)
    best = max(place.weight for place in found) + (1.0 if beside else 0.0)
    again = min(2, len(found) - 1) * 0.75
    letters = sum(letter in BRAND_LETTERS for letter in parts(name).brand[:2]) * 0.25
    vague = _VAGUE.fullmatch(_LAST.search(name).group())  # type: ignore[union-attr]
    placed = bool(parts(name).region) and not vague
    weight = best + again + letters + (_TELLING if placed else 0.0)
    return (sure or placed) and weight >= (_ENOUGH_IF_VAGUE if vague else _ENOUGH)


def _in_list(text: str, place: _Place, starts: set[int], ends: set[int]) -> bool:
    """Whether another firm stands before or behind it in a list."""
    before = text[place.start - 1 : place.start] in _JOINTS and place.start - 1 in ends
    return before or (text[place.end : place.end + 1] in _JOINTS and place.end + 1 in starts)


def _places(text: str) -> Iterator[_Place]:
    floor = 0
    for place in _TAIL.starts(text):
        if place < floor or not (tail := _TAIL.match(text, place)):
            continue
        start = -1 if _GOES_ON.match(text, tail.end()) else _start(text, tail.start())
        if start >= 0 and may_be(text[start : tail.end()]):
            left, right = _left(text, start), _right(text, tail.end())
            # Set apart by blanks, as some typists do with names, or alone in a cell.
            around = text[start - 1 : start], text[tail.end() : tail.end() + 1]
            apart = around in _APART
            left += _TELLING if apart else 0.0
            near = bool(_NEAR.search(_around(text, start, tail.end())))
            # （4）某某科技反映，…: an item of a list opens with who asks.
            opens = _OPENS_ITEM.search(text[max(0, start - 6) : start])
            left += _TELLING if opens and right >= _TELLING else 0.0
            name, sure = text[start : tail.end()], max(left, right) >= _TELLING
            yield _Place(start, tail.end(), name, left + right + near, right, sure)
            floor = tail.end()


def _start(text: str, end: int) -> int:
    """Where the brand before the trade at `end` starts; -1 when nothing clean stands there."""
    low = max(0, end - _LONGEST)
    start = segment_start(text, end, low)
    clean = start > low or low == 0
    for pattern in (_NUMBER, _OPENED, _LEAD):
        for cut in pattern.finditer(text, start, end - 1):
            if end - cut.end() >= _BRAND.start:
                start, clean = cut.end(), True
    skipped = strip_leads(text[start:end])
    if end - start - skipped >= _BRAND.start:
        start += skipped
    return start if clean else -1


def everyday(name: str, *, head: int | None = None) -> bool:
    """Whether the name, or its first `head` letters, holds words of everyday prose.

    绿色食品 and 重点项目建设 do; 霁岭营养科技 opens with letters that are no word.
    """
    return bool(_EVERYDAY.search(parts(name).brand[:head]))


def may_be(name: str) -> bool:
    """Whether the name is made as short names of firms are: letters of its own, then a trade."""
    taken = parts(name)
    brand = taken.brand
    if len(brand) < _BRAND.start or any(_TAIL.fullmatch(brand, skip) for skip in (0, 1)):
        return False
    while (trade := _LAST.search(brand)) and trade.start() >= _BRAND.start:
        brand = brand[: trade.start()]
    return (
        len(brand) in _BRAND
        and not _EVERYDAY.search(brand)
        and not brand.endswith(ORGANS)
        and not _FOREIGN.search(brand)
        and not any(letter in BOUNDARY for letter in brand)
    )


def is_brand(name: str) -> bool:
    """Whether the whole of it is such a name: 霁岭食品."""
    return bool(_LAST.search(name)) and may_be(name)


def _left(text: str, start: int) -> float:
    start -= 1 if text[start - 1 : start] == " " else 0
    if _STOP.search(text, max(0, start - 5), start):
        return 3.0
    if _ROLE.search(text, max(0, start - 4), start) or _DASHED.search(
        text[max(0, start - 6) : start]
    ):
        return 2.5
    if _VISITED.search(text[max(0, start - 18) : start]):
        return 2.0
    lead = next(
        (m for n in (4, 3, 2) if (m := _LEAD.fullmatch(text, max(0, start - n), start))), None
    )
    return 2.0 if lead else 1.0


def _right(text: str, end: int) -> float:
    # Some typists set names apart by blanks; what follows the blank tells as much.
    end += 1 if text[end : end + 1] == " " else 0
    for weight, pattern in _SURE:
        if pattern.match(text, end):
            return weight
    if _THAT_FIRM.match(text, end):
        return 2.0
    if text[end : end + 1] == "：" or _before_somebody(text, end):
        return 1.5
    return 0.5 if text[end : end + 1] in BOUNDARY else 0.0


def _before_somebody(text: str, end: int) -> bool:
    """Whether a name stands between the firm and the next item of a list: 某某药业王某某、…."""
    return any(
        text[end + length : end + length + 1] in {"、", "，", "。"}
        and is_name(text[end : end + length], strict=True)
        for length in (3, 2)
    )


def _around(text: str, start: int, end: int) -> str:
    """The sentence the place stands in, at most `_REACH` letters to each side."""
    before = re.split(r"[。！？\n]", text[max(0, start - _REACH) : start])[-1]
    after = re.split(r"[。！？\n]", text[end : end + _REACH])[0]
    return before + after


def firms_of_rows(text: str) -> Iterator[Mention]:
    """Lines that open with a firm and a colon, one after the other: 禾岭基因：…想落户."""
    rows = [
        row
        for row in _ROW.finditer(text)
        if _opens_row(row["name"])
        and (text[row.start() - 1 : row.start()] in {"", "\n"} or _sure_in_row(row["name"]))
    ]
    for index, row in enumerate(rows):
        near = [
            other["name"]
            for other in rows[max(0, index - 2) : index + 3]
            if abs(other.start() - row.start()) <= _FAR
        ]
        known = any(map(_sure_in_row, near))
        if len(near) > 1 and known and not row["name"].startswith("|"):
            yield Mention(*row.span("name"), row["name"], "brand and trade, weighed")


def _sure_in_row(name: str) -> bool:
    return name.startswith("|") or is_brand(name)


def _opens_row(name: str) -> bool:
    return not name.endswith(ORGANS) and not everyday(name)


_ROW: Final = re.compile(
    r"(?:^|(?<=。))(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)])?\s?(?P<name>[一-鿿]{3,8}|\|{4,30})[：:](?=[^\n]{6})",
    re.MULTILINE,
)
_FAR: Final = 300
