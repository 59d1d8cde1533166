"""What a file is, by its first bytes; its name is never asked."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from taizhang.engine.formats.refusals import (
    EmptyDocument,
    EncryptedDocument,
    OfdDocument,
    OldOfficeDocument,
    OldWorkbook,
    UnknownFormat,
)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RICH: Final = b"{\\rtf"
"""Often called .doc."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_IMAGES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
)
_BITMAP: Final = re.compile(rb"BM.{4}\x00\x00\x00\x00|RIFF.{4}WEBP", re.DOTALL)
_BINARY: Final = (
    b"RIFF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
    b"SQLite format 3",
)
_HEADER: Final = re.compile(
    rb"(?P<name>[A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?[^\n]*(?:\n[ \t][^\n]*)*\n?"
)
_MAIL: Final = frozenset(
    (
        b"from",
        b"to",
        b"subject",
        b"date",
        b"received",
        b"message-id",
        b"mime-version",
        b"return-path",
    )
)
LEAST_HEADERS: Final = 3
"""Of those every e-mail has; minutes may well begin with one line like them."""
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|table|meta|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN: Final = re.compile(
    rb"^(?:#{1,6} \S|```|\|.+\|\s*$|[-*+] \S|> \S)|\*\*[^*\n]+\*\*|\[[^\]\n]+\]\([^)\n]+\)",
    re.MULTILINE,
)
HEAD: Final = 4096
"""Bytes looked at."""


def sniff(data: bytes) -> str:
    """The kind, a key of the table of readers; refuses everything else by name."""
    head = data[:HEAD]
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyDocument
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _packed(data)
    if head.startswith(_RICH):
        raise OldOfficeDocument
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(_IMAGES) or _BITMAP.match(head):
        return "image"
    if head.startswith(_BINARY):
        raise UnknownFormat
    if _is_mail(head):
        return "eml"
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "md" if _is_markdown(head) else "txt"


def _packed(data: bytes) -> str:
    """A zip file; names inside it are readable even when it was cut off."""
    if b"OFD.xml" in data:
        raise OfdDocument
    if b"word/" in data:
        return "docx"
    if b"xl/" in data:
        return "xlsx"
    raise UnknownFormat


def _compound(data: bytes) -> NoReturn:
    """Office files of before 2007; new ones with a password are wrapped in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedDocument(format="Office")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book\x00")):
        raise OldWorkbook
    raise OldOfficeDocument


def _is_markdown(head: bytes) -> bool:
    """A heading, or several marks: one dash at the beginning of a line proves nothing."""
    found = _MARKDOWN.findall(head)
    return len(found) > 1 or any(mark.startswith(b"#") for mark in found)


def _is_mail(head: bytes) -> bool:
    """Nothing but header lines up to the first empty line, and several that only e-mail has."""
    lines = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    found, place = set(), 0
    while header := _HEADER.match(lines, place):
        found.add(header["name"].lower())
        place = header.end()
    whole = place >= len(lines) or lines[place : place + 1] == b"\n"
    return whole and len(found & _MAIL) >= LEAST_HEADERS
