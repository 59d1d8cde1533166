"""PDF: lines with their places on the page, columns in reading order.

Characters come from the text layer as they are, except that Kangxi radicals and compatibility
ideographs, which some programs write in place of the ordinary characters, are replaced one for
one. Lines that stand below each other form a block; blocks are read column by column. Tables drawn
with lines become rows; what every page repeats is left out.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from taizhang.engine.errors import BadInput
from taizhang.engine.formats import gutters, ocr, ruled, running
from taizhang.engine.formats.columns import Box, Row, blocks_in_order
from taizhang.engine.formats.folding import fold
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import (
    BrokenDocument,
    EncryptedDocument,
    NeedsOcr,
    UnmappedLetters,
)
from taizhang.engine.formats.ruled import Letter
from taizhang.engine.formats.streams import check_streams
from taizhang.engine.formats.writing import from_blocks
from taizhang.engine.text.raw import RawText

FORMAT: Final = "PDF"
_SURROGATES: Final = range(0xD800, 0xE000)
DOTS: Final = 150 / 72
"""Dots to a point at which pages that are pictures are drawn to be read."""
MOST_DOTS: Final = 12_000_000
FEW: Final = 40
"""Letters beside a picture that fills half the page: its number, a stamp, no text."""
MOST_UNMAPPED: Final = 0.3
"""Part of the letters; bullets often have no character of their own."""
MOST_SHAPES: Final = 20_000
SAMPLED: Final = 100
"""Letters that are asked which way up they stand, about."""
_PRIVATE: Final = range(0xE000, 0xF900)
_PRIVATE_PLANES: Final = 0xF0000
_CORNER: Final = Box(0.0, 0.0, 0.0, 0.0)
FAR: Final = 1e6
"""Points; nothing on a page stands there, but numbers without an end do."""


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of all pages; every column or heading is a block."""
    check_streams(data, limits)
    document = _open(data)
    try:
        limits.check("pages", len(document))
        return from_blocks(_blocks(document, limits), format_name=FORMAT, name=name, limits=limits)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise EncryptedDocument(format=FORMAT) from None
        raise BrokenDocument(format=FORMAT) from None


def _blocks(document: pdfium.PdfDocument, limits: Limits) -> list[list[Row]]:
    """The blocks of all pages.

    Pages that are pictures, or whose letters are not told, are read by OCR; without it a document
    that has other pages says in its text which ones were passed over.
    """
    pages: list[list[Row]] = []
    pictures: dict[int, type[BadInput]] = {}
    for number in range(len(document)):
        rows, unread = _page_rows(document, number, limits)
        if unread is not None:
            pictures[number] = unread
        if unread is not None and ocr.is_installed():
            limits.check("pictures", len(pictures))
            rows = _read_picture(document, number)
        pages.append(rows)
    passed = {} if ocr.is_installed() else pictures
    if passed and not any(pages):
        raise next(iter(passed.values()))(format=FORMAT, command=ocr.COMMAND)
    kept = running.without_running(pages)
    ordered = [blocks_in_order(rows) for rows in (kept if any(kept) else pages)]
    for number, why in passed.items():
        ordered[number] = [[_passed_over(number + 1, why.code)]]
    return running.joined(ordered)


def _passed_over(number: int, code: str) -> Row:
    return Row(f"（第{number}页未读取：{code}）", _CORNER, 0.0, alone=True)


def _page_rows(
    document: pdfium.PdfDocument, number: int, limits: Limits
) -> tuple[list[Row], type[BadInput] | None]:
    """The lines of a page; none, and what to refuse it with, when its text is not in the file."""
    page = _page(document, number)
    limits.check("page_side", _side(page.get_size()))
    text = page.get_textpage()
    limits.check("characters", text.count_chars())
    letters = list(_letters(text))
    unread = _unread(page, text, letters)
    rows: list[Row] = []
    if unread is None:
        turn = _turn(text)
        shapes = [turn(box) for box in _shapes(page, pdfium_c.FPDF_PAGEOBJ_PATH)]
        turned = [Letter(each.text, each.box and turn(each.box)) for each in letters]
        tables, outside = ruled.taken_out(turned, shapes)
        rows = [*_rows(outside), *tables]
    text.close()
    page.close()
    return rows, unread


def _unread(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, letters: list[Letter]
) -> type[BadInput] | None:
    """Is the page a picture, or are its letters not told?"""
    seen = sum(each.box is not None for each in letters)
    if seen < FEW:
        area = math.prod(page.get_size()) / 2
        pictures = _shapes(page, pdfium_c.FPDF_PAGEOBJ_IMAGE)
        if any(not seen or (b.right - b.left) * (b.top - b.bottom) > area for b in pictures):
            return NeedsOcr
    unmapped = sum(_is_unmapped(text, place) for place in range(len(letters)))
    return UnmappedLetters if seen and unmapped > MOST_UNMAPPED * seen else None


def _is_unmapped(text: pdfium.PdfTextPage, place: int) -> bool:
    code = pdfium_c.FPDFText_GetUnicode(text, place)
    wrong = pdfium_c.FPDFText_HasUnicodeMapError(text, place) == 1
    return wrong or code in _PRIVATE or code in (0, 0xFFFD) or code > _PRIVATE_PLANES


def _shapes(page: pdfium.PdfPage, kind: int) -> list[Box]:
    """The boxes of what is drawn on the page."""
    found = itertools.islice(page.get_objects(filter=(kind,), max_depth=3), MOST_SHAPES)
    return [_box(shape.get_bounds()) for shape in found]


def _turn(text: pdfium.PdfTextPage) -> Callable[[Box], Box]:
    """Turns places so that most letters stand upright, whatever the page says of itself."""
    places = range(0, text.count_chars(), max(1, text.count_chars() // SAMPLED))
    angles = [pdfium_c.FPDFText_GetCharAngle(text, place) for place in places]
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    quarter = quarters.most_common(1)[0][0] if quarters else 0
    return {
        0: lambda box: box,
        1: lambda box: Box(-box.top, box.left, -box.bottom, box.right),
        2: lambda box: Box(-box.right, -box.top, -box.left, -box.bottom),
        3: lambda box: Box(box.bottom, -box.right, box.top, -box.left),
    }[quarter]


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


def _letters(page: pdfium.PdfTextPage) -> Iterator[Letter]:
    """The text layer as it comes, each character with its place; blanks and breaks have none."""
    for place in range(page.count_chars()):
        letter = _letter(page, place)
        yield Letter(letter, None if letter.isspace() else _box(page.get_charbox(place)))


def _rows(letters: Iterable[Letter]) -> list[Row]:
    """The lines as the text layer gives them, each with the box its characters fill."""
    lines: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.text in "\r\n":
            lines.append([])
        else:
            lines[-1].append(letter)
    return [row for line in gutters.cut(lines) for row in _row(line)]


def _box(sides: tuple[float, float, float, float]) -> Box:
    """Where a character stands; a place that is none is the corner of the page."""
    return Box(*sides) if all(abs(side) < FAR for side in sides) else _CORNER


def _letter(page: pdfium.PdfTextPage, place: int) -> str:
    code = pdfium_c.FPDFText_GetUnicode(page, place)
    if code in _SURROGATES or code > sys.maxunicode:
        return "\ufffd"
    letter = fold(chr(code))
    return " " if CONTROLS.match(letter) else letter


def _row(letters: Sequence[Letter]) -> Iterator[Row]:
    text = "".join(letter.text for letter in letters).strip()
    boxes = [letter.box for letter in letters if letter.box is not None]
    if text and boxes:
        yield Row(text, Box.around(boxes), Box.usual_height(boxes))
