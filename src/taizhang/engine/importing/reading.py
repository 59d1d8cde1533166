"""The data rows of a table as an import plans them: cells read by the type of their column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.engine.importing.planning import Incoming
from taizhang.engine.sheets.known import ColumnType
from taizhang.engine.sheets.values import day_of, folded, is_blank, number_of, said, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from taizhang.engine.importing.planning import Value
    from taizhang.engine.sheets.table import Row
    from taizhang.engine.sheets.values import Cell


@dataclass(frozen=True, slots=True)
class Target:
    """Where the cells of one column of the file go."""

    place: int
    """Of the table's fields, counted from 0."""
    key: str
    type: ColumnType = ColumnType.TEXT
    choices: tuple[str, ...] = ()


def incoming(
    rows: Iterable[Row],
    targets: Sequence[Target],
    *,
    number: int | None = None,
    version: int | None = None,
) -> Iterator[Incoming]:
    """The rows under the keys they were mapped to; what cannot be read is named, not guessed.

    `number` and `version` are the places of the columns that carry them, if the file has any.
    """
    for row in rows:
        values: dict[str, Value] = {}
        unreadable = []
        for target in targets:
            cell = row.cells[target.place]
            value = None if is_blank(cell) else _read(cell, target)
            if value is None and not is_blank(cell):
                unreadable.append(target.key)
            values[target.key] = value
        known = number_of(row.cells[version]) if version is not None else None
        yield Incoming(
            row.number,
            values,
            folded(row.cells[number]) if number is not None else "",
            known if isinstance(known, int) else None,
            tuple(unreadable),
        )


def _read(cell: Cell, target: Target) -> Value:
    """The value to keep; none if the cell does not fit its column."""
    match target.type:
        case ColumnType.DATE:
            day = day_of(cell, serial=True)
            return day.isoformat() if day else None
        case ColumnType.NUMBER:
            return number_of(cell)
        case ColumnType.YES_NO:
            return _decided(cell, target.choices)
        case ColumnType.CHOICE if target.choices:
            wanted = folded(cell)
            return next((each for each in target.choices if folded(each) == wanted), None)
    return said(cell)


def _decided(cell: Cell, pair: tuple[str, ...]) -> bool | None:
    """The column's own two words first, the first of which is yes."""
    words = [folded(word) for word in pair]
    if len(words) == 2 and folded(cell) in words:  # noqa: PLR2004  # yes and no
        return folded(cell) == words[0]
    return yes_or_no(cell)
