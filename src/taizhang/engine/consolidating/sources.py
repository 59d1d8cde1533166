"""A file that came in as tables, whatever program wrote it; what was decided about it is said.

XLSX (with macros or not: they are never run), the older XLS, the ET of WPS where it is the same
inside, and CSV. Sheets that are hidden are left out and said; hidden rows and columns are kept
and said; a sheet may hold several tables below each other.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import python_calamine as calamine

from taizhang.engine.consolidating.refusals import NotATable
from taizhang.engine.errors import TaizhangError
from taizhang.engine.formats import plain, sniff, xlsx
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import OldOfficeDocument, OldWorkbook
from taizhang.engine.sheets.grid import Grid, checked, grid_of
from taizhang.engine.sheets.known import facts_named
from taizhang.engine.sheets.package import Package
from taizhang.engine.sheets.places import Area, areas, letters
from taizhang.engine.sheets.recognition import Reason
from taizhang.engine.sheets.refusals import NoTable, TableTooWide
from taizhang.engine.sheets.row_marks import holds_marks
from taizhang.engine.sheets.table import Kind, Row, Table, read_table
from taizhang.engine.sheets.values import day_of, folded, number_of, said


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


LIMITS: Final = Limits(bytes=50_000_000, unzipped_bytes=500_000_000, columns=1_000, cells=5_000_000)
"""Of one file; a year's ledger of a zone is far smaller."""
MACROS: Final = _("The workbook carries macros. They were not run, the result has none.")
LINKS: Final = _("It refers to other files. They were not opened; values are those last saved.")
PICTURES: Final = _("It holds pictures or drawings; they are not taken over.")
HIDDEN_SHEET: Final = _("The sheet is hidden and was left out.")
HIDDEN_ROWS: Final = _("{count} hidden rows were taken over like the others, the first is {first}.")
HIDDEN_COLUMNS: Final = _("Hidden columns were taken over like the others: {columns}.")
RIGHT_TO_LEFT: Final = _("The sheet runs from right to left; columns are named as it names them.")
ANOTHER_TABLE: Final = _("A further table begins in row {row}.")
DDE: Final = _("It asks another program for values. That program was not asked.")
ERROR_CELL: Final = _("The cell holds an error.")
NO_VALUE: Final = _("The formula has no value saved with it.")
_SEPARATORS: Final = (",", "\t", ";")
_LONGEST_FIELD: Final = 1_000_000
_ROW_HIDDEN: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*>")
_ROW_NUMBER: Final = re.compile(rb"\br\s*=\s*[\"'](\d+)")
_UNSAVED: Final = re.compile(
    rb"<(?:\w+:)?c\b(?P<cell>[^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\b(?P<cell>[^>]*?\bt=\"e\"[^>]*)>")
_PLACE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,3}\d{1,7})")
_LEAST_MOVED: Final = 2
_LEAST_KNOWN: Final = 3
"""Known names in a row that begins a further table."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know, with where."""

    sheet: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a sheet, or a sheet without any and why."""

    sheet: str
    table: Table | None
    refusal: TaizhangError | None = None
    numbers: tuple[int, ...] = ()
    """Rows that hold anything, of a sheet without a table."""
    lost: tuple[tuple[int, int, str], ...] = ()
    """Row as a person sees it, column from 0, and why nothing was read there (a msgid)."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file."""

    name: str
    data: bytes
    kind: str
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = field(default=())


def read_source(data: bytes, name: str, *, limits: Limits = LIMITS) -> Source:
    """The tables of a file."""
    limits.check("bytes", len(data))
    kind = _kind(data)
    if kind == "xlsx":
        return _packed(data, name, limits)
    if kind == "xls":
        return _old(data, name, limits)
    grid = _text_grid(data, limits)
    return Source(name, data, kind, tuple(_parts(grid, (), [])))


