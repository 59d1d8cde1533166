"""Names of enterprises and units: the same or not, and why.

A registered name has four parts: region, brand, trade, legal form (河南 + 核 … + 技术 + 有限公司 in
the usual order). People shorten it by dropping parts from either end, and units by keeping the
first character of each word (投资促进中心 → 投促中心). Both are decided here, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.firms import FULL_FORMS, LEGAL_FORMS, TRADES
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.lexicon.units import UNIT_ENDINGS
from taizhang.engine.patterns import compiled
from taizhang.engine.records import record


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


SAME_NAME: Final = _("the same name")
SHORTENED: Final = _("the short name drops region, trade or legal form")
SAME_END: Final = _("one name is the end of the other")
ABBREVIATED: Final = _("an abbreviation of the other name")
LISTED: Final = _("listed under this name")
DIFFERENT: Final = _("different names")

# A province or city, with or without its level; or two or three characters and 省市县区…;
# the level alone (市自来水公司) counts as a region too.
_REGION: Final = re.compile(
    rf"(?:{either(PROVINCES, CITIES)})(?:省|市|自治区)?"
    r"|[一-鿿]{2}(?:省|市|县|区|镇)|[省市县区](?=[一-鿿]{2})"
)
_FORM: Final = re.compile(rf"(?:{either(LEGAL_FORMS)})$")
_TRADE: Final = re.compile(rf"(?:{either(TRADES)})$")
_UNIT_END: Final = re.compile(rf"(?:{either(UNIT_ENDINGS)})$")
_GROUP: Final = "集团"
_BLANKS: Final = compiled(r"[\s·•　]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an enterprise's name."""

    region: str
    brand: str
    trade: str
    form: str

    @property
    def core(self) -> str:
        """Brand and trade: what is left without region and legal form."""
        return self.brand + self.trade


@record
class Verdict:
    """Whether two names mean the same, and why (a msgid)."""

    same: bool
    reason: str

    def __bool__(self) -> bool:
        return self.same


@dataclass(frozen=True, slots=True)
class Resolved:
    """A name found on the roster."""

    code: str
    name: str
    reason: str


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class NamesTaught:
    """What people said about names, beyond the roster: it goes before the rules."""

    kinds: Mapping[str, str] = field(default_factory=_nothing)
    """A name as texts have it → person | enterprise | unit | park | none."""
    titles: frozenset[str] = frozenset()
    """Titles that no rule knows by their ending, without the unit before them."""
    called: Mapping[str, str] = field(default_factory=_nothing)
    """What texts call a person → the person's name on the roster."""
    titled: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType[str, tuple[str, ...]]({})
    )
    """A person's titles as somebody put them right; they replace those that were read."""

    def allows(self, name: str, kind: str) -> bool:
        """Whether nobody said that the name is of another kind, or no name at all."""
        return self.kinds.get(name, kind) == kind


UNTAUGHT: Final = NamesTaught()


@dataclass(frozen=True)
class RosterNames:
    """The names a roster knows (full names, short names, aliases), each with its code."""

    enterprises: Mapping[str, str] = field(default_factory=_nothing)
    units: Mapping[str, str] = field(default_factory=_nothing)
    taught: NamesTaught = UNTAUGHT

    @cached_property
    def enterprise_names(self) -> Mapping[str, str]:
        """Each name in its comparable form → the name as listed."""
        return {plain(name): name for name in self.enterprises}

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """The same of units."""
        return {plain(name): name for name in self.units}


EMPTY: Final = RosterNames()


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """The name without blanks, brackets in one form: what names are compared by."""
    return _BLANKS.sub("", name).replace("(", "（").replace(")", "）")


@lru_cache(maxsize=4096)
def parts(name: str) -> Parts:
    """Take an enterprise's name apart; a name that is all trade keeps it as its brand."""
    rest = plain(name)
    form = _FORM.search(rest)
    ending = form.group() if form else ""
    rest = rest[: len(rest) - len(ending)]
    region = ""
    while (found := _REGION.match(rest)) and len(rest) - found.end() >= 2:  # noqa: PLR2004 - a brand has two
        region, rest = region + found.group(), rest[found.end() :]
    brand = rest
    while (found := _TRADE.search(brand)) and found.start() >= 2:  # noqa: PLR2004 - one names nobody
        brand = brand[: found.start()]
    return Parts(region, brand, rest[len(brand) :], ending)


def is_full(name: str) -> bool:
    """Whether the name ends in a registered legal form."""
    return plain(name).endswith(FULL_FORMS)


