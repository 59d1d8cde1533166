"""Hazards told one after the other: in a notice that exposes places, and on a round of checks.

One place is one entry: a sentence that opens with another enterprise, in brackets (【某社区】) or
with another place opens the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.defects import defects, first_defect, sought
from taizhang.engine.extract.entries.exposed import before_action, headed, inspects
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene
from taizhang.engine.extract.reading import Paragraph, Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import PLACE_NOUNS
from taizhang.engine.patterns import compiled
from taizhang.engine.text.sentences import sentences
from taizhang.engine.text.span import Span

# A sentence that tells what was done about it, or whose the place is.
_DONE: Final = re.compile(
    r"(?:请|由|希望|责令|限(?:期|\d)|(?:执法|检查组)(?![^，。；]{0,24}(?:看到|发现|注意到|查看|抽查|来到|走进))|已|目前|对此|针对|上述|以上|对以上|罚款|处罚|下一步|并|【处理)"
    r"|(?:该|这家)[^，。；]{2,6}?(?:已|上月|此前|曾|去年|今年|负责人|老板|经营者|称|解释)"
    r"|[^，。；]{0,12}?(?:解释(?:称|说)?|表示|坦言|称|说)[，：“]|[省市县区](?:局|应急|消防|住建|生态)"
)
_ACTED: Final = re.compile(r"逾期|拒不|违反了|依据|罚款|查处|移送|移交|立案|投诉")
_FIELD: Final = re.compile(r"\s*[一-鿿]{2,4}(?:单位|地址|名称|时间|负责人|物业)?[：:](?!\s*\d)")
_CUE: Final = re.compile(
    r"(?:发现|经查|查明|查看|看到|只见|见到|检查时|检出|其中|[：:])[，：:]?|】"
    r"|(?:检查|复查|抽查|巡查|来到|走进)[^，。；：、]{3,30}(?:公司|厂|店|超市|商场)(?:工地|车间|仓库|厂区|现场)?，"
)
_SAFETY: Final = re.compile(r"安全|隐患|消防|污染|环保|违法|违规|扬尘|缺陷|案例|曝光|突出")
_PLEA: Final = re.compile(r"反映|提出|诉求|反馈|希望")
_FIGURE: Final = re.compile(r"(?:隐患|问题)\s*(?:共)?\d{1,6}\s*(?:处|个|条|项|起)")
# What is seen, without a word that it was found.
_SEEN: Final = re.compile(
    r"[一二两三四五六七八九十\d][楼层处家个间台号]|[东南西北][侧边门]|楼[道梯顶]|通道|车间|仓库|厨房|宿舍|门|墙|库|路口|现场|仍"
    r"|还有|竟|只见|看到|发现"
)
_PLACE: Final = re.compile(
    rf"(?:而?[在位]于?|来到|走进)?[^，。；：、【】]{{1,14}}?(?:{either(PLACE_NOUNS)})|【[^】\n]{{2,14}}】|[（(][一二三四五六七八九十]{{1,2}}[）)]"
)
# 北环路口的某工地，…: a clause that only says where it is.
_PLACE_ALONE: Final = re.compile(
    rf"(?:(?![有是被])[^，。；：]){{2,40}}?(?:{either(PLACE_NOUNS)})[内里上中外]?，"
)
# 在某加油站，…: what follows a firm where a round of checks is.
_TOLD_OF_IT: Final = re.compile(
    r"[一-鿿]{0,4}(?:工地|车间|仓库|厂区|现场|门店)，|[，：内]|的?(?:问题|情况)[^，。；]{0,4}：|存在"
)
_CAME: Final = re.compile(r"。\s*$")
_STOP: Final = re.compile(r"[，。；：]")
_BRACKETED: Final = re.compile(r"[（(][^（）()\n]{1,24}[）)]")
# Said of what may happen, or what somebody thinks of it.
_TALK: Final = re.compile(
    r"[？?]|如果|要是|容易|可能(?!会?[掉伤引])|会(?![议掉])|[说道]，?“|强调|要求|要(?!求|道)|表示|介绍|整治|开展|全部"
    r"|等[\d一二三四五六七八九十]{1,6}[家处个]|去年|以前|曾经|过去|多年来|先后|事故发生|发生后|涉嫌违纪|案件"
)
# What is late, not what is broken: 至今未开工, 应统未统.
_LATE: Final = re.compile(
    r"开工|供地|进度|序时|纳统|入库|签约|推进缓慢|资金支付|项目前期|投资完成|未统"
)
# 个别企业责任不落实: nobody is named, no place.
_GENERIC: Final = compiled(
    r"(?:\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．是]+)?(?:仍有|还有)?(?:个别|部分|一些|少数|有的|多数|大多数|不少|各别)"
    r"(?:[^，。；]{0,4})?(?:企业|单位|场所|商户|项目|工地|地方|乡镇|部门|学校|村|人员|干部|同志)"
)
_ENOUGH: Final = 2


def from_passages(scene: Scene) -> Iterator[Finding]:
    """Each place of a document that exposes what is wrong, without a label before it."""
    for paragraph in scene.reading.paragraphs:
        passage = scene.passage_at(paragraph.start)
        if paragraph.role is not Role.BODY or passage.aim is not Aim.PROBLEMS:
            continue
        told = (passage.words, scene.reading.heading_at(paragraph.start))
        if inspects(scene, paragraph.start) or any(map(_SAFETY.search, told)):
            for run in _runs(scene, paragraph):
                late = _LATE.search(scene.text, run.start, run.end)
                if late or _GENERIC.match(scene.text, run.start, run.end):
                    continue
                yield _finding(scene, run.start, run.end, "exposed")


def from_rounds(scene: Scene, cover: Cover) -> Iterator[Finding]:
    """In an article about checks a sentence that tells defects of what is seen at a place."""
    text = scene.text
    for sentence in scene.reading.sentences:
        start, end = sentence.start, sentence.end
        if not inspects(scene, start) or scene.passage_at(start).aim is Aim.TASKS:
            continue
        if not cover.free(start, end) or not _tells_defect(text, start, end):
            continue
        at_firm = _at_firm(scene, sentence)
        for part in scene.reading.clauses(sentence):
            last = before_action(text, part.start, part.end)
            if _weighs(text, part.start, last, at_firm=at_firm):
                yield _finding(scene, _behind_cue(text, part.start, last), last, "seen")


def _at_firm(scene: Scene, sentence: Span) -> bool:
    """Whether the round has come to an enterprise: 在某加油站，…, …来到某充装站。站内…."""
    start, text = sentence.start, scene.text
    for mention, _firm in scene.within(start, min(sentence.end, start + 34), "enterprise"):
        told = _TOLD_OF_IT.match(text, mention.end)
        return bool(told) and not _STOP.search(text, start, mention.start)
    before = scene.within(max(0, start - 34), start, "enterprise")
    return any(_CAME.match(text, mention.end, start) for mention, _firm in before)


def _weighs(text: str, start: int, end: int, *, at_firm: bool) -> bool:
    """Whether defects, a place and what is seen there add up, and nobody only talks of it."""
    words = defects(text, start, end)
    if not words or _TALK.search(text, start, end):
        return False
    if at_firm and len(words) >= _ENOUGH:
        return True
    if not _SEEN.search(text, start, end):
        return False
    return len(words) + bool(_PLACE.match(text, start, end)) >= _ENOUGH


def _finding(scene: Scene, start: int, end: int, rule: str) -> Finding:
    """The hazard without the enterprise that opens it: whose it is stands beside the quote."""
    about = headed(scene.text, start)
    first = start
    for mention, _firm in scene.within(start, min(end, start + 40), "enterprise"):
        at = scene.text[start : mention.start] in {"", "在"}
        if at and scene.text[mention.end : mention.end + 1] not in {"、", "和"}:
            bracket = _BRACKETED.match(scene.text, mention.end)
            first, about = bracket.end() if bracket else mention.end, mention.name
        break
    first = first if first_defect(scene.text, first, end) >= 0 else start
    place = _PLACE_ALONE.match(scene.text, first, end)
    if place and first_defect(scene.text, first, place.end()) < 0:
        first = place.end()
    words = defects(scene.text, start, end)
    return Finding(LedgerKind.HAZARD, first, end, rule, words, about=about)


def _runs(scene: Scene, paragraph: Paragraph) -> Iterator[Span]:
    """The sentences of a paragraph, one after the other, that tell what is wrong at one place."""
    text = scene.text
    start = end = -1
    for part in sentences(text[paragraph.start : paragraph.end]):
        first, last = paragraph.start + part.start, paragraph.start + part.end
        tells = _tells_defect(text, first, last)
        if start >= 0 and (not tells or _opens(scene, first)):
            yield Span(start, end)
            start = -1
        if tells:
            start = start if start >= 0 else _behind_cue(text, first, last)
            end = before_action(text, max(start, first), last)
    if start >= 0:
        yield Span(start, end)


def _opens(scene: Scene, place: int) -> bool:
    """Whether the sentence that starts here names a place of its own."""
    if any(
        mention.start - place <= 1 for mention, _ in scene.within(place, place + 34, "enterprise")
    ):
        return True
    return bool(_PLACE.match(scene.text, place))


def _tells_defect(text: str, start: int, end: int) -> bool:
    word = first_defect(text, start, end)
    if word < 0 or _FIELD.match(text, start, end) or _PLEA.search(text, start, end):
        return False
    if _DONE.match(text, start, word) or _ACTED.search(text, start, word):
        return False
    return not sought(text, start, word) and not _FIGURE.search(text, start, end)


def _behind_cue(text: str, start: int, end: int) -> int:
    """Behind 检查发现， or 经查： where the sentence has it before the first defect."""
    word = first_defect(text, start, end)
    cues = [
        found.end()
        for found in _CUE.finditer(text, start, word)
        if text.count("（", start, found.end()) == text.count("）", start, found.end())
    ]
    return cues[-1] if cues else start
