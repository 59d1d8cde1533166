"""Hazards: what is wrong at a place, as somebody found it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEFECTS, FOUND
from taizhang.engine.text.sentences import clauses
from taizhang.engine.text.span import Span

_DEFECT: Final = re.compile(rf"(?:{either(DEFECTS)})")
_FOUND: Final = re.compile(rf"(?:{either(FOUND)})(?:了|：|，)?")
_SOUGHT: Final = re.compile(
    r"是否|要求|务必|严禁|要(?!求)|防止|杜绝|消除|排查(?:整治|治理)|开展|严厉"
)
# "发现火灾隐患49处": a figure, no hazard.
# "…等三家厂存在…": a summary of what is told one by one.
_FIGURE: Final = re.compile(
    r"(?:隐患|问题)\s*(?:共)?\d+\s*(?:处|个|条|项|起)|等[\d一二三四五六七八九十]+[家处个]"
)
# Where the finding ends and what was done about it begins.
_REACTION: Final = re.compile(
    r"，(?:检查组|检查人员|执法人员|工作人员|督查组|现场|当场|责令|要求|已|随即|立即|对此|针对)"
)
_LABEL: Final = re.compile(
    r"(?:基本情况|存在(?:的)?问题|主要问题|发现问题|隐患情况|问题隐患|违法情况)[：:]"
)
_NEXT_LABEL: Final = re.compile(
    r"[一-鿿]{2}(?:要求|期限|措施|时限|意见|单位)[：:]|[一二三四五六七八九十]、|\n"
)
_PROBLEMS: Final = re.compile(r"(?:问题|隐患|不足)[^，。]{0,4}$")
_CLAUSE: Final = re.compile(r"[^，；。]+")
# The heading of the section: "一、某县污水处理厂 基本情况：…".
_HEADING: Final = re.compile(r"[一二三四五六七八九十]、(?P<name>[^，。；：\n]{3,30}?)。?\s*$")


def from_labels(scene: Scene) -> Iterator[Finding]:
    """基本情况：… behind the label the defects of one place, up to the next label."""
    text = scene.text
    for label in _LABEL.finditer(text):
        following = _NEXT_LABEL.search(text, label.end())
        end = following.start() if following else len(text)
        start = _first_defect(text, label.end(), end)
        words = tuple(dict.fromkeys(m.group() for m in _DEFECT.finditer(text, start, end)))
        if words:
            about = section_name(text, label.start())
            yield Finding(LedgerKind.HAZARD, start, end, "label", words, about=about)


def section_name(text: str, place: int) -> str:
    """What the heading before `place` names: whose section it is."""
    found = _HEADING.search(text[max(0, place - 40) : place])
    return found["name"] if found else ""


def _first_defect(text: str, start: int, end: int) -> int:
    """Past the clauses at the start that tell no defect."""
    for clause in _CLAUSE.finditer(text, start, end):
        if _DEFECT.search(clause.group()):
            return clause.start()
    return start


def from_sentences(scene: Scene) -> Iterator[Finding]:
    """检查发现，某处存在…隐患: one place, one hazard with all its defects."""
    text = scene.text
    for sentence in scene.reading.sentences:
        found = _last_finding(text, sentence)
        if found is None:
            continue
        start = _place_start(text, found, sentence)
        reaction = _REACTION.search(text, found.end(), sentence.end)
        end = reaction.start() if reaction else sentence.end
        words = tuple(dict.fromkeys(m.group() for m in _DEFECT.finditer(text, start, end)))
        danger = "隐患" in text[start:end]
        if words and (danger or len(words) > 1 or "发现" in found.group()):
            yield Finding(LedgerKind.HAZARD, start, end, "found", (found.group(), *words))


def from_sections(scene: Scene) -> Iterator[Finding]:
    """Under a heading of problems: what each clause tells of a firm or a place."""
    text = scene.text
    for sentence in scene.reading.sentences:
        heading = scene.reading.heading_at(sentence.start)
        headline = scene.reading.paragraph_at(sentence.start).article.headline
        if heading == headline or not _PROBLEMS.search(heading):
            continue
        for clause in clauses(text[sentence.start : sentence.end]):
            start, end = sentence.start + clause.start, sentence.start + clause.end
            words = tuple(dict.fromkeys(m.group() for m in _DEFECT.finditer(text, start, end)))
            place = next(scene.within(start, end, "enterprise"), None)
            if words and place and not _SOUGHT.search(text, start, end):
                yield Finding(LedgerKind.HAZARD, start, end, "under a heading", words)


def _last_finding(text: str, sentence: Span) -> re.Match[str] | None:
    """The verb of finding that a defect follows; none in figures, wishes and demands."""
    if _FIGURE.search(text, sentence.start, sentence.end):
        return None
    for found in _FOUND.finditer(text, sentence.start, sentence.end):
        defect = _DEFECT.search(text, found.end(), sentence.end)
        if defect and not _SOUGHT.search(text, sentence.start, defect.start()):
            return found
    return None


def _place_start(text: str, found: re.Match[str], sentence: Span) -> int:
    """Behind 发现，; but 某处存在… starts with its place."""
    if "存在" not in found.group():
        return found.end()
    comma = max(text.rfind(mark, sentence.start, found.start()) for mark in "，：")
    return comma + 1 if comma >= 0 else sentence.start