def _kind(data: bytes) -> str:
    try:
        found = sniff(data)
    except OldWorkbook:
        return "xls"
    except OldOfficeDocument:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            return "xls"  # WPS writes its ET so; the library says whether it can
        raise NotATable from None
    if found in {"txt", "md", "eml"}:
        return "csv"
    if found != "xlsx":
        raise NotATable
    return found


def _packed(data: bytes, name: str, limits: Limits) -> Source:
    remarks: list[Remark] = []
    parts: list[Part] = []
    with checked(data, limits=limits, is_form=False) as package:
        remarks.extend(_remarks(package))
        workbook = xlsx.opened_workbook(data)
        for sheet in package.shown:
            grid = grid_of(workbook, package, sheet)
            if grid.rows:
                xml = package.sheet(sheet)
                remarks.extend(Remark(sheet, one) for one in _sheet_remarks(package, grid, xml))
                parts.extend(_parts(grid, _lost(xml), remarks))
    return Source(name, data, "xlsx", tuple(parts), tuple(remarks))


def _remarks(package: Package) -> Iterator[Remark]:
    if package.has_macros:
        yield Remark("", Reason(MACROS))
    links = [name for name in package.names if name.startswith("xl/externalLinks/")]
    if links:
        asks = any(b"ddeLink" in package.part(name) for name in links if name.endswith(".xml"))
        yield Remark("", Reason(DDE if asks else LINKS))
    for sheet in package.hidden:
        yield Remark(sheet, Reason(HIDDEN_SHEET))


def _sheet_remarks(package: Package, grid: Grid, xml: bytes) -> Iterator[Reason]:
    shell = package.shell(grid.name)
    hidden = _ROW_HIDDEN.findall(xml) if b"hidden" in xml else []
    if hidden:
        first = _ROW_NUMBER.search(hidden[0])
        yield Reason(HIDDEN_ROWS, {"count": len(hidden), "first": int(first[1]) if first else "?"})
    columns = [
        (left, right)
        for one in shell.iter("{*}col")
        if one.get("hidden") in {"1", "true"}
        and not _is_ours(grid, left := int(one.get("min", "1")), right := int(one.get("max", "1")))
    ]
    if columns:
        names = (
            letters(left - 1) + (f":{letters(right - 1)}" if right > left else "")
            for left, right in columns
        )
        yield Reason(HIDDEN_COLUMNS, {"columns": "、".join(names)})
    if any(one.get("rightToLeft") in {"1", "true"} for one in shell.iter("{*}sheetView")):
        yield Reason(RIGHT_TO_LEFT)
    if next(shell.iter("{*}drawing", "{*}legacyDrawing", "{*}picture"), None) is not None:
        yield Reason(PICTURES)


def _is_ours(grid: Grid, left: int, right: int) -> bool:
    """Whether nobody but an export of ours hid it: the marks of its rows."""
    return left == right and holds_marks(grid, left - 1)


def _lost(xml: bytes) -> tuple[tuple[int, int, str], ...]:
    """Where formulas stand that nobody worked out before saving, or that came to an error."""
    found = [(*place, ERROR_CELL) for place in _places(_ERROR, xml)] if b'"e"' in xml else []
    if b"<f" in xml or b":f" in xml:
        found += [(*place, NO_VALUE) for place in _places(_UNSAVED, xml)]
    return tuple(sorted(found))


def _places(cells: re.Pattern[bytes], xml: bytes) -> Iterator[tuple[int, int]]:
    for cell in cells.finditer(xml):
        place = _PLACE.search(cell["cell"])
        area: Area | None = next(areas(place[1].decode()), None) if place else None
        if area is not None:
            yield area.top + 1, area.left


