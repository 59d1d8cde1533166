"""Hazards: what is wrong at a place, as somebody found it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.defects import defects, first_defect, sought
from taizhang.engine.extract.entries.enumerations import MARKER
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import FOUND
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

_FOUND: Final = re.compile(rf"(?:{either(FOUND)})(?!的)(?:了|：|，)?")
# "发现火灾隐患49处": a figure, no hazard.
# "…等三家厂存在…": a summary of what is told one by one.
_FIGURE: Final = compiled(
    r"(?:隐患|问题)\s*(?:共)?\d{1,6}\s*(?:处|个|条|项|起)|等[\d一二三四五六七八九十]{1,6}[家处个]"
)
# 发现空岗的，当场通报: a rule for what may be found.
_WHOEVER: Final = re.compile(
    r"[^，。；]{1,16}的，?(?:当场|一律|依法|要|坚决|从严|从重|立即|严肃|及时)"
)
# Where the finding ends and what was done about it begins.
_REACTION: Final = re.compile(
    r"；(?:累计|共|本次|此次)|，(?:鉴于|对(?:上述|以上|此类|未)|(?:检查组|检查人员|执法人员|工作人员|督查组)(?!随机|抽查|发现|查看|看到|注意到|现场发现|检查)|现场(?![无未没有堆存])|当场|责令|要求|已|随即|立即|对此|针对)"
)
# 针对部分租户电线未穿管、灯具损坏等问题，…: several defects that something is done about.
# 经查，一是某公司…。二是某某厂…: each is a finding of its own.
_FIRST: Final = re.compile(
    r"[，：]?(?:[两二三四五几\d]{1,2}[个处家起][^，。；：]{2,10}[，：])?(?:一是|(?:其中)?一[个处家]是?|第一，|其一，|1[.．、])"
)
_FURTHER: Final = re.compile(
    r"(?:[二三四五六七八九十]是|(?:再|另|还有|另外)一[个处家]是?|第[二三四五六七八九十]，|其[二三四五]，|\d[.．、])"
)
# …；2．危废间：漆渣混放；3．…: each number is a place of its own.
_NUMBERED: Final = re.compile(rf"[：:\s]*{MARKER}")
_AGAINST: Final = re.compile(
    r"(?:针对|对于|对)(?:检查中|现场)?(?P<what>[^。；：\n]{4,90}?等(?:突出|安全|消防|违法)?(?:问题|隐患|现象|情况))，"
)
_RAISED: Final = re.compile(r"反映|提出|诉求|反馈|是否")
_SEVERAL: Final = 2
_PROBLEMS: Final = re.compile(r"(?:问题|隐患|不足)[^，。]{0,4}$")
# A place that has an owner of its own opens the next finding: 某某超市…；某某饭店….
VENUE: Final = re.compile(
    r"[^，。；]{2,16}?(?:超市|饭店|酒店|宾馆|旅馆|商场|网吧|餐厅|饭堂|餐馆|市场|学校|幼儿园|医院|养老院|小区|加油站|工地|有限公司|分公司|(?<!工)厂|店)(?!铺?内)"
    r"|[一-鿿]{2,6}(?<!该)村(?=[^，。；民]{2})|[^，。；]{2,14}?(?:项目(?![部经])|路段|堆放点|景区|码头|车站)"
    r"|[^，。；]{2,24}?存在|而?在[^，。；]{2,14}，"
)


def from_sentences(scene: Scene) -> Iterator[Finding]:
    """检查发现，某处存在…隐患: one place, one hazard with all its defects."""
    text = scene.text
    counted, paragraph = "", -1
    for sentence in scene.reading.sentences:
        here = scene.reading.paragraph_at(sentence.start).start
        counted, paragraph = (counted if here == paragraph else ""), here
        found = _last_finding(text, sentence)
        if found:
            first = _place_start(text, found, sentence)
            opened = _FIRST.match(text, first, sentence.end)
            counted = found.group() if opened else ""
            yield from _from(scene, opened.end() if opened else first, sentence, found.group())
        elif counted and (next_one := _FURTHER.match(text, sentence.start, sentence.end)):
            yield from _from(scene, next_one.end(), sentence, counted)
        else:
            yield from _against(text, sentence)


def _from(scene: Scene, first: int, sentence: Span, verb: str) -> Iterator[Finding]:
    """What was found, from `first` to where the sentence tells what was done about it."""
    text = scene.text
    reaction = _REACTION.search(text, first, sentence.end)
    for begin, end in _places(scene, first, reaction.start() if reaction else sentence.end):
        numbered = _NUMBERED.match(text, begin, end) or _FURTHER.match(text, begin, end)
        start = numbered.end() if numbered else begin
        words = defects(text, start, end)
        danger = "隐患" in text[start:end]
        if words and (danger or len(words) > 1 or "存在" not in verb):
            yield Finding(LedgerKind.HAZARD, start, end, "found", (verb, *words))


def _against(text: str, sentence: Span) -> Iterator[Finding]:
    """Defects that are named only where they are dealt with."""
    dealt = text.find("等", sentence.start, sentence.end) > 0
    found = _AGAINST.search(text, sentence.start, sentence.end) if dealt else None
    if found is None or _RAISED.search(found["what"]):
        return
    words = defects(found["what"], 0, len(found["what"]))
    if len(words) >= _SEVERAL:
        yield Finding(LedgerKind.HAZARD, *found.span("what"), "found", words)


def _places(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One part for each place: behind ； a part that opens with a place of its own."""
    for stop in re.finditer("；", scene.text[start:end]):
        behind = start + stop.end()
        numbered = _NUMBERED.match(scene.text, behind)
        numbered = numbered or _FURTHER.match(scene.text, behind)
        if numbered or VENUE.match(scene.text, behind) or _opens_with_firm(scene, behind, end):
            yield start, start + stop.start()
            yield from _places(scene, behind, end)
            return
    yield start, end


