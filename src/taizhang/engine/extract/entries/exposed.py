"""Hazards that the form of a document announces: labels, lists of places, what follows a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.defects import defects, first_defect, sought
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene
from taizhang.engine.extract.reading import Paragraph, Role
from taizhang.engine.patterns import compiled
from taizhang.engine.text.sentences import sentences
from taizhang.engine.text.span import Span

_LABEL: Final = compiled(
    r"(?P<numbered>(?:隐患|问题)\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2}))[：:]"
    r"|(?:基本情况|(?:存在|主要|发现|突出)(?:的)?(?:问题|隐患)|(?:问题|隐患)(?:表述|描述|内容|情况)|问题隐患|违法(?:情况|事实|行为)|(?<=[。\n\x20】）)])问题)[：:]|【基本案情】"
)
_NEXT: Final = re.compile(
    r"[一-鿿]{2}(?:要求|期限|措施|时限|意见|单位|情况|结果)[：:]|[一二三四五六七八九十]、|【"
    r"|\n(?!\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]))"
)
_INSPECTED: Final = re.compile(
    r"(?:企业|企业名称|单位|单位名称|被检查单位|受检单位)[：:]\s*(?P<name>[^，。；：\n]{3,30})"
)
# The heading of the section: "一、某镇自来水厂 基本情况：…".
_HEADING: Final = re.compile(r"[一二三四五六七八九十]、(?P<name>[^，。；：\n]{3,30}?)。?\s*$")
_BACK: Final = 1500
"""How far above a label the line 企业：… may stand."""
_CLAUSE: Final = re.compile(r"[^，；。]+")
_NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])")
# A sentence that tells what was done about it, or whose the place is.
_DONE: Final = re.compile(
    r"(?:责令|限(?:期|\d)|执法|检查组|已|目前|对此|针对|上述|以上|对以上|罚款|处罚|下一步|市|县|区|并|【处理)"
)
_ACTED: Final = re.compile(r"逾期|拒不|违反了|依据|罚款|查处|移送|移交|立案|投诉")
_FIELD: Final = re.compile(r"\s*[一-鿿]{2,4}(?:单位|地址|名称|时间|负责人|物业)?[：:](?!\s*\d)")
_CUE: Final = compiled(r"(?:发现|经查|查明|查看|检查时|检出|其中|[：:])[，：:]?")
_REACTION: Final = re.compile(
    r"，(?:检查组|检查人员|执法人员|工作人员|督查组|现场(?:责令|要求|下达)|当场|责令|要求|已(?:移交|责令|下达|发生|被)|随即|立即|对此|针对|今年以来|群众)"
)
_SAFETY: Final = re.compile(r"安全|隐患|消防|污染|环保|违法|违规|扬尘|缺陷|案例|曝光|突出")
_PLEA: Final = re.compile(r"反映|提出|诉求|反馈|希望")
_FIGURE: Final = re.compile(r"(?:隐患|问题)\s*(?:共)?\d{1,6}\s*(?:处|个|条|项|起)")
# 一些隐患触目惊心：甲厂…；乙小区…: each part behind the colon is a place.
_TOLD_OFF: Final = re.compile(r"(?:隐患|问题|违法行为|短板)[^，。；：]{0,10}：")
_PLACES: Final = 2
_CHECKS: Final = re.compile(r"隐患|安全|检查|执法|督[察查]|消防|暗访|夜查|排查")
# On a round: what is seen, without a word that it was found.
_SEEN: Final = compiled(
    r"[一二三四五六七八九十\d][楼层处家个间]|[东南西北]侧|楼[道梯]|通道|车间|仓库|厨房|宿舍|门|墙|库|路口|现场|仍|还有|竟|只见"
)
# Said of what may happen, or what somebody thinks of it.
_TALK: Final = compiled(
    r"[？?]|如果|要是|容易|可能|会(?!议)|[说道]，?“|强调|要求|要(?!求|道)|表示|介绍|整治|开展|全部|等[\d一二三四五六七八九十]{1,6}[家处个]"
)
_DEFECTS: Final = 2


def from_labels(scene: Scene) -> Iterator[Finding]:
    """存在问题：… behind the label the defects of one place, up to the next label."""
    text = scene.text
    for label in _LABEL.finditer(text):
        start = label.end()
        while text[start : start + 1] in {" ", "\n"}:
            start += 1
        following = _NEXT.search(text, start)
        end = _before_action(text, start, following.start() if following else len(text))
        words = defects(text, start, end)
        passage = scene.passage_at(label.start())
        exposed = passage.aim is Aim.PROBLEMS and bool(_SAFETY.search(passage.words))
        if _PLEA.search(text, start, end) or not (words or exposed):
            continue
        if label["numbered"] and not _inspects(scene, label.start()):
            continue
        about = section_name(text, label.start())
        said = (label.group().strip("：:【】"), *words)
        first = _first_told(text, start, end)
        yield Finding(LedgerKind.HAZARD, first, end, "label", said, about=about)


def _inspects(scene: Scene, place: int) -> bool:
    """Whether the article is about inspections: 问题1 may be the wish of a firm."""
    start = scene.reading.start_of(scene.reading.paragraph_at(place).article.id)
    return bool(_CHECKS.search(scene.text, start, start + 300))


def section_name(text: str, place: int) -> str:
    """What the heading before `place` names: whose section it is."""
    found = _HEADING.search(text[max(0, place - 40) : place])
    if found:
        return found["name"]
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


def _before_action(text: str, start: int, end: int) -> int:
    """Before the sentence or the clause that tells what was done about it."""
    for sentence in sentences(text[start:end]):
        first = start + sentence.start
        if sentence.start and _DONE.match(text, first):
            end = first
            break
    reaction = _REACTION.search(text, start, end)
    return reaction.start() if reaction else end


def from_passages(scene: Scene) -> Iterator[Finding]:
    """Each place of a document that exposes what is wrong, without a label before it."""
    text = scene.text
    for paragraph in scene.reading.paragraphs:
        passage = scene.passage_at(paragraph.start)
        if paragraph.role is not Role.BODY or passage.aim is not Aim.PROBLEMS:
            continue
        told = (passage.words, scene.reading.heading_at(paragraph.start))
        numbered = _NUMBERED.match(text, paragraph.start, paragraph.end)
        checked = numbered and _inspects(scene, paragraph.start)
        if not checked and not any(map(_SAFETY.search, told)):
            continue
        run = _run(text, paragraph)
        if run:
            words = defects(text, run.start, run.end)
            yield Finding(LedgerKind.HAZARD, run.start, run.end, "exposed", words)


def from_rounds(scene: Scene, cover: Cover) -> Iterator[Finding]:
    """In an article about checks a sentence that tells several defects of what is seen there."""
    text = scene.text
    for sentence in scene.reading.sentences:
        start, end = sentence.start, sentence.end
        if not cover.free(start, end) or not _tells_defect(text, start, end):
            continue
        if not _inspects(scene, start) or scene.passage_at(start).aim is Aim.TASKS:
            continue
        for part in scene.reading.clauses(sentence):
            last = _before_action(text, part.start, part.end)
            words = defects(text, part.start, last)
            said = _TALK.search(text, part.start, last)
            if len(words) >= _DEFECTS and not said and _SEEN.search(text, part.start, last):
                first = _behind_cue(text, part.start, last)
                yield Finding(LedgerKind.HAZARD, first, last, "seen", words)


def _run(text: str, paragraph: Paragraph) -> Span | None:
    """The sentences of a paragraph, one after the other, that tell what is wrong."""
    start = end = -1
    for part in sentences(text[paragraph.start : paragraph.end]):
        first, last = paragraph.start + part.start, paragraph.start + part.end
        if not _tells_defect(text, first, last):
            if start >= 0:
                break
            continue
        if start < 0:
            start = _behind_cue(text, first, last)
        end = _before_action(text, max(start, first), last)
    return Span(start, end) if start >= 0 else None


def _tells_defect(text: str, start: int, end: int) -> bool:
    word = first_defect(text, start, end)
    if word < 0 or _FIELD.match(text, start, end) or _PLEA.search(text, start, end):
        return False
    if _DONE.match(text, start) or _ACTED.search(text, start, word):
        return False
    return not sought(text, start, word) and not _FIGURE.search(text, start, end)


def _behind_cue(text: str, start: int, end: int) -> int:
    """Behind 检查发现， or 经查： where the sentence has it before the first defect."""
    word = first_defect(text, start, end)
    cues = [found.end() for found in _CUE.finditer(text, start, word)]
    return cues[-1] if cues else start


def from_colons(scene: Scene) -> Iterator[Finding]:
    """一些隐患触目惊心：…；…: one hazard for each part behind the colon."""
    text = scene.text
    for sentence in scene.reading.sentences:
        colon = _TOLD_OFF.search(text, sentence.start, sentence.end)
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
