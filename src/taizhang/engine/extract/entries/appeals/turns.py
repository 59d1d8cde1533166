"""Appeals by turns of phrase: 针对…问题, 某公司提出…, 在某公司，…短缺."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.appeals.against import named
from taizhang.engine.extract.entries.appeals.replies import (
    FIRM,
    HELP_TOLD,
    WISHED,
    reply_to,
    says_something,
)
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import SHORTEST, Cover, Finding, Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.matters import PROBLEM_NOUNS, RAISE, TROUBLES
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

_RAISE: Final = either(RAISE)
_NOUN: Final = either(PROBLEM_NOUNS)

# 甲公司提出…困难，<answer>; 某企业负责人谈到，…, 希望…
_RAISED: Final = re.compile(
    rf"(?P<who>(?:负责人|总经理|董事长|代表)?(?:还|也)?)(?P<verb>{_RAISE}|希望|坦言)(?:到|了|说)?，?(?!的(?:问题|困难|诉求|情况|意见|建议))(?P<matter>[^。；：\n]{{4,90}})"
)
_SPOKEN_FOR: Final = compiled(
    r"(?P<who>[\d一二三四五六七八九十百多几]{1,6}家企业)提出(?P<matter>[^，。；、]{2,30}(?:需求|问题|困难|诉求))"
)
# Firms without a name, at the start of a clause; an own verb follows.
_ANY_FIRM: Final = compiled(
    r"(?:(?:(?<=[，。；：、.．）\n])|^)|(?<=[园区镇乡])(?=部分|多家|不少|一些)|(?<=了解到)|(?<=得知)|(?<=座谈中)|(?<=会上))(?:多家|部分|不少|有的|一些|与会|参会|相关|这些)?企业(?:负责人|代表)?(?=还|也|普遍|纷纷|反映|提出|反馈|希望|建议)(?:普遍|纷纷)?",
    re.MULTILINE,
)
_ETC: Final = re.compile(r"等(?:[\d一二三四五六七八九十多]{1,6}家)?(?:企业|公司)")
_FIRM_VOICE: Final = re.compile(
    r"(?:负责人|董事长|总经理|经理|创始人|厂长)[一-鿿]{0,4}(?:介绍|说|坦言|告诉[^，。]{0,8}|表示|反映)[，：]“?"
)
_TROUBLE: Final = re.compile(rf"(?:{either(TROUBLES)})")
_SOME_FIRM: Final = compiled(
    r"(?:一|这|某)家[^，。；]{0,10}?(?:企业|公司|厂)|有的企业|部分企业|不少企业|多家企业"
)
# 座谈会上，某公司…: where it was told.
_AT_MEETING: Final = re.compile(r"[^，。；]{0,12}(?:[会场活动]上|座谈中|走访中|调研中|期间|现场)，")
# A part behind ； that tells of a firm (or firms) of its own.
_OWN_FIRM: Final = re.compile(r"[^，。；]{0,24}(?:企业|公司|集团|厂)")
_REACTS: Final = compiled(
    r"(?<![延先以之滞落])后，|，[^，。；]{0,12}(?:立即|当即|当场|随即|马上|现场|鼓励|要求|表示|说|安排|指示|强调|建议|主动|迅速|第一时间|协调|联系)"
)
_LEARNT: Final = re.compile(
    r"(?P<verb>得知|了解到|获悉|听说)(?:，|：)?(?P<matter>[^。；\n]{6,120}?)(?:的?(?:问题|情况|困难|消息))?"
    rf"(?={_REACTS.pattern})"
)
_LEARNING: Final = re.compile("得知|了解到|获悉|听说")
_PLEA: Final = re.compile(
    r"“(?P<matter>[^“”。]{0,60}?(?P<verb>(?:希望|盼望?|恳请|请求)(?:政府|区里|市里|县里|园区|有关部门|相关部门|上级)[^“”。]{4,80}?))[。！…]{0,2}”"
)
_WE_RAISED: Final = re.compile(
    r"我们(?P<verb>反映|提出|反馈)了?(?P<matter>[^。；“”]{4,60}?)(?:等)?(?:问题|困难|诉求)"
)
_SUMMED: Final = re.compile(r"等(?:方面)?的?(?:问题|困难|诉求|难题|需求)(?=，)")
_FURTHER: Final = compiled(
    r"；(?=另外|此外|同时|还有|还|再就是|其次|[二三四五]是|第[二三四五]|一个是|再一个)|，(?=同时(?![^，。]{0,4}要))|(?=[一二三四五]是)"
)
_MARKER: Final = re.compile(
    r"(?:[，。；：“、\s]|另外|此外|同时|还有|再就是|其次|[一二三四五]是|第[一二三四五]，?|一个是|再一个|但是?(?=[一-鿿]))+"
)
_NEAR: Final = 60
_OFFICE_REACH: Final = 4
"""Characters between the name of an office and who speaks for it."""
# A clause in which somebody answers, inside the sentence that tells the problem.
ANSWERS: Final = re.compile(
    r"^[^，。；]{0,8}(?:局|委|办|中心|专班|街道|部门)[^，。；]{0,6}(?:通过|组织|联系|积极|立即|主动|协调|对接)|"
    r"^对此|(?:会|座谈|走访|调研|早餐)[会上]?后(?=[，]?)|(?:多|各|相关|有关)部门(?:联合|共同|协同|一起)|"
    r"负责人.{0,6}(?:答复|表示|介绍)|当场|现场|随即|由.{2,20}(?:牵头|负责)|已(?:协调|帮助|经)?(?:解决|办理|将|完成)|正在|表示|答复|安排"
)
_CLAUSE: Final = re.compile(r"[^，]+")
# Clauses of a told trouble that are no trouble: feelings, and how it was learnt of.
_FEELING: Final = re.compile(r"焦急|着急|发愁|犯难|一筹莫展|找到")
_ANSWER_OPENS: Final = re.compile(
    r"(?:得知|了解)(?:情况|此事|后)[^，。]{0,6}，|(?:当场|现场|随即|随后|立即|当日|当天|第二天)"
)
# What leaders ask about, hear of or look at is no trouble told.
_INQUIRY: Final = re.compile(r"询问|了解(?!到)|听取|汇报|参观|查看|现场协调解决|考察|调研")
# 当日检查，发现甲存在…；乙存在…: what inspectors found is a danger, no plea.
_INSPECTED: Final = re.compile(r"(?:检查|督查|巡查|抽查|复查|核查|执法)[^。]{0,12}(?:发现|查出)")
_NO_APPEAL: Final = re.compile(
    r"捐|感谢|满意|肯定|已经|隐患|消防通道|提出(?:了)?(?:要求|意见)|整改"
)


def sure(scene: Scene) -> Iterator[Finding]:
    """Problems that a turn of phrase names as such: 针对…问题, 得知…."""
    for sentence in _parts(scene):
        yield from list(named(scene, sentence)) or _learnt(scene, sentence)


def told(scene: Scene, cover: Cover) -> Iterator[Finding]:
    """What a sentence tells that no surer rule has taken."""
    for sentence in _parts(scene):
        found = list(_raised(scene, sentence))
        if not found and cover.free(sentence.start, sentence.end):
            found = list(_told(scene, sentence)) or list(_pleaded(scene, sentence))
        yield from found


def _parts(scene: Scene) -> Iterator[Span]:
    """The sentences; one that tells of several firms, set apart by ；, gives each part."""
    text = scene.text
    for sentence in scene.reading.sentences:
        if len(sentence) < SHORTEST:
            continue
        parts = scene.reading.clauses(sentence)
        own = [p for p in parts[1:] if _OWN_FIRM.search(text, p.start, p.end) and _raises(text, p)]
        yield from parts if own else [sentence]


def _raises(text: str, part: Span) -> bool:
    told = text[part.start : part.end]
    return bool(_TROUBLE.search(told) or re.search(_RAISE, told) or weigh(told).hard)


def _learnt(scene: Scene, sentence: Span) -> Iterator[Finding]:
    """得知某公司原料运不进来，某某要求…: what somebody learnt of on the spot."""
    text = scene.text
    verb = _LEARNING.search(text, sentence.start, sentence.end)
    if not verb or not _REACTS.search(text, verb.end(), sentence.end):
        return
    learnt = _LEARNT.search(text, sentence.start, sentence.end)
    if learnt is None:
        return
    start, end = learnt.span("matter")
    told = scene.reading.paragraph_at(start).start
    firm = next(scene.within(told, end, "enterprise"), None)
    troubled = _TROUBLE.search(text, start, end)
    if troubled and (firm or re.search(FIRM, text[start:end])):
        words = (learnt["verb"], troubled.group())
        reply = reply_to(scene, end, sentence)
        for first, last in split(text, start, end):
            yield Finding(LedgerKind.APPEAL, first, last, "learnt of", words, reply=reply)


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The matters of a passage that sets them apart: …；另外…, …，同时…, 一是…二是…."""
    places = [start, *(found.end() for found in _FURTHER.finditer(text, start, end)), end]
    for first, last in pairwise(places):
        marker = _MARKER.match(text, first, last)
        yield min(marker.end() if marker else first, last), last


