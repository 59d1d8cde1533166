"""Markdown: read as it is written, its marks blanked one for one.

The raw text keeps the length of the file, so that a span points at the same characters in both;
what marks headings and lists becomes white space, what marks emphasis, code and links invisible.
"""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.formats import plain
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import NoTextInside
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span

JOINER: Final = "\u2060"
"""Has no width and is never part of a text that is read: words stay whole."""
_MARKS: Final = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]|>[ \t]?|[-*+][ \t]|```[^\n]*$|(?:[-*_][ \t]*){3,}$)|"
    r"[ \t]#+[ \t]*$|^\|?[ \t:|-]+\|[ \t:|-]*$|\||"
    r"(?P<inside>\*{1,3}|__|~~|`|\]\([^)\n]{0,500}\)|!?\[(?=[^\]\n]{0,200}\]\())",
    re.MULTILINE,
)
_HEADING: Final = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(?P<text>[^\n]+)$", re.MULTILINE)


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text without its marks; headings are blocks of their own."""
    written = plain.clean(plain.decode(data), limits)
    text = _MARKS.sub(_blank, written)
    if not text.replace(JOINER, "").strip():
        raise NoTextInside(format="Markdown")
    blocks = tuple(Span(found.start(), found.end()) for found in _HEADING.finditer(written))
    return RawText(text, name=name, blocks=blocks)


def _blank(found: re.Match[str]) -> str:
    """White space; between cells a tab; inside a sentence nothing that is seen. All as long."""
    if found["inside"]:
        return JOINER * len(found.group())
    return "\t" if found.group() == "|" else " " * len(found.group())
