"""Files to raw text: plain text, Markdown, HTML, DOCX, XLSX, PDF, e-mail, pictures.

What a file is, is decided by its content. The module of a format, and the library behind it, is
imported only when a file of that format comes in.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

from taizhang.engine.formats.limits import DEFAULT, Limits
from taizhang.engine.formats.refusals import (
    BrokenDocument,
    ElementsTooDeep,
    EmptyDocument,
    EncryptedDocument,
    MixedEncoding,
    NeedsOcr,
    NoTextInside,
    OfdDocument,
    OldOfficeDocument,
    OldWorkbook,
    TooLarge,
    TooManyPictures,
    UnknownFormat,
    UnmappedLetters,
)
from taizhang.engine.formats.sniffing import sniff

if TYPE_CHECKING:
    from taizhang.engine.text.raw import RawText

_READERS: Final = {
    "txt": "taizhang.engine.formats.plain",
    "md": "taizhang.engine.formats.markdown",
    "html": "taizhang.engine.formats.html",
    "docx": "taizhang.engine.formats.docx",
    "xlsx": "taizhang.engine.formats.xlsx",
    "pdf": "taizhang.engine.formats.pdf",
    "eml": "taizhang.engine.formats.eml",
    "image": "taizhang.engine.formats.image",
}


def read_bytes(data: bytes, *, name: str, limits: Limits = DEFAULT) -> RawText:
    """The text of a file; `name` is only kept, never trusted."""
    limits.check("bytes", len(data))
    reader = importlib.import_module(_READERS[sniff(data)])
    raw: RawText = reader.read(data, name=name, limits=limits)
    return raw


__all__ = [
    "DEFAULT",
    "BrokenDocument",
    "ElementsTooDeep",
    "EmptyDocument",
    "EncryptedDocument",
    "Limits",
    "MixedEncoding",
    "NeedsOcr",
    "NoTextInside",
    "OfdDocument",
    "OldOfficeDocument",
    "OldWorkbook",
    "TooLarge",
    "TooManyPictures",
    "UnknownFormat",
    "UnmappedLetters",
    "read_bytes",
    "sniff",
]