def _opens_with_firm(scene: Scene, start: int, end: int) -> bool:
    return any(place.start == start for place, _firm in scene.within(start, end, "enterprise"))


def from_sections(scene: Scene) -> Iterator[Finding]:
    """Under a heading of problems: what each clause tells of a firm or a place."""
    text = scene.text
    for sentence in scene.reading.sentences:
        heading = scene.reading.heading_at(sentence.start)
        if not heading or not _PROBLEMS.search(heading):
            continue
        if heading == scene.reading.paragraph_at(sentence.start).article.headline:
            continue
        for start, end in _of_places(scene, sentence):
            words = defects(text, start, end)
            place = next(scene.within(start, end, "enterprise"), None)
            plea = _RAISED.search(text, start, end)
            if words and place and not plea and not sought(text, start, end):
                yield Finding(LedgerKind.HAZARD, start, end, "under a heading", words)


def _of_places(scene: Scene, sentence: Span) -> list[tuple[int, int]]:
    """The parts that ； sets apart; what is wrong without a place of its own goes with the last."""
    text = scene.text
    parts: list[tuple[int, int]] = []
    for clause in scene.reading.clauses(sentence):
        here = next(scene.within(clause.start, clause.end, "enterprise"), None)
        goes_on = parts and not here and not VENUE.match(text, clause.start)
        if goes_on and defects(text, clause.start, clause.end) and defects(text, *parts[-1]):
            parts[-1] = (parts[-1][0], clause.end)
        else:
            parts.append((clause.start, clause.end))
    return parts


def _last_finding(text: str, sentence: Span) -> re.Match[str] | None:
    """The verb of finding that a defect follows; none in figures, wishes and demands."""
    for found in _FOUND.finditer(text, sentence.start, sentence.end):
        first = max(sentence.start, text.rfind("；", sentence.start, found.start()))
        stop = text.find("；", found.end(), sentence.end)
        if _FIGURE.search(text, first, stop if stop > 0 else sentence.end):
            continue
        if _WHOEVER.match(text, found.end(), sentence.end):
            continue
        defect = first_defect(text, found.end(), sentence.end)
        if defect < 0:
            return None
        clause = max(text.rfind(mark, sentence.start, found.start()) for mark in "，；")
        if not sought(text, max(clause, sentence.start), defect):
            return found
    return None


def _place_start(text: str, found: re.Match[str], sentence: Span) -> int:
    """Behind 发现，; but 某处存在… starts with its place."""
    if not found.group().startswith(("存在", "查获")):
        return found.end()
    comma = max(text.rfind(mark, sentence.start, found.start()) for mark in "，：")
    return comma + 1 if comma >= 0 else sentence.start
