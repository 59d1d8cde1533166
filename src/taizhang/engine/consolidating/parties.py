"""Names of enterprises and units, each written in one way.

What a person decided about two names counts first. A roster decides where there is one; a credit
code decides always. Of names as typed only those that `name_pairs` calls the same are put together,
the doubtful are left for a person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from taizhang.engine.consolidating import deciding
from taizhang.engine.consolidating.deciding import NOTHING, Answer, Decided, Kind, question_key
from taizhang.engine.credit_codes import is_valid
from taizhang.engine.name_pairs import SAME_CODE, Decision, Judged, comparable, judged
from taizhang.engine.names import (
    EMPTY,
    LISTED,
    Resolved,
    RosterNames,
    is_full,
    parts,
    plain,
    resolve,
    resolve_unit,
    same_unit,
)
from taizhang.engine.sheets.recognition import Reason


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


TWO_CODES: Final = _("One name with several valid credit codes: {codes}.")
MAYBE_ONE: Final = _("Perhaps one enterprise, perhaps two: {reason}.")
MAYBE_UNIT: Final = _("Several units could be meant: {names}.")
A_PERSON: Final = _("A person decided it.")
_BETWEEN: Final = re.compile(r"[、,，;；\n]+")
_CROWD: Final = 8
"""Names that are alike but for one sign: more of them differ on purpose."""
_CROWD_OF_BRAND: Final = 20
_MOST_PAIRS: Final = 200_000
_DIGITS: Final = re.compile(r"\d+")
_MOST_UNITS: Final = 1_500


@dataclass(frozen=True, slots=True)
class Doubt:
    """Names that a person has to tell apart."""

    one: str
    other: str
    reason: Reason
    detail: Judged | None = None
    kind: Kind = Kind.ENTERPRISE
    choices: tuple[str, ...] = ()
    """How both may be written; of one name with two codes there is nothing to choose."""
    key: str = ""
    decision: deciding.Decision | None = None

    def decided(self, decided: Decided) -> Doubt:
        """The doubt with its key and what a person decided about it, if anybody did."""
        key = question_key(self.kind, said={self.one, self.other, *self.choices})
        return replace(self, key=key, decision=decided.get(key))


@dataclass(frozen=True, slots=True)
class Names:
    """The way each name is written in the result, and why it is another one."""

    written: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    """By name as typed a msgid with {one} and {other}."""
    doubts: tuple[Doubt, ...] = ()

    def of(self, text: str) -> str:
        """A cell with each of its names in the one way."""
        if text in self.written:
            return self.written[text]
        if not _BETWEEN.search(text):
            return text
        return "、".join(dict.fromkeys(self.written.get(one, one) for one in split(text)))


def split(text: str) -> list[str]:
    """The names of a cell."""
    return [name for one in _BETWEEN.split(text) if (name := one.strip())]


def enterprises(
    counted: Mapping[str, int],
    codes: Mapping[str, Iterable[str]],
    roster: RosterNames = EMPTY,
    coded: Mapping[str, str] | None = None,
    decided: Decided = NOTHING,
) -> Names:
    """Enterprises' names in one way: `codes` by name as typed, `coded` the roster's by code."""
    own = {name: {code for code in found if is_valid(code)} for name, found in codes.items()}
    doubts = [
        Doubt(name, name, Reason(TWO_CODES, {"codes": "、".join(sorted(found))})).decided(decided)
        for name, found in sorted(own.items())
        if len(found) > 1
    ]
    code_of = {name: next(iter(found)) for name, found in own.items() if len(found) == 1}
    groups = _Groups(counted, code_of)
    pairs = [
        (one, other, judged(one, other, (code_of.get(one, ""), code_of.get(other, ""))))
        for one, other in _alike([*counted, *roster.enterprises])
    ]
    for one, other, verdict in pairs:
        if verdict.decision is Decision.UNSURE and {one, other} <= set(counted):
            doubt = Doubt(one, other, Reason(MAYBE_ONE), verdict, choices=(one, other))
            doubts.append(doubt.decided(decided))
            groups.decide(doubts[-1])
    for name, found in _by_roster(counted, code_of, roster, coded or {}).items():
        groups.settle(name, found.name, found.reason)
    official = _official(roster.enterprises)
    for name, code in roster.enterprises.items():
        groups.settle(name, official[code], LISTED)
    _by_code(groups, code_of)
    for one, other, verdict in pairs:
        if verdict.decision is Decision.SAME:
            groups.join(one, other, verdict)
    return groups.names(doubts)


def _official(names: Mapping[str, str]) -> dict[str, str]:
    """By code the name that stands first on the roster; `names` are its codes by name."""
    return {code: name for name, code in reversed(list(names.items()))}


def _by_roster(
    counted: Mapping[str, int],
    code_of: Mapping[str, str],
    roster: RosterNames,
    coded: Mapping[str, str],
) -> dict[str, Resolved]:
    found: dict[str, Resolved] = {}
    official = _official(roster.enterprises)
    is_small = len(counted) * len(roster.enterprises) <= _MOST_COMPARED
    for name in counted:
        code = code_of.get(name, "")
        if code in coded:
            found[name] = Resolved(code, coded[code], SAME_CODE)
        elif is_small and (known := resolve(name, roster)) is not None:
            found[name] = Resolved(known.code, official[known.code], known.reason)
    return found


_MOST_COMPARED: Final = 1_000_000
"""Names with names; beyond it short names are left as they are."""


def _by_code(groups: _Groups, code_of: Mapping[str, str]) -> None:
    by_code: dict[str, list[str]] = defaultdict(list)
    for name, code in sorted(code_of.items()):
        by_code[code].append(name)
    for same in by_code.values():
        for name in same[1:]:
            groups.join(same[0], name, Judged(Decision.SAME, SAME_CODE))


def _alike(names: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs worth a look: equal but for one sign, or with one brand. Never all with all.

    Names with different numbers in them are different, and of names that differ in one place in
    many ways none is a slip of another.
    """
    buckets: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        bare = comparable(name)
        number = "".join(_DIGITS.findall(bare))
        for place in range(len(bare)):
            buckets[f"{bare[:place]}{bare[place + 1 :]}|{number}"].append(name)
        buckets[f"{bare}|{number}"].append(name)
        brand = parts(name).brand
        if len(brand) >= 2:  # noqa: PLR2004  # one sign is no brand
            buckets[f"={brand}|{number}"].append(name)
    found: set[tuple[str, str]] = set()
    for key, same in buckets.items():
        alike = list(dict.fromkeys(same))
        if 1 < len(alike) <= (_CROWD_OF_BRAND if key.startswith("=") else _CROWD):
            for place, one in enumerate(alike):
                found.update((one, other) for other in alike[place + 1 :])
    return sorted(found)[:_MOST_PAIRS]


