"""Organisations: mentions put together under one name, with kinds and short names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from taizhang.engine.extract.acting import acting
from taizhang.engine.extract.firm_lists import nameless
from taizhang.engine.extract.firms import firms
from taizhang.engine.extract.mentions import (
    BOUNDARY,
    TAUGHT,
    Mention,
    hidden,
    occurrences,
    without_overlaps,
)
from taizhang.engine.extract.units import parks, units
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.names import (
    NamesTaught,
    RosterNames,
    Verdict,
    best_name,
    is_full,
    parts,
    plain,
    resolve,
    same_enterprise,
    same_unit,
)
from taizhang.engine.sought import Sought


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of the document; `names[0]` is the fullest."""

    kind: str
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    listed_as: str | None = None
    """Its name on the roster, when the roster knows it."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.names[0]


_NONE: Final[Mapping[str, str]] = MappingProxyType({})
# …有限公司（以下简称“某某”）
_ALSO_CALLED: Final = Sought(
    r"(?<=[司厂社院团店场所行])[（(](?:以下|下)?(?:统一|统|均)?(?:简)?称(?:为|作)?[：:]?[“\"「]?"
    r"(?P<name>[一-鿿A-Za-z0-9]{2,12})[”\"」]?[）)]"
)


# …有限公司（原某某厂）
_FORMERLY: Final = Sought(
    r"(?<=[司厂社院团店场所行])[（(](?:原(?:名|为|称)?|曾用名|前身(?:为|是)?|又名|曾名)[：:]?(?P<name>[一-鿿]{3,24})[）)]"
)


_BRAND: Final = 3
_SHORT_BRAND: Final = 2
_FIRM_BEHIND: Final = re.compile(
    r"(?:则|也|还)?(?:的(?:烦|难|困|诉|毛|心|订|车|厂|老|总|产|设|仓|员|负)|公司|集团|董事长|总经理|老板|厂长|负责人"
    r"|反映|提出|表示|希望|盼|想|缺|急需)"
)


def organisations(
    text: str, roster: RosterNames, charged: Iterable[Mention] = ()
) -> tuple[Organisation, ...]:
    """All organisations that the text names, in order of first mention.

    `charged` are units that the form of the document names (columns, labels).
    """
    taught = roster.taught
    named, others = _firms(text, roster)
    named = _kept("enterprise", [*named, *_short_forms(hidden(text, others), named)], taught)
    rest = hidden(text, (*named, *others))
    told = units(text, (*named, *others))
    bodies = _kept(
        "unit",
        [
            *told,
            *acting(rest, told),
            *_from_roster(rest, roster.units),
            *(each for each in charged if "|" not in rest[each.start : each.end]),
            *(each for each in others if taught.kinds[each.name] == "unit"),
        ],
        taught,
    )
    zones = _kept(
        "park",
        [
            *parks(text, (*named, *bodies, *others)),
            *(each for each in others if taught.kinds[each.name] == "park"),
        ],
        taught,
    )
    found = [
        *_grouped("enterprise", named, _same_firm, roster, _short_for(text, named)),
        *_grouped("unit", bodies, _same_body, roster),
        *_grouped("park", zones, _equal, roster),
    ]
    return tuple(sorted(found, key=lambda organisation: organisation.mentions[0].start))


def _firms(text: str, roster: RosterNames) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The enterprises, and what people said to be units and parks; of two, the longer name."""
    taught = roster.taught
    said = list(_as_taught(text, taught))
    by_rule = [each for each in firms(text) if taught.allows(each.name, "enterprise")]
    found = without_overlaps([*by_rule, *_from_roster(text, roster.enterprises), *said])
    others = tuple(m for m in found if m.why == TAUGHT and taught.kinds[m.name] != "enterprise")
    return tuple(m for m in found if m not in others), others


def _as_taught(text: str, taught: NamesTaught) -> Iterator[Mention]:
    for name, kind in taught.kinds.items():
        if kind in {"enterprise", "unit", "park"}:
            for place in occurrences(text, name):
                yield Mention(place, place + len(name), name, TAUGHT)


