"""Lists of what firms ask: 某公司提出的问题：1.…  2.…, each item with what was settled about it.

The words before a list, or the heading above it, say that its items are problems of firms. In an
item the problem comes first; from where a meeting, a leader or a unit sets in, it is the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.entries.appeals.answers import fitting
from taizhang.engine.extract.entries.appeals.pieces import Piece
from taizhang.engine.extract.entries.appeals.sides import FIRM_TITLE, firms_before, firms_in
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.enumerations import Enumeration, Item
from taizhang.engine.extract.entries.finding import Finding, Scene, trimmed
from taizhang.engine.extract.entries.weighing import works
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import DECIDING_VERBS, LIST_MATTERS, RAISING
from taizhang.engine.patterns import compiled

_MATTER: Final = either(LIST_MATTERS)
# 企业提出的问题, 某公司的诉求: told of firms in so many words.
_OF_FIRMS: Final = compiled(
    rf"(?:企业|公司|厂|集团|商户|商会|合作社|客商|项目(?:方|业主|单位)|经营者|商家|(?:{either(RAISING)})的?)[^。；\n]{{0,24}}?(?:{_MATTER})"
    rf"|需(?:要)?(?:政府|部门|园区|帮助|会议|上级)?(?:协调|帮助)?(?:解决|研究|支持)?的?(?:{_MATTER})"
)
# 三、本次诉求: what else a form may call it, nobody but firms has 诉求.
_DEMANDS: Final = re.compile(r"诉求(?:事项|内容|清单)?[：:。]?\s*$")
# 目前存在的主要问题： of firms only where somebody of a firm speaks.
_OF_SPEAKER: Final = re.compile(
    rf"(?:存在|面临|遇到|目前|当前|主要|现有|几[个点]|些)[^。；\n]{{0,12}}?(?:{_MATTER})"
)
_SETTLED: Final = re.compile(r"议定|明确|决定|答复|办理|落实|解决|安排|举措|措施|要求|部署")
# Defects that an inspection found are dangers.
_DANGER: Final = re.compile(r"隐患|整改|检查(?:中)?发现|督察|违法|违规|执法|巡查发现|排查出|自查")
_TITLE: Final = re.compile(
    r"\s*(?:关于)?(?P<matter>[^。；：，\n]{2,30}?)(?:的)?(?:问题|事宜|事项|诉求|困难|难题|方面|需求)?[。：]"
)
_TITLE_NOUN: Final = re.compile(
    r"\s*(?:关于)?(?P<matter>[^。；：，\n]{2,30}?(?:问题|诉求|困难|难题|需求))[。：，]"
)
_WHO: Final = re.compile(
    rf"[^，。；：\n]{{0,30}}?(?:{either(RAISING)}|希望)(?!的)(?:说|到|了)?[，：]?"
)
# 某某副市长请某局…, 某某当场答复: somebody in charge sets in.
_LEADER: Final = re.compile(
    r"[^，。；：]{2,16}?(?:书记|[市区县镇乡省部局处科院所站]长|主任|主席|组长)(?:当场|现场|当即|随即)?(?:请|要求|责成|指示|明确|答复|表示|说|承诺|安排|协调)"
)
_DECIDES: Final = re.compile(
    rf"(?:对此|经|就此|为此)?[，]?(?:[^，。；：]{{0,24}}?(?:{either(DECIDING_VERBS)})"
    r"|由(?!于|此|来)[^，。；]{2,30}|请(?!求|示|教|假|款)[^，。；]{2,30}|鉴于|考虑到|(?:此|该)(?:事|事项|问题|诉求)(?!项目)|经(?:现场|实地)?(?:研究|核实|核查|协调|了解)|责成|原则(?:上)?同意|同意|建议由)"
)
_ORDERS: Final = compiled(
    r"(?<![需只想])要(?!求)[一-鿿]|务必|抓好|做好|切实|着力|加快|^(?:切实|进一步)?解决|负责"
)
_CLAUSE: Final = re.compile(r"[^，。；：]+")
_NO_MATTER: Final = re.compile(r"会议|强调|指出|要求各|参加人员|已经?落实|不再列入")
_LAST: Final = 100
_ENOUGH: Final = 2
_SHORTEST: Final = 4


def from_lists(scene: Scene, lists: list[Enumeration]) -> Iterator[Finding]:
    """One appeal for each item of a list that says it holds what firms ask."""
    for enumeration in lists:
        place = enumeration.start + 1
        lead = enumeration.lead[-_LAST:]
        words = _asked(scene, lead, place)
        if not words:
            continue
        asking = _named_before(scene, lead, enumeration.start)
        pieces = [
            piece
            for number, item in enumerate(enumeration.items)
            if (piece := _piece(scene, item, number, words, asking))
        ]
        _answered_below(scene, lists, enumeration, pieces)
        yield from (piece.finding for piece in pieces)


def _asked(scene: Scene, lead: str, place: int) -> tuple[str, ...]:
    """The words that say that the list holds what firms ask."""
    told = lead or scene.reading.heading_at(place)
    if _DANGER.search(told):
        return ()
    found = _OF_FIRMS.search(told) or _DEMANDS.search(told)
    if found is None:
        names = [n for o in scene.organisations if o.kind == "enterprise" for n in o.names]
        named = FIRM_TITLE.search(told) or any(name in told for name in names)
        found = _OF_SPEAKER.search(told) if named else None
    return (found.group()[-12:],) if found else ()


def _named_before(scene: Scene, lead: str, place: int) -> tuple[str, ...]:
    """The one enterprise that the words before the list name."""
    start = max(0, place - len(lead) - 2)
    named = firms_in(scene, start, place)
    return named if len(named) == 1 else ()


def _piece(
    scene: Scene, item: Item, number: int, words: tuple[str, ...], asking: tuple[str, ...]
) -> Piece | None:
    """The problem of an item, and what was settled about it; `asking`: who asks all of them."""
    text = scene.text
    settled = _settled(scene, item)
    if _DANGER.search(text, item.start, settled):
        return None
    start = _behind_title(text, item.start, settled)
    span = trimmed(text, start, settled)
    said = text[span.start : span.end]
    trouble = weigh(said)
    answered = item.end - settled > _SHORTEST
    if len(said) < _SHORTEST or _NO_MATTER.search(said):
        return None
    value = trouble.value if not trouble.hard else _ENOUGH
    if _ORDERS.search(said) or (
        value < (1 if answered else _ENOUGH) and not _TITLE_NOUN.match(text, item.start)
    ):
        return None
    firms = firms_in(scene, item.start, settled) or asking or firms_before(scene, item.start)
    return Piece(
        span.start, span.end, number, trouble.value, "asked for in a list",
        (*words, *trouble.words), firms=firms,
        reply=_bare(text, settled, item.end) if answered else None,
    )  # fmt: skip


def _settled(scene: Scene, item: Item) -> int:
    """Where the item goes over to what is done about it; its end where nothing is."""
    text = scene.text
    for clause in _CLAUSE.finditer(text, item.start, item.end):
        begin = clause.start()
        if begin <= item.start + 1:
            continue
        if _DECIDES.match(text, begin, clause.end()) or _LEADER.match(text, begin, clause.end()):
            return begin
        if weigh(clause.group()).value > 1:
            continue
        named = next(
            (m for m, _o in scene.within(begin, clause.end(), "unit") if m.start == begin), None
        )
        if named and works(text, named.end):
            return begin
    return item.end


def _behind_title(text: str, start: int, end: int) -> int:
    """Behind 关于用水问题。 where the problem follows, and behind 企业反映."""
    title = _TITLE.match(text, start, end)
    if title and end - title.end() >= _SHORTEST and weigh(title["matter"]).value < _ENOUGH:
        start = title.end()
    elif text.startswith("关于", start):
        start += 2
    who = _WHO.match(text, start, end)
    return who.end() if who and end - who.end() >= _SHORTEST else start


def _answered_below(
    scene: Scene, lists: list[Enumeration], own: Enumeration, pieces: list[Piece]
) -> None:
    """Give problems without an answer the item of a later list that speaks of the same."""
    later = [
        item
        for each in lists
        if each.start > own.start and _SETTLED.search(each.lead[-_LAST:])
        for item in each.items
    ]
    for piece in pieces:
        if piece.reply is None:
            piece.reply = fitting(scene, piece, [_bare(scene.text, i.start, i.end) for i in later])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    span = trimmed(text, start, end)
    return span.start, span.end
