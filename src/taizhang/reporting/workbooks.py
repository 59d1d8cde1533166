"""Workbooks and text tables out: row by row, never more than a few rows in memory.

Text stays text. A cell that begins with = + - @ or a tab is what a stranger may have typed: in a
workbook it is written as a string and marked as one, in a text table it gets an apostrophe in
front, so that neither opening nor editing it runs a formula.

A workbook of 100,000 rows of 37 columns is a quarter of a gigabyte of XML. It is written here
rather than by a library because that takes a third of the time: a sheet needs few of its parts.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

Cell = str | int | float | date | None

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST: Final = 32_767
"""Characters that one cell of a workbook can hold."""
MOST_ROWS: Final = 1_000_000
"""Rows of one sheet; a spreadsheet opens 1,048,576."""
RUNNABLE: Final = ("=", "+", "-", "@", "\t", "\r")
_SPECIAL: Final = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD: Final = r"\w（）《》、，。；：？！“”‘’…—·/.,:;()\-"
_IS_PLAIN: Final = re.compile(rf"\w(?:[{_WORD} ]{{0,2000}}[{_WORD}])?").fullmatch
"""Neither a formula nor a sign that XML minds, and no blank at either end."""
_EPOCH: Final = date(1899, 12, 30).toordinal()
_ROWS_AT_ONCE: Final = 200
_HEAD, _DAY, _GUARDED = 1, 2, 3
"""Formats, by their place in the style sheet."""
_NS: Final = "http://schemas.openxmlformats.org"
_STYLES: Final = (
    f'<styleSheet xmlns="{_NS}/spreadsheetml/2006/main">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFF2F4F7"/></patternFill></fill></fills>'
    '<borders count="2"><border/><border><bottom style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>'
    '<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>'
)
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(
    target: BinaryIO,
    *,
    sheet: str,
    headings: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    frozen: int = 1,
    hidden: int = 0,
) -> int:
    """Write headings (text, width), then `rows`; returns how many rows there were.

    The last `hidden` columns are for the machine: a person does not see them.
    What one sheet cannot hold goes on in a second one.
    """
    rows = iter(rows)
    letters = [_letters(place) for place in range(len(headings))]
    counts: list[int] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as archive:
        ahead = list(islice(rows, 1))
        while ahead or not counts:
            name = f"xl/worksheets/sheet{len(counts) + 1}.xml"
            with archive.open(name, "w", force_zip64=True) as page:
                page.write(_top(headings, letters, frozen, hidden).encode())
                count = 0
                here = chain(ahead, islice(rows, MOST_ROWS - len(ahead)))
                while batch := list(islice(here, _ROWS_AT_ONCE)):
                    lines = (_row(count + at, row, letters) for at, row in enumerate(batch, 2))
                    page.write("".join(lines).encode())
                    count += len(batch)
                end = f"{letters[-1]}{max(count, 1) + 1}" if letters else "A1"
                page.write(f'</sheetData><autoFilter ref="A1:{end}"/></worksheet>'.encode())
            counts.append(count)
            ahead = list(islice(rows, 1))
        for part, content in _frame(sheet_name(sheet), len(counts)).items():
            archive.writestr(part, _XML + content)
    return sum(counts)


def text_table(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same as comma-separated text, as spreadsheets open it: UTF-8 with its mark, CRLF."""
    page = io.StringIO()
    writer = csv.writer(page)
    yield b"\xef\xbb\xbf"
    writer.writerow([_plain(one) for one in headings])
    rows = iter(rows)
    while batch := list(islice(rows, _ROWS_AT_ONCE)):
        writer.writerows([_plain(one) for one in row] for row in batch)
        yield page.getvalue().encode("utf-8", "replace")
        page.seek(0)
        page.truncate()
    yield page.getvalue().encode()


def _plain(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RUNNABLE) else value
    return value.isoformat() if isinstance(value, date) else str(value)


def _row(number: int, row: Sequence[Cell], letters: Sequence[str]) -> str:
    cells = [
        _cell(f"{letter}{number}", value)
        for letter, value in zip(letters, row, strict=False)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Cell) -> str:
    if isinstance(value, str):
        if _IS_PLAIN(value):  # nearly every cell
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
        style = f' s="{_GUARDED}"' if text.startswith(RUNNABLE) else ""
        if _SPECIAL.search(text):
            text = escape(_FORBIDDEN.sub("", text))
        keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
        return f'<c r="{place}" t="inlineStr"{style}><is><t{keep}>{text}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{_DAY}"><v>{value.toordinal() - _EPOCH}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _letters(place: int) -> str:
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(65 + rest) + found
    return found


def _top(
    headings: Sequence[tuple[str, int]], letters: Sequence[str], frozen: int, hidden: int
) -> str:
    seen = len(headings) - hidden
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"'
        + (' hidden="1"/>' if at > seen else "/>")
        for at, (_heading, width) in enumerate(headings, 1)
    )
    heads = "".join(
        f'<c r="{letter}1" t="inlineStr" s="{_HEAD}"><is><t>'
        f"{escape(_FORBIDDEN.sub('', heading))}</t></is></c>"
        for letter, (heading, _width) in zip(letters, headings, strict=True)
    )
    pane = (
        f'<pane xSplit="{frozen}" ySplit="1" topLeftCell="{_letters(frozen)}2" '
        'activePane="bottomRight" state="frozen"/>'
    )
    return (
        f'{_XML}<worksheet xmlns="{_NS}/spreadsheetml/2006/main"><sheetViews>'
        f'<sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{heads}</row>'
    )


def sheet_name(name: str) -> str:
    """At most 31 characters, none of those a spreadsheet forbids."""
    return "".join(one for one in name if one not in "[]:*?/\\'")[:28] or "1"


def _frame(name: str, sheets: int) -> dict[str, str]:
    """The parts of a workbook beside its sheets."""
    main, office = f"{_NS}/spreadsheetml/2006/main", f"{_NS}/officeDocument/2006/relationships"
    package = f"{_NS}/package/2006"
    numbers = range(1, sheets + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in numbers
    )
    named = "".join(
        f'<sheet name="{escape(name if n == 1 else f"{name} {n}", {chr(34): "&quot;"})}" '
        f'sheetId="{n}" r:id="rId{n}"/>'
        for n in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        f"<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}'
        f'<Relationship Id="rId{sheets + 1}" Type="{office}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }
