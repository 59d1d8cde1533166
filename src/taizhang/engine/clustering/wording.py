"""What a message says without the phrases that every message has, and whom and where it names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST: Final = 2_000
"""Characters of a text that are looked at: who writes more has said it by then."""
_BLANKS: Final = re.compile(r"\s+")
_PHRASES: Final = re.compile(
    r"尊敬的[^，。：]{1,12}[：，。]?|您好|你好|谢谢|感谢|望(?:领导|政府|有关部门)[^。]{0,20}"
    r"|请(?:有关|相关)?(?:领导|部门|政府)[^。，]{0,12}|加快|力度|步伐|刻不容缓|建设|希望|强烈|恳请|请求"
    r"|建议|投诉|举报|咨询|关于|请问|反映|严重|问题|什么时候|何时|是否|能否|为何|怎么|如何|领导|政府|部门"
    r"|相关|有关|市民|居民|业主们?|我们|目前|已经|一直"
)
# Where a name ends on its left: at marks and at the small words around it.
_AROUND: Final = re.compile(
    r"[^一-鿿A-Za-z0-9]|[省市]|(?<![小社园地辖])[区县]|投诉|举报|关于|请求|建议|咨询|反映|位于|附近|旁边|对面"
    r"|[在是的了及对从把被让给向为请我你他这那有没不就都也还要能到至某因将等]"
)
_ENDINGS: Final = (
    "小区|花园|家园|嘉园|雅苑|公馆|公寓|广场|大厦|新城|国际|社区|街道|大道|小学|中学|学院|大学|幼儿园|医院"
    "|公司|集团|项目|市场|公园|机场|大桥|号线|楼盘|产业园|工业园|园区|苑|城|府|郡|湾|墅|庭|园|路|街|巷|村|镇"
    "|乡|站|桥|厂|酒吧|KTV"
)
_NAMED: Final = re.compile(rf"(?P<name>[一-鿿0-9A-Za-z]{{2,6}}?)(?P<ending>{_ENDINGS})")
_NO_NAMES: Final = frozenset(
    {
        "物业", "开发", "学校", "住宅", "高速", "城市", "城管", "公交", "地铁", "建筑", "主干",
        "人行", "商业", "教育",
    }
)  # fmt: skip
_COUNTING: Final = frozenset("一二三四五六七八九十0123456789东南西北")
_TELLING: Final = 3
"""Letters of a name that are compared: its last ones, in whatever order."""


def plain(text: str) -> str:
    """Without blanks, full-width letters narrow, marks Chinese; as much as is looked at."""
    narrow = unicodedata.normalize("NFKC", text[: 2 * LONGEST])
    marks = narrow.translate({ord(","): "，", ord(":"): "：", ord(";"): "；"})
    return _BLANKS.sub("", marks)[:LONGEST]


def bare(text: str) -> str:
    """A plain text with a mark in place of greetings, pleas and set phrases."""
    return _PHRASES.sub("|", text)


def without_names(text: str) -> str:
    """A plain text without the names of places and parties: what is left is the matter."""
    runs = _AROUND.split(text)
    return bare("|".join(_NAMED.sub("|", run) for run in runs))


@lru_cache(maxsize=4096)
def names(text: str) -> frozenset[str]:
    """The places and parties a plain text names, each by its telling letters in sorted order.

    Whoever types 地绿 for 绿地 means the same estate.
    """
    return frozenset("".join(sorted(name[-_TELLING:])) for name, _whole in named(text))


def by_ending(text: str) -> dict[str, set[str]]:
    """The names of a plain text by what they are names of: 小区, 路, 公司."""
    found: dict[str, set[str]] = {}
    for name, whole in named(text):
        found.setdefault(whole[len(name) :], set()).add(name)
    return found


def other(name: str, second: str) -> bool:
    """Whether two names of one kind are two names: 东四 and 东六 are, 金贸 and 金茂 may be one."""
    one, two = set(name), set(second)
    differ = one ^ two
    counted = len(name) == len(second) and bool(differ) and differ <= _COUNTING
    return counted or 2 * len(one & two) < min(len(one), len(two))


def two_of_a_kind(one: dict[str, set[str]], second: dict[str, set[str]]) -> bool:
    """Whether two texts name two places or parties of one kind: all names of it differ."""
    return any(
        all(other(name, its) for name in one[kind] for its in second[kind])
        for kind in one.keys() & second.keys()
    )


def named(text: str) -> tuple[tuple[str, str], ...]:
    """Each place or party of a plain text: its own name, and that with its ending."""
    return tuple(
        (found["name"], found.group())
        for run in _AROUND.split(text)
        for found in _NAMED.finditer(run)
        if found["name"] not in _NO_NAMES
    )