def same_enterprise(one: str, other: str) -> Verdict:
    """Whether two names mean one enterprise.

    Two registered names are the same only when they are equal; a short name is the same when it
    begins like the other's brand and adds nothing foreign, or is the end of it.
    """
    first, second = plain(one), plain(other)
    if first == second:
        return Verdict(same=True, reason=SAME_NAME)
    if is_full(first) and is_full(second):
        return Verdict(same=False, reason=DIFFERENT)
    short, long = sorted((first, second), key=lambda name: (is_full(name), len(name)))
    if is_full(long) and _GROUP in short and _GROUP not in long:
        return Verdict(same=False, reason=DIFFERENT)  # the group of one of its firms
    if _shortens(parts(short), parts(long)):
        return Verdict(same=True, reason=SHORTENED)
    if _without_form(long).endswith(_without_form(short)) and len(_without_form(short)) >= 4:  # noqa: PLR2004
        return Verdict(same=True, reason=SAME_END)
    return Verdict(same=False, reason=DIFFERENT)


def _without_form(name: str) -> str:
    return _FORM.sub("", name)


def _shortens(short: Parts, long: Parts) -> bool:
    """The short core begins with the long brand, or the long core with the short one."""
    core = short.core
    if short.region and long.region and not _regions_agree(short.region, long.region):
        return False
    if long.core.startswith(core):
        return len(core) >= 2 and core[:2] == long.brand[:2]  # noqa: PLR2004 - two characters name a brand
    rest = core.removeprefix(long.brand)
    return (rest != core and _abbreviates(rest, long.trade)) or _behind_a_place(short, long)


def _behind_a_place(short: Parts, long: Parts) -> bool:
    """The long name opens with a place no list knows: 岚江霁辰光学… is 霁辰光学 of 岚江.

    Places have two or three characters. Only for registered names: a short name has none.
    """
    if long.region or long.form not in FULL_FORMS:
        return False
    return any(long.core.startswith(short.core, place) for place in (2, 3))


def _regions_agree(one: str, other: str) -> bool:
    return one in other or other in one


def _abbreviates(short: str, long: str) -> bool:
    """Each character of `short` occurs in `long`, in that order."""
    letters = iter(long)
    return all(letter in letters for letter in short)


def same_unit(one: str, other: str) -> Verdict:
    """Whether two names mean one unit: equal, one the end of the other, or an abbreviation."""
    first, second = plain(one), plain(other)
    if first == second:
        return Verdict(same=True, reason=SAME_NAME)
    short, long = sorted((first, second), key=len)
    if len(short) >= 3 and long.endswith(short):  # noqa: PLR2004 - 局 or 中心 alone is no name
        return Verdict(same=True, reason=SAME_END)
    ending = _UNIT_END.search(short)
    if ending and long.endswith(ending.group()) and _initials(short, long, ending.group()):
        return Verdict(same=True, reason=ABBREVIATED)
    return Verdict(same=False, reason=DIFFERENT)


def _initials(short: str, long: str, ending: str) -> bool:
    """投促(中心) abbreviates 投资促进(中心): same first character, the rest in order, half as long.

    Only for bodies of two or three characters: longer ones share characters by accident.
    """
    body, full = short.removesuffix(ending), long.removesuffix(ending)
    if not 2 <= len(body) <= 3 or len(full) < len(body) + 2:  # noqa: PLR2004
        return False
    return body[0] == full[0] and _abbreviates(body, full)


def resolve(name: str, roster: RosterNames) -> Resolved | None:
    """The enterprise of the roster that the name means; none when two of them could be meant."""
    known = roster.enterprise_names.get(plain(name))
    if known is not None:
        return Resolved(roster.enterprises[known], known, LISTED)
    return _only(name, roster.enterprises, same_enterprise)


def resolve_unit(name: str, roster: RosterNames) -> Resolved | None:
    """The unit of the roster that the name means; none when two of them could be meant."""
    known = roster.unit_names.get(plain(name))
    if known is not None:
        return Resolved(roster.units[known], known, LISTED)
    return _only(name, roster.units, same_unit)


def _only(
    name: str, listed: Mapping[str, str], same: Callable[[str, str], Verdict]
) -> Resolved | None:
    found = [(other, verdict) for other in listed if (verdict := same(name, other))]
    if len({listed[other] for other, _verdict in found}) != 1:
        return None
    other, verdict = found[0]
    return Resolved(listed[other], other, verdict.reason)


def best_name(names: Iterable[str]) -> str:
    """The fullest of several names of an enterprise: registered before short, long before brief."""
    return max(names, key=lambda name: (is_full(name), len(plain(name)), name))
