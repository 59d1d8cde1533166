"""The XML of one sheet around the rows of its table."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, Final

from lxml import etree

from taizhang.engine.sheets.cells import LONGEST
from taizhang.engine.sheets.layout import Layout
from taizhang.engine.sheets.moving import Move
from taizhang.engine.sheets.package import Package, parsed, serialised
from taizhang.engine.sheets.places import Area, area_of, letters

_HEIGHT: Final = ("ht", "customHeight", "s", "customFormat", "thickBot", "thickTop")
_NUMBER: Final = re.compile(r"\d+")
_NEW_WIDTH: Final = "16"
_BEFORE_MERGED: Final = frozenset(
    (
        *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios"),
        *("autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
    )
)
MOST_JOINED: Final = 20_000
"""Rows whose cells are joined as in the model; spreadsheet programs are slow with more."""


class SheetXml:
    """A sheet whose rows are exchanged."""

    def __init__(self, package: Package, layout: Layout) -> None:
        self.layout = layout
        self.root = parsed(package.sheet(layout.sheet))
        etree.strip_elements(self.root, etree.ProcessingInstruction, with_tail=False)
        self.space = etree.QName(self.root).namespace
        self.data = self.root.find("{*}sheetData")
        numbered(self.data)
        self.relations = package.part(_relations_of(package.path(layout.sheet)))
        self.folder = posixpath.dirname(package.path(layout.sheet))
        self._looks: dict[int, int] = {}
        self._areas: list[Area] = []
        self._attributes = ""
        self._read_model()

    def _read_model(self) -> None:
        """The look of each column in the row that others take after."""
        for row in self.data:
            if int(row.get("r")) != self.layout.model + 1:
                continue
            words = [f' {name}="{row.get(name)}"' for name in _HEIGHT if row.get(name)]
            self._attributes = "".join(words)
            for cell in row:
                place = area_of(cell.get("r"))
                if cell.get("s") and place is not None:
                    self._looks[place.left] = int(cell.get("s"))

    def looks(self) -> tuple[dict[int, int], str, str]:
        """Looks by column, attributes of a row, prefix of the sheet's elements."""
        prefix = f"{self.root.prefix}:" if self.root.prefix else ""
        return self._looks, self._attributes, prefix

    def place(
        self, keys: Sequence[str], headings: Mapping[str, str], hidden: Collection[str] = ()
    ) -> list[int]:
        """The column of each key; those that the sheet has not are added at its right."""
        found, width = [], self.layout.width
        for key in keys:
            place = self.layout.places.get(key)
            if place is None:
                place, width = width, width + 1
                self._add_column(place, headings[key], is_hidden=key in hidden)
            elif key in headings:
                self._head(place, headings[key])
            found.append(place)
        if width > self.layout.width:
            self._widen_titles(width)
        return found

    def _add_column(self, place: int, heading: str, *, is_hidden: bool) -> None:
        top, bottom, before = self.layout.top, self.layout.bottom, self.layout.width - 1
        for row in range(top, bottom + 1):
            cell, beside = self._cell(row, place), self._cell(row, before)
            if beside.get("s"):
                cell.set("s", beside.get("s"))
        if before in self._looks:
            self._looks[place] = self._looks[before]
        self._say(self._cell(top, place), heading)
        if bottom > top:
            self._merge(Area(top, place, bottom, place))
        self._wide(place, is_hidden=is_hidden)

    def _wide(self, place: int, *, is_hidden: bool) -> None:
        columns: Any = self.root.find("{*}cols")
        if columns is None and is_hidden:
            columns = etree.Element(f"{{{self.space}}}cols")
            self.data.addprevious(columns)
        if is_hidden:
            self._free(columns, place + 1)
        if columns is None or any(
            int(one.get("min")) <= place + 1 <= int(one.get("max")) for one in columns
        ):
            return
        number = str(place + 1)
        more = {"min": number, "max": number, "width": _NEW_WIDTH, "customWidth": "1"}
        if is_hidden:
            more["hidden"] = "1"
        made = etree.SubElement(columns, f"{{{self.space}}}col", more)
        after = [one for one in columns if int(one.get("min")) > place + 1]
        if after:
            after[0].addprevious(made)

    @staticmethod
    def _free(columns: etree._Element, number: int) -> None:
        """Widths that are stated for a whole stretch of columns leave this one out."""
        for one in list(columns):
            first, last = int(one.get("min", "1")), int(one.get("max", "1"))
            if not first <= number <= last:
                continue
            if last > number:
                after = copy(one)
                after.set("min", str(number + 1))
                one.addnext(after)
            if first < number:
                one.set("max", str(number - 1))
            else:
                columns.remove(one)

    def _widen_titles(self, width: int) -> None:
        """Titles merged over the whole table go over the new columns too."""
        for merged in self._merged():
            area = area_of(merged.get("ref"))
            if area and area.bottom < self.layout.top and area.right == self.layout.width - 1:
                merged.set("ref", str(Area(area.top, area.left, area.bottom, width - 1)))

    def _head(self, place: int, heading: str) -> None:
        """The lowest heading of a column says something else."""
        rows = range(self.layout.bottom, self.layout.top - 1, -1)
        said = (row for row in rows if len(self._cell(row, place)))
        row, column = next(said, self.layout.bottom), place
        for merged in self._merged():
            area = area_of(merged.get("ref"))
            if area and area.holds(row, column):
                row, column = area.top, area.left
        self._say(self._cell(row, column), heading)

    def _merged(self) -> Iterable[etree._Element]:
        found = self.root.find("{*}mergeCells")
        return () if found is None else list(found)

    def _merge(self, area: Area) -> None:
        cells: Any = self.root.find("{*}mergeCells")  # headings of several rows have some
        etree.SubElement(cells, f"{{{self.space}}}mergeCell", ref=str(area))

    def _cell(self, row: int, column: int) -> etree._Element:
        """The cell there, made when it is not."""
        return cell_at(self.data, row, column)

    def _say(self, cell: etree._Element, text: str) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, f"{{{self.space}}}is")
        etree.SubElement(inline, f"{{{self.space}}}t").text = text[:LONGEST]

    def join(self, merged: Iterable[Area]) -> None:
        """Cells that are one; rows counted from the first entry."""
        first = self.layout.first
        self._areas.extend(
            Area(first + area.top, area.left, first + area.bottom, area.right) for area in merged
        )

    def xml(self, move: Move) -> bytes:
        """The sheet with a mark where the rows go; everything below them moved."""
        mark = etree.ProcessingInstruction("rows")
        below = []
        for row in list(self.data):
            number = int(row.get("r")) - 1
            if number >= move.first:
                self.data.remove(row)
            if number >= move.end:
                below.append(_lower(row, move))
            elif number < move.first:
                _follow(row, move)
        self.data.append(mark)
        self.data.extend(below)
        self._move_merged(move)
        self._move_references(move)
        return serialised(self.root)

    def _move_merged(self, move: Move) -> None:
        cells: Any = self.root.find("{*}mergeCells")
        if cells is None:
            if not self._areas:
                return
            cells = self._make_merged()
        for merged in list(cells):
            area = area_of(merged.get("ref"))
            if area is None or (area.bottom >= move.first and area.top < move.end):
                cells.remove(merged)
            elif area.top >= move.end:
                merged.set("ref", move.range(str(area)))
        for row in range(move.first, move.first + min(move.count, MOST_JOINED)):
            for left, right in self.layout.joined:
                self._merge(Area(row, left, row, right))
        name = f"{{{self.space}}}mergeCell"
        for area in self._areas:
            etree.SubElement(cells, name, ref=str(area))
        cells.set("count", str(len(cells)))
        if not len(cells):
            self.root.remove(cells)

    def _make_merged(self) -> etree._Element:
        """The list of merged cells at the place where the schema wants it."""
        made = etree.Element(f"{{{self.space}}}mergeCells")
        before = [one for one in self.root if etree.QName(one).localname in _BEFORE_MERGED]
        before[-1].addnext(made)
        return made

    def _move_references(self, move: Move) -> None:
        for one in self.root.iter("{*}dataValidation", "{*}conditionalFormatting"):
            if one.get("sqref"):
                one.set("sqref", move.range(one.get("sqref")))
        for one in self.root.iter("{*}sqref"):
            one.text = move.range(one.text or "")
        for one in self.root.iter("{*}dimension", "{*}autoFilter"):
            one.set("ref", move.range(one.get("ref", "A1")))
        for links in self.root.findall("{*}hyperlinks"):
            for link in list(links):
                area = area_of(link.get("ref", ""))
                if area is None or move.first <= area.top < move.end:
                    links.remove(link)
                else:
                    link.set("ref", move.range(str(area)))
            if not len(links):
                self.root.remove(links)

    def tables(self, package: Package, move: Move) -> dict[str, bytes]:
        """The parts of the sheet's own tables, going over its rows."""
        found = {}
        for path in self._table_paths():
            xml = package.part(path)
            if not xml:
                continue
            root = parsed(xml)
            for one in (root, *root.iter("{*}autoFilter")):
                one.set("ref", move.range(one.get("ref", "A1")))
            found[path] = serialised(root)
        return found

    def _table_paths(self) -> Iterator[str]:
        for one in parsed(self.relations) if self.relations else ():
            if one.get("Type", "").endswith("/table"):
                target = one.get("Target", "")
                if target.startswith("/"):
                    yield target.lstrip("/")
                else:
                    yield posixpath.normpath(f"{self.folder}/{target}")


