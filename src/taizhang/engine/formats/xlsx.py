"""XLSX as a document: the name of each sheet that is shown, below it the rows, cells apart by tabs.

Values as they were last worked out; formulas and macros are never run. Before the workbook is
opened its parts are unpacked once with limits, and the corners of every sheet are looked up: a
few cells at the far ends of a sheet would otherwise fill the memory.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

import python_calamine as calamine

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.packed import opened, pieces, unpacked
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.formats.writing import from_paragraphs
from taizhang.engine.text.raw import RawText

FORMAT: Final = "XLSX"
WHOLE_NUMBER: Final = 15
"""Digits up to which a number that was stored as a fraction is exact."""
MOST_FILLED: Final = 100_000
"""Cells: a workbook may state any number of merged ranges, one over the other."""
_SHEETS: Final = re.compile(
    r"xl/(?:worksheets|chartsheets|dialogsheets|macrosheets)/", re.IGNORECASE
)
_AT: Final = rb"\s*+=\s*+[\"\']([^\"\']{1,40})"
_USED: Final = re.compile(rb"<(?:\w++:)?+(?:c|row)\s[^>]*?\br" + _AT)
_PLACE: Final = re.compile(rb"<(?:\w++:)?+(?:c|row|dimension)\s[^>]*?\b(?:r|ref)" + _AT)
_ROWS: Final = re.compile(rb"<(?P<tag>(?:\w+:)?sheetData)\b[^>]*?(?P<closed>/?)>")
_DIGITS: Final = bytes(sign if chr(sign) in "0123456789" else 32 for sign in range(256))
_LETTERS_OF: Final = bytes(
    sign if chr(sign).isascii() and chr(sign).isalpha() else 32 for sign in range(256)
)
"""Tables that leave the digits, or the letters, and make blanks of the rest."""
_UNNAMED: Final = re.compile(r"(?:Sheet|工作表|表)\s?\d+")
_LETTERS: Final = 26

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
Corner = tuple[int, int]


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of all sheets that are shown."""
    check(data, limits)
    return from_paragraphs(
        _lines(data), format_name=FORMAT, name=name, limits=limits, edges=" \u3000\r\n"
    )


def check(data: bytes, limits: Limits, *, is_declared: bool = True) -> dict[str, bytes]:
    """Refuse what would fill the memory: what it unpacks to, how far apart its cells lie.

    Without `is_declared` the size that a sheet states of itself is left out of account: programs
    state it wrongly, and what is read are its cells.

    By member, what stands around the rows of each sheet: small however many there are, and not
    worth unpacking the sheet a second time.
    """
    shells = {}
    with opened(data, format_name=FORMAT, limits=limits) as package:
        for path in package.namelist():
            if _SHEETS.match(path):
                sheet = unpacked(package, path, format_name=FORMAT, limits=limits)
                _check_sheet(sheet, limits, _PLACE if is_declared else _USED)
                shells[path] = _around_rows(sheet)
            else:
                for _piece in pieces(package, path, format_name=FORMAT, limits=limits):
                    pass
    return shells


def _around_rows(sheet: bytes) -> bytes:
    """A sheet's XML with its rows taken out."""
    rows = _ROWS.search(sheet)
    if rows is None or rows["closed"]:
        return sheet
    end = sheet.rfind(b"</" + rows["tag"])
    return sheet[: rows.end()] + sheet[end:] if end > rows.end() else sheet


def _check_sheet(sheet: bytes, limits: Limits, place: re.Pattern[bytes]) -> None:
    """How far apart its cells are; a place said wrongly is for the library to refuse."""
    # All places at once: one by one a million of them take half a minute.
    places = b" ".join(place.findall(sheet))
    rows = max(map(int, set(places.translate(_DIGITS).split())), default=1)
    columns = max(map(_column, set(places.translate(_LETTERS_OF).split())), default=1)
    limits.check("columns", columns)
    limits.check("cells", max(rows, 1) * columns)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return max(number, 1)


def _lines(data: bytes) -> Iterator[str]:
    """The name of each sheet and its rows; names nobody gave are left out."""
    workbook = opened_workbook(data)
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    for name in shown:
        if not _UNNAMED.fullmatch(name):
            yield name
        for row in _rows(workbook, name):
            yield "\t".join(map(_said, row)).rstrip()


def opened_workbook(data: bytes) -> calamine.CalamineWorkbook:
    """The workbook, after `check`; whatever the library trips over is a broken document."""
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as error:  # noqa: BLE001  # a panic of the library is no Exception
        raise _refusal(error) from None


def _rows(workbook: calamine.CalamineWorkbook, name: str) -> Iterable[list[Cell]]:
    rows, start, merged = values_of(workbook, name)
    _fill(rows, start, merged)
    return rows


def values_of(
    workbook: calamine.CalamineWorkbook, name: str
) -> tuple[list[list[Cell]], Corner, list[tuple[Corner, Corner]]]:
    """A sheet's rows, the place of its first cell, and its merged areas (row and column from 0)."""
    try:
        sheet = workbook.get_sheet_by_name(name)
        rows, merged = sheet.to_python(), sheet.merged_cell_ranges
    except BaseException as error:  # noqa: BLE001  # as above
        raise _refusal(error) from None
    return rows, sheet.start or (0, 0), list(merged or ())


def _fill(
    rows: list[list[Cell]],
    start: tuple[int, int],
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    """A cell merged over several rows says the same in each of them."""
    left_to_fill = MOST_FILLED
    for (top, column), (bottom, _right) in merged:
        first, place = top - start[0], column - start[1]
        last = min(bottom - start[0], len(rows) - 1, first + left_to_fill)
        if first < 0 or place < 0 or last <= first or place >= len(rows[first]):
            continue
        left_to_fill -= last - first
        for row in rows[first + 1 : last + 1]:
            row[place] = rows[first][place] if row[place] == "" else row[place]


def _refusal(error: BaseException) -> BaseException:
    """Whatever the library says, the file is damaged; only being interrupted is passed on."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
        return error
    return BrokenDocument(format=FORMAT)


def _said(cell: Cell) -> str:
    """A value as a person reads it."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < 10**WHOLE_NUMBER:
            return str(int(cell))
        case dt.datetime() if cell.time() != dt.time():
            return f"{_day(cell)} {cell:%H:%M}"
        case dt.date():
            return _day(cell)
    return " ".join(str(cell).split())


def _day(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
