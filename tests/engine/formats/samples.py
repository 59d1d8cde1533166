"""Files made on the spot: small DOCX and PDF documents, whole, broken and malicious."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

import xlsxwriter

FONT: Final = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

Line = tuple[float, float, float, str]
"""Left, bottom, size, text."""


def docx(body: str, *, extra: int = 0, **parts: str) -> bytes:
    """A package with `body` as the XML inside the document, other parts by name."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W} {MC}>{body}</w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
        for number in range(extra):
            package.writestr(f"word/{number}", b"")
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(
    pages: Sequence[Sequence[Line]],
    *,
    trailer: bytes = b"",
    drawn: bytes = b"",
    quarters: int = 0,
) -> bytes:
    """A PDF in the standard Chinese font, which needs no font file to be read.

    `drawn` is drawn on each page; letters are turned to the left by `quarters`.
    """
    contents = [drawn + b"\n" + _content(page, quarters) for page in pages]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
            b"/DescendantFonts [4 0 R] >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
        ),
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _assemble(objects, trailer)


def _content(lines: Sequence[Line], quarters: int) -> bytes:
    across, up = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
    return "\n".join(
        f"BT /F {size} Tf {across} {up} {-up} {across} "
        f"{across * left - up * bottom + 600 * (across < 0 or up > 0)} "
        f"{up * left + across * bottom + 800 * (across < 0 or up < 0)} Tm "
        f"<{text.encode('utf-16-be').hex()}> Tj ET"
        for left, bottom, size, text in lines
    ).encode()


def _assemble(objects: Sequence[bytes], trailer: bytes) -> bytes:
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(written)


LOCKED = (
    b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <"
    + b"11" * 32
    + b"> /U <"
    + b"22" * 32
    + b"> >>"
)
"""A trailer that asks for a password nobody knows."""


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], *, hidden: str = "") -> bytes:
    """An XLSX file."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return written.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    """The same package with members (`/` and `.` as `__`, without their ending) changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for path in old.namelist():
            key = path.rsplit(".", 1)[0].replace("/", "__")
            new.writestr(path, changed.get(key, old.read(path)))
    return packed.getvalue()


def picture(lines: Sequence[str], *, kind: str = "PNG") -> bytes:
    """A picture of text as a scanner makes it; needs the extra `ocr` and a Chinese font."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("RGB", (1100, 80 + 60 * len(lines)), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    for number, line in enumerate(lines):
        pen.text((60, 40 + 60 * number), line, font=font, fill="black")
    written = io.BytesIO()
    page.save(written, kind)
    return written.getvalue()
