"""DOCX: paragraphs and tables in the order they stand in, one block each.

Read straight from the XML inside the package, with limits on what it unpacks to; styles, pictures,
comments and deleted text are left alone. Labels that Word numbers by itself are not in the file
and cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.packed import opened, unpacked
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.formats.writing import from_paragraphs
from taizhang.engine.text.raw import RawText

BODY: Final = "word/document.xml"
FORMAT: Final = "DOCX"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT: Final = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK)
)
_LETTERS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of the document's body."""
    try:
        root = etree.fromstring(_body(data, limits), _parser())
    except etree.XMLSyntaxError:
        raise BrokenDocument(format=FORMAT) from None
    return from_paragraphs(_paragraphs(root), format_name=FORMAT, name=name, limits=limits)


def _parser() -> etree.XMLParser:
    """Entities are not resolved and nothing is fetched."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _body(data: bytes, limits: Limits) -> bytes:
    with opened(data, format_name=FORMAT, limits=limits) as package:
        return unpacked(package, BODY, format_name=FORMAT, limits=limits)


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Paragraphs outside tables, and the rows of tables with their cells side by side."""
    body = root.find(f"{_W}body")
    for element in () if body is None else _blocks(body):
        yield _row(element) if element.tag == f"{_W}tr" else _text(element)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and rows below `element`, rows whole; without recursion, files may nest deep."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if current.tag in (f"{_W}p", f"{_W}tr"):
            yield current
        elif current.tag not in _SILENT:
            waiting.extend(reversed(current))


def _row(row: etree._Element) -> str:
    cells = (
        " ".join(filter(None, (" ".join(_text(p).split()) for p in cell.iter(f"{_W}p"))))
        for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt")
    )
    return "  ".join(filter(None, cells))


def _text(paragraph: etree._Element) -> str:
    letters: list[str] = []
    waiting = [paragraph]
    while waiting:
        current = waiting.pop()
        if current.tag == f"{_W}t":
            letters.append(current.text or "")
        elif current.tag in _LETTERS:
            letters.append(_LETTERS[current.tag])
        elif current.tag not in _SILENT:
            waiting.extend(reversed(current))
    return "".join(letters)
