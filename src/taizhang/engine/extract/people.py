"""People: names after titles, in lists, after their firm; every later mention by name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from taizhang.engine.extract.mentions import (
    BOUNDARY,
    TAUGHT,
    Mention,
    occurrences,
    strip_leads,
    without_overlaps,
)
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.reading import Reading, Role
from taizhang.engine.extract.rolls import (
    NO_NAMES,
    Named,
    addressed,
    by_body,
    called,
    doers,
    dotted,
    is_name,
    kinds,
    noted,
    reachable,
    rolls,
    tabled,
    told_to_be,
    with_office,
)
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.people import (
    AFTER_NAME,
    COMPOUND_SURNAMES,
    SPEECH,
    SURNAMES,
    TITLE_ENDINGS,
)
from taizhang.engine.names import UNTAUGHT, NamesTaught
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

LONGEST_TITLE: Final = 32
_SHORTEST: Final = 2

_OPENERS: Final = frozenset("《“（")
_TITLE_END: Final = re.compile(rf"(?:{either(TITLE_ENDINGS)})$")
# "有关领导甲、乙、丙": a list that opens without a single title.
_LEADERS: Final = compiled(r"(?:[省市区县州镇乡]|新区|街道|班子)领导$")
_OF_SEVERAL: Final = re.compile(r"副|领导$|常委$")
_CALL: Final = Sought(
    r"(?:领导|同志|嘉宾|代表|专家|先生|女士)(?:同志)?[：:]?(?=[一-鿿]{2,4}[、，])"
    r"|(?:领导|责任人|主持人?|参加人员|出席人员?|列席人员?)[：:]\s*(?=[一-鿿]{2,4}(?:[、，\s\n]|$))"
)
_AFTER: Final = re.compile(rf"(?:{either(AFTER_NAME)})")
# Characters that end a name but also stand in names: they end it only before something else.
_WEAK: Final = frozenset("与和为代向副总高可后前从同共正以安")
# 李某向调研组反映: 向 is no letter of the name.
_TELLS_WHOM: Final = re.compile(
    r"[向对][^，。；：]{1,12}?(?:反映|汇报|介绍|提出|诉|说|表示|询问|赠|递|讲|解释|请教|求助)"
)
_SPEAKER: Final = re.compile(rf"(?:{either(SPEECH)})")
_TITLED: Final = re.compile(
    r"[，。；：、\n](?P<name>[一-鿿]{2,3})(?P<title>(?:常务)?副?(?:省长|市长|区长|县长|镇长|局长|主席)|副?主任|副?书记|董事长|总经理|厂长|院长)(?=[在一对就率作说]|的讲话|[、，]|强调|要求|指出|表示|介绍|讲话|批示|带队)"
)
_RANK: Final = re.compile("总书记|总理(?!事)|国家主席")
_NAMED_FIRST: Final = re.compile(
    rf"{_TITLED.pattern}|(?P<leader>[一-鿿]{{2,3}})(?P<rank>{_RANK.pattern})"
)
# 卓远先生, 卓远女士; in a curriculum vitae 卓远，男，…
_ADDRESSED: Final = re.compile(
    r"(?:(?<=[，。；：、\n])|^)(?P<name>[一-鿿]{2,4}?)(?=先生|女士|同志(?![们仁])|[，：][男女][，。])"
)
_ADDRESS: Final = compiled(r"先生|女士|同志|[，：][男女][，。]")
_CUT: Final = compiled(
    rf"(?:{either(TITLE_ENDINGS)})[一-鿿]{{2,3}}[和与及]"
    r"|[的了他她]|自觉|认真|落实|用(?=[省市区县]委)|由|在(?![线职读编岗])|批示|指示|记者对|拟?给予|予(?!以)|向(?!阳)|与会|负责同志和|负责人和|领导和|同志和|出席|陪同|听取|带领|率领|会同|邀请|请来|以及|随行|每当|当(?=[一-鿿]{2,6}局)|介绍[，,]?|会见|到会|获悉"
)
_OFFICE_OF_ONE: Final = re.compile(
    r"(?:书记|[^成]长|主任|经理|总监|老板|总裁|主席|CEO|法定代表人|创始人|助理|服务员|职工|总工程师|工程师|科员)$"
)
_NO_LETTER: Final = frozenset(
    "的了着过在是有和与及或对就把被让给从向到说问答看走跑坐站拿请叫要会能也都还又再却则并且但而因为以于其此这那"
    "我你他她它们个位名家年月日时上下里外前后内间不没未无非及等各每某并将已曾正刚才很最更太非常处部"
)
"""Letters that no given name has."""
_END: Final = BOUNDARY | frozenset("（()）0123456789")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part; never a writer of the text."""

    name: str
    titles: tuple[str, ...]
    mentions: tuple[Mention, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Titles:
    """What titles end in, those that people taught among them."""

    anywhere: re.Pattern[str]
    at_end: re.Pattern[str]


@cache
def _endings(taught: frozenset[str]) -> _Titles:
    endings = either(TITLE_ENDINGS, tuple(map(re.escape, taught)))
    return _Titles(re.compile(rf"(?:{endings})(?:同志)?"), re.compile(rf"(?:{endings})(?:同志)?$"))


def is_known_title(title: str) -> bool:
    """Whether the rules know the title by its ending."""
    return bool(_TITLE_END.search(title.removesuffix("同志")))


def people(
    reading: Reading, organisations: Iterable[Organisation], taught: NamesTaught = UNTAUGHT
) -> tuple[Person, ...]:
    """The people of the running text, in order of first mention.

    What people taught goes first: names that are (or are not) somebody's, titles that no rule
    knows, who is meant by a name.
    """
    text = reading.text
    endings = _endings(taught.titles)
    firsts = [
        *_after_titles(text, endings),
        *_after_calls(text),
        *_after_firms(text, organisations),
        *_speakers(reading),
        *_before_titles(text),
        *_as_taught(text, taught, endings),
        *rolls(text),
        *by_body(text),
        *addressed(text),
        *noted(text),
        *reachable(text),
        *doers(text),
        *called(text),
        *told_to_be(text),
        *dotted(text),
        *tabled(text),
        *_after_kinds(text),
    ]
    titles: dict[str, list[str]] = {}
    forms: dict[str, dict[str, str]] = {}
    for mention, said in sorted(_with_lists(text, firsts), key=lambda pair: pair[0].start):
        if taught.allows(mention.name, "person"):
            name = taught.called.get(mention.name, mention.name)
            had = titles.setdefault(name, [])
            had += [title for title in said if title not in had]
            forms.setdefault(name, {}).setdefault(mention.name, mention.why)
    found = [
        Person(name, _put_right(said, forms[name], taught), _mentions(reading, forms[name]))
        for name, said in titles.items()
    ]
    return tuple(person for person in found if person.mentions)


def _put_right(titles: list[str], forms: Iterable[str], taught: NamesTaught) -> tuple[str, ...]:
    """The titles as somebody put them right, else as they were read."""
    return next((taught.titled[form] for form in forms if form in taught.titled), tuple(titles))


def _mentions(reading: Reading, forms: dict[str, str]) -> tuple[Mention, ...]:
    """Every place where the text calls somebody by one of these names (each with its rule)."""
    return without_overlaps(
        Mention(place, end, name, why)
        for name, why in forms.items()
        for place, end in _all_of(reading.text, name)
        if reading.paragraph_at(place).role is not Role.BYLINE
    )


def _all_of(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Every place of the name, also where a roll sets its two letters apart (王 某)."""
    for place in occurrences(text, name):
        yield place, place + len(name)
    if len(name) == 2:  # noqa: PLR2004
        for place in occurrences(text, f"{name[0]} {name[1]}"):
            yield place, place + len(name) + 1


def _as_taught(
    text: str, taught: NamesTaught, endings: _Titles
) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """Names that people said to be somebody's; two characters need something that ends a name."""
    said = [name for name, kind in taught.kinds.items() if kind == "person"]
    for name in dict.fromkeys((*said, *taught.called)):
        for place in occurrences(text, name):
            end = place + len(name)
            if len(name) > _SHORTEST or _stops(text, end):
                yield Mention(place, end, name, TAUGHT), _titles(text, place, endings)


def _after_titles(text: str, endings: _Titles) -> Iterator[Named]:
    for title in endings.anywhere.finditer(text):
        end = _name_end(text, title.end()) or _likely_end(text, title)
        if end:
            mention = Mention(title.end(), end, text[title.end() : end], "name after a title")
            yield mention, _titles(text, title.end(), endings)


def _after_kinds(text: str) -> Iterator[Named]:
    """女工马某某: who somebody is, and the name."""
    for place in kinds(text):
        end = _name_end(text, place)
        if end and is_name(text[place:end], strict=True):
            yield Mention(place, end, text[place:end], "name after a title"), ()


def _after_calls(text: str) -> Iterator[Named]:
    for call in _CALL.finditer(text):
        end = _name_end(text, call.end())
        if end and text[end] in "、， \t\n":
            leaders = _LEADERS.search(text, max(0, call.start() - 2), call.start() + 2)
            said = (leaders.group(),) if leaders else ()
            yield Mention(call.end(), end, text[call.end() : end], "name in a list"), said


def _after_firms(text: str, organisations: Iterable[Organisation]) -> Iterator[Named]:
    """A name directly after where somebody works, in a list: 某局李某某、苏某某."""
    places = sorted(
        (place for each in organisations for place in each.mentions), key=lambda place: place.start
    )
    starts = {place.start for place in places}
    chained = 0
    for place in places:
        yield from with_office(text, place.end)
        end = _name_end(text, place.end)
        if not end or not _ends_firmly(text, end):
            continue
        before = text[place.start - 1 : place.start]
        # 某局某某，某局某某: another unit follows the comma, or a name stood before it.
        chained_here = before in _COMMAS and chained == place.start - 1
        opens = text[end : end + 1] in _COMMAS and end + 1 in starts
        listed = text[end] == "、" or before == "、" or end > place.end + 2
        if listed or chained_here or opens:
            chained = end
            yield Mention(place.end, end, text[place.end : end], "name after a unit"), ()


_COMMAS: Final = frozenset("，,；;")


def _ends_firmly(text: str, end: int) -> bool:
    return text[end : end + 1] in {"、", "，", "。", "；", ",", ";"} or text.startswith(
        ("到", "关于", "出席", "参加", "就", "和"), end
    )


def _speakers(reading: Reading) -> Iterator[Named]:
    """A three-character name that opens a sentence and then speaks."""
    text = reading.text
    for sentence in reading.sentences:
        if not _surname(text, sentence.start):
            continue
        for length in (3, 4):
            end = sentence.start + length
            name = text[sentence.start : end]
            if _SPEAKER.match(text, end) and is_name(name):
                yield Mention(sentence.start, end, name, "name that speaks"), ()


def _before_titles(text: str) -> Iterator[Named]:
    """卓远市长在会上的讲话: a name, then the title, at the start of a clause."""
    pattern = _NAMED_FIRST if _RANK.search(text) else _TITLED
    for found in pattern.finditer(text):
        name, title = ("name", "title") if found["name"] else ("leader", "rank")
        start = found.end(name) - next((n for n in (3, 2) if is_name(found[name][-n:])), 9)
        if found.start(name) <= start:
            mention = Mention(
                start, found.end(name), text[start : found.end(name)], "name before a title"
            )
            yield mention, (found[title],)
    for found in _ADDRESSED.finditer(text) if _ADDRESS.search(text) else ():
        if is_name(found["name"]):
            yield Mention(*found.span("name"), found["name"], "name before a title"), ()


def _with_lists(text: str, firsts: Iterable[Named]) -> Iterator[Named]:
    """The mentions and, after each, the names that follow it with 、 between.

    What several can be (副县长, 区领导) all of them are.
    """
    for mention, titles in firsts:
        yield mention, titles
        place = mention.end
        shared = titles if len(titles) == 1 and _OF_SEVERAL.search(titles[0]) else ()
        while text[place] == "、" and (end := _name_end(text, place + 1)):
            yield Mention(place + 1, end, text[place + 1 : end], "name in a list"), shared
            place = end


def _surname(text: str, place: int) -> int:
    """How many characters the surname at `place` has; 0 when there is none."""
    if text[place : place + 2] in COMPOUND_SURNAMES:
        return 2
    return 1 if text[place : place + 1] in SURNAMES else 0


def _joined(text: str, place: int) -> bool:
    """Whether the letter joins or leads on, as 和 and 由 do; in a list they are surnames."""
    listed = text[place - 1 : place] == "、" or text[place + 2 : place + 3] == "、"
    return text[place] in "和由国印" and not listed


def _name_end(text: str, place: int) -> int:
    """Where the name that starts at `place` ends; 0 when no name starts there."""
    surname = _surname(text, place)
    if not surname or NO_NAMES.open(text, place) or _joined(text, place):
        return 0
    short, long = place + surname + 1, place + surname + 2
    for end in (long, short):
        if not is_name(text[place:end]):
            continue
        if end == long and text[end - 1] in "在于对向" and text[end : end + 1] in _OPENERS:
            continue
        if end == long and _stops(text, short) and not _weakly(text, short, long):
            continue
        if _stops(text, end) and text[end : end + 1]:
            return end
    return 0


def _likely_end(text: str, title: re.Match[str]) -> int:
    """Behind an office that one person holds a name may stop before any word; 0 for none.

    Most names have three letters; two when the third is a verb (…推了推…).
    """
    place = title.end()
    surname = _surname(text, place)
    if not surname or not _OFFICE_OF_ONE.search(title.group()):
        return 0
    short, long = place + surname + 1, place + surname + 2
    if text[long : long + 1] in {"了", "着", "过"} or text[short : short + 1] in _NO_LETTER:
        long = short
    name = text[place:long]
    good = is_name(name, strict=surname == 1) and not _NO_LETTER.intersection(name[surname:])
    return long if good and "一" <= text[long : long + 1] <= "鿿" else 0


def _stops(text: str, end: int) -> bool:
    """Whether a name may end here: something else follows."""
    return text[end : end + 1] in _END or bool(_AFTER.match(text, end))


def _weakly(text: str, short: int, long: int) -> bool:
    """Whether what ends the short name is a character that may belong to the long one.

    "郑和平强调": 和 could end 郑, but after 平 a stronger end follows.
    """
    told_to = _TELLS_WHOM.match(text, short)
    return text[short] in _WEAK and _stops(text, long) and not told_to


def _titles(text: str, end: int, endings: _Titles) -> tuple[str, ...]:
    """The titles that end at `end`, split at 、 and in order, without what stands before them."""
    found: list[str] = []
    last = end
    while True:
        start = last
        while start > 0 and text[start - 1] not in BOUNDARY and last - start < LONGEST_TITLE:
            start -= 1
        piece = text[start:last]
        opened = max(piece.rfind("（"), piece.rfind("("))
        if opened >= 0 and not any(mark in piece[opened:] for mark in "）)"):
            piece, start = piece[opened + 1 :], start + opened + 1
        for cut in _CUT.finditer(piece[:-2]):
            piece = text[start + cut.end() : last]
        piece = piece[strip_leads(piece, _OWN) :]
        if not endings.at_end.search(piece):
            break
        found.insert(0, piece.removesuffix("同志"))
        if start == 0 or text[start - 1] != "、" or len(piece) < last - start:
            break
        last = start - 1
    return tuple(found)


_OWN: Final = frozenset(
    {"区内", "中", "经", "主持", "督导", "调研", "协调", "安排", "联合", "组织", "促"}
)
"""Context words that may open a title: 组织部部长, 经发局局长, 督导组组长."""
