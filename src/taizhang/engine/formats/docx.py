"""DOCX: paragraphs and tables in the order they stand in, one block each.

Read straight from the XML inside the package, with limits on what it unpacks to; pictures,
comments, headers, footers and deleted text are left alone. The paragraphs of a text box follow the
one it is anchored in, notes come at the end. Labels that Word counts by itself are written out, as
it shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from taizhang.engine.formats import tables
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.numbering import Numbering, W
from taizhang.engine.formats.packed import opened, unpacked
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.formats.writing import from_paragraphs
from taizhang.engine.text.raw import RawText

BODY: Final = "word/document.xml"
LISTS: Final = ("word/numbering.xml", "word/styles.xml")
FORMAT: Final = "DOCX"
NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT: Final = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rt", _FALLBACK)
)
_BOX: Final = f"{W}txbxContent"
_LETTERS: Final = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of the document's body."""
    parts = _parts(data, limits)
    body = _parsed(parts[BODY])
    if body is None:
        raise BrokenDocument(format=FORMAT)
    numbering = Numbering.of(*(_parsed(parts.get(path)) for path in LISTS))
    notes = [note for path in NOTES for note in _notes(_parsed(parts.get(path)))]
    blocks = (line for part in (body.find(f"{W}body"), *notes) for line in _lines(part, numbering))
    return from_paragraphs(blocks, format_name=FORMAT, name=name, limits=limits)


def _notes(part: etree._Element | None) -> Iterator[etree._Element]:
    """The notes that somebody wrote; those with a type are lines between text and notes."""
    for note in () if part is None else part.iterchildren(f"{W}footnote", f"{W}endnote"):
        if note.get(f"{W}type") in (None, "normal"):
            yield note


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
            for path in (BODY, *LISTS, *NOTES)
            if path == BODY or path in there
        }


def _lines(part: etree._Element | None, numbering: Numbering) -> Iterator[str]:
    """Paragraphs outside tables, and the rows of tables with their cells side by side."""
    above: tables.Above = {}
    for element in () if part is None else _below(part, f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            yield tables.line(_row(element, numbering), above)
            continue
        above.clear()
        yield _text(element, numbering)
        for box in _below(element, _BOX):
            yield from _lines(box, numbering)


def _below(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The outermost elements of these kinds; without recursion, files may nest deep."""
    waiting = list(reversed(element))
    while waiting:
        current = waiting.pop()
        if current.tag in tags:
            yield current
        elif current.tag not in _SILENT:
            waiting.extend(reversed(current))


def _row(row: etree._Element, numbering: Numbering) -> Iterator[tables.Cell]:
    """Its cells; a cell merged with those above says what they say."""
    if row.find(f"{W}trPr/{W}del") is not None:
        return
    before = row.find(f"{W}trPr/{W}gridBefore")
    if before is not None:
        yield tables.Cell("", _number(before))
    for cell in row.iterchildren(f"{W}tc", f"{W}sdt"):
        said = (" ".join(line.split()) for line in _lines(cell, numbering))
        merged, wide = (cell.find(f"{W}tcPr/{W}{name}") for name in ("vMerge", "gridSpan"))
        yield tables.Cell(
            " ".join(filter(None, said)),
            1 if wide is None else _number(wide),
            continues=merged is not None and merged.get(f"{W}val") != "restart",
        )


def _number(element: etree._Element) -> int:
    said = element.get(f"{W}val") or ""
    return max(int(said), 1) if re.fullmatch("[0-9]{1,6}", said) else 1


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
        elif current.tag not in _SILENT and current.tag != _BOX:
            waiting.extend(reversed(current))
    text = "".join(letters)
    return label + text if text.strip() else ""
