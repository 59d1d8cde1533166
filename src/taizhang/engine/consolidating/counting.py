"""By unit: rows reported, of them new, closed and overdue; who did not report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.engine.consolidating.comparing import Change
from taizhang.engine.consolidating.matters import Matter
from taizhang.engine.consolidating.putting import Result
from taizhang.engine.consolidating.values import is_closed
from taizhang.engine.sheets.cells import Value
from taizhang.engine.sheets.known import Known


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What a unit reported; None where nothing is known to count."""

    unit: str
    reported: int
    new: int | None = None
    closed: int | None = None
    overdue: int | None = None
    is_missing: bool = False


def by_unit(result: Result) -> Iterator[UnitCount]:
    """The units in the order of their files, then those of whom nothing came."""
    counted: dict[str, Counter[str]] = {
        sheet.unit: Counter() for sheet in result.sheets if sheet.imported
    }
    is_compared = False
    for table in result.tables:
        state, closed, due = map(table.target.column, (Known.STATE, Known.CLOSED, Known.DUE))
        changes = table.comparison.changes if table.comparison else []
        is_compared = is_compared or bool(table.comparison)
        for at, matter in enumerate(table.matters):
            over = is_closed(_value(matter, state), _value(matter, closed))
            limit = _value(matter, due)
            is_late = not over and hasattr(limit, "toordinal") and limit < result.today  # type: ignore[operator]
            is_new = bool(changes) and changes[at].change is Change.NEW
            for unit in matter.units:
                found = {"reported": 1, "new": is_new, "closed": over, "overdue": is_late}
                counted[unit].update({name: int(value) for name, value in found.items()})
    for unit, found in counted.items():
        new = found["new"] if is_compared else None
        yield UnitCount(unit, found["reported"], new, found["closed"], found["overdue"])
    for unit in result.missing:
        yield UnitCount(unit, 0, is_missing=True)


def _value(matter: Matter, place: int | None) -> Value:
    return None if place is None else matter.values[place]