def _relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def numbered(data: etree._Element) -> None:
    """Every row and cell says its place: the format lets both be left out."""
    row_number = 0
    for row in data:
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = -1
        for cell in row:
            place = area_of(cell.get("r") or "")
            column = place.left if place else column + 1
            cell.set("r", f"{letters(column)}{row_number}")


def cell_at(data: etree._Element, row: int, column: int) -> etree._Element:
    """The cell of a sheet whose rows and cells say their places, made when it is not there."""
    line = _child_at(data, "row", row, lambda one: int(one.get("r")) - 1, str(row + 1))
    name = f"{letters(column)}{row + 1}"
    return _child_at(line, "c", column, _column, name)


def _column(cell: etree._Element) -> int:
    place = area_of(cell.get("r"))
    return place.left if place is not None else -1


def _child_at(
    parent: etree._Element,
    tag: str,
    wanted: int,
    place: Callable[[etree._Element], int],
    name: str,
) -> etree._Element:
    """The child at a place, made before the first that comes after it."""
    after = None
    for child in parent:
        found = place(child)
        if found == wanted:
            return child
        if found > wanted:
            after = child
            break
    made = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", r=name)
    if after is not None:
        after.addprevious(made)
    return made


def _lower(row: etree._Element, move: Move) -> etree._Element:
    """A row below the table at its new place; what its formulas came to is worked out anew."""
    number = int(row.get("r")) + move.by
    row.set("r", str(number))
    for cell in row:
        cell.set("r", _NUMBER.sub(str(number), cell.get("r")))
    _follow(row, move)
    return row


def _follow(row: etree._Element, move: Move) -> None:
    """What the formulas of a row stand for, wherever that has gone."""
    for cell in row:
        formula = cell.find("{*}f")
        if formula is not None:
            formula.text = move.formula(formula.text or "")
            value = cell.find("{*}v")
            if value is not None:
                cell.remove(value)
