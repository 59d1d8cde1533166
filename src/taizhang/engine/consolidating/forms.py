"""The form of the result: the tables of the office's workbook, or one made from column names."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter

from taizhang.engine.consolidating.sources import LIMITS, Part, Source, read_source
from taizhang.engine.errors import TaizhangError
from taizhang.engine.sheets.grid import checked
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.layout import Layout, layout_of
from taizhang.engine.sheets.package import Package
from taizhang.engine.sheets.recognition import SheetColumn, recognised
from taizhang.engine.sheets.refusals import NoTable
from taizhang.engine.sheets.table import Table

OWN_SHEETS: Final = ("汇总情况", "冲突", "错误", "来源")
"""What stands behind the tables of a result; read again, they are no tables of a unit."""
COMPARED: Final = "与上期比对"
MARK: Final = "本期变化"
MARK_KEY: Final = "change"
_WIDE: Final = {ColumnType.LONG_TEXT: 40, ColumnType.TEXT: 18, ColumnType.DATE: 12}
_SLIDE: Final = 12


@dataclass(frozen=True, slots=True)
class Target:
    """One table of the form."""

    sheet: str
    columns: tuple[SheetColumn, ...]
    layout: Layout

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each column in the layout."""
        return tuple(f"c{column.place}" for column in self.columns)

    def column(self, known: Known) -> int | None:
        """Which column holds this fact."""
        for place, column in enumerate(self.columns):
            if column.known is known:
                return place
        return None

    @property
    def matters(self) -> tuple[int, ...]:
        """The columns that say what a matter is."""
        found = (self.column(known) for known in (Known.TITLE, Known.TEXT))
        return tuple(place for place in found if place is not None)


@dataclass(frozen=True, slots=True)
class Form:
    """What the result looks like."""

    name: str
    data: bytes
    targets: tuple[Target, ...]
    is_own: bool
    """Whether the workbook was made here: the office's cannot be copied (XLS, CSV, macros)."""
    was_compared: bool = False
    """Whether it is an earlier result that holds a comparison."""

    @property
    def fingerprint(self) -> str:
        """The same for every workbook with these sheets and headings."""
        words = (f"{one.sheet}\t{column.name}" for one in self.targets for column in one.columns)
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[: _SLIDE * 2]


def form_of(source: Source) -> Form:
    """The form that a workbook has."""
    tables = own_tables(source)
    if not tables:
        refusal = next((part.refusal for part in source.parts if part.refusal), None)
        raise refusal or NoTable
    if source.kind == "xlsx" and _can_be_copied(source.data):
        was = any(part.sheet == COMPARED for part in source.parts)
        targets = tuple(map(_target, tables))
        return Form(source.name, source.data, targets, is_own=False, was_compared=was)
    data = drawn(
        [
            (_sheet_name(table, place), table.titles, recognised(table))
            for place, table in enumerate(tables)
        ]
    )
    made = read_source(data, source.name)
    return Form(source.name, data, tuple(map(_target, own_tables(made))), is_own=True)


def form_of_columns(name: str, columns: Sequence[SheetColumn]) -> Form:
    """A form made from names of columns, such as a ledger's plan has them."""
    data = drawn([("台账", (name,), columns)])
    made = read_source(data, name)
    (table,) = own_tables(made)
    plan = {column.name: column for column in columns}
    target = _target(table)
    known = tuple(plan.get(column.name, column) for column in target.columns)
    placed = tuple(
        SheetColumn(
            place=column.place,
            name=one.name,
            heading=one.heading,
            type=one.type,
            type_reason=one.type_reason,
            choices=one.choices,
            known=one.known,
            known_reason=one.known_reason,
            is_required=one.is_required,
        )
        for column, one in zip(target.columns, known, strict=True)
    )
    return Form(name, data, (Target(target.sheet, placed, target.layout),), is_own=True)


def own_tables(source: Source) -> list[Table]:
    """One table for each sheet; those behind a result of ours are left out."""
    found: dict[str, Table] = {}
    for part in parts_taken(source):
        if part.table is not None:
            found.setdefault(part.sheet, part.table)
    return list(found.values())


def parts_taken(source: Source) -> list[Part]:
    """The tables of a file; what stands behind a result of ours is no table of a unit."""
    names = {part.sheet for part in source.parts}
    ours = {*OWN_SHEETS, COMPARED} if {"冲突", "错误", "来源"} <= names else set()
    return [part for part in source.parts if part.sheet not in ours]


def _can_be_copied(data: bytes) -> bool:
    try:
        with checked(data, limits=LIMITS) as package:
            return _is_plain(package)
    except TaizhangError:
        return False


def _is_plain(package: Package) -> bool:
    """Whether a copy asks nobody else for anything."""
    return not any(name.startswith("xl/externalLinks/") for name in package.names)


def _target(table: Table) -> Target:
    """What a table of the form asks for; the mark of an earlier comparison is not asked."""
    columns = recognised(table)
    places = {
        MARK_KEY if column.name == MARK else f"c{column.place}": column.place for column in columns
    }
    asked = tuple(column for column in columns if column.name != MARK)
    return Target(table.grid.name, asked, layout_of(table, places))


def _sheet_name(table: Table, place: int) -> str:
    return "台账" if table.grid.name == "CSV" else table.grid.name or f"台账{place + 1}"


def drawn(tables: Sequence[tuple[str, Sequence[str], Sequence[SheetColumn]]]) -> bytes:
    """A workbook with titles and headings and no rows."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for name, titles, columns in tables:
        sheet = book.add_worksheet(name[:31])
        last = len(columns) - 1  # at least 1: what has one column is no table
        for row, words in enumerate(titles):
            sheet.merge_range(row, 0, row, last, "", title)
            sheet.write_string(row, 0, words, title)
        for place, column in enumerate(columns):
            sheet.write_string(len(titles), place, column.name, head)
            sheet.write_blank(len(titles) + 1, place, None, body)
            sheet.set_column(place, place, _WIDE.get(column.type, 12))
        sheet.freeze_panes(len(titles) + 1, 0)
    book.close()
    return file.getvalue()
