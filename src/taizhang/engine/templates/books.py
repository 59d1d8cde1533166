"""Workbook templates: named cells, cells with {{fields}}, a marked row that is repeated.

The file stays as it was uploaded; only the cells that hold a field get a value, and the row that
has the fields of an entry is written once for each of them, in its own look, by the writer that
puts rows into the office's forms (`engine.sheets`): what stands below moves down, totals follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final, NamedTuple

from lxml import etree

from taizhang.engine.formats.limits import Limits
from taizhang.engine.sheets.cells import Formula, Value
from taizhang.engine.sheets.grid import checked
from taizhang.engine.sheets.layout import Layout
from taizhang.engine.sheets.moving import carried
from taizhang.engine.sheets.package import WORKBOOK, Package, parsed, text_in
from taizhang.engine.sheets.places import Area, area_of
from taizhang.engine.sheets.sheet import numbered
from taizhang.engine.sheets.writing import filled as rows_into
from taizhang.engine.sheets.writing import with_values
from taizhang.engine.templates.fields import Catalogue
from taizhang.engine.templates.guards import LIMITS
from taizhang.engine.templates.marks import Reader, excerpt, has_marks, marks_of
from taizhang.engine.templates.refusals import (
    FormulaNotRepeatable,
    MarkedRowMerged,
    MarkUnreadable,
    SecondMarkedRow,
    TemplateNotFillable,
    TooMuchForTemplate,
)
from taizhang.engine.templates.report import CELL, NAMED, NO_FIELDS, ROW_REPEATED, Place, Report
from taizhang.engine.templates.values import in_words

MOST_ROWS: Final = 100_000
"""Entries in one workbook; they are written one by one."""
_REFERENCE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7}(?::.*)?)")
_AGAIN: Final = re.compile(r"_\d{1,3}$")
"""编号_2: a name is given once, a field may stand in several cells."""


class Piece(NamedTuple):
    """Of a cell: a field by its key, or words between fields."""

    said: str
    is_field: bool = False
    of_row: bool = False


class Cell(NamedTuple):
    """A cell as the file has it."""

    value: Value
    formula: str = ""
    is_shared: bool = False


Source = tuple[Piece, ...] | Cell
"""What a column of the marked row holds."""
Spot = tuple[int, int]


@dataclass(slots=True)
class Prepared:
    """A workbook that was looked through."""

    data: bytes
    report: Report
    singles: dict[str, dict[Spot, tuple[Piece, ...]]]
    """By sheet and place, cells that get a value once."""
    layout: Layout | None
    columns: dict[int, Source]
    """Of the row that is repeated."""
    limits: Limits

    @property
    def has_rows(self) -> bool:
        """Whether a row is repeated."""
        return self.layout is not None


def prepared(data: bytes, catalogue: Catalogue, limits: Limits = LIMITS) -> Prepared:
    """Look through a workbook that passed `guards.kind_of`."""
    reader = Reader(catalogue)
    with checked(data, limits=limits) as package:
        book = _Book(package, reader)
        for sheet in (*package.shown, *package.hidden):
            _Sheet(book, sheet).look_through()
    notes = []
    if book.layout is not None:
        where = {"sheet": book.layout.sheet, "row": book.layout.model + 1}
        notes.append(Place(ROW_REPEATED, where))
    elif not reader.uses and not reader.problems:
        notes.append(Place(NO_FIELDS))
    report = Report(tuple(reader.uses), tuple(reader.problems), tuple(notes))
    return Prepared(data, report, book.singles, book.layout, book.columns, limits)


def filled(
    found: Prepared,
    values: Mapping[str, Value],
    rows: Iterable[Mapping[str, Value]],
    target: IO[bytes],
) -> int:
    """Write the paper; how many entries of the list it has."""
    if found.report.problems:
        raise TemplateNotFillable(count=len(found.report.problems))
    cells = {
        sheet: {place: _value(pieces, values, {}) for place, pieces in singles.items()}
        for sheet, singles in found.singles.items()
    }
    data = with_values(found.data, cells, limits=found.limits)
    if found.layout is None:
        target.write(data)
        return 0
    body = _rows(found, values, rows)
    keys = [str(column) for column in found.columns]
    return rows_into(data, found.layout, body, target, keys=keys, limits=_LOOSE)


_LOOSE: Final = Limits(bytes=40_000_000, unzipped_bytes=80_000_000, columns=1_000, cells=600_000)
"""Of the copy that has its single values: it passed as a template before."""


def _rows(
    found: Prepared, values: Mapping[str, Value], rows: Iterable[Mapping[str, Value]]
) -> Iterator[Sequence[Value]]:
    makers = [_maker(source, values) for source in found.columns.values()]
    for at, row in enumerate(rows):
        if at >= MOST_ROWS:
            raise TooMuchForTemplate(limit=MOST_ROWS)
        yield [make(row, at) for make in makers]


def _maker(
    source: Source, values: Mapping[str, Value]
) -> Callable[[Mapping[str, Value], int], Value]:
    """What a column says of an entry: fields, a formula of its own row, always the same."""
    if not isinstance(source, Cell):
        return lambda row, _at: _value(source, values, row)
    if source.formula:
        return lambda _row, at: Formula(carried(source.formula, at))
    return lambda _row, _at: source.value


def _value(pieces: Sequence[Piece], values: Mapping[str, Value], row: Mapping[str, Value]) -> Value:
    """A field alone stays a figure or a day; among words it is said in words."""
    found = [
        (row if one.of_row else values).get(one.said, "") if one.is_field else one.said
        for one in pieces
    ]
    return found[0] if len(found) == 1 else "".join(map(in_words, found))


class _Book:
    """A workbook while it is looked through."""

    def __init__(self, package: Package, reader: Reader) -> None:
        self.package = package
        self.reader = reader
        self.strings = package.strings()
        self.names = list(_named(package))
        self.singles: dict[str, dict[Spot, tuple[Piece, ...]]] = {}
        self.layout: Layout | None = None
        self.columns: dict[int, Source] = {}


class _Sheet:
    """One sheet of it."""

    def __init__(self, book: _Book, name: str) -> None:
        self.book = book
        self.name = name
        self.reader = book.reader
        root = parsed(book.package.sheet(name))
        data = root.find("{*}sheetData")
        numbered(data)
        self.cells = dict(_cells(data, book.strings))
        merged = (area_of(one.get("ref", "")) for one in root.iter("{*}mergeCell"))
        self.merged = [area for area in merged if area is not None]
        self.texts = {
            place: cell.value
            for place, cell in self.cells.items()
            if isinstance(cell.value, str) and has_marks(cell.value)
        }
        self.named: dict[Spot, str] = {}
        self._put_names()

    def _put_names(self) -> None:
        """A cell with the name of a field is as one with the field in braces."""
        for name, sheet, area in self.book.names:
            place = (area.top, area.left)
            is_one = area.size == 1 or area in self.merged
            field_name = _AGAIN.sub("", name)
            known = self.reader.catalogue.find(field_name, in_row=True)
            if sheet == self.name and is_one and known is not None:
                self.texts[place] = f"{{{{{field_name}}}}}"
                self.named[place] = name

    def look_through(self) -> None:
        """Cell by cell; the first row that has the fields of an entry is the one repeated."""
        marked: dict[int, dict[int, Source]] = {}
        own = self.reader.catalogue.of_row_only
        rows = {
            row
            for (row, _column), text in self.texts.items()
            if any(own(one.inside) for one in marks_of(text) if one.kind == "field")
        }
        for (row, column), text in sorted(self.texts.items()):
            pieces = self._pieces((row, column), text, in_row=row in rows)
            if row in rows:
                marked.setdefault(row, {})[column] = pieces
            else:
                self.book.singles.setdefault(self.name, {})[row, column] = pieces
        for row, columns in marked.items():
            self._repeat(row, columns)

    def _place(self, place: Spot) -> Place:
        where = {"sheet": self.name, "cell": _cell_name(*place)}
        if place in self.named:
            return Place(NAMED, {**where, "name": self.named[place]})
        return Place(CELL, where)

    def _pieces(self, at: Spot, text: str, *, in_row: bool) -> tuple[Piece, ...]:
        place = self._place(at)
        if any(one.kind == "act" for one in marks_of(text)):
            self.reader.trouble(MarkUnreadable(text=excerpt(text)), place)
            return ()
        found, after = [], 0
        for mark in self.reader.rewritten(text, place, in_row=in_row):
            found.append(Piece(text[after : mark.start]))
            owner, _dot, key = mark.inside.strip("{}").rpartition(".")
            is_known = not mark.inside.startswith("{_") and bool(key)
            written = "" if mark.kind == "note" else text[mark.start : mark.end]
            found.append(
                Piece(key, is_field=True, of_row=bool(owner)) if is_known else Piece(written)
            )
            after = mark.end
        found.append(Piece(text[after:]))
        return tuple(one for one in found if one.said)

    def _repeat(self, row: int, columns: dict[int, Source]) -> None:
        place = self._place((row, min(columns)))
        if self.book.layout is not None:
            first = self.book.layout
            name = f"{first.sheet}!{_cell_name(first.model, min(self.book.columns))}"
            self.reader.trouble(SecondMarkedRow(first=name), place)
            return
        joined = [one for one in self.merged if one.top <= row <= one.bottom]
        for area in joined:
            if area.top != area.bottom:
                self.reader.trouble(MarkedRowMerged(area=str(area)), place)
        for (at, column), cell in sorted(self.cells.items()):
            if at == row and column not in columns:
                columns[column] = cell
                if cell.is_shared:
                    self.reader.trouble(FormulaNotRepeatable(), self._place((row, column)))
        self.book.columns = dict(sorted(columns.items()))
        self.book.layout = Layout(
            sheet=self.name,
            top=row - 1,
            bottom=row - 1,
            end=row + 1,
            model=row,
            width=max(columns) + 1,
            joined=tuple(sorted((one.left, one.right) for one in joined)),
            places={str(column): column for column in columns},
        )


def _cells(data: etree._Element, strings: Sequence[str]) -> Iterator[tuple[Spot, Cell]]:
    """The cells that say something."""
    for one in data.iter("{*}c"):
        place = area_of(one.get("r", ""))
        formula = one.find("{*}f")
        value = _said(one, strings)
        if place is None or (formula is None and value == ""):
            continue
        text = (formula.text or "") if formula is not None else ""
        is_shared = formula is not None and formula.get("t") in {"shared", "array", "dataTable"}
        yield (place.top, place.left), Cell(value, text, is_shared)


def _said(cell: etree._Element, strings: Sequence[str]) -> Value:
    kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
    if kind == "inlineStr":
        return text_in(cell)
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    if kind != "n" or not value:
        return value
    try:
        return float(value)
    except ValueError:
        return value


def _named(package: Package) -> Iterator[tuple[str, str, Area]]:
    """Names that stand for a place: the name, its sheet, the place."""
    for one in parsed(package.part(WORKBOOK)).iter("{*}definedName"):
        found = _REFERENCE.fullmatch(one.text or "")
        area = area_of(found[3]) if found else None
        if found and area is not None:
            sheet = (found[1] or found[2]).replace("''", "'")
            yield one.get("name", ""), sheet, area


def _cell_name(row: int, column: int) -> str:
    return str(Area(row, column, row, column))
