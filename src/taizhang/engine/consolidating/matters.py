"""The same matter from several units becomes one row; what they say differently is listed.

Nothing is chosen between two states or two dates: both stand in the cell until a person decides.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import Final

from taizhang.engine.consolidating.deciding import (
    NOTHING,
    Answer,
    Decided,
    Decision,
    Kind,
    question_key,
)
from taizhang.engine.consolidating.forms import Target
from taizhang.engine.consolidating.lines import Line
from taizhang.engine.consolidating.values import reader
from taizhang.engine.sheets.cells import Value
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.recognition import SheetColumn

BETWEEN: Final = " ／ "
"""Between contradicting values of one cell."""
_SHORT: Final = 8
"""A matter of fewer characters is known again only together with an enterprise."""
_ALIKE: Final = 0.75
_MOST: Final = 100
"""Matters of one enterprise that are compared with each other."""
_NUMBERS: Final = re.compile(r"[\d一二三四五六七八九十]+")
_SIGNS: Final = re.compile(r"[\W_]+")
_LISTS: Final = frozenset((Known.LEAD, Known.CO_UNITS, Known.ENTERPRISES, Known.SOURCE))
_TOLD: Final = frozenset((Known.TITLE, Known.TEXT))


@dataclass(slots=True)
class Matter:
    """A row of the result: the lines that say it, its values."""

    lines: list[Line]
    values: list[Value]
    clashes: tuple[int, ...] = ()
    """Columns in which the lines contradict each other."""
    decided: dict[int, Decision] = field(default_factory=dict)
    """By such a column what a person decided."""

    @property
    def units(self) -> tuple[str, ...]:
        """Who reported it."""
        return tuple(dict.fromkeys(line.sheet.unit for line in self.lines))


@dataclass(frozen=True, slots=True)
class Alike:
    """Two matters that may be one; a person tells."""

    one: Matter
    other: Matter
    first: Line
    second: Line
    """The rows as they came: decided to be one, both matters are the same one."""
    key: str
    decision: Decision | None = None


@dataclass(slots=True)
class Joined:
    """The rows of one table of the result."""

    matters: list[Matter]
    alike: list[Alike] = field(default_factory=list)


def joined(lines: Sequence[Line], target: Target, decided: Decided = NOTHING) -> Joined:
    """One row for each matter, in the order in which they came."""
    key_of = _Keys(target)
    found: dict[tuple[object, ...], Matter] = {}
    matters: list[Matter] = []
    counted: dict[tuple[int, str], int] = defaultdict(int)
    for line in lines:
        key = key_of(line.values)
        if not key:
            matters.append(Matter([line], line.values))
            continue
        # A unit that lists a matter twice means two: only other units' rows are joined.
        again = counted[id(line.sheet), key] = counted[id(line.sheet), key] + 1
        matter = found.get((key, again))
        if matter is None:
            matter = found[key, again] = Matter([line], line.values)
            matters.append(matter)
        else:
            matter.lines.append(line)
    matters, alike = _told_apart(matters, _alike(matters, target, key_of), key_of, decided)
    settler = _Settler(target, key_of, decided)
    for matter in matters:
        if len(matter.lines) > 1:
            settler.settle(matter)
    return Joined(matters, alike)


def _told_apart(
    matters: list[Matter],
    pairs: Iterable[tuple[Matter, Matter]],
    key_of: _Keys,
    decided: Decided,
) -> tuple[list[Matter], list[Alike]]:
    """Matters that are alike: those that a person called one are joined."""
    into: dict[int, Matter] = {}

    def now(matter: Matter) -> Matter:
        while id(matter) in into:
            matter = into[id(matter)]
        return matter

    found: list[Alike] = []
    for one, other in pairs:
        lines = one.lines[0], other.lines[0]
        said = [key_of(line.values) for line in lines]
        key = question_key(Kind.MATTER, said=said)
        decision = decided.get(key)
        found.append(Alike(one, other, *lines, key, decision))
        first, second = now(one), now(other)
        if decision is None or decision.answer is Answer.BOTH or first is second:
            continue
        # Who stands first gives the words of the matter.
        if bare(decision.value) == bare(told(lines[1].values, key_of.places)):
            first.lines[:0] = second.lines
        else:
            first.lines.extend(second.lines)
        first.values = first.lines[0].values
        into[id(second)] = first
    if not into:
        return matters, found
    left = [matter for matter in matters if id(matter) not in into]
    return left, [replace(one, one=now(one.one), other=now(one.other)) for one in found]


def told(values: Sequence[Value], places: Sequence[int]) -> str:
    """What a matter is, in its own words."""
    return next((text for place in places if (text := shown(values[place]))), "")


class _Keys:
    """By what a matter is known again: the enterprise and what it says."""

    def __init__(self, target: Target) -> None:
        self.party = target.column(Known.ENTERPRISES)
        self.code = target.column(Known.CREDIT_CODE)
        self.title = target.column(Known.TITLE)
        self.text = target.column(Known.TEXT)
        self.places = target.matters

    def __call__(self, values: Sequence[Value]) -> str:
        """Empty where too little is said."""
        if self.title is None:
            return ""
        title, party = bare(values[self.title]), self.party_of(values)
        # 企业诉求 beside 问题描述 is often the same few words: both have to agree.
        text = bare(values[self.text]) if self.text is not None else ""
        if not (title or text) or (not party and len(title) + len(text) < _SHORT):
            return ""
        return f"{party}|{title}|{text}"

    def party_of(self, values: Sequence[Value]) -> str:
        """Whom it concerns."""
        if self.party is not None and values[self.party] is not None:
            return bare(values[self.party])
        return str(values[self.code] or "") if self.code is not None else ""


def bare(value: Value) -> str:
    """A text by its words alone."""
    return "" if value is None else _bare(str(value))


@lru_cache(maxsize=200_000)
def _bare(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


class _Settler:
    """Says what a row holds that several lines say."""

    def __init__(self, target: Target, key_of: _Keys, decided: Decided) -> None:
        self.target = target
        self.key_of = key_of
        self.decided = decided

    def settle(self, matter: Matter) -> None:
        """Set its values; what a person decided stands in the cell alone."""
        values: list[Value] = []
        clashes = []
        for place, column in enumerate(self.target.columns):
            value, is_clash = _one_of(matter.lines, place, column)
            if is_clash:
                clashes.append(place)
                decision = self.decided.get(clash_key(matter, place, self.target, self.key_of))
                if decision is not None:
                    matter.decided[place] = decision
                    value = _chosen(decision, value, matter.lines, place, column)
            values.append(value)
        matter.values, matter.clashes = values, tuple(clashes)


def clash_key(matter: Matter, place: int, target: Target, key_of: _Keys | None = None) -> str:
    """The key of what the units say differently in a column of a matter."""
    key_of = key_of or _Keys(target)
    about = "\n".join(sorted({key_of(line.values) for line in matter.lines}))
    said = [
        f"{line.sheet.unit}\t{bare(line.values[place])}"
        for line in matter.lines
        if line.values[place] not in {None, ""}
    ]
    return question_key(Kind.CELL, about, target.columns[place].name, said=said)


def _chosen(
    decision: Decision, both: Value, lines: Sequence[Line], place: int, column: SheetColumn
) -> Value:
    """The value that a person chose, as one of the lines has it or read as a cell is."""
    if decision.answer is Answer.BOTH:
        return both
    for line in lines:
        if shown(line.values[place]) == decision.value:
            return line.values[place]
    return reader(column)(decision.value).value


def _one_of(lines: Sequence[Line], place: int, column: SheetColumn) -> tuple[Value, bool]:
    """What the lines say in a column together, and whether they contradict each other."""
    said = [(line, line.values[place]) for line in lines if line.values[place] not in {None, ""}]
    if not said:
        return None, False
    different = list({bare(value): (line, value) for line, value in reversed(said)}.values())[::-1]
    first = different[0][1]
    if len(different) == 1 or column.known in {Known.ROW, Known.TITLE}:
        return first, False
    if column.known is Known.NUMBER:
        return BETWEEN.join(shown(value) for _line, value in different), False
    if column.known in _LISTS:
        names = [one for _line, value in different for one in shown(value).split("、")]
        return "、".join(dict.fromkeys(names)), False
    if column.type is ColumnType.LONG_TEXT or column.known in {
        Known.PROGRESS,
        Known.REPLY,
        Known.TEXT,
    }:
        return "\n".join(f"{line.sheet.unit}：{shown(value)}" for line, value in different), False
    return BETWEEN.join(shown(value) for _line, value in different), True


def shown(value: Value) -> str:
    """A value as words."""
    match value:
        case None:
            return ""
        case dt.date():
            return value.isoformat()
    return str(value)


def _alike(
    matters: Sequence[Matter], target: Target, key_of: _Keys
) -> Iterator[tuple[Matter, Matter]]:
    """Matters of one enterprise from different sheets that say nearly the same.

    Other figures are another matter: 二号车间 and 三号车间 are written alike.
    """
    if key_of.title is None:
        return
    by_party: dict[tuple[str, str], list[tuple[Matter, str]]] = defaultdict(list)
    for matter in matters:
        party = key_of.party_of(matter.values)
        if party:
            text = "".join(bare(matter.values[place]) for place in target.matters)
            by_party[party, "".join(_NUMBERS.findall(text))].append((matter, text))
    for group in by_party.values():
        if not 1 < len(group) <= _MOST or len({id(one.lines[0].sheet) for one, _t in group}) < 2:  # noqa: PLR2004
            continue
        pairs = [_pairs(text) for _matter, text in group]
        for (at, one), (to, other) in combinations(enumerate(pairs), 2):
            first, second = group[at][0], group[to][0]
            if (
                first.lines[0].sheet is not second.lines[0].sheet
                and _likeness(one, other) >= _ALIKE
            ):
                yield first, second


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
