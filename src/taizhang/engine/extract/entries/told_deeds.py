"""Deeds told in running text: an article about deeds says one by one what will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.dates import time_set
from taizhang.engine.extract.entries.deeds import about
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene
from taizhang.engine.extract.entries.weighing import TELLS
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEED_VERBS, DONE
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

_ENOUGH: Final = 2
"""A verb of doing, and one thing more: how much, by when, that it will be."""
_VERB: Final = re.compile(rf"(?:{either(DEED_VERBS)})")
# 21个院落, 9座桥, 2.5公里, 80%; not a year, a day or an hour.
_MUCH: Final = compiled(
    r"\d[\d.]{0,8}(?:余|多)?[万千百亿]?(?![\d年月日时点.])[一-鿿%％㎡]|[一二两三四五六七八九十百]{1,3}(?:[个条座所处家栋部台套名户人次]|公里)|全部|全覆盖|所有"
)
_WILL: Final = re.compile(r"将|要(?!求)|计划|拟|力争|确保|年[内底]|今年|明年")
# 今年全市要, 年内计划: before what is done, no part of it.
_OPENING: Final = re.compile(
    r"(?:(?:今年|年内|同时|此外|另外|其中)，?)?(?:全[市县区镇乡]|我[市县区])?(?:还|也)?(?:将|要(?!求)|计划|拟|力争|准备)?"
)
_DONE: Final = re.compile(rf"(?:{either(DONE)})")
_PART: Final = re.compile(r"[^，。；]+")
# The list as a whole, how it came about, what people say of it.
_OF_THE_LIST: Final = compiled(
    r"实事|记者|市民(?!服务|中心|卡|公园|广场)|居民[^，。；]{0,4}(?:说|告诉)|票决|代表|满意|公布|征集|个项目|项目共|总投资|资金|建议|介绍|表示|打分|监督|进度|各(?:牵头|责任|有关|相关)?(?:单位|部门)|方案|序号|报送|备案|督查|“[^”]*$|“[^”]{12,}”|据|获悉|[？?！]"
)

# （责任单位：…）behind a deed: who does it, no deed.
_BESIDE: Final = re.compile(r"[（(](?:责任|牵头|承办|实施|主办|完成|联系)")


# 将实施十件民生实事：改造…；新建…: what stands behind the colon are deeds.
_LISTS: Final = re.compile(
    r"(?:实施|办好|办理|推进|抓好|落实|列出|确定)[^。；：\n]{0,14}(?:实事|民生工程|惠民工程)[^。；：\n]{0,6}：(?=[^。\n]{6,60}；)"
)


def from_sentences(scene: Scene, cover: Cover) -> Iterator[Finding]:
    """One deed for each clause that says what is done and how much of it, or by when."""
    for sentence in scene.reading.sentences:
        if not cover.free(sentence.start, sentence.end):
            continue
        lists = scene.text.find("：", sentence.start, sentence.end) >= 0
        listed = _LISTS.search(scene.text, sentence.start, sentence.end) if lists else None
        if not listed and not about(scene, sentence.start):
            continue
        behind = listed.end() if listed else sentence.start
        for part in scene.reading.clauses(sentence):
            if part.end <= behind:
                continue
            clause = Span(max(part.start, behind), part.end)
            found = _deed(scene, clause)
            if found and not _BESIDE.match(scene.text, found.start):
                yield found


def _deed(scene: Scene, clause: Span) -> Finding | None:
    text = scene.text
    start = _behind_past(text, clause)
    if start > clause.start and not _WILL.search(text, start, clause.end):
        return None
    if _OF_THE_LIST.search(text, start, clause.end):
        return None
    verb = _VERB.search(text, start, clause.end)
    if verb is None:
        return None
    told = [pattern.search(text, start, clause.end) for pattern in (_MUCH, _WILL)]
    words = [found.group() for found in told if found]
    due = time_set(text, start, clause.end)
    named = next((m.name for m, _o in scene.within(start, verb.start(), "unit")), "")
    said = (verb.group(), *words, *(word for word in (due, named) if word))
    if len(said) < _ENOUGH:
        return None
    opening = _OPENING.match(text, start, verb.start())
    first = opening.end() if opening and opening.group().endswith(_MODALS) else start
    return Finding(LedgerKind.DEED, first, clause.end, "told of as a deed", said)


_MODALS: Final = ("将", "要", "计划", "拟", "力争", "准备")


def _behind_past(text: str, clause: Span) -> int:
    """Behind the parts that tell what is done already, or how things were."""
    start = clause.start
    for part in _PART.finditer(text, clause.start, clause.end):
        if TELLS.search(part.group()) or _DONE.search(part.group()):
            start = part.end() + 1
    return start
