"""On whose side somebody speaks: for an enterprise, or for those who answer."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum, auto
from typing import Final

from taizhang.engine.extract.entries.appeals.heard import (
    ANSWERS,
    BODIES,
    CHARGE,
    GROUP,
    HEADS,
    KNOWN,
    NAMED,
    SERVES,
    SPEAKS,
    WHO,
    heard,
)
from taizhang.engine.extract.entries.finding import Scene
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.people import Person
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import (
    FIRM_GROUPS,
    FIRM_PEOPLE,
    OFFICES,
    OFFICIALS,
    PUBLIC_SERVICES,
)
from taizhang.engine.patterns import compiled
from taizhang.engine.records import record


class Voice(Enum):
    """On whose side somebody speaks."""

    FIRM = auto()
    OFFICIAL = auto()
    NOBODY = auto()


@record
class Side:
    """On whose side somebody speaks, and for whom."""

    voice: Voice
    firms: tuple[str, ...] = ()
    unit: str = ""


_MARKS: Final = re.compile(r"[，。；：！？“”\n]")
_OFFICE_REACH: Final = 44
"""Characters before a name in which the enterprise and the office may stand."""
NOBODY: Final = Side(Voice.NOBODY)


FIRM_TITLE: Final = re.compile(either(FIRM_PEOPLE))
FIRM_GROUP: Final = re.compile(rf"(?:{either(FIRM_GROUPS)})(?:[^，。]{{0,6}}代表|们|负责人)?")
_OFFICE: Final = re.compile(
    either(OFFICIALS, HEADS)
    + "".join(rf"|{body}(?<=[一-鿿]{body})(?=[一-鿿]{{0,12}}$)" for body in BODIES)
)
_OFFICE_PLACE: Final = re.compile(either(OFFICES))
PUBLIC: Final = re.compile(either(PUBLIC_SERVICES))
_LEADERS: Final = ("市委", "县委", "区委", "党工委", "省委", "镇党委", "党委", "政府")
# Those who speak for a trade have titles of offices: 商会秘书长, 协会会长.
_TRADE_BODY: Final = compiled(
    r"(?<!联合)商会|(?:行业|产业|企业家?|同业|商)协会|同业公会|合作社|企业联合会"
)
# 某某制品负责人: somebody in charge of what is no office; 有关负责人 are officials.
_IN_CHARGE: Final = re.compile(r"[一-鿿](?<!有关)(?<!相关)(?<!主要)(?<!责任)(?:负责人|经理)")


def sides_of_people(scene: Scene) -> dict[str, Side]:
    """People whose titles tell on whose side they speak."""
    return dict(scene.once(_sides_of_people))


def _sides_of_people(scene: Scene) -> dict[str, Side]:
    sides: dict[str, Side] = {}
    for person in scene.people:
        titles = "".join(person.titles)
        if FIRM_TITLE.search(titles) and not PUBLIC.search(titles + (person.unit or "")):
            sides[person.name] = Side(Voice.FIRM, _works_for(scene, person))
        elif _OFFICE.search(titles):
            units = [o.name for o in scene.organisations if o.kind == "unit" and o.name in titles]
            sides[person.name] = Side(Voice.OFFICIAL, unit=_office(units))
    return sides


def _works_for(scene: Scene, person: Person) -> tuple[str, ...]:
    """The enterprise that stands before the person's office: 某某公司总裁某某."""
    for mention in person.mentions:
        before = scene.within(max(0, mention.start - _OFFICE_REACH), mention.start, "enterprise")
        for place, firm in reversed(list(before)):
            if not _MARKS.search(scene.text, place.end, mention.start):
                return (firm.name,)
    return ()


def side_of(scene: Scene, start: int, end: int, known: dict[str, Side]) -> Side | None:
    """On whose side the person or body named in `[start, end)` speaks."""
    held = heard(scene).within(start, end)
    return side_by(scene, (start, end), known, held) if held & WHO else None


