"""Hazards that the form of a document announces: labels, lists of places, what follows a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.defects import defects, first_defect, sought
from taizhang.engine.extract.entries.enumerations import MARKER, Enumeration
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.structure import responsible
from taizhang.engine.sought import Sought
from taizhang.engine.text.sentences import sentences

_LABEL: Final = Sought(
    r"(?P<numbered>(?:隐患|问题)\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2}))[：:]"
    r"|存在(?:着)?(?:以下|下列|如下)[^，。；：]{0,12}(?:问题|隐患|行为|情况)[：:]"
    r"|(?:基本情况|(?:存在|主要|发现|突出)(?:的)?(?:问题|隐患)|(?:问题|隐患)(?:表述|描述|内容|情况)|问题隐患|违法(?:情况|事实|行为)|(?<=[。\n\x20】）)])问题)[：:]|【基本案情】"
)
_NEXT: Final = re.compile(
    r"[一-鿿]{2}(?:要求|期限|措施|时限|意见|单位|情况|结果)[：:]|[一二三四五六七八九十]、|【"
    rf"|\n(?!\s*{MARKER})"
)
_RECORD: Final = re.compile(
    r"\s*(?P<name>[^。：；，\n（(]{3,30})(?:[（(][^（）()\n]{2,40}[）)])?[。：](?P<told>[^\n]{4,400}?)"
    r"[。；](?P<label>督办单位|整改期限|整改时限|整改责任单位|责任单位|监管单位)[：:]"
)
_INSPECTED: Final = re.compile(
    r"(?:企业|企业名称|单位|单位名称|被检查单位|受检单位)[：:]\s*(?P<name>[^，。；：\n]{3,30})"
)
# The heading of the section: "一、某镇自来水厂 基本情况：…".
_HEADING: Final = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)])"
    r"(?P<name>[^，。；：\n、]{3,30}?)(?:[（(][^（）()\n]{0,24}[）)])?[。：:]?\s*$"
)
_BACK: Final = 1500
"""How far above a label the line 企业：… may stand."""
_CLAUSE: Final = re.compile(r"[^，；。]+")
_ITEM: Final = re.compile(rf"(?<=[\n：:；。])\s*{MARKER}\s*")
_NUMBERED: Final = re.compile(rf"\s*{MARKER}")
# A sentence that tells what was done about it, or whose the place is.
_DONE: Final = re.compile(
    r"(?:责令|限(?:期|\d)|(?:执法|检查组)(?![^，。；]{0,24}(?:看到|发现|注意到|查看|抽查))|已|目前|对此|针对|上述|以上|对以上|罚款|处罚|下一步|市|县|区|并|【处理)"
)
_REACTION: Final = re.compile(
    r"，(?:[他她]|[一-鿿]{2,3}(?=当即|随即|要求|叮嘱))?(?:(?:检查组|检查人员|执法人员|工作人员|督查组)(?!随机|抽查|发现|查看|看到|注意到|现场发现|检查)|现场(?:责令|要求|下达)|当场|责令|要求|当即|叮嘱|嘱咐|已(?:移交|放|设|通知|上报|报|派|责令|下达|发生|被)|随即|立即|对此|针对|今年以来|群众)"
)
_SAFETY: Final = re.compile(r"安全|隐患|消防|污染|环保|违法|违规|扬尘|缺陷|案例|曝光|突出")
_PLEA: Final = re.compile(r"反映|提出|诉求|反馈|希望")
# 一些隐患触目惊心：甲厂…；乙小区…: each part behind the colon is a place.
_TOLD_OFF: Final = re.compile(
    r"(?:隐患|问题|违法行为|短板|未整改|未完成整改)(?:[^，。；：]{0,10}|[^。；：]{0,14}(?:主要有|分别是|分别为|包括|如下))："
)
_NAMED: Final = re.compile(
    rf"\s*{MARKER}\s*(?P<name>[^，。；：:\n（(]{{3,36}})(?:[（(][^（）()\n]{{2,40}}[）)])?[：:](?!\n)"
)
_LINE: Final = re.compile(r"[^\n]+")
_TOLD: Final = re.compile(r"[。；;]\s*$")
_MARKS: Final = re.compile(r"[，。；：！？]")
_PLACES: Final = 2
# 喷漆车间：…: where it is, before what is wrong there.
_PLACE: Final = re.compile(r"[^，。；：\n]{2,16}：")
_CHECKS: Final = re.compile(r"隐患|安全|检查|执法|督[察查]|消防|暗访|夜查|排查|巡[查检]|抽查")


def from_labels(scene: Scene) -> Iterator[Finding]:
    """存在问题：… behind the label the defects of one place, up to the next label."""
    text = scene.text
    for label in _LABEL.finditer(text):
        start = label.end()
        while text[start : start + 1] in {" ", "\n"}:
            start += 1
        following = _NEXT.search(text, start)
        end = before_action(text, start, following.start() if following else len(text))
        words = defects(text, start, end)
        passage = scene.passage_at(label.start())
        exposed = passage.aim is Aim.PROBLEMS and bool(_SAFETY.search(passage.words))
        if _PLEA.search(text, start, end) or not (words or exposed):
            continue
        if label["numbered"] and not inspects(scene, label.start()):
            continue
        about = section_name(text, label.start())
        items = list(_items_with_places(scene, start, end))
        if items:
            yield from items
            continue
        said = (label.group().strip("：:【】"), *words)
        first = _first_told(text, start, end)
        charge = responsible(text, end)
        yield Finding(
            LedgerKind.HAZARD,
            first,
            end,
            "label",
            said,
            about=about,
            lead=charge.lead,
            co_units=charge.co_units,
        )


def from_records(scene: Scene, lists: list[Enumeration]) -> Iterator[Finding]:
    """1.某矿。…。督办单位：…: whose it is, what is wrong there, who watches over it."""
    text = scene.text
    for item in (each for enumeration in lists for each in enumeration.items):
        row = _RECORD.match(text, item.start, item.end)
        words = defects(text, *row.span("told")) if row else ()
        if row is None or not words:
            continue
        charge = responsible(text, row.start("label"))
        yield Finding(
            LedgerKind.HAZARD,
            *row.span("told"),
            "label",
            (row["label"], *words),
            about=row["name"],
            lead=charge.lead,
            co_units=charge.co_units,
        )


def from_places(scene: Scene, lists: list[Enumeration]) -> Iterator[Finding]:
    """01, the name of a place in a line of its own, and below it line by line what is wrong."""
    text = scene.text
    for item in (each for found in lists if found.style == "lone" for each in found.items):
        if not inspects(scene, item.start):
            continue
        lines = [(m.start(), m.end()) for m in _LINE.finditer(text, item.start, item.end)]
        name = text[slice(*lines[0])].strip() if lines else ""
        told = [line for line in lines[1:] if _TOLD.search(text, *line)]
        words = defects(text, told[0][0], told[-1][1]) if told else ()
        if name and not _MARKS.search(name) and words:
            yield Finding(LedgerKind.HAZARD, told[0][0], told[-1][1], "place", words, about=name)


def from_named(scene: Scene) -> Iterator[Finding]:
    """1.某公司：…；…。: a numbered line that names a place and tells all that is wrong there."""
    text = scene.text
    for paragraph in scene.reading.paragraphs:
        row = _NAMED.match(text, paragraph.start, paragraph.end)
        if row is None or scene.passage_at(paragraph.start).aim is not Aim.PROBLEMS:
            continue
        start, end = row.end(), before_action(text, row.end(), paragraph.end)
        words = defects(text, start, end)
        plea = _PLEA.search(text, start, end) or not inspects(scene, paragraph.start)
        if words and not plea and len(list(_ITEM.finditer(text, start, end))) < _PLACES:
            yield Finding(LedgerKind.HAZARD, start, end, "place", words, about=row["name"])


def _items_with_places(scene: Scene, start: int, end: int) -> Iterator[Finding]:
    """1.甲厂…；2.乙厂…, 1.喷漆车间：…: each item of the list is a place of its own."""
    text = scene.text
    marks = list(_ITEM.finditer(text, start, end))
    firms = {mark.end(): f for mark in marks if (f := _opening_firm(scene, mark.end(), end))}
    named = sum(bool(_PLACE.match(text, mark.end(), end)) for mark in marks)
    if len(firms) < _PLACES and named < max(_PLACES, len(marks)):
        return
    stops = [mark.start() for mark in marks[1:]] + [end]
    told = [defects(text, m.end(), stop) for m, stop in zip(marks, stops, strict=True)]
    # Where most places of such a list have a defect, the others have one in other words.
    most = 2 * sum(map(bool, told)) > len(told)
    for mark, stop, words in zip(marks, stops, told, strict=True):
        if words or (most and named == len(marks)):
            about = firms.get(mark.end(), "")
            first = mark.end() + len(about)
            yield Finding(LedgerKind.HAZARD, first, stop, "label", words, about=about)


def _opening_firm(scene: Scene, place: int, end: int) -> str:
    """The enterprise that an item opens with."""
    found = next(scene.within(place, min(end, place + 34), "enterprise"), None)
    return found[0].name if found and found[0].start <= place + 1 else ""


def inspects(scene: Scene, place: int) -> bool:
    """Whether the article is about inspections: 问题1 may be the wish of a firm."""
    return scene.once(_inspecting)[scene.reading.paragraph_at(place).article.id]


def _inspecting(scene: Scene) -> dict[str, bool]:
    """For each article whether its first words speak of checks."""
    starts = {p.article.id: p.start for p in reversed(scene.reading.paragraphs)}
    return {
        article: bool(_CHECKS.search(scene.text, start, start + 300))
        for article, start in starts.items()
    }


def headed(text: str, place: int) -> str:
    """What the words right before `place` name as a heading does (（一）某某公司。)."""
    found = _HEADING.search(text[max(0, place - 60) : place])
    return found["name"] if found else ""


def section_name(text: str, place: int) -> str:
    """What the heading before `place` names: whose section it is."""
    found = headed(text, place)
    if found:
        return found
    named = list(_INSPECTED.finditer(text, max(0, place - _BACK), place))
    return named[-1]["name"] if named else ""


def _first_told(text: str, start: int, end: int) -> int:
    """Past the clauses at the start that tell no defect; a numbered list stays whole."""
    if _NUMBERED.match(text, start, end):
        return start
    for clause in _CLAUSE.finditer(text, start, end):
        if defects(text, clause.start(), clause.end()):
            return clause.start()
    return start


def before_action(text: str, start: int, end: int) -> int:
    """Before the sentence or the clause that tells what was done about it."""
    for sentence in sentences(text[start:end]):
        first = start + sentence.start
        if sentence.start and _DONE.match(text, first):
            end = first
            break
    reaction = _REACTION.search(text, start, end)
    return reaction.start() if reaction else end


def from_colons(scene: Scene) -> Iterator[Finding]:
    """一些隐患触目惊心：…；…: one hazard for each part behind the colon."""
    text = scene.text
    for sentence in scene.reading.sentences:
        marked = text.find("：", sentence.start, sentence.end) >= 0
        colon = _TOLD_OFF.search(text, sentence.start, sentence.end) if marked else None
        if colon is None or _PLEA.search(text, sentence.start, colon.end()):
            continue
        parts = [m.span() for m in re.finditer(r"[^；。]+", text[colon.end() : sentence.end])]
        told = [
            (colon.end() + first, colon.end() + last)
            for first, last in parts
            if first_defect(text, colon.end() + first, colon.end() + last) >= 0
        ]
        if len(told) >= _PLACES and 2 * len(told) >= len(parts):
            for first, last in told:
                if not sought(text, first, last):
                    words = (colon.group(), *defects(text, first, last))
                    yield Finding(LedgerKind.HAZARD, first, last, "exposed", words)
