"""Mentions: places of the reading where somebody or something is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Final

from taizhang.engine.lexicon import either, words
from taizhang.engine.records import record

BOUNDARY: Final = frozenset(
    '，。、；：！？“”‘’《》〈〉【】「」…—\n\t \u3000\xa0~,;:!?|｜│/.．"〔〕［］'
    "●■◆▲▼★☆○◎□◇△※•①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
"""Characters that no name contains."""

TAUGHT: Final = "said by a person"
"""The rule of a mention that somebody confirmed, in this document or in an earlier one."""

_RUN: Final = re.compile(f"[^{re.escape(''.join(sorted(BOUNDARY)))}]*+")

# Words that may stand directly before a name and do not belong to it; stripped from its left end.
_LEAD_WORDS: Final = words(
    """
    针对 对于 关于 根据 按照 通过 围绕 随后 此后 其中 包括 以及 先后 分别
    陆续 再次 首先 同时 并且 当天 当日 期间 目前 近日 日前 今年 来到 走进
    深入 前往 奔赴 赶赴 抵达 参观 考察 调研 走访 查看 看望 察看 了解 听取
    组织 召集 邀请 协调 配合 帮助 协助 支持 督促 督导 责令 责成 要求 建议
    安排 委托 会同 联合 责任 牵头 提请 报请 移送 报送 带领 率领 带队 陪同
    出席 参加 主持 召开 位于 落户 入驻 存在 实地 现场 一行 在 到 对 向 由
    与 和 及 或 从 把 将 让 请 给 为 被 是 使 赴 于 率 以   每当
    得知 发现 反映 提出 表示 介绍 强调 指出 说 辖区 区内 我市 我区 全市
    全区 该   各   如 像   帮   交由 成为 作为 依托 还 也 又   并
    而 但     的 了 着 你市 我厅 此次 这次 本次 决定 肯定 履行 支付
    希望 一并 督查 研究 责令
    """
)


@record
class Mention:
    """`[start, end)` of the reading's text names something."""

    start: int
    end: int
    name: str
    why: str
    """The rule that found it: shown to people who ask."""


def strip_leads(text: str, keep: frozenset[str] = frozenset()) -> int:
    """How many characters of context stand before the name at the start of `text`."""
    found = _leads(keep).match(text)
    return found.end() if found else 0


@cache
def _leads(keep: frozenset[str]) -> re.Pattern[str]:
    """The words of context, one after the other; some words may belong to the name (`keep`)."""
    return re.compile(f"(?:{either(tuple(word for word in _LEAD_WORDS if word not in keep))})++")


def segment_start(text: str, end: int, floor: int) -> int:
    """Where the run of name characters that ends at `end` starts, not before `floor`."""
    found = _RUN.match(text[floor:end][::-1])
    return end - (found.end() if found else 0)


def without_overlaps(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in order of place; of two that overlap, the longer (then the earlier) stays."""
    taken: list[Mention] = []
    heap: list[Mention] = []
    reach = 0
    for mention in sorted(mentions, key=_start):
        if heap and mention.start >= reach:
            taken += _longest(heap)
            heap = []
        heap.append(mention)
        reach = max(reach, mention.end)
    return (*taken, *_longest(heap))


_start: Final = attrgetter("start")


def _longest(heap: list[Mention]) -> list[Mention]:
    """Which of mentions that overlap, each another, stay; nearly always there is only one."""
    if len(heap) == 1:
        return heap
    taken: list[Mention] = []
    used: set[int] = set()
    for mention in sorted(heap, key=lambda m: (m.start - m.end, m.start)):
        if mention.start not in used and mention.end - 1 not in used:
            used.update(range(mention.start, mention.end))
            taken.append(mention)
    return sorted(taken, key=_start)


def occurrences(text: str, name: str) -> Iterator[int]:
    """Where `name` stands in the text: the start of each of its places."""
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + len(name))


def hidden(text: str, mentions: Iterable[Mention]) -> str:
    """The text with the mentions blanked out, every other character at its place."""
    pieces: list[str] = []
    place = 0
    for mention in sorted(mentions, key=lambda m: m.start):
        start = max(place, mention.start)
        pieces += (text[place:start], "|" * (mention.end - start))
        place = max(place, mention.end)
    return "".join((*pieces, text[place:]))