def side_by(scene: Scene, place: tuple[int, int], known: dict[str, Side], held: int) -> Side | None:
    """The same by the kinds of words that the place holds: some of `heard.WHO`."""
    start, end = place
    who = scene.text[start:end]
    named = [o for _m, o in scene.within(start, end)] if held & NAMED else []
    firms = firms_in(scene, start, end) if held & NAMED else ()
    leader = _leader_first(scene, start, end, known) if held & KNOWN else None
    if leader and not FIRM_TITLE.search(who):
        return Side(Voice.OFFICIAL, unit=_office(_units(named)) or leader.unit)
    if held & SERVES and PUBLIC.search(who):
        side = Side(Voice.OFFICIAL, unit=named[0].name if named else "")
    elif _of_firm(who, held, named, firms):
        alone = _one_firm(who) and not _TRADE_BODY.search(who)
        side = Side(Voice.FIRM, firms or (firms_before(scene, start) if alone else ()))
    elif _answers(who, held, named):
        side = Side(Voice.OFFICIAL, unit=_office(_units(named)))
    else:
        return _by_name(scene, start, end, known) if held & KNOWN else None
    if held & KNOWN:
        for person in scene.people_in(start, end):
            before = known.setdefault(person.name, side)
            if before.voice is side.voice and not _own_among(before, side):
                known[person.name] = side
    return side


def _own_among(own: Side, listed: Side) -> bool:
    """甲公司董事长某某、乙公司总经理某某先后发言: each speaks for one of the firms listed."""
    return len(own.firms) == 1 and len(listed.firms) > 1 and own.firms[0] in listed.firms


def _leader_first(scene: Scene, start: int, end: int, known: dict[str, Side]) -> Side | None:
    """某书记走进某公司…: an official whose name opens the clause acts, whatever he goes to."""
    for person in scene.people_in(start, end):
        side = known.get(person.name, NOBODY)
        if side.voice is Voice.OFFICIAL and scene.text.startswith(person.name, start):
            return side
    return None


def _of_firm(who: str, held: int, named: list[Organisation], firms: tuple[str, ...]) -> bool:
    """A title of firms, a firm named before any office, or firms in general."""
    if held & SPEAKS and (FIRM_TITLE.search(who) or _TRADE_BODY.search(who)):
        return True
    units = any(each.kind == "unit" for each in named)
    office = bool(held & ANSWERS and _OFFICE.search(who))
    if not units and held & CHARGE and _IN_CHARGE.search(who):
        return not office
    if units or office:
        return bool(firms and units and named[0].name == firms[0])
    return bool(firms) or bool(held & GROUP and FIRM_GROUP.search(who))


def _answers(who: str, held: int, named: list[Organisation]) -> bool:
    """A unit, an office, or the place of one."""
    if any(each.kind == "unit" for each in named):
        return True
    return bool(held & ANSWERS and (_OFFICE.search(who) or _OFFICE_PLACE.search(who)))


def _units(named: list[Organisation]) -> list[str]:
    return [each.name for each in named if each.kind == "unit"]


def _office(units: list[str]) -> str:
    """The unit somebody answers for; a leader (市委副书记) has others do it."""
    return "" if not units or units[-1].endswith(_LEADERS) else units[-1]


def _by_name(scene: Scene, start: int, end: int, known: dict[str, Side]) -> Side | None:
    """The side that somebody named here was seen on: of several, who was seen first."""
    names = {person.name for person in scene.people_in(start, end)}
    return next((known[name] for name in known if name in names), None)


def _one_firm(who: str) -> bool:
    """企业 and 公司 alone mean the one that was named before."""
    return not re.search(
        r"多家|有的|部分|不少|一些|家|许多|很多|多数|几乎|普遍|企业都|与会|参会|有企业|们|各", who
    )


def firms_in(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """The enterprises named, in order; those that serve the others are left out."""
    places = {at: each.name for at, each in scene.spelt(start, end) if not PUBLIC.search(each.name)}
    return tuple(places[at] for at in sorted(places))


def firms_before(scene: Scene, place: int) -> tuple[str, ...]:
    """The last enterprise named before in the paragraph, else the one the article is about."""
    paragraph = scene.reading.paragraph_at(place)
    named = [
        o.name
        for _m, o in scene.within(paragraph.start, place, "enterprise")
        if not PUBLIC.search(o.name)
    ]
    if named:
        return (named[-1],)
    told_of = scene.firms_of.get(paragraph.article.id, Counter())
    counts = Counter({name: n for name, n in told_of.items() if not PUBLIC.search(name)})
    if not counts:
        return ()
    name, most = counts.most_common(1)[0]
    return (name,) if most * 2 >= counts.total() else ()
