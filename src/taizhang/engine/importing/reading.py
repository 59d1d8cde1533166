"""The data rows of a table as an import plans them: cells read by the type of their column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from taizhang.engine.importing.planning import Incoming
from taizhang.engine.sheets.known import ColumnType
from taizhang.engine.sheets.row_marks import MARK
from taizhang.engine.sheets.values import day_of, folded, is_blank, number_of, said, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    codes: Mapping[str, Value] = field(default_factory=dict)
    """By its folded word, in whatever language, the code that is kept."""
    is_loose: bool = False
    """What does not fit its type is kept as it is said: “9月底前” is a due date too."""


def incoming(
    rows: Iterable[Row],
    targets: Sequence[Target],
    *,
    number: int | None = None,
    mark: int | None = None,
) -> Iterator[Incoming]:
    """The rows under the keys they were mapped to; what cannot be read is named, not guessed.

    The value of such a cell is what it says.

    `number` and `mark` are the places of the columns that carry them, if the file has any.
    """
    for row in rows:
        values: dict[str, Value] = {}
        unreadable = []
        for target in targets:
            cell = row.cells[target.place]
            value = None if is_blank(cell) else _read(cell, target)
            if value is None and not is_blank(cell):
                unreadable.append(target.key)
                value = said(cell)  # so that it can be shown
            values[target.key] = value
        named, version = _identity(row, number, mark)
        yield Incoming(row.number, values, named, version, tuple(unreadable))


def _identity(row: Row, number: int | None, mark: int | None) -> tuple[str, int | None]:
    """Number and version; where the file has a column of numbers, it says which entry it is.

    Whoever copies a row to write a new one takes the number away and leaves the mark, which they
    do not see.
    """
    said = MARK.fullmatch(folded(row.cells[mark])) if mark is not None else None
    if number is None:
        return (said["number"], int(said["version"])) if said else ("", None)
    named = folded(row.cells[number])
    is_this = said is not None and said["number"] == named
    return named, int(said["version"]) if said is not None and is_this else None


def _read(cell: Cell, target: Target) -> Value:
    """The value to keep; none if the cell does not fit its column."""
    if target.codes:
        known = target.codes.get(folded(cell).lower())
        return said(cell) if known is None and target.is_loose else known
    value = _typed(cell, target)
    return said(cell) if value is None and target.is_loose else value


def _typed(cell: Cell, target: Target) -> Value:
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
