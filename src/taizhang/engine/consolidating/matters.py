"""The same matter from several units becomes one row; what they say differently is listed.

Nothing is chosen between two states or two dates: both stand in the cell, and a person decides.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Final

from taizhang.engine.consolidating.forms import Target
from taizhang.engine.consolidating.lines import Line
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

    @property
    def units(self) -> tuple[str, ...]:
        """Who reported it."""
        return tuple(dict.fromkeys(line.sheet.unit for line in self.lines))


@dataclass(frozen=True, slots=True)
class Alike:
    """Two matters that may be one; a person tells."""

    one: Matter
    other: Matter


@dataclass(slots=True)
class Joined:
    """The rows of one table of the result."""

    matters: list[Matter]
    alike: list[Alike] = field(default_factory=list)


def joined(lines: Sequence[Line], target: Target) -> Joined:
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
    for matter in matters:
        if len(matter.lines) > 1:
            _settle(matter, target)
    return Joined(matters, list(_alike(matters, target, key_of)))


class _Keys:
    """By what a matter is known again: the enterprise and what it says."""

    def __init__(self, target: Target) -> None:
        self.party = target.column(Known.ENTERPRISES)
        self.code = target.column(Known.CREDIT_CODE)
        self.title = target.column(Known.TITLE)
        self.text = target.column(Known.TEXT)

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


def _settle(matter: Matter, target: Target) -> None:
    """The values of a row that several lines say."""
    values: list[Value] = []
    clashes = []
    for place, column in enumerate(target.columns):
        value, is_clash = _one_of(matter.lines, place, column)
        values.append(value)
        if is_clash:
            clashes.append(place)
    matter.values, matter.clashes = values, tuple(clashes)


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
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _alike(matters: Sequence[Matter], target: Target, key_of: _Keys) -> Iterator[Alike]:
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
                yield Alike(first, second)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
