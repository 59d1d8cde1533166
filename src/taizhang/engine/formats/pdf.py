"""PDF: lines with their places on the page, columns in reading order.

Characters come from the text layer as they are, except that Kangxi radicals and compatibility
ideographs, which some programs write in place of the ordinary characters, are replaced one for
one. Lines that stand below each other form a block; blocks are read column by column.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from taizhang.engine.formats import ocr
from taizhang.engine.formats.columns import Box, Row, blocks_in_order
from taizhang.engine.formats.folding import fold
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import BrokenDocument, EncryptedDocument
from taizhang.engine.formats.streams import check_streams
from taizhang.engine.formats.writing import from_blocks
from taizhang.engine.text.raw import RawText

FORMAT: Final = "PDF"
_SURROGATES: Final = range(0xD800, 0xE000)
DOTS: Final = 150 / 72
"""Dots to a point at which pages that are pictures are drawn to be read."""
MOST_DOTS: Final = 12_000_000
FAR: Final = 1e6
"""Points; nothing on a page stands there, but numbers without an end do."""


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of all pages; every column or heading is a block."""
    check_streams(data, limits)
    document = _open(data)
    try:
        limits.check("pages", len(document))
        return from_blocks(
            _page_blocks(document, limits), format_name=FORMAT, name=name, limits=limits
        )
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise EncryptedDocument(format=FORMAT) from None
        raise BrokenDocument(format=FORMAT) from None


def _page_blocks(document: pdfium.PdfDocument, limits: Limits) -> Iterator[list[Row]]:
    """The blocks of every page; pages without a text layer are read as the pictures they are.

    A document of nothing but pictures needs the extra; a picture between pages of text does not.
    """
    pictures: list[int] = []
    told = False
    for number in range(len(document)):
        rows = _page_rows(document, number, limits)
        if rows is None:
            pictures.append(number)
            limits.check("pictures", len(pictures))
            rows = _read_picture(document, number) if ocr.is_installed() else []
        told = told or bool(rows)
        yield from blocks_in_order(rows)
    if pictures and not told:
        ocr.require(FORMAT)


def _page_rows(document: pdfium.PdfDocument, number: int, limits: Limits) -> list[Row] | None:
    """The lines of a page; nothing when the page is a picture."""
    page = _page(document, number)
    limits.check("page_side", _side(page.get_size()))
    text = page.get_textpage()
    limits.check("characters", text.count_chars())
    rows: list[Row] | None = _rows(text)
    if not rows and any(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        rows = None
    text.close()
    page.close()
    return rows


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        return document[number]
    except pdfium.PdfiumError:
        raise BrokenDocument(format=FORMAT) from None


def _side(size: tuple[float, float]) -> int:
    longer = max(map(abs, size))
    return round(longer) if math.isfinite(longer) else sys.maxsize


def _read_picture(document: pdfium.PdfDocument, number: int) -> list[Row]:
    page = _page(document, number)
    width, height = page.get_size()
    scale = min(DOTS, math.sqrt(MOST_DOTS / max(width * height, 1)))
    picture = page.render(scale=scale).to_pil()
    page.close()
    return ocr.rows(picture)


def _rows(page: pdfium.PdfTextPage) -> list[Row]:
    """The lines as the text layer gives them, each with the box its characters fill."""
    rows: list[Row] = []
    letters: list[str] = []
    boxes: list[Box] = []
    for place in range(page.count_chars()):
        letter = _letter(page, place)
        if letter in "\r\n":
            _add(rows, letters, boxes)
            letters, boxes = [], []
            continue
        letters.append(letter)
        if not letter.isspace():
            boxes.append(_box(page.get_charbox(place)))
    _add(rows, letters, boxes)
    return rows


def _box(sides: tuple[float, float, float, float]) -> Box:
    """Where a character stands; a place that is none is the corner of the page."""
    return Box(*sides) if all(abs(side) < FAR for side in sides) else Box(0.0, 0.0, 0.0, 0.0)


def _letter(page: pdfium.PdfTextPage, place: int) -> str:
    code = pdfium_c.FPDFText_GetUnicode(page, place)
    if code in _SURROGATES or code > sys.maxunicode:
        return "\ufffd"
    letter = fold(chr(code))
    return " " if CONTROLS.match(letter) else letter


def _add(rows: list[Row], letters: list[str], boxes: list[Box]) -> None:
    text = "".join(letters).strip()
    if text and boxes:
        rows.append(Row(text, Box.around(boxes), Box.usual_height(boxes)))
