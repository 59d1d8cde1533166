"""Items of lists that are tasks: by the words before the list, by its passage, by the items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.enumerations import BLOCKS, Enumeration, Item
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.entries.weighing import bears, front, works
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import ACTION, DEED_LISTS, PRAISE, REPORTS
from taizhang.engine.lexicon.voices import FORM_REPLIES
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

DEMANDING: Final = compiled(
    r"(?:[作做]出(?:重要)?[指批]示|要求|强调|指出|叮嘱|部署|明确|议定|交代|交办|(?:通知|纪要|事项)如下)"
)
"""Verbs after which what follows is asked, also sentences later."""

# 各部门要从三个方面抓好落实。: what follows is asked.
FROM_SIDES: Final = r"从(?:以下|如下)?[两三四五六七八九十\d]{1,2}个?方面[^，。；]{0,14}[。：:]?"
_IN_PARTS: Final = re.compile(rf"要(?!求)[^，。；]{{0,12}}{FROM_SIDES}$")
_TASKS: Final = compiled(
    r"将|表示|希望|安排|任务|措施|意见|(?<![业家人表])建议[，：]?$|件(?:事|工作)[，：]?$"
)
_REPORTS: Final = re.compile(rf"(?:{either(REPORTS)})")
_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
# Items of a list that report: 成立了, 共走访12家, 累计….
_TOLD: Final = re.compile(
    r"[一-鿿]了(?!解|结|然|如)|共(?:完成|走访|检查|收集|解决|开展)|累计|[现均]已|已经|截至|同比"
)
_ACTION: Final = re.compile(rf"(?:{either(ACTION)})")
_PRAISE: Final = re.compile(rf"(?:{either(PRAISE)})")
_VOICE: Final = re.compile(r"\s*会议(?:要求|强调|指出|决定|议定|明确)，")
_PROBLEM: Final = re.compile(
    r"(?:(?:针对|对于|关于)[^。；：\n]{2,90}?(?:提出|反映|存在|反馈)|[^。；：，\n]{2,60}?(?:提出|反映|反馈)的)"
    r"[^。；：，\n]{2,40}?(?:问题|困难|诉求|事宜|事项|需求)，"
)
# A sentence of an item that tells what a firm asks, or what is done: no part of the task.
_ASKED_FOR: Final = re.compile(
    r"(?:企业|公司|厂|集团|商户|负责人|代表)[^，。；]{0,8}(?:反映|提出|反馈|谈到|诉求)"
)
_FINISHED: Final = re.compile(r"已[^，。；]{0,12}(?:到位|完成|解决|办结|落实|拨付|建成)")
_HEADING: Final = 60
"""The longest title of an item that consists of a list."""
# 诉求事项：…, 存在问题：…: what a form asks or tells, no task.
_FORM: Final = re.compile(
    r"\s*(?:企业|主要|存在)?(?:的)?(?:诉求|问题|困难|反映|隐患|建议)(?:事项|内容|情况|描述|的问题)?[：:]"
)
# 关于某某问题。: the matter, told before who does what about it.
_MATTER: Final = re.compile(r"\s*关于[^，。；]{2,40}(?:问题|事项|事宜|诉求)[。：]")
# 要求重点做好以下工作：
# …，暂不研究。: nobody has anything to do.
_PUT_OFF: Final = re.compile(r"暂不(?:研究|考虑|安排|列入)[。；]?\s*$")
# 一、会议听取了…汇报。: what a meeting began with; 传达学习…精神，抓好落实 is a task.
_HEARD: Final = re.compile(
    r"\s*(?:(?:会议|[一-鿿]{2,4}(?:同志|主任|书记|局长))(?:首先|集体)?(?:听取|传达|通报|审议|总结|回顾|学习)"
    r"|各(?:部门|单位)汇报(?:了|上[周月季]|前期)|(?:首先|集体)?(?:听取|传达|通报|审议|总结|学习)了)"
)
_ANNOUNCES: Final = re.compile(
    r"以下[^。；]{0,12}(?:工作|事项|要求|任务|措施|方面|几点)[：:]?$"
    rf"|{FROM_SIDES}$"
)
# A row of a record, not a task: 某公司：…。办理情况：… · 某矿。…。督办单位：….
RECORD: Final = re.compile(
    rf"[^。：；\n]{{2,60}}?[。：][^\n]{{4,400}}?[。；](?P<label>{either(FORM_REPLIES)}|督办单位|整改期限|整改时限)[：:]"
)
# 某局要…；由某中心…: a part that somebody else is given.
_PART: Final = re.compile(r"[^；。\n]+")
_GIVEN: Final = re.compile(r"(?:，|^)?(?:由|请|责成)$")
# 各部门要…；某局要…: what everybody is to do stands beside what one is.
_EVERYBODY: Final = re.compile(r"\s*(?:各|全[区市县镇乡]|有关|相关)[^，。；要]{1,14}要(?!求)")
_TITLE: Final = 14
"""A first sentence up to this length is the item's title."""


def asks(scene: Scene, enumeration: Enumeration) -> bool:
    """Whether the items of the list are tasks: by the words before it, else by its passage."""
    lead = enumeration.lead
    last = lead[-60:]
    if _reported(scene.text, enumeration) or records(scene.text, enumeration):
        return False
    passage = scene.passage_at(enumeration.start + 1)
    if passage.aim is Aim.PROBLEMS and enumeration.style in BLOCKS | {"bracket"}:
        return False
    if DEMANDING.search(last) or _IN_PARTS.search(last):
        return True
    if _REPORTS.search(last) or _DEEDS.search(lead):
        return False
    return passage.aim is Aim.TASKS or bool(_TASKS.search(last))


