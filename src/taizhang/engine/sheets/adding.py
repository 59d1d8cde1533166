"""Sheets put behind those of a workbook: a row of headings that stays in sight, rows below."""

from __future__ import annotations

import posixpath
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from lxml import etree

from taizhang.engine.sheets.cells import Value, Writer, row_values
from taizhang.engine.sheets.package import ID, WORKBOOK, Package, parsed, serialised
from taizhang.engine.sheets.styles import Styles

MOST_ROWS: Final = 1_000_000
"""Of one sheet; what is more goes on in another."""
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_KEPT_IN_MEMORY: Final = 8_000_000
_COPY: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class NewSheet:
    """What is put behind: its name, headings with the width of their columns, rows."""

    name: str
    headings: tuple[tuple[str, int], ...]
    rows: Iterable[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet as XML, and the member it becomes."""

    name: str
    path: str
    is_new: bool
    xml: IO[bytes]


def written(package: Package, styles: Styles, sheets: Sequence[NewSheet]) -> list[Written]:
    """The sheets as XML; one that the workbook has already under that name is replaced."""
    found: list[Written] = []
    number = 1 + len(package.paths())
    for sheet in sheets:
        for name, xml in _pages(sheet, styles):
            is_new = not package.has(name)
            while is_new and f"xl/worksheets/sheet{number}.xml" in package.names:
                number += 1
            path = f"xl/worksheets/sheet{number}.xml" if is_new else package.path(name)
            number += is_new
            found.append(Written(name, path, is_new, xml))
    return found


def _pages(sheet: NewSheet, styles: Styles) -> Iterator[tuple[str, IO[bytes]]]:
    """One sheet, or several where one does not hold the rows."""
    rows, page, more = iter(sheet.rows), 0, True
    places = range(len(sheet.headings))
    head = styles.as_heading()
    while more:
        page += 1
        # The caller writes it on and closes it.
        xml: IO[bytes] = tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY)  # noqa: SIM115
        xml.write(_top(sheet).encode())
        texts = row_values(places, [text for text, _width in sheet.headings])
        xml.write(Writer(styles, dict.fromkeys(places, head) if head else {}, "").row(1, texts))
        writer, count = Writer(styles, {}, ""), 0
        for count, row in enumerate(rows, start=1):
            xml.write(writer.row(count + 1, row_values(places, row)))
            if count == MOST_ROWS:
                break
        more = count == MOST_ROWS
        xml.write(b"</sheetData></worksheet>")
        yield (sheet.name if page == 1 else f"{sheet.name}{page}"), xml


def _top(sheet: NewSheet) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, (_text, width) in enumerate(sheet.headings, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )


def pour(copy: zipfile.ZipFile, one: Written) -> None:
    """Write a sheet into the package."""
    one.xml.seek(0)
    with one.xml, copy.open(one.path, "w", force_zip64=True) as part:
        while piece := one.xml.read(_COPY):
            part.write(piece)


def listed(
    sheets: Sequence[Written], workbook: bytes, relations: bytes, types: bytes
) -> tuple[bytes, bytes, bytes]:
    """The parts of a package that list its sheets, with the new ones."""
    book, links, kinds = parsed(workbook), parsed(relations), parsed(types)
    names: Any = book.find("{*}sheets")
    taken = {one.get("Id") for one in links}
    ids = [int(one.get("sheetId", "0")) for one in names]
    number = max(ids, default=0)
    for sheet in sheets:
        if not sheet.is_new:
            continue
        number += 1
        link = f"rIdTz{number}"
        while link in taken:
            link += "x"
        space = etree.QName(names).namespace
        made = etree.SubElement(names, f"{{{space}}}sheet", name=sheet.name, sheetId=str(number))
        made.set(ID, link)
        target = posixpath.relpath(sheet.path, posixpath.dirname(WORKBOOK))
        _child(links, "Relationship", Id=link, Type=_RELATION, Target=target)
        _child(kinds, "Override", PartName=f"/{sheet.path}", ContentType=_SHEET_TYPE)
    return serialised(book), serialised(links), serialised(kinds)


def _child(parent: etree._Element, name: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)
