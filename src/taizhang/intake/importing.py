"""What stands in a workbook that is on its way into a ledger: its tables, what to know of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.consolidating.forms import parts_taken
from taizhang.engine.consolidating.sources import ERROR_CELL, NO_VALUE, read_source
from taizhang.engine.sheets import letters, recognised
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.recognition import Reason, SheetColumn
from taizhang.engine.sheets.refusals import NoTable
from taizhang.engine.sheets.table import Kind
from taizhang.engine.sheets.values import is_blank, said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taizhang.engine.consolidating.sources import Part, Source
    from taizhang.engine.sheets.table import Table

SAMPLES: Final = 3
"""Values of a column that a person is shown."""
_LONGEST: Final = 40
NAMED: Final = 50
"""Cells that are named one by one."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_LOST: Final = {
    NO_VALUE: _("Formulas without a value saved with them, read as empty: {cells}."),
    ERROR_CELL: _("Cells that hold an error, read as empty: {cells}."),
}


def read(data: bytes, name: str) -> Source:
    """The file's tables; refused when there is none."""
    source = read_source(data, name)
    if not tables_of(source):
        refusal = next((part.refusal for part in source.parts if part.refusal), None)
        raise refusal or NoTable
    return source


def tables_of(source: Source) -> list[tuple[Part, Table]]:
    """Its tables in the order of the file, numbered from 0 by their place here.

    What stands behind a ledger that was put together of many is none of its tables.
    """
    return [(part, part.table) for part in parts_taken(source) if part.table is not None]


def described(source: Source) -> list[dict[str, Any]]:
    """Its tables as JSON, for a person to say what each column holds."""
    return [_table(part, table) for part, table in tables_of(source)]


def _table(part: Part, table: Table) -> dict[str, Any]:
    kinds = Counter(row.kind for row in table.rows)
    return {
        "sheet": part.sheet,
        "titles": list(table.titles),
        "heading": table.offset + table.heading.bottom + 1,
        "above": _above(table),
        "rows": {kind.value: kinds[kind] for kind in Kind if kinds[kind]},
        "columns": [
            {
                "name": column.name,
                "heading": " ".join(column.heading.split()),
                "letters": letters(column.place),
                "type": column.type.value,
                "choices": list(column.choices),
                "known": column.known.value if column.known else "",
                "filled": column.filled,
                "samples": _samples(row.cells[at] for row in table.data[:200]),
            }
            for at, column in enumerate(recognised(table))
        ],
    }


def _above(table: Table) -> int:
    """Rows above the data that hold anything: titles and headings."""
    rows = table.grid.rows[: table.first]
    return sum(any(cell != "" and not is_blank(cell) for cell in row) for row in rows)


def _samples(cells: Iterable[Any]) -> list[str]:
    found: dict[str, None] = {}
    for cell in cells:
        if not is_blank(cell):
            found[" ".join(said(cell).split())[:_LONGEST]] = None
        if len(found) == SAMPLES:
            break
    return list(found)


def columns_of(table: dict[str, Any]) -> list[SheetColumn]:
    """The columns of a described table, as they were recognised."""
    return [
        SheetColumn(
            place=at,
            name=one["name"],
            heading=one["heading"],
            type=ColumnType(one["type"]),
            type_reason=Reason(""),
            choices=tuple(one["choices"]),
            known=Known(one["known"]) if one["known"] else None,
            filled=one["filled"],
        )
        for at, one in enumerate(table["columns"])
    ]


def remarks_of(source: Source) -> list[list[Any]]:
    """What a person should know of the file, and sheets of it that hold no table."""
    found: list[list[Any]] = [
        [remark.sheet, remark.reason.message, remark.reason.fields] for remark in source.remarks
    ]
    for part in source.parts:
        found.extend(_lost(part))
        if part.refusal is not None:
            fields = {name: str(value) for name, value in part.refusal.fields.items()}
            found.append([part.sheet, part.refusal.message, fields])
    return found


def _lost(part: Part) -> Iterable[list[Any]]:
    """The cells in which nothing could be read, by why."""
    by_reason: dict[str, list[str]] = {}
    for row, column, why in part.lost:
        by_reason.setdefault(why, []).append(f"{letters(column)}{row}")
    for why, cells in by_reason.items():
        more = "…" if len(cells) > NAMED else ""
        yield [part.sheet, _LOST[why], {"cells": "、".join(cells[:NAMED]) + more}]


def form_of(ledger: str, tables: Iterable[dict[str, Any]]) -> str:
    """The same for every file for this ledger that has these sheets and headings."""
    lines = [ledger]
    for table in tables:
        lines.append(table["sheet"])
        lines.extend(column["name"] for column in table["columns"])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