def _kept(kind: str, mentions: Iterable[Mention], taught: NamesTaught) -> tuple[Mention, ...]:
    """The mentions without those that people said to be something else."""
    return without_overlaps(each for each in mentions if taught.allows(each.name, kind))


def _from_roster(text: str, names: Iterable[str]) -> Iterator[Mention]:
    for name in names:
        if len(name) >= 3:  # noqa: PLR2004 - two characters stand in too many other words
            for place in occurrences(text, name):
                yield Mention(place, place + len(name), name, "on the roster")


def _short_forms(text: str, named: tuple[Mention, ...]) -> Iterator[Mention]:
    """Brand names alone: once 郑州科某亚生物技术有限公司 is known, 科某亚 is a mention of it.

    Two characters alone are too common a word; they count with a legal form or a trade only,
    which the rules for names have found already.
    """
    rest = hidden(text, named)
    yield from _also_called(text, rest)
    yield from _named_again(rest, named)
    for name in dict.fromkeys(mention.name for mention in named):
        taken = parts(name)
        for short in {taken.core, taken.brand, name.removesuffix("公司"), *_with_trade(name)}:
            if len(short) >= 3 and short != name and not nameless(short):  # noqa: PLR2004
                for place in occurrences(rest, short):
                    end = place + len(short)
                    end += 2 if rest.startswith("公司", end) else 0
                    yield Mention(place, end, rest[place:end], "short name")
        yield from _first_letters(rest, name)
        yield from _without_place(rest, name)
        if taken.region and not is_full(name):
            continue
        ending = re.sub(r"有限(?:责任)?公司$", "公司", name)
        for cut in range(1, max(1, len(ending) - 4)):
            if ending[cut] in "省市县区":
                short = ending[cut:]
                for place in occurrences(rest, short):
                    yield Mention(place, place + len(short), short, "short name")


def _with_trade(name: str) -> Iterator[str]:
    """霁利信息, 霁利信息技术有限公司 by its brand and the first word of its trade."""
    taken = parts(name)
    if is_full(name) and len(taken.brand) == _SHORT_BRAND and len(taken.trade) > _SHORT_BRAND:
        yield taken.brand + taken.trade[:_SHORT_BRAND]
    if is_full(name) and not taken.region and len(taken.core) > _SHORT_BRAND * 2:
        # 岚江数智数据服务有限公司: a place that no list knows may open it.
        yield taken.core[_SHORT_BRAND : 3 * _SHORT_BRAND] + "公司"


def _named_again(rest: str, named: tuple[Mention, ...]) -> Iterator[Mention]:
    """What a list named, wherever else it stands."""
    for name, why in {mention.name: mention.why for mention in named}.items():
        for place in occurrences(rest, name) if len(name) > _BRAND else ():
            yield Mention(place, place + len(name), name, why)


def _first_letters(rest: str, name: str) -> Iterator[Mention]:
    """霁利达的… beside 霁利达电梯部件: three letters that open a name, where a firm stands."""
    if len(name) <= _BRAND + 1 or parts(name).region or is_full(name) or nameless(name[:_BRAND]):
        return
    for place in occurrences(rest, name[:_BRAND]):
        end = place + _BRAND
        opens = place == 0 or rest[place - 1] in BOUNDARY
        if opens and _FIRM_BEHIND.match(rest, end):
            yield Mention(place, end, name[:_BRAND], "short name")


def _without_place(rest: str, name: str) -> Iterator[Mention]:
    """北斗电子董事长 beside 云溪北斗电子有限公司: a place that no list knows is left out."""
    taken = parts(name)
    short = taken.core[_SHORT_BRAND:]
    if not is_full(name) or taken.region or len(short) < 2 * _SHORT_BRAND:
        return
    for place in occurrences(rest, short):
        opens = place == 0 or rest[place - 1] in BOUNDARY
        if opens and _FIRM_BEHIND.match(rest, place + len(short)):
            yield Mention(place, place + len(short), short, "short name")


def _also_called(text: str, rest: str) -> Iterator[Mention]:
    """What a bracket behind the full name says the firm is called from here on."""
    for said in _ALSO_CALLED.finditer(text):
        name = said["name"]
        for place in occurrences(rest, name):
            yield Mention(place, place + len(name), name, "short name")


