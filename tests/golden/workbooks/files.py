"""Awkward files: macros, links, bombs, other formats, sheets hidden, wide or said too large."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from tests.golden.workbooks.building import (
    HEADINGS,
    ROWS,
    Sheet,
    drawn,
    lines,
    plain,
    put,
    rewritten,
    table,
    with_parts,
)

_LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s'


def macros() -> bytes:
    """Values are read, the program is not run and not in the result; it is said."""
    return with_parts(plain(), xl__vbaProject_dot_bin=b"Attribute VB_Name")


def external_links() -> bytes:
    """Links to other files are not followed; it is said."""
    link = _LINK % b'<externalBook id="rId1"/></externalLink>'
    return with_parts(plain(), xl__externalLinks__externalLink1_dot_xml=link)


def asks_a_program() -> bytes:
    """DDE: the other program is not asked; it is said."""
    link = _LINK % b'<ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    return with_parts(plain(), xl__externalLinks__externalLink1_dot_xml=link)


def encrypted() -> bytes:
    """A workbook with a password is refused by name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")


def old_and_broken() -> bytes:
    """An XLS that is damaged is refused by name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le")


def zip_bomb() -> bytes:
    """What unpacks to a multiple of itself is refused before it is unpacked."""
    return with_parts(plain(), xl__media__image1_dot_png=bytes(60_000_000))


def cut_off() -> bytes:
    """Half a file is refused by name."""
    data = plain()
    return data[: len(data) // 2]


def no_workbook() -> bytes:
    """A page of the web called .xls is refused by name."""
    return "<html><table><tr><td>企业名称</td></tr></table></html>".encode()


def plain_text() -> bytes:
    """Text without columns is refused by name."""
    return "今天下午三点开会。\n请各单位参加。\n".encode()


def no_bytes() -> bytes:
    """An empty file is refused by name."""
    return b""


def billion_cells() -> bytes:
    """A cell at the far end of the sheet is refused before anything is filled up."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        sheet.write_string("AKZ1048576", "远")

    return drawn(draw)


def said_too_large() -> bytes:
    """A sheet that says it has a billion cells and has two rows is read as what it has."""
    return rewritten(plain(), '<dimension ref="A1:G3"/>', '<dimension ref="A1:ALL1048576"/>')


def said_too_small() -> bytes:
    """A sheet that says it has one cell is read as what it has."""
    return rewritten(plain(), '<dimension ref="A1:G3"/>', '<dimension ref="A1"/>')


def columns_17000() -> bytes:
    """More columns than a sheet can have are refused."""
    cells = "".join(f'<c r="{_letters(at)}9"><v>1</v></c>' for at in range(17_000))
    return rewritten(plain(), "</sheetData>", f'<row r="9">{cells}</row></sheetData>')


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, sign = divmod(column - 1, 26)
        name = chr(65 + sign) + name
    return name


def columns_200() -> bytes:
    """No ledger that people fill in has 200 columns; it is refused by name."""
    return drawn(lines(tuple(f"指标{at}" for at in range(200)), tuple(range(200))))


def right_to_left() -> bytes:
    """Columns are named as the sheet names them; it is said."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        sheet.right_to_left()
        table(sheet)

    return drawn(draw)


def hidden_rows_and_columns() -> bytes:
    """Hidden rows and columns are taken over like the others; it is said."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("D:E", None, None, {"hidden": True})

    return drawn(draw)


def hidden_sheet() -> bytes:
    """A hidden sheet is left out; it is said."""

    def draw(workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        other = workbook.add_worksheet("旧台账")
        put(other, 0, HEADINGS, *ROWS)
        other.hide()

    return drawn(draw)


def several_sheets() -> bytes:
    """Each sheet is a table of the form; a sheet without a table is refused and counted."""

    def draw(workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        put(
            workbook.add_worksheet("隐患"),
            0,
            ("序号", "隐患描述", "整改责任单位"),
            (1, "配电箱门缺失，线路裸露", "应急局"),
        )
        put(workbook.add_worksheet("随记"), 0, ("下周一去园区",), (3,))

    return drawn(draw)


def pictures_over_cells() -> bytes:
    """A picture over the cells hides none of them; it is said."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        table(sheet)
        sheet.insert_image("B2", "照片.png", {"image_data": io.BytesIO(_picture())})

    return drawn(draw)


def _picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
