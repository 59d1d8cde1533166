"""Which column of a unit's table is which column of the form, and why.

Fixed ones first, then the same name, another name of the same fact, a name that is nearly the
same, and at last what stands in the cells. A column of the form is filled by one column at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from taizhang.engine.consolidating.forms import Target
from taizhang.engine.sheets.known import ColumnType, plain_heading
from taizhang.engine.sheets.recognition import Reason, SheetColumn


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class How(StrEnum):
    """By what a column was recognised."""

    FIXED = "fixed"
    NAME = "name"
    SYNONYM = "synonym"
    FUZZY = "fuzzy"
    CONTENT = "content"
    NONE = "none"


FIXED: Final = _("A person fixed it.")
NAME: Final = _("It has the same name.")
SYNONYM: Final = _("“{source}” and “{target}” are names of the same fact.")
FUZZY: Final = _("“{source}” is nearly “{target}”.")
CHOICES: Final = _("Its cells hold the choices of “{target}”: {words}.")
NOWHERE: Final = _("No column of the form fits.")
LEFT_OUT: Final = _("A person left it out.")
NEARLY: Final = 0.8
"""Likeness of two names from which on they are nearly the same."""
_SHORTEST: Final = 2
_FIGURES: Final = re.compile(r"[0-9一二三四五六七八九十]")
_SHARED: Final = 0.6
_NUMERIC: Final = frozenset((ColumnType.NUMBER, ColumnType.DATE))


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column of a unit's table; `target` is its column of the form, None when it has none."""

    source: int
    column: SheetColumn
    target: int | None
    how: How
    reason: Reason


def mapped(
    columns: Sequence[SheetColumn], target: Target, fixed: Mapping[str, str]
) -> tuple[Mapped, ...]:
    """Every column of a table with its column of the form, in the table's order."""
    free = set(range(len(target.columns)))
    found: dict[int, Mapped] = {}
    names = {plain_heading(name): to for name, to in fixed.items()}
    for place, column in enumerate(columns):
        name = names.get(plain_heading(column.name))
        if name is None:
            continue
        wanted = _named(target, name) if name else None
        reason = Reason(FIXED if name else LEFT_OUT)
        found[place] = Mapped(place, column, wanted, How.FIXED, reason)
        free.discard(-1 if wanted is None else wanted)
    for how, fits in _STEPS:
        for place, to, reason in _best(columns, target, found, free, fits):
            if place not in found and to in free:
                found[place] = Mapped(place, columns[place], to, how, reason)
                free.discard(to)
    return tuple(
        found.get(place) or Mapped(place, column, None, How.NONE, Reason(NOWHERE))
        for place, column in enumerate(columns)
    )


def _named(target: Target, name: str) -> int | None:
    plain = plain_heading(name)
    for place, column in enumerate(target.columns):
        if plain_heading(column.name) == plain:
            return place
    return None


_Fit = Callable[[SheetColumn, SheetColumn], tuple[float, Reason] | None]


def _best(
    columns: Sequence[SheetColumn],
    target: Target,
    found: Mapping[int, Mapped],
    free: set[int],
    fits: _Fit,
) -> Iterator[tuple[int, int, Reason]]:
    """Pairs that fit, the best first; of equals the one further to the left."""
    pairs = []
    for place, column in enumerate(columns):
        if place in found:
            continue
        for to in sorted(free):
            fit = fits(column, target.columns[to])
            if fit:
                pairs.append((-fit[0], place, to, fit[1]))
    for _score, place, to, reason in sorted(pairs, key=lambda pair: pair[:3]):
        yield place, to, reason


def _by_name(column: SheetColumn, other: SheetColumn) -> tuple[float, Reason] | None:
    if column.name == other.name:
        return 2.0, Reason(NAME)
    if plain_heading(column.name) == plain_heading(other.name):
        return 1.0, Reason(NAME)
    return None


def _by_fact(column: SheetColumn, other: SheetColumn) -> tuple[float, Reason] | None:
    known = column.known
    if known is None or known is not other.known:
        return None
    return 1.0, Reason(SYNONYM, {"source": column.heading, "target": other.heading})


def _by_likeness(column: SheetColumn, other: SheetColumn) -> tuple[float, Reason] | None:
    one, two = plain_heading(column.name), plain_heading(other.name)
    short, long = sorted((one, two), key=len)
    # What a heading is about stands at its end: 联系人电话 is no 联系人, 二号库 no 三号库.
    if len(short) < _SHORTEST or one[-1] != two[-1] or _figures(one) != _figures(two):
        return None
    if not _kinds_agree(column, other):
        return None
    likeness = SequenceMatcher(None, one, two, autojunk=False).ratio()
    if likeness < NEARLY and not (long.endswith(short) and 2 * len(short) >= len(long)):
        return None
    return likeness, Reason(FUZZY, {"source": column.heading, "target": other.heading})


def _figures(heading: str) -> list[str]:
    return _FIGURES.findall(heading)


def _kinds_agree(column: SheetColumn, other: SheetColumn) -> bool:
    """Facts that contradict each other, or days against figures, are no slip of the hand."""
    if column.known is not None and other.known is not None and column.known is not other.known:
        return False
    both = {column.type, other.type}
    return not column.filled or not other.filled or not both <= _NUMERIC or len(both) == 1


def _by_content(column: SheetColumn, other: SheetColumn) -> tuple[float, Reason] | None:
    if column.known is not None and other.known is not None and column.known is not other.known:
        return None
    if not (column.choices and other.choices) or ColumnType.YES_NO in {column.type, other.type}:
        return None
    shared = [word for word in column.choices if word in set(other.choices)]
    if len(shared) < 2 or len(shared) < _SHARED * len(column.choices):  # noqa: PLR2004
        return None
    words = "、".join(shared[:5])
    return len(shared), Reason(CHOICES, {"target": other.heading, "words": words})


_STEPS: Final[tuple[tuple[How, _Fit], ...]] = (
    (How.NAME, _by_name),
    (How.SYNONYM, _by_fact),
    (How.FUZZY, _by_likeness),
    (How.CONTENT, _by_content),
)