def records(text: str, enumeration: Enumeration) -> bool:
    """Whether half of the items are rows of a record: whose, what, and what became of it."""
    rows = sum(bool(RECORD.match(text, each.start, each.end)) for each in enumeration.items)
    return 2 * rows >= len(enumeration.items)


def nested(scene: Scene, lists: list[Enumeration]) -> list[Enumeration]:
    """The lists that are the whole of an item that is a task: 一、某类项目：1、…2、…."""
    outer = [each for each in lists if each.style in BLOCKS and asks(scene, each)]
    spans = [(item.start, item.end) for each in outer for item in each.items]
    return [
        each
        for each in lists
        if (each.style not in BLOCKS or each.style == "digit")
        and each not in outer
        and any(start <= each.start < end and _titled(scene, start, each) for start, end in spans)
        and not _reported(scene.text, each)
    ]


def _titled(scene: Scene, start: int, inner: Enumeration) -> bool:
    """Whether nothing but a title stands before the inner list."""
    title = scene.text[start : inner.start]
    before = title.strip()
    return (
        (before.endswith(("。", "：")) or title.endswith("\n"))
        and len(before) <= _HEADING
        and not bears(scene, Span(start, inner.start))
    )


def _reported(text: str, enumeration: Enumeration) -> bool:
    """Whether half of the items tell what has been done (一是成立了…，二是走访了…)."""
    told = 0
    for item in enumeration.items:
        piece = text[item.start : item.end]
        told += bool(_TOLD.search(piece)) and not re.search(r"要(?!求)|须|务必|将|由", piece)
    return 2 * told >= len(enumeration.items)


def from_items(scene: Scene, enumeration: Enumeration) -> Iterator[Finding]:
    """One directive for each item that is a task."""
    demand = DEMANDING.search(enumeration.lead[-60:])
    for item in enumeration.items:
        if _FORM.match(scene.text, item.start, item.end) or _HEARD.match(scene.text, item.start):
            continue
        start, end = _task(scene, item)
        piece = scene.text[start:end]
        if praises(piece) or not piece.strip() or _PUT_OFF.search(piece):
            continue
        words = tuple(w for w in (demand.group() if demand else "", item.marker) if w)
        rule = "item" if _ACTION.search(piece) else "item without an act"
        for first, last in shares(scene, start, end):
            yield Finding(LedgerKind.DIRECTIVE, first, last, rule, words)


def shares(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an item that are given to different units (甲局要…；乙局要…), else the item."""
    parts = [part.span() for part in _PART.finditer(scene.text, start, end)]
    given = {part: who for part in parts if (who := _taker(scene, *part))}
    if len(set(given.values())) < 2 or len(given) < 2:  # noqa: PLR2004 - one has the whole
        return [(start, end)]
    return list(given)


def _taker(scene: Scene, start: int, end: int) -> str:
    """The unit that a part opens with, or that it is given to."""
    if everybody := _EVERYBODY.match(scene.text, start, end):
        return everybody.group()
    for mention, unit in scene.within(start, end, "unit"):
        opens = not scene.text[start : mention.start].strip() and works(scene.text, mention.end)
        if opens or _GIVEN.search(scene.text[max(start, mention.start - 3) : mention.start]):
            return unit.name
    return ""


def praises(piece: str) -> bool:
    """Whether a passage thanks or praises, and asks for nothing."""
    return bool(_PRAISE.search(piece)) and not re.search(r"要|将|进一步", piece)


def says_nothing(piece: str) -> bool:
    """Praise, and the announcement of a list whose items are the tasks."""
    return praises(piece) or bool(_ANNOUNCES.search(piece))


def _task(scene: Scene, item: Item) -> tuple[int, int]:
    """The item without the problem, the report and the verb of saying that it opens with."""
    text = scene.text
    problem = _PROBLEM.match(text, item.start, item.end)
    start = problem.end() if problem else _behind_told(scene, item)
    voice = _VOICE.match(text, start, item.end)
    return (voice.end() if voice else start), item.end


def _behind_told(scene: Scene, item: Item) -> int:
    """Behind the first sentences when they tell what a firm asks for, or what is done already."""
    text, start, place = scene.text, item.start, item.start
    matter = _MATTER.match(text, item.start, item.end)
    if matter:
        return _to_task(scene, matter.end(), item.end)
    while True:
        stop = text.find("。", place, item.end)
        if stop < 0 or stop + 1 >= item.end:
            return start
        piece = text[place:stop]
        told = _ASKED_FOR.search(piece) or _FINISHED.search(piece)
        if told and _asked_later(scene, stop + 1, item.end):
            start = stop + 1
        elif len(piece.strip()) > _TITLE:
            return start
        place = stop + 1


def _to_task(scene: Scene, start: int, end: int) -> int:
    """Past the sentences that tell how the matter stands; where all do, they stay."""
    text, place = scene.text, start
    while place < end:
        stop = text.find("。", place, end)
        stop = stop if stop >= 0 else end
        if _asked_later(scene, place, stop):
            return front(scene, place, stop)
        place = stop + 1
    return start


def _asked_later(scene: Scene, start: int, end: int) -> bool:
    found = re.finditer(r"[^，。；：]+", scene.text[start:end])
    return any(bears(scene, Span(start + f.start(), start + f.end())) for f in found)