def _pleaded(scene: Scene, sentence: Span) -> Iterator[Finding]:
    """“…，希望政府帮忙…”: a plea between quotation marks; 我们反映了…问题."""
    text = scene.text
    for pattern in (_PLEA, _WE_RAISED):
        plea = pattern.search(text, sentence.start, sentence.end)
        around = text[sentence.start : sentence.end + _NEAR]
        if plea and re.search(FIRM, around) and says_something(plea["matter"]):
            words = (plea["verb"],)
            yield Finding(LedgerKind.APPEAL, *plea.span("matter"), "voiced", words)
            return


def _raised(scene: Scene, sentence: Span) -> Iterator[Finding]:
    """An enterprise named (or counted) says what it lacks."""
    text = scene.text
    many = text.find("家企业提出", sentence.start, sentence.end) >= 0
    counted = _SPOKEN_FOR.search(text, sentence.start, sentence.end) if many else None
    if counted:
        yield Finding(
            LedgerKind.APPEAL,
            counted.start(),
            counted.end(),
            "raised by a group",
            (counted["who"],),
            reply=reply_to(scene, counted.end(), sentence),
        )
        return
    for start, name_end in _voices(scene, sentence):
        said = _RAISED.match(text, name_end, sentence.end)
        told_to = text[start - 1 : start] in {*"向给对为帮与"}
        if said is None or told_to:
            continue
        end = _problem_end(text, said.start("matter"), sentence.end)
        matter = text[said.start("matter") : end]
        if _NO_APPEAL.search(matter) or (said["verb"] == "存在" and _inspected(scene, sentence)):
            continue
        if says_something(matter) and _is_trouble(text[name_end:end]):
            words = (text[start:name_end], said["verb"])
            reply = reply_to(scene, end, sentence)
            yield Finding(LedgerKind.APPEAL, start, end, "raised", words, reply=reply)
            return
    yield from _voiced(scene, sentence)


