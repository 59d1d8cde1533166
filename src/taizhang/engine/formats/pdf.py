"""PDF with a text layer: lines with their places on the page, columns in reading order.

Characters come from the text layer as they are, except that Kangxi radicals and compatibility
ideographs, which some programs write in place of the ordinary characters, are replaced one for
one. Lines that stand below each other form a block; blocks are read column by column.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from taizhang.engine.formats.columns import Box, Row, blocks_in_order
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import BrokenDocument, EncryptedDocument, NoTextLayer
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span

FORMAT: Final = "PDF"
_FOLDED: Final = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
_SURROGATES: Final = range(0xD800, 0xE000)
INDENT: Final = "\u3000"


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of all pages; every column or heading is a block."""
    document = _open(data)
    try:
        limits.check("pages", len(document))
        return _write(_page_blocks(document, limits), name=name, limits=limits)
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
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            raise BrokenDocument(format=FORMAT) from None
        text = page.get_textpage()
        limits.check("characters", text.count_chars())
        yield from blocks_in_order(_rows(text))
        text.close()
        page.close()


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
            boxes.append(Box(*page.get_charbox(place)))
    _add(rows, letters, boxes)
    return rows


def _letter(page: pdfium.PdfTextPage, place: int) -> str:
    code = pdfium_c.FPDFText_GetUnicode(page, place)
    if code in _SURROGATES or code > sys.maxunicode:
        return "\ufffd"
    letter = fold(chr(code))
    return " " if CONTROLS.match(letter) else letter


def fold(letter: str) -> str:
    """The ordinary character for a Kangxi radical or a compatibility ideograph."""
    if any(ord(letter) in block for block in _FOLDED):
        ordinary = unicodedata.normalize("NFKC", letter)
        return ordinary if len(ordinary) == 1 else letter
    return letter


def _add(rows: list[Row], letters: list[str], boxes: list[Box]) -> None:
    text = "".join(letters).strip()
    if text and boxes:
        rows.append(Row(text, Box.around(boxes), Box.usual_height(boxes)))


def _write(blocks: Iterable[list[Row]], *, name: str, limits: Limits) -> RawText:
    pieces: list[str] = []
    spans: list[Span] = []
    place = 0
    for rows in blocks:
        left = min(row.box.left for row in rows)
        text = "\n".join(INDENT * row.indent(left) + row.text for row in rows)
        pieces.append(text)
        spans.append(Span(place, place + len(text)))
        place += len(text) + 2
        limits.check("characters", place)
    if not pieces:
        raise NoTextLayer
    return RawText("\n\n".join(pieces) + "\n", name=name, blocks=tuple(spans))
