"""DOCX: paragraphs and tables in the order they stand in, one block each.

Read straight from the XML inside the package, with limits on what it unpacks to; pictures,
comments and deleted text are left alone. Labels that Word counts by itself are written out, as it
shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.numbering import Numbering, W
from taizhang.engine.formats.packed import opened, unpacked
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.formats.writing import from_paragraphs
from taizhang.engine.text.raw import RawText

BODY: Final = "word/document.xml"
LISTS: Final = ("word/numbering.xml", "word/styles.xml")
FORMAT: Final = "DOCX"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT: Final = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK))
_LETTERS: Final = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of the document's body."""
    parts = _parts(data, limits)
    body = _parsed(parts[BODY])
    if body is None:
        raise BrokenDocument(format=FORMAT)
    numbering = Numbering.of(*(_parsed(parts.get(path)) for path in LISTS))
    return from_paragraphs(
        _paragraphs(body, numbering), format_name=FORMAT, name=name, limits=limits
    )


def _parsed(part: bytes | None) -> etree._Element | None:
    """Entities are not resolved and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return None if part is None else etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None


def _parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    with opened(data, format_name=FORMAT, limits=limits) as package:
        there = set(package.namelist())
        return {
            path: unpacked(package, path, format_name=FORMAT, limits=limits)
            for path in (BODY, *LISTS)
            if path == BODY or path in there
        }


def _paragraphs(root: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Paragraphs outside tables, and the rows of tables with their cells side by side."""
    body = root.find(f"{W}body")
    above: dict[int, str] = {}
    for element in () if body is None else _blocks(body):
        if element.tag == f"{W}tr":
            yield _row(element, numbering, above)
        else:
            above.clear()
            yield _text(element, numbering)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and rows below `element`, rows whole; without recursion, files may nest deep."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if current.tag in (f"{W}p", f"{W}tr"):
            yield current
        elif current.tag not in _SILENT:
            waiting.extend(reversed(current))


def _row(row: etree._Element, numbering: Numbering, above: dict[int, str]) -> str:
    """Its cells apart by tabs; a cell merged with those above says what they say."""
    cells: list[str] = []
    for cell in row.iterchildren(f"{W}tc", f"{W}sdt"):
        said = (" ".join(_text(p, numbering).split()) for p in cell.iter(f"{W}p"))
        text = " ".join(filter(None, said))
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val") != "restart":
            text = text or above.get(len(cells), "")
        above[len(cells)] = text
        cells.append(text)
    return "\t".join(cells).rstrip()


def _text(paragraph: etree._Element, numbering: Numbering) -> str:
    label = numbering.label(paragraph)
    letters: list[str] = []
    waiting = [paragraph]
    while waiting:
        current = waiting.pop()
        if current.tag == f"{W}t":
            letters.append(current.text or "")
        elif current.tag in _LETTERS:
            letters.append(_LETTERS[current.tag])
        elif current.tag not in _SILENT:
            waiting.extend(reversed(current))
    text = "".join(letters)
    return label + text if text.strip() else ""