def _voices(scene: Scene, sentence: Span) -> Iterator[tuple[int, int]]:
    """Who may raise something: named enterprises (with those listed before), or 企业, 多家企业."""
    text = scene.text
    first, last = -1, -1
    for mention, _organisation in scene.within(sentence.start, sentence.end, "enterprise"):
        first = first if last == mention.start - 1 and text[last] in "、和" else mention.start
        last = mention.end
        yield first, _etc(text, last)
    if text.find("企业", sentence.start, sentence.end) >= 0:
        for group in _ANY_FIRM.finditer(text, sentence.start, sentence.end):
            yield group.start(), group.end()


def _etc(text: str, end: int) -> int:
    """Behind 等企业."""
    found = _ETC.match(text, end)
    return found.end() if found else end


def _voiced(scene: Scene, sentence: Span) -> Iterator[Finding]:
    """公司董事长某某介绍，…但…紧张: the troubled clauses of what somebody of a firm says."""
    text = scene.text
    voice = _FIRM_VOICE.search(text, sentence.start, sentence.end)
    if voice is None or _NO_APPEAL.search(text, voice.end(), sentence.end):
        return
    if _of_office(scene, sentence.start, voice.start()):
        return
    troubled = [
        c for c in _CLAUSE.finditer(text, voice.end(), sentence.end) if _TROUBLE.search(c.group())
    ]
    if not troubled:
        return
    start = troubled[0].start() + (1 if text[troubled[0].start()] == "但" else 0)
    end = _problem_end(text, start, sentence.end)
    words = tuple(dict.fromkeys(m.group() for m in _TROUBLE.finditer(text, start, end)))
    reply = reply_to(scene, end, sentence)
    yield Finding(LedgerKind.APPEAL, start, end, "voiced", words, reply=reply)


