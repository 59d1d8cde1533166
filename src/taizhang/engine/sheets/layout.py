"""What is remembered of a workbook's form, so that rows can be written into it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from taizhang.engine.sheets.table import Table


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheet, rows and columns of a table; all counted from 0."""

    sheet: str
    top: int
    """First row of the headings."""
    bottom: int
    """Last row of the headings."""
    end: int
    """First row behind the table: totals, notes, signatures."""
    model: int
    """The row whose looks the entries get."""
    width: int
    """Columns of the table, also those that are not taken."""
    joined: tuple[tuple[int, int], ...] = ()
    """Columns whose cells are one in every row: the first and the last of them."""
    places: Mapping[str, int] = field(default_factory=dict)
    """By key the column of the sheet."""
    names: Mapping[str, str] = field(default_factory=dict)
    """By key what its column is called in the workbook."""

    @property
    def first(self) -> int:
        """The row in which the entries begin."""
        return self.bottom + 1

    def as_json(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self)

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Self:
        """As it was kept."""
        return cls(**{**said, "joined": tuple((left, right) for left, right in said["joined"])})


def layout_of(
    table: Table, places: Mapping[str, int], names: Mapping[str, str] | None = None
) -> Layout:
    """The form of a table whose columns have the keys of `places`, and what they are called."""
    data = table.data
    model = data[0].number - 1 if data else table.first
    lines = [area for area in table.grid.merged if area.top == area.bottom == model]
    return Layout(
        sheet=table.grid.name,
        top=table.heading.top,
        bottom=table.heading.bottom,
        end=max(table.end, table.first),
        model=model,
        width=max(field.place for field in table.fields) + 1,
        joined=tuple(sorted((area.left, area.right) for area in lines)),
        places=dict(places),
        names=dict(names or {}),
    )
