"""Directives: what somebody is to do next, because a leader, a meeting or a unit said so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.appeals.speech import firm_speaks
from taizhang.engine.extract.entries.finding import SHORTEST, Cover, Finding, Scene
from taizhang.engine.extract.entries.items import DEMANDING, says_nothing
from taizhang.engine.extract.entries.links import BARE_CHARGE
from taizhang.engine.extract.entries.orders import (
    CLAUSE,
    decided,
    is_noun,
    noticed,
    ordered,
    to_all,
)
from taizhang.engine.extract.entries.promises import (
    OPENING,
    SAID,
    SUBJECT_END,
    agreed,
    begun,
    promised,
)
from taizhang.engine.extract.entries.weighing import (
    ENOUGH,
    PLENTY,
    TELLS,
    bears,
    concrete,
    front,
    opens_news,
    topic,
    weigh,
)
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEED_LISTS, DONE, TALK_TO
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

_FAR: Final = 40
"""How far into a sentence that follows a demand its task may open."""

_SAYS: Final = r"(?:要(?<!的要)求|强调|指出|叮嘱|部署|明确|提出|嘱咐|议定|决定|责成|号召|表示|说)"
_TOPIC: Final = 16
_NO_TOPIC: Final = compiled(
    rf"会议|{_SAYS}|建议|同意|安排|现场|当场|当即|随即|今后|下一?步|必须|应当?$|出席|[是这不就的]|[要将并且也均都]$"
)
# "…强调，" "…提出三点要求：" "现场安排部署：": behind it stands what is asked.
_DEMAND: Final = compiled(rf"{_SAYS}(?:[一-鿿]{{0,8}}(?:要求|意见|部署))?[，：,:]?[“]?")
# …承诺本周内…, …回应，…: softer, so that it has to be said by whom or by when.
_TALK: Final = compiled(
    "|".join(rf"{word}(?:说|道)?[，：]“?" for word in TALK_TO)
    + r"|承诺(?![书金函])|答应(?![书金函])|表示(?=由|会|尽快|马上|立即|可以)|件(?:事|工作)："
)
# A clause that asks: it opens with a task cue, or somebody named is to do something.
_TASK: Final = re.compile(
    r"(?:同时，?|并|也|还|一定|切实)?"
    r"(?:要(?!求|素|点|害|闻|么|是|件)|务必|必须|应当|须|不得|严禁|请(?!示|求|假|教|客|愿|缨|问)"
    r"|由[^，。；]{2,40}?(?:牵头|负责|协调|进一步|按照|从)"
    r"|(?:各|全|每|有关|相关)[^，。；]{0,14}?(?:一定|都|也)?(?:要(?!求)|务必|必须|应)"
    r"|[^，。；的是]{2,16}?(?<![需主重必提只摘纪概简首])(?:要(?!求|素|点|害|闻|么|件)|务必|必须)"
    r"|[^，。；的是]{2,16}?(?:局|中心|办|委|会|部门|单位)(?:负责(?!人)|牵头))"
)
_OWN_TASK: Final = re.compile(
    rf"[^，。；]{{2,16}}?(?:{SUBJECT_END}|单位|企业)(?:要(?!求)|负责|牵头|务必|须|应)"
)
_MUST: Final = re.compile(
    r"(?:[^，。；]{2,16}?(?<![需主重必只摘纪概简首想的]))?(?:要(?!求|素|点|闻|么|是|害|件)|务必|必须)"
)
_ANOTHER: Final = re.compile(r"，(?=(?:会议|他|她)(?:还|同时|最后)?(?:强调|要求|指出))")
_MEETING_BY: Final = compiled(r"(?:会议?|活动|座谈会|论坛|仪式|检查)由|牵头(?:组织|举办|召开|主办)")
_ARRANGE: Final = compiled(
    r"(?:安排|责成|委托|指派|责令|要求|叮嘱(?:随行的?)?|嘱咐(?:随行的?)?|督促(?:随行的?)?)(?!部署)"
)
_LED_BY: Final = re.compile(
    r"由[^，。；]{2,30}?(?:牵头|负责|会同|从|采取|按照|研究|解决|督办|承担|组织实施|验收|办理|跟进|认领|提前介入|统一|先行|指派|接管)"
)
_DONE: Final = re.compile(rf"(?:{either(DONE)})")
_TO_COME: Final = re.compile(r"要(?!求)|将")
_SURE: Final = re.compile(r"(?:确保|保证|力争|推动|直至|争取)[^，。；]*")
_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
# 要守住入口。: a slogan; the sentence behind it says who does it.
_SLOGAN: Final = re.compile(r"(?:[^。；]{2,24}，)?要[^，。；]{2,9}。")
_FIRM_SPEAKS: Final = re.compile(
    r"(?:董事长|总经理|经理|老板|厂长|厂家|厂方|创始人|合伙人|总裁|总监|企业负责人|企业家|企业|公司|店主|业主|村民|居民|群众|职工|员工)[^，。；]{0,10}$"
)
_PLEADED: Final = re.compile(r"反映|提出|反馈|诉求")
_OPINION: Final = compiled(r"认为|^据|要看到|应当看到|必须看到")
_ALSO_FIRMS: Final = re.compile(r"提出|表示|说|透露|解释|告诉|回应")
_AT_ONCE: Final = re.compile(r"当即|当场|现场|随即|立即")
# 责任单位：…, 办理情况：…: a line of a form, no sentence.
# 能不能由政府牵头？: a question, nobody is told to.
_ASKED: Final = re.compile(r"(?:能不能|能否|可否|是不是可以|可不可以|怎么)[^。；？]{2,40}？")
_FORM: Final = re.compile(
    r"\s*[（(][^（）()\n]{2,120}(?:牵头|负责|配合)[^（）()\n]{0,40}[）)][。；\s]*$|"
    r"\s*[（(]?[一-鿿]{0,8}(?:单位|部门|领导|责任人|联系人|时限|期限|时间|情况|结果|进展|电话|地址|来源|表述|问题)[：:]"
)
# What is decided at a meeting is a task from its first word on.
_RESOLVED: Final = ("决定，", "议定，")
_SAID_BY: Final = frozenset({"demand", "weighed", "weighed well", "wished"})


def from_sentences(scene: Scene, cover: Cover, raised: Cover) -> Iterator[Finding]:
    """Tasks told in sentences: after a demand, by arrangement, as a promise, in a notice.

    `cover` is what other tasks have taken, `raised` what the problems of firms have.
    """
    paragraph, demanding, talk, passage_asks = None, "", "", False
    for sentence in _sentences(scene):
        here = scene.reading.paragraph_at(sentence.start)
        if here is not paragraph:
            paragraph, demanding = here, _announced(scene, sentence)
            passage_asks = bool(demanding)
        free = _free_part(scene.text, sentence, cover)
        if free is None or _FORM.match(scene.text, free.start, free.end):
            continue
        demand = _last_demand(scene.text, free)
        if scene.text[free.start - 1] not in "；;":
            talk = ""
        said = _last_said(demand, _last_talk(scene.text, free))
        found = _in_sentence(scene, free, demand, demanding) if len(free) >= SHORTEST else None
        if found is not None and _ASKED.search(scene.text, sentence.start, sentence.end):
            continue
        if found is None and len(free) >= SHORTEST and raised.free(free.start, free.end):
            found = _weighed(scene, free, said, demanding or talk)
        found = _unless_a_firm_says(scene, found)
        if found is not None and passage_asks:
            found = replace(found, start=_whole(scene, free, found.start))
        talk = said.group() if said else talk
        if demand and DEMANDING.search(demand.group()):
            demanding = demand.group()
        if found is not None:
            cover.take(found.start, found.end)
            yield found


def _unless_a_firm_says(scene: Scene, found: Finding | None) -> Finding | None:
    """Firms, too, say what they have to do: 还要扩招200人."""
    says = found and found.rule in _SAID_BY and firm_speaks(scene, found.start)
    return None if says else found


def _whole(scene: Scene, sentence: Span, start: int) -> int:
    """In a passage of tasks a sentence is one from its first word on, unless that only tells."""
    before = scene.text[sentence.start : start]
    told = SAID.search(before) or TELLS.search(before)
    if told or not before.strip("，。；： "):
        return start
    opening = OPENING.match(scene.text, sentence.start, start)
    return opening.end() if opening else sentence.start


def _announced(scene: Scene, sentence: Span) -> str:
    """The words that make the paragraph one of tasks."""
    passage = scene.passage_at(sentence.start)
    return passage.words if passage.aim is Aim.TASKS else ""


def _sentences(scene: Scene) -> Iterator[Span]:
    """The sentences; one that sets several tasks apart by ； gives each, another voice one more."""
    for sentence in _joined(scene):
        start = sentence.start
        for place in _cuts(scene, sentence):
            yield Span(start, place)
            start = place
        yield Span(start, sentence.end)


def _joined(scene: Scene) -> Iterator[Span]:
    """The sentences; 要守住入口。 goes with the one behind it that says who does it by when."""
    waiting: Span | None = None
    for sentence in scene.reading.sentences:
        if waiting and _carries(scene, waiting, sentence):
            yield Span(waiting.start, sentence.end)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = None
        if _SLOGAN.fullmatch(scene.text, sentence.start, sentence.end):
            waiting = sentence
        else:
            yield sentence
    if waiting:
        yield waiting


def _carries(scene: Scene, slogan: Span, sentence: Span) -> bool:
    """Whether a sentence says how the slogan before it is done."""
    text = scene.text
    together = "\n" not in text[slogan.start : sentence.start]
    return (
        together
        and not text.startswith("要", sentence.start)
        and bool(concrete(scene, sentence.start, sentence.end))
    )


def _cuts(scene: Scene, sentence: Span) -> list[int]:
    """Where a sentence is cut: before a task of its own behind ；, before …，会议强调."""
    text = scene.text
    parts = scene.reading.clauses(sentence)
    own = [p.start for p in parts[1:] if text[p.start - 1] in "；;" and _stands_alone(scene, p)]
    voices = [m.end() for m in _ANOTHER.finditer(text, sentence.start, sentence.end)]
    return sorted({*own, *voices})


def _stands_alone(scene: Scene, part: Span) -> bool:
    text = scene.text
    if _OWN_TASK.match(text, part.start) or _MUST.match(text, part.start):
        return True
    return bool(concrete(scene, part.start, part.end)) and bears(scene, part)


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
    """What a turn of phrase gives away."""
    text = scene.text
    piece = text[sentence.start : sentence.end]
    if not _TO_COME.search(piece) and _DONE.search(_SURE.sub("", piece)):
        return begun(scene, sentence)
    tried = (
        _asked(scene, sentence, demand, demanding),
        _arranged(scene, sentence),
        promised(scene, sentence),
        agreed(scene, sentence),
        begun(scene, sentence),
        noticed(scene, sentence),
        decided(scene, sentence),
        to_all(scene, sentence),
    )
    found = [each for each in tried if each and not says_nothing(text[each.start : each.end])]
    # What is named first carries the rest: "…将举办对接会，由某中心负责筹备" is one task.
    return min(found, key=lambda each: each.start, default=None)


def _weighed(
    scene: Scene, sentence: Span, said: re.Match[str] | None, demanding: str
) -> Finding | None:
    """What no turn of phrase gives away, by all that speaks for a task and against one."""
    text = scene.text
    if not said and _OPINION.search(text, sentence.start, sentence.end):
        return None
    if said and _a_firm_says(text, sentence, said):
        return None
    start = said.end() if said else sentence.start
    opening = OPENING.match(text, start, sentence.end)
    if opening and not opening.group().startswith("下一步"):
        start = opening.end()
    first = start
    if said is None or said.group()[-1] in "，：“":
        first = front(scene, start, sentence.end)
    context = said.group() if said else demanding
    told = concrete(scene, first, sentence.end)
    weight = weigh(text[first : sentence.end], context, told)
    if weight.value < ENOUGH or (first > start + _FAR and not told):
        return None
    if said is None and _news(scene, sentence):
        return None
    if says_nothing(text[first : sentence.end].rstrip("。；")):
        return None
    rule = "weighed" if weight.value < PLENTY else "weighed well"
    return Finding(LedgerKind.DIRECTIVE, first, sentence.end, rule, (context, *weight.words))


def _news(scene: Scene, sentence: Span) -> bool:
    """Whether the article opens with it, telling what was done on a day."""
    article = scene.reading.paragraph_at(sentence.start).article
    opens = sentence.start == scene.reading.body_of(article.id)
    return opens and opens_news(scene.text[sentence.start : sentence.end])


def _last_talk(text: str, sentence: Span) -> re.Match[str] | None:
    return max(_TALK.finditer(text, sentence.start, sentence.end), key=re.Match.start, default=None)


def _last_said(one: re.Match[str] | None, other: re.Match[str] | None) -> re.Match[str] | None:
    said = [each for each in (one, other) if each]
    return max(said, key=lambda each: each.start(), default=None)


def _a_firm_says(text: str, sentence: Span, said: re.Match[str]) -> bool:
    """Whether it is a firm that speaks, not somebody who can promise help on the spot."""
    if not _ALSO_FIRMS.match(said.group()):
        return False
    before = text[sentence.start : said.start()]
    return bool(_FIRM_SPEAKS.search(before)) and not _AT_ONCE.search(before)


def _asked(
    scene: Scene, sentence: Span, demand: re.Match[str] | None, demanding: str
) -> Finding | None:
    """…强调，要… · a sentence that opens with 要 after one that demanded."""
    text = scene.text
    if demand is None and not demanding:
        return None
    if demand and _a_firm_says(text, sentence, demand):
        return None
    start = demand.end() if demand else sentence.start
    if demand and demand.group().startswith(_RESOLVED):
        return Finding(LedgerKind.DIRECTIVE, start, sentence.end, "demand", (demand.group(),))
    for clause in CLAUSE.finditer(text, start, sentence.end):
        if demand is None and clause.start() > start + _FAR:
            break
        task = _TASK.match(text, clause.start(), clause.end())
        if task:
            first = _opening(scene, start, clause.start())
            words = tuple(w for w in (demand.group() if demand else demanding, task.group()) if w)
            rule = "demand" if demand else "demand carried on"
            return Finding(LedgerKind.DIRECTIVE, first, sentence.end, rule, words)
    return None


def _opening(scene: Scene, start: int, clause: int) -> int:
    """A task may be opened by its occasion (针对…，要…) or by what is to be done besides.

    Anything else before it is left out.
    """
    text = scene.text
    if text[start:clause].startswith(("针对", "对于", "对", "围绕")):
        return start
    first = clause
    for part in reversed(list(re.finditer(r"[^，。；：]+", text[start:clause]))):
        span = Span(start + part.start(), start + part.end())
        if not (bears(scene, span) or topic(text, span)) or _PLEADED.search(part.group()):
            break
        first = span.start
    return first


def _arranged(scene: Scene, sentence: Span) -> Finding | None:
    """安排某中心…: somebody named is set to work on the spot."""
    text = scene.text
    for verb in _ARRANGE.finditer(text, sentence.start, sentence.end):
        if text[verb.end() : verb.end() + 1] in {"，", "："}:
            continue
        near = scene.within(verb.end(), verb.end() + 24, "unit")
        unit = next((m for m, _o in near if m.start <= verb.end() + 2), None)
        if unit:
            words = (verb.group(), unit.name)
            return Finding(LedgerKind.DIRECTIVE, verb.start(), sentence.end, "arranged", words)
    return ordered(scene, sentence) or _led(scene, sentence)


def _led(scene: Scene, sentence: Span) -> Finding | None:
    """A lead unit is named: 由某中心牵头."""
    found = _LED_BY.search(scene.text, sentence.start, sentence.end)
    if found is None or _MEETING_BY.search(scene.text, sentence.start, sentence.end):
        return None
    if _DEEDS.search(scene.text, sentence.start, sentence.end):
        return None
    if BARE_CHARGE.match(scene.text, sentence.start, sentence.end):
        return None  # it says who does what was told before
    pleaded = _PLEADED.search(scene.text, sentence.start, found.start())
    clause = _with_topic(scene.text, sentence.start, found.start())
    first = found.start() if pleaded else _opening(scene, sentence.start, clause)
    return Finding(LedgerKind.DIRECTIVE, first, sentence.end, "led by", (found.group(),))


def _with_topic(text: str, start: int, by: int) -> int:
    """管线迁改由某公司负责: what is to be done may stand before 由 in the same clause."""
    clause = max(start, 1 + max(text.rfind(mark, start, by) for mark in "，。；：“"))
    topic = text[clause:by]
    return by if not topic or len(topic) > _TOPIC or _NO_TOPIC.search(topic) else clause