def _short_for(text: str, named: tuple[Mention, ...]) -> dict[str, str]:
    """Short name → the full name that the bracket stands behind."""
    ends = {mention.end: mention.name for mention in named}
    brackets = (*_ALSO_CALLED.finditer(text), *_FORMERLY.finditer(text))
    said = [(each["name"], ends.get(each.start())) for each in brackets]
    return {short: full for short, full in said if full}


def _equal(one: str, other: str) -> Verdict:
    return Verdict(same=plain(one) == plain(other), reason="")


# What a registered name may have before another that is the same firm's: 岚江市, 河南.
_WHERE: Final = re.compile(rf"(?:{either(PROVINCES, CITIES)})[省市]?|[一-鿿]{{2,3}}[市县区镇]")


def _same_firm(one: str, other: str) -> Verdict:
    """As on the roster; in one document 岚江市某某有限公司 is its 某某有限公司 as well."""
    shorter, longer = sorted((plain(one), plain(other)), key=len)
    if is_full(shorter) and longer.endswith(shorter) and not parts(shorter).region:
        return Verdict(
            same=bool(_WHERE.fullmatch(longer, 0, len(longer) - len(shorter))), reason=""
        )
    return same_enterprise(one, other)


def _same_body(one: str, other: str) -> Verdict:
    """As for units, but a zone's committee and another level's committee stay apart."""
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(shorter) and re.search(r"[省市县州]$", longer.removesuffix(shorter)):
        # 某某市安委会 and the zone's own 安委会 are two bodies.
        return _equal(one, other) if shorter.endswith("会") else same_unit(one, other)
    return same_unit(one, other)


def _grouped(
    kind: str,
    mentions: Iterable[Mention],
    same: Callable[[str, str], Verdict],
    roster: RosterNames,
    short_for: Mapping[str, str] = _NONE,
) -> list[Organisation]:
    groups: list[list[Mention]] = []
    homes: dict[str, list[Mention]] = {}
    index: dict[str, list[list[Mention]]] = {}
    ordered = sorted(mentions, key=lambda m: (-is_full(m.name), -len(m.name), m.start))
    for mention in ordered:
        meant = short_for.get(mention.name, mention.name)
        keys = _keys(mention.name) if meant not in homes else set()
        home = homes.get(meant) or _home(mention.name, keys, index, same)
        if home is None:
            home = []
            groups.append(home)
            for key in keys:
                index.setdefault(key, []).append(home)
        home.append(mention)
        homes[mention.name] = home
    return [_organisation(kind, group, roster) for group in groups]


def _keys(name: str) -> set[str]:
    """What two names of one body share at least: two characters that follow, or the first.

    The first alone is for abbreviated units (投促中心); what firms are called by does not count.
    """
    taken = parts(name)
    body = taken.region + taken.core
    pairs = {body[place : place + 2] for place in range(max(1, len(body) - 1))}
    return pairs if taken.form else pairs | {body[:1]}


def _home(
    name: str,
    keys: set[str],
    index: dict[str, list[list[Mention]]],
    same: Callable[[str, str], Verdict],
) -> list[Mention] | None:
    """The one group the name belongs to. A name that could mean two bodies means neither."""
    near = {id(group): group for key in keys for group in index.get(key, ())}
    found = [group for group in near.values() if same(name, group[0].name)]
    return found[0] if len(found) == 1 else None


def _organisation(kind: str, group: list[Mention], roster: RosterNames) -> Organisation:
    by_place = tuple(sorted(group, key=lambda mention: mention.start))
    names = list(dict.fromkeys(mention.name for mention in by_place))
    best = best_name(names) if kind == "enterprise" else max(names, key=len)
    names.sort(key=lambda name: (name != best, by_place_of(name, by_place)))
    found = resolve(best, roster) if kind == "enterprise" else None
    return Organisation(kind, tuple(names), by_place, found.name if found else None)


def by_place_of(name: str, mentions: tuple[Mention, ...]) -> int:
    """Where the name is first used."""
    return next(mention.start for mention in mentions if mention.name == name)
