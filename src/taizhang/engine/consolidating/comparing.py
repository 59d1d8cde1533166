"""This month beside the last: what is new, changed, gone, and stuck with the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from taizhang.engine.consolidating.forms import Target
from taizhang.engine.consolidating.lines import Line
from taizhang.engine.consolidating.matters import Matter, bare, joined
from taizhang.engine.consolidating.values import is_closed
from taizhang.engine.sheets.cells import Value
from taizhang.engine.sheets.known import Known


class Change(StrEnum):
    """What became of a matter since last time; the words that stand in the result."""

    NEW = "新增"
    CHANGED = "变更"
    STUCK = "进展未更新"
    SAME = "无变化"
    GONE = "消失"


@dataclass(frozen=True, slots=True)
class Compared:
    """A matter, what became of it, and by column what was said before."""

    change: Change
    matter: Matter
    before: tuple[tuple[int, Value], ...] = ()


@dataclass(slots=True)
class Comparison:
    """All matters of a table beside those of last time."""

    changes: list[Compared] = field(default_factory=list)
    gone: list[Matter] = field(default_factory=list)


_NOT_COMPARED: Final = frozenset((Known.ROW,))


def compared(matters: Sequence[Matter], before: Sequence[Line], target: Target) -> Comparison:
    """Each matter with what became of it; those no longer there."""
    earlier = joined(before, target).matters
    by_number, by_key = _index(earlier, target)
    left = {id(matter): matter for matter in earlier}
    number = target.column(Known.NUMBER)
    found = Comparison()
    for matter in matters:
        at = bare(matter.values[number]) if number is not None else ""
        candidates = [*(by_number.get(at, []) if at else []), *by_key.get(_key(matter, target), [])]
        old = next((one for one in candidates if id(one) in left), None)
        if old is None:
            found.changes.append(Compared(Change.NEW, matter))
            continue
        del left[id(old)]
        found.changes.append(_beside(matter, old, target))
    found.gone = [matter for matter in earlier if id(matter) in left]
    return found


def _index(
    matters: Sequence[Matter], target: Target
) -> tuple[dict[str, list[Matter]], dict[str, list[Matter]]]:
    number = target.column(Known.NUMBER)
    by_number: dict[str, list[Matter]] = defaultdict(list)
    by_key: dict[str, list[Matter]] = defaultdict(list)
    for matter in matters:
        if number is not None and matter.values[number] is not None:
            by_number[bare(matter.values[number])].append(matter)
        by_key[_key(matter, target)].append(matter)
    return by_number, by_key


def _key(matter: Matter, target: Target) -> str:
    """The enterprise and the matter; where a form has neither, the whole row."""
    places = [target.column(Known.ENTERPRISES), *target.matters]
    known = [place for place in places if place is not None]
    if not target.matters:
        row = target.column(Known.ROW)
        known = [place for place in range(len(target.columns)) if place != row]
    return "|".join(bare(matter.values[place]) for place in known)


def _beside(matter: Matter, old: Matter, target: Target) -> Compared:
    different = tuple(
        (place, old.values[place])
        for place, column in enumerate(target.columns)
        if column.known not in _NOT_COMPARED
        and bare(old.values[place]) != bare(matter.values[place])
    )
    words = [target.column(known) for known in (Known.PROGRESS, Known.REPLY)]
    told = [place for place in words if place is not None and matter.values[place] is not None]
    over = is_closed(_at(matter, target, Known.STATE), _at(matter, target, Known.CLOSED))
    is_stuck = bool(told) and not over and not {place for place, _old in different} & set(told)
    if is_stuck:
        return Compared(Change.STUCK, matter, different)
    return Compared(Change.CHANGED if different else Change.SAME, matter, different)


def _at(matter: Matter, target: Target, known: Known) -> Value:
    place = target.column(known)
    return None if place is None else matter.values[place]