def _of_office(scene: Scene, start: int, voice: int) -> bool:
    """某局相关负责人表示，…: who speaks there speaks for an office."""
    offices = scene.within(start, voice, "unit")
    return any(voice - place.end <= _OFFICE_REACH for place, _office in offices)


def _is_trouble(piece: str) -> bool:
    return bool(_TROUBLE.search(piece) or re.search(rf"希望|没有|建议|{_NOUN}|难", piece))


def _problem_end(text: str, start: int, end: int) -> int:
    """Up to …等问题, else up to the clause in which somebody answers."""
    summed = _SUMMED.search(text, start, end)
    if summed:
        return summed.end()
    for clause in _CLAUSE.finditer(text, start, end):
        answers = ANSWERS.search(clause.group())
        if clause.start() > start and answers:
            return clause.start() - 1
    return end - 1 if text[end - 1] in "。；" else end


def _told(scene: Scene, sentence: Span) -> Iterator[Finding]:
    """在某公司，…资金短缺，…: a trouble that the text tells of one firm."""
    text = scene.text
    piece = text[sentence.start : sentence.end]
    if (
        not weigh(piece).hard
        or not _TROUBLE.search(piece)
        or _NO_APPEAL.search(piece)
        or _INQUIRY.search(piece)
    ):
        return
    if _inspected(scene, sentence):
        return
    some = _SOME_FIRM.search(piece)
    firm = next(scene.within(sentence.start, sentence.end, "enterprise"), None)
    if not (some or firm):
        return
    troubled = [
        clause
        for clause in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if _TROUBLE.search(clause.group()) and not _FEELING.search(clause.group())
    ]
    if not troubled or HELP_TOLD.search(text, sentence.start, troubled[0].start()):
        return
    start = sentence.start + some.start() if some else _after_place(text, firm, sentence)
    led = _AT_MEETING.match(text, start, troubled[0].start() + 1)
    start = led.end() if led else start
    end = troubled[-1].end()
    start = start if start < end else sentence.start
    words = tuple(dict.fromkeys(m.group() for m in _TROUBLE.finditer(text, start, end)))
    reply = reply_to(scene, end, Span(sentence.start, sentence.end))
    if reply is not None:
        reply = _answer(scene, reply)
    wished = WISHED.match(text, end, sentence.end)
    if wished:
        end = _problem_end(text, wished.end(), sentence.end)
    if reply is not None or wished or len(words) > 1:
        yield Finding(LedgerKind.APPEAL, start, min(end, sentence.end), "told", words, reply=reply)


def _inspected(scene: Scene, part: Span) -> bool:
    whole = scene.reading.sentence_at(part.start)
    return bool(_INSPECTED.search(scene.text, whole.start, part.end))


def _after_place(text: str, firm: tuple[object, ...] | None, sentence: Span) -> int:
    """Behind "在某公司，" when the sentence opens with it."""
    mention = firm[0] if firm else None
    end = getattr(mention, "end", sentence.start)
    return end + 1 if text[end : end + 1] == "，" else sentence.start


def _answer(scene: Scene, reply: tuple[int, int]) -> tuple[int, int]:
    opened = _ANSWER_OPENS.match(scene.text, *reply)
    if opened and opened.group().endswith("，"):
        return opened.end(), reply[1]
    return reply