def _old(data: bytes, name: str, limits: Limits) -> Source:
    workbook = xlsx.opened_workbook(data)
    remarks: list[Remark] = []
    parts: list[Part] = []
    for sheet in workbook.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            remarks.append(Remark(sheet.name, Reason(HIDDEN_SHEET)))
            continue
        grid = grid_of(workbook, None, sheet.name)
        limits.check("cells", sum(map(len, grid.rows)))
        if grid.rows:
            parts.extend(_parts(grid, (), remarks))
    return Source(name, data, "xls", tuple(parts), tuple(remarks))


def _text_grid(data: bytes, limits: Limits) -> Grid:
    """A table of text; a row is what a spreadsheet program shows as one."""
    text = plain.decode(data)
    sample = text[:20_000]
    separator = max(_SEPARATORS, key=sample.count)
    if not sample.count(separator):
        raise NotATable
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise NotATable from None
    width = max(map(len, rows), default=0)
    limits.check("columns", width)
    limits.check("cells", width * len(rows))
    return Grid("CSV", rows)


def _parts(
    grid: Grid, unread: Sequence[tuple[int, int, str]], remarks: list[Remark]
) -> Iterator[Part]:
    """The tables of a sheet from top to bottom."""
    offset, here = 0, grid
    while True:
        try:
            table = read_table(here)
        except (NoTable, TableTooWide) as refusal:
            rows = enumerate(here.rows, start=offset + 1)
            numbers = tuple(number for number, row in rows if any(cell != "" for cell in row))
            yield Part(grid.name, None, refusal, numbers)
            return
        cut = _next_heading(table)
        whole = _cut(table, cut, offset)
        first, last = whole.first + offset, offset + (cut or len(here.rows))
        lost = tuple(place for place in unread if first < place[0] <= last)
        yield Part(grid.name, whole, lost=lost)
        if cut is None:
            return
        offset += cut
        remarks.append(Remark(grid.name, Reason(ANOTHER_TABLE, {"row": offset + 1})))
        here = _below(here, cut)


def _cut(table: Table, cut: int | None, offset: int) -> Table:
    """The table up to the row where the next begins, rows numbered as the sheet has them."""
    if cut is None and not offset:
        return table
    rows = tuple(
        Row(row.number + offset, row.kind, row.cells)
        for row in table.rows
        if cut is None or row.number <= cut
    )
    return replace(table, rows=rows, offset=offset)


def _next_heading(table: Table) -> int | None:
    """The row, counted from 0, in which other headings begin; their title may stand above."""
    before, is_titled = table.heading.bottom + 1, False
    for row in table.rows:
        is_apart = row.number > before + 1
        if (is_apart or is_titled) and _is_another(row, table):
            return row.number - 1
        is_titled = row.kind is Kind.GROUP
        before = row.number
    return None


def _is_another(row: Row, table: Table) -> bool:
    """Whether the row names columns, and not in the places in which the headings above do."""
    if row.kind is Kind.DATA:
        return _names_columns(row)
    if row.kind is not Kind.AGAIN:
        return False
    pairs = zip(row.cells, table.fields, strict=True)
    moved = sum(cell != "" and folded(cell) != folded(one.heading) for cell, one in pairs)
    return moved >= _LEAST_MOVED


def _names_columns(row: Row) -> bool:
    """Whether a row below an empty one says what the columns of another table are."""
    cells = [cell for cell in row.cells if cell != ""]
    if not len(cells) >= _LEAST_KNOWN or not all(isinstance(cell, str) for cell in cells):
        return False
    if any(number_of(cell) is not None or day_of(cell) is not None for cell in cells):
        return False
    known = sum(bool(facts_named(said(cell))) for cell in cells if len(said(cell)) <= 20)  # noqa: PLR2004
    return known >= _LEAST_KNOWN and 2 * known >= len(cells)


def _below(grid: Grid, row: int) -> Grid:
    """The sheet from a row on, as if it began there."""
    merged = tuple(
        Area(area.top - row, area.left, area.bottom - row, area.right)
        for area in grid.merged
        if area.top >= row
    )
    return Grid.of(grid.name, grid.rows[row:], merged, grid.lists)
