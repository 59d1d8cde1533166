"""What a file is, by its first bytes; its name is never asked."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from taizhang.engine.formats.refusals import (
    EmptyDocument,
    EncryptedDocument,
    OldOfficeDocument,
    UnknownFormat,
)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BINARY: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ",
    b"SQLite format 3",
)
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
    """`txt`, `md`, `html`, `docx` or `pdf`; refuses everything else by name."""
    head = data[:HEAD]
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyDocument
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _packed(data)
    if head.startswith(_OLE):
        return _compound(data)
    if head.startswith(_BINARY):
        raise UnknownFormat
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "md" if _is_markdown(head) else "txt"


def _packed(data: bytes) -> str:
    """A zip file; names inside it are readable even when it was cut off."""
    if b"word/" in data:
        return "docx"
    raise UnknownFormat


def _compound(data: bytes) -> NoReturn:
    """Office files of before 2007; new ones with a password are wrapped in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedDocument(format="DOCX")
    raise OldOfficeDocument


def _is_markdown(head: bytes) -> bool:
    """A heading, or several marks: one dash at the beginning of a line proves nothing."""
    found = _MARKDOWN.findall(head)
    return len(found) > 1 or any(mark.startswith(b"#") for mark in found)
