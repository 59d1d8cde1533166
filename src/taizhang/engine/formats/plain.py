"""Plain text: the encoding is found, control characters are dealt with.

Byte order marks decide; without one the text is UTF-8 or, failing that, GB18030. Control
characters other than white space become blanks, one for one, so that offsets stay and nothing
invisible reaches a database; many of them mean that the file is no text at all.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import EmptyDocument, MixedEncoding, UnknownFormat
from taizhang.engine.text.raw import RawText

CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
MOST_CONTROLS: Final = 0.02
"""Share of control characters above which bytes are no text."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY: Final = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e\s“”‘’—…·]")
"""What Chinese text written by people is nearly all made of."""
LEAST_LIKELY: Final = 0.85


FEW_CHARACTERS: Final = 4


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The decoded text, offsets as in the file without its byte order mark."""
    return RawText(clean(decode(data), limits), name=name)


def clean(text: str, limits: Limits) -> str:
    """`text` with control characters blanked; refused when it is empty, too long or no text."""
    limits.check("characters", len(text))
    controls = len(CONTROLS.findall(text))
    if controls > MOST_CONTROLS * len(text):
        raise UnknownFormat
    seen = CONTROLS.sub(" ", text) if controls else text
    if not seen.strip():
        raise EmptyDocument
    return seen


def decode(data: bytes) -> str:
    """Bytes to text; refuses what is neither UTF-8, UTF-16 with a mark, nor GB18030."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise MixedEncoding(line=_first_bad_line(data, encoding)) from None
    unmarked = _utf16_without_mark(data)
    if unmarked is not None:
        return unmarked
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_gb18030(data)


def _as_gb18030(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    # Nearly any bytes are some GB18030 text: believe it only when it reads like Chinese.
    if text and len(_LIKELY.findall(text)) >= LEAST_LIKELY * len(text) and not _has_utf8_line(data):
        return text
    if _has_utf8_line(data) and _lines_decode(data):
        raise MixedEncoding(line=_first_bad_line(data, "utf-8"))
    raise UnknownFormat


def _utf16_without_mark(data: bytes) -> str | None:
    """Windows sometimes leaves the mark out; every line break then has a zero beside it."""
    if len(data) % 2 or b"\x00" not in data:
        return None
    for encoding, lines in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if lines in data:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(_LIKELY.findall(text)) >= LEAST_LIKELY * len(text):
                return text
    return None


def _lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _has_utf8_line(data: bytes) -> bool:
    """Is there a line of several Chinese characters in UTF-8? GB18030 hardly ever looks so."""
    return any(
        len(line) - len(line.decode("utf-8")) >= 2 * FEW_CHARACTERS
        for line in _lines(data)
        if not line.isascii() and _decodes(line, "utf-8")
    )


def _lines_decode(data: bytes) -> bool:
    return all(_decodes(line, "utf-8") or _decodes(line, "gb18030") for line in _lines(data))


def _first_bad_line(data: bytes, encoding: str) -> int:
    """The number, from one, of the first line that is not in `encoding`."""
    if encoding != "utf-8":
        return 1
    return next(n for n, line in enumerate(_lines(data), 1) if not _decodes(line, "utf-8"))
