"""Directives: what somebody is to do next, because a leader, a meeting or a unit said so."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.enumerations import Enumeration, Item
from taizhang.engine.extract.entries.finding import SHORTEST, Cover, Finding, Scene
from taizhang.engine.extract.entries.orders import is_noun, ordered
from taizhang.engine.extract.entries.weighing import ENOUGH, PLENTY, weigh
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import (
    ACTION,
    DEED_LISTS,
    DONE,
    FUTURE_OPENERS,
    PRAISE,
    REPORTS,
)
from taizhang.engine.text.span import Span

_FAR: Final = 40
"""How far into a sentence that follows a demand its task may open."""

_PLAN: Final = re.compile(r"(?:工作)?(?:安排|要求|部署|任务|打算|措施|计划)$")
_SAYS: Final = r"(?:(?<!的)要求|强调|指出|叮嘱|部署|明确|提出|嘱咐|议定|决定|责成|号召|表示|说)"
# "…强调，" "…提出三点要求：" "现场安排部署：": behind it stands what is asked.
_DEMAND: Final = re.compile(rf"{_SAYS}(?:[一-鿿]{{0,8}}(?:要求|意见|部署))?[，：,:]?[“]?")
_DEMANDING: Final = re.compile(r"(?:[作做]出(?:重要)?[指批]示|要求|强调|指出|叮嘱|部署|明确|议定)")
# A clause that asks: it opens with a task cue, or somebody named is to do something.
_TASK: Final = re.compile(
    r"(?:同时，?|并|也|还|一定|切实)?"
    r"(?:要(?!求|素|点|害|闻|么|是|件)|务必|必须|应当|须|不得|严禁|请(?!示|求|假|教|客|愿|缨|问)"
    r"|由[^，。；]{2,40}?(?:牵头|负责|协调|进一步|按照|从)"
    r"|(?:各|全|每|有关|相关)[^，。；]{0,14}?(?:一定|都|也)?(?:要(?!求)|务必|必须|应)"
    r"|[^，。；的是]{2,16}?(?<![需主重必提只摘纪概简首])(?:要(?!求|素|点|害|闻|么|件)|务必|必须)"
    r"|[^，。；的是]{2,16}?(?:局|中心|办|委|会|部门|单位)(?:负责(?!人)|牵头))"
)
_SUBJECT_END: Final = (
    r"(?:区|县|市|镇|中心|局|委|会|办|厅|我们"
    r"|政协|人大|社区|公司|机关|园区|部门|政府|方面|集团|专班|组|街道|支队|大队)"
)
_OWN_TASK: Final = re.compile(
    rf"[^，。；]{{2,16}}?(?:{_SUBJECT_END}|单位|企业)(?:要(?!求)|负责|牵头|务必|须|应)"
)
_MUST: Final = re.compile(
    r"(?:[^，。；]{2,16}?(?<![需主重必只摘纪概简首想的]))?(?:要(?!求|素|点|闻|么|是|害|件)|务必|必须)"
)
# 各部门要…, 相关单位应…: said to many, it is a task whoever says it.
_TO_ALL: Final = re.compile(
    r"(?:各(?!方面|类|种|项)|全[区市县镇乡]|有关|相关)[^，。；的]{1,14}?(?:一定|都|也)?(?<![需主重必只摘纪概简首])(?:要(?!求|素|点)|务必|必须)(?=[一-鿿])"
)
_ANOTHER: Final = re.compile(r"，(?=(?:会议|他|她)(?:还|同时|最后)?(?:强调|要求|指出))")
_MEETING_BY: Final = re.compile(
    r"(?:会议?|活动|座谈会|论坛|仪式|检查)由|牵头(?:组织|举办|召开|主办)"
)
_ARRANGE: Final = re.compile(
    r"(?:安排|责成|委托|指派|责令|要求|(?:叮嘱|嘱咐|督促)(?:随行的?)?)(?!部署)"
)
_LED_BY: Final = re.compile(r"由[^，。；]{2,30}?(?:牵头|负责|会同|从|采取|按照|研究|解决)")
_CLAUSE: Final = re.compile(r"[^，。；：]+[，。；：]?")
_FUTURE: Final = re.compile(
    rf"(?:^|(?<=[，。；：“]))(?P<who>[^，。；：“”]{{0,24}}?{_SUBJECT_END})?(?:也|还|都|随后)?"
    rf"(?:将(?=(?:{either(FUTURE_OPENERS)}))|正在(?!建|谋|进行的)|正围绕)"
)
_SOON: Final = re.compile(r"将|正[在围]")
_SPOKEN: Final = re.compile(r"(?:表示|答复|承诺|透露|说|指出|介绍|回应)[，：]?[“]?$")
_TAIL: Final = re.compile(r"[，；](?:并)?(?:希望|现场征求|欢迎|期待|勉励|表示感谢)")
_PRAISE: Final = re.compile(rf"(?:{either(PRAISE)})")
_DONE: Final = re.compile(rf"(?:{either(DONE)})")
_SURE: Final = re.compile(r"(?:确保|保证|力争|推动|直至|争取)[^，。；]*")
# Items of a list that report: 成立了, 共走访12家, 累计….
_TOLD: Final = re.compile(
    r"[一-鿿]了(?!解|结|然|如)|共(?:完成|走访|检查|收集|解决|开展)|累计|[现均]已|已经|截至|同比"
)
_ACTION: Final = re.compile(rf"(?:{either(ACTION)})")
_REPORTS: Final = re.compile(rf"(?:{either(REPORTS)})")
_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
_NOTICE: Final = re.compile(r"(?:^|，)\s*请(?:你|各|贵|将|按|于|抓|严|认|在)")
# 督办要求：…  整改要求：…  behind the label stands one task, up to the next label.
_LABEL: Final = re.compile(r"(?:督办|整改|工作|处理|落实)(?:要求|措施|意见|任务)[：:]")
_NEXT_LABEL: Final = re.compile(
    r"[一-鿿]{2}(?:情况|期限|要求|时限|单位|措施|问题)[：:]|[一二三四五六七八九十]、|\n"
)
_LIMIT: Final = re.compile(
    r"(?:督办|整改|完成|办理)(?:期限|时限|时间)[：:]\s*(?P<due>[^。；\n]{4,40})"
)
_SAID: Final = re.compile(r"(?:表示|答复|承诺|透露|指出|回应|介绍|获悉)[，：]?")
_VOICE: Final = re.compile(r"\s*会议(?:要求|强调|指出|决定|议定|明确)，")
_OCCASION: Final = re.compile(r"针对|对|围绕|为|根据|结合|按照|在|以|通过")
_OPENING: Final = re.compile(r"(?:此外|另外|同时|目前|下一步|接下来|会上|最后|其次|首先)，")


def asks(text: str, enumeration: Enumeration) -> bool:
    """Whether the items of the list are tasks: by the words before it, else by the items."""
    lead = enumeration.lead
    last = lead[-60:]
    if _reported(text, enumeration):
        return False
    if _DEMANDING.search(last):
        return True
    if _REPORTS.search(last) or _DEEDS.search(lead):
        return False
    return bool(re.search(r"将|表示|希望|安排|任务|措施|意见|(?<![业家人表])建议[，：]?$", last))


def _reported(text: str, enumeration: Enumeration) -> bool:
    """Whether half of the items tell what has been done (一是成立了…，二是走访了…)."""
    told = 0
    for item in enumeration.items:
        piece = text[item.start : item.end]
        told += bool(_TOLD.search(piece)) and not re.search(r"要(?!求)|须|务必|将", piece)
    return 2 * told >= len(enumeration.items)


def from_items(scene: Scene, enumeration: Enumeration) -> Iterator[Finding]:
    """One directive for each item that is a task."""
    demand = _DEMANDING.search(enumeration.lead[-60:])
    for item in enumeration.items:
        start, end = _without_problem(scene.text, item)
        voice = _VOICE.match(scene.text, start, end)
        start = voice.end() if voice else start
        piece = scene.text[start:end]
        if _praises(piece) or not piece.strip():
            continue
        words = tuple(w for w in (demand.group() if demand else "", item.marker) if w)
        yield Finding(LedgerKind.DIRECTIVE, start, end, _item_rule(piece), words)


def _item_rule(piece: str) -> str:
    return "item" if _ACTION.search(piece) else "item without an act"


def _praises(piece: str) -> bool:
    return bool(_PRAISE.search(piece)) and not re.search(r"要|将|进一步", piece)


PROBLEM: Final = re.compile(
    r"(?:针对|对于|关于)(?P<what>[^。；：\n]{2,90}?(?:提出|反映|存在|反馈)[^。；：，\n]{2,40}?(?:问题|困难|诉求|事宜|事项|需求))，"
)
"""An item that opens with a problem: the task stands behind the comma, the problem is an appeal."""


def _without_problem(text: str, item: Item) -> tuple[int, int]:
    found = PROBLEM.match(text, item.start, item.end)
    return (found.end() if found else item.start), item.end


def from_labels(scene: Scene) -> Iterator[Finding]:
    """A task behind a label (督办要求：…), with the limit behind the next (督办期限：…)."""
    text = scene.text
    for label in _LABEL.finditer(text):
        following = _NEXT_LABEL.search(text, label.end())
        end = following.start() if following else len(text)
        limit = _LIMIT.match(text, end + text.startswith("\n", end))
        yield Finding(
            LedgerKind.DIRECTIVE,
            label.end(),
            end,
            "label",
            (label.group().rstrip("：:"),),
            due_words=limit["due"] if limit else "",
        )


def from_sentences(scene: Scene, cover: Cover) -> Iterator[Finding]:
    """Tasks told in sentences: after a demand, by arrangement, as a promise, in a notice."""
    paragraph, demanding = None, ""
    for sentence in _sentences(scene):
        here = scene.reading.paragraph_at(sentence.start)
        if here is not paragraph:
            paragraph, demanding = here, _plan(scene.reading.heading_at(sentence.start))
        free = _free_part(scene.text, sentence, cover)
        if free is None:
            continue
        demand = _last_demand(scene.text, free)
        found = _in_sentence(scene, free, demand, demanding) if len(free) >= SHORTEST else None
        if demand and _DEMANDING.search(demand.group()):
            demanding = demand.group()
        if found is not None:
            cover.take(found.start, found.end)
            yield found


def _plan(heading: str) -> str:
    """A heading that announces tasks (下周工作安排) makes the sentences below it tasks."""
    found = _PLAN.search(heading)
    return found.group() if found else ""


def _sentences(scene: Scene) -> Iterator[Span]:
    """The sentences; one that sets several tasks apart by ； gives each, another voice one more."""
    for sentence in scene.reading.sentences:
        start = sentence.start
        for place in _cuts(scene, sentence):
            yield Span(start, place)
            start = place
        yield Span(start, sentence.end)


def _cuts(scene: Scene, sentence: Span) -> list[int]:
    """Where a sentence is cut: before a task of its own behind ；, before …，会议强调."""
    text = scene.text
    parts = [part.start for part in scene.reading.clauses(sentence)[1:]]
    own = [place for place in parts if _OWN_TASK.match(text, place) or _MUST.match(text, place)]
    voices = [m.end() for m in _ANOTHER.finditer(text, sentence.start, sentence.end)]
    return sorted({*own, *voices})


def _free_part(text: str, sentence: Span, cover: Cover) -> Span | None:
    """The sentence, or what a list leaves of it at the end (此外，…)."""
    if cover.free(sentence.start, sentence.end):
        return sentence
    last = cover.taken_up_to(sentence.start, sentence.end)
    rest = Span(last, sentence.end)
    return rest if len(rest) > 8 and text[rest.start] in "，。；\n此另" else None  # noqa: PLR2004


def _last_demand(text: str, sentence: Span) -> re.Match[str] | None:
    """The last verb of demand that is followed by a clause."""
    found = None
    for each in _DEMAND.finditer(text, sentence.start, sentence.end):
        if is_noun(text, sentence.start, each):
            continue
        if text[each.end() - 1] in "，：,:“" or _TASK.match(text, each.end()):
            found = each
    return found


def _in_sentence(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    text = scene.text
    piece = text[sentence.start : sentence.end]
    if _DONE.search(_SURE.sub("", piece)) and not re.search(r"要(?!求)|将", piece):
        return None
    rules = (_asked, _arranged, _promised, _noticed, _to_all)
    tried = (rule(scene, sentence, demand, demanding) for rule in rules)
    found = [each for each in tried if each and not _praises(text[each.start : each.end])]
    # What is named first carries the rest: "…将举办对接会，由某中心负责筹备" is one task.
    first = min(found, key=lambda each: each.start, default=None)
    return first or _weighed(scene, sentence, demand, demanding)


def _weighed(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """What no turn of phrase gives away, by all that speaks for a task and against one."""
    text = scene.text
    start = demand.end() if demand else sentence.start
    opening = _OPENING.match(text, start, sentence.end)
    if opening and not opening.group().startswith("下一步"):
        start = opening.end()
    context = demand.group() if demand else demanding
    weight = weigh(text[start : sentence.end], context)
    if weight.value < ENOUGH:
        return None
    rule = "weighed" if weight.value < PLENTY else "weighed well"
    return Finding(LedgerKind.DIRECTIVE, start, sentence.end, rule, (context, *weight.words))


def _asked(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """…强调，要… · a sentence that opens with 要 after one that demanded."""
    if demand is None and not demanding:
        return None
    text = scene.text
    start = demand.end() if demand else sentence.start
    if demand and demand.group().startswith(("决定，", "议定，")):
        # What a meeting resolves is a task from its first word on.
        return Finding(LedgerKind.DIRECTIVE, start, sentence.end, "demand", (demand.group(),))
    for clause in _CLAUSE.finditer(text, start, sentence.end):
        if demand is None and clause.start() > start + _FAR:
            break
        task = _TASK.match(text, clause.start(), clause.end())
        if task:
            first = _opening(scene, start, clause.start())
            words = tuple(w for w in (demand.group() if demand else demanding, task.group()) if w)
            rule = "demand" if demand else "demand carried on"
            return Finding(LedgerKind.DIRECTIVE, first, sentence.end, rule, words)
    return None


def _to_all(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """各乡镇要…: without a word of demand before it."""
    del demand, demanding
    text = scene.text
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        task = _TO_ALL.match(text, clause.start(), clause.end())
        if task:
            return Finding(
                LedgerKind.DIRECTIVE, clause.start(), sentence.end, "said to all", (task.group(),)
            )
    return None


def _opening(scene: Scene, start: int, clause: int) -> int:
    """A task may be opened by its occasion: 针对…，要…; anything else before it is left out."""
    before = scene.text[start:clause]
    return start if before.startswith(("针对", "对于", "对", "围绕")) else clause


def _arranged(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """安排某中心…: somebody named is set to work on the spot."""
    del demand, demanding
    text = scene.text
    for verb in _ARRANGE.finditer(text, sentence.start, sentence.end):
        if text[verb.end() : verb.end() + 1] in {"，", "："}:
            continue
        unit = next(
            (
                m
                for m, _o in scene.within(verb.end(), verb.end() + 24, "unit")
                if m.start <= verb.end() + 2
            ),
            None,
        )
        if unit:
            words = (verb.group(), unit.name)
            return Finding(LedgerKind.DIRECTIVE, verb.start(), sentence.end, "arranged", words)
    return ordered(scene, sentence) or _led(scene, sentence)


def _led(scene: Scene, sentence: Span) -> Finding | None:
    """A lead unit is named: 由某中心牵头."""
    found = _LED_BY.search(scene.text, sentence.start, sentence.end)
    held = _MEETING_BY.search(scene.text, sentence.start, sentence.end)
    if found is None or held or _DEEDS.search(scene.text, sentence.start, sentence.end):
        return None
    return Finding(LedgerKind.DIRECTIVE, found.start(), sentence.end, "led by", (found.group(),))


def _promised(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """A body says what it is doing or will do: 管委会正在…, 高新区将…."""
    del demand, demanding
    text = scene.text
    if not _SOON.search(text, sentence.start, sentence.end):
        return None
    for future in _FUTURE.finditer(text, sentence.start, sentence.end):
        spoken = bool(_SPOKEN.search(text, sentence.start, future.start()))
        before = text[sentence.start : future.end()]
        said = re.search(r"(?:表示|答复|承诺|透露|回应)[，：]", before)
        if not (future["who"] or spoken or said):
            continue
        start = future.start() if spoken else _promise_start(text, sentence.start, future.end())
        tail = _TAIL.search(text, future.end(), sentence.end)
        end = tail.start() if tail else sentence.end
        rule = "promise told" if spoken or said else "promise"
        return Finding(LedgerKind.DIRECTIVE, start, end, rule, (future.group(),))
    return None


def _promise_start(text: str, start: int, future: int) -> int:
    """From the last verb of saying on, without connectives; else from the start of the sentence."""
    said = deque(_SAID.finditer(text, start, future), maxlen=1)
    first = said[0].end() if said else start
    while first < future and text[first] in "，。；：“ \n":
        first += 1
    opening = _OPENING.match(text, first, future)
    first = opening.end() if opening else first
    clause = max(text.rfind(mark, first, future) for mark in "，：；") + 1
    # Before the clause of the promise only its occasion belongs to it: 针对…, 在…基础上.
    return first if clause <= first or _OCCASION.match(text, first) else clause


def _noticed(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """请你市…: a notice asks the one it is addressed to."""
    del demand, demanding
    text = scene.text
    if "”" in text[sentence.start : sentence.end][-2:]:
        return None
    found = _NOTICE.search(text[sentence.start : sentence.end])
    if found is None:
        return None
    return Finding(LedgerKind.DIRECTIVE, sentence.start, sentence.end, "notice", ("请",))