class _Groups:
    """Names that are one enterprise's, joined step by step."""

    def __init__(self, counted: Mapping[str, int], code_of: Mapping[str, str]) -> None:
        self.counted = counted
        self.up: dict[str, str] = {}
        self.why: dict[str, str] = {}
        self.codes = {name: {code} for name, code in code_of.items()}
        self.official: dict[str, set[str]] = {}

    def root(self, name: str) -> str:
        """The name that stands for all of its group."""
        while name in self.up:
            name = self.up[name]
        return name

    def settle(self, name: str, official: str, reason: str) -> None:
        """The roster says how this name is written."""
        self.official.setdefault(name, {official})
        self.why.setdefault(name, reason)

    def decide(self, doubt: Doubt) -> None:
        """Two names that a person called one are written as they said, whatever else is known."""
        decision = doubt.decision
        if decision is None or decision.answer is Answer.BOTH:
            return
        alike = [doubt.one, doubt.other]
        if decision.value in self.counted:
            alike.append(decision.value)
        first = self.root(alike[0])
        for name in alike:
            root = self.root(name)
            if root != first:
                self.up[root] = first
                self.codes.setdefault(first, set()).update(self.codes.get(root, set()))
            self.why[name] = A_PERSON
        self.official[first] = {decision.value}

    def join(self, one: str, other: str, verdict: Judged) -> None:
        """Not when it would join two codes: 甲 is like 乙, 乙 like 丙, but 甲 is not 丙."""
        first, second = self.root(one), self.root(other)
        codes = self.codes.get(first, set()) | self.codes.get(second, set())
        official = self.official.get(first, set()) | self.official.get(second, set())
        if first == second or len(codes) > 1 or len(official) > 1:
            return
        self.up[second] = first
        self.codes[first], self.official[first] = codes, official
        for name in (one, other):
            self.why.setdefault(name, verdict.reason)

    def names(self, doubts: Sequence[Doubt]) -> Names:
        members: dict[str, list[str]] = defaultdict(list)
        for name in self.counted:
            members[self.root(name)].append(name)
        written: dict[str, str] = {}
        for group in members.values():
            official = self.official.get(self.root(group[0])) or {""}
            best = next(iter(official)) or max(
                group, key=lambda one: (is_full(one), self.counted[one], len(one), one)
            )
            written.update((name, best) for name in group if name != best)
        reasons = {name: self.why.get(name, "") for name in written}
        kept = tuple(one for one in doubts if one.decision or self._is_open(one, written))
        return Names(written, reasons, kept)

    def _is_open(self, doubt: Doubt, written: Mapping[str, str]) -> bool:
        one, other = (written.get(name, name) for name in (doubt.one, doubt.other))
        return one != other or doubt.one == doubt.other


def units(
    counted: Mapping[str, int], roster: RosterNames = EMPTY, decided: Decided = NOTHING
) -> Names:
    """Units' names in one way: the roster's, or the fullest of those that came in."""
    written: dict[str, str] = {}
    reasons: dict[str, str] = {}
    doubts: list[Doubt] = []
    official = _official(roster.units)
    left = []
    for name in counted:
        known = resolve_unit(name, roster) if roster.units else None
        if known is None:
            left.append(name)
        elif official[known.code] != name:
            written[name], reasons[name] = official[known.code], known.reason
    pool = sorted(left, key=lambda name: (-len(plain(name)), name))[:_MOST_UNITS]
    for place, name in enumerate(pool):
        longer = [(other, verdict) for other in pool[:place] if (verdict := same_unit(name, other))]
        tops = list(dict.fromkeys(written.get(other, other) for other, _verdict in longer))
        if len(tops) == 1:
            written[name], reasons[name] = tops[0], longer[0][1].reason
        elif tops:
            doubt = _which_unit(name, tops).decided(decided)
            doubts.append(doubt)
            if doubt.decision and doubt.decision.answer is not Answer.BOTH:
                written[name], reasons[name] = doubt.decision.value, A_PERSON
    return Names(written, reasons, tuple(doubts))


def _which_unit(name: str, tops: Sequence[str]) -> Doubt:
    reason = Reason(MAYBE_UNIT, {"names": "、".join(tops)})
    return Doubt(name, tops[0], reason, kind=Kind.UNIT, choices=tuple(tops))


def counted_names(texts: Iterable[object]) -> Counter[str]:
    """How often each name occurs."""
    found: Counter[str] = Counter()
    for text, often in Counter(text for text in texts if isinstance(text, str)).items():
        for name in split(text):
            found[name] += often
    return found
