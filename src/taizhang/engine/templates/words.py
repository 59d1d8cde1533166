"""Word templates: looked through, made plain, filled.

The marks of every paragraph are put together again (Word scatters them over its runs), each is
read and written anew in the small language of `marks`, the row of a table that holds the fields of
an entry becomes the body of a walk through the list; then the library fills the copy.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml import etree

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.numbering import W
from taizhang.engine.formats.packed import opened, unpacked
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.sheets.cells import Value
from taizhang.engine.templates.fields import Catalogue
from taizhang.engine.templates.guards import (
    FORM_LINK,
    FORMATS,
    LIMITS,
    TYPES,
    main_part,
    part_xml,
    relations,
)
from taizhang.engine.templates.marks import ROW, ROWS, Reader, excerpt, has_marks, marks_of
from taizhang.engine.templates.refusals import (
    MarkOutOfPlace,
    TemplateNotFillable,
    TemplateReachesOut,
    TooMuchForTemplate,
)
from taizhang.engine.templates.report import (
    ELSEWHERE,
    FOOTER,
    HEADER,
    IN_TABLE,
    LINKED_FORM,
    NO_FIELDS,
    PARAGRAPH,
    TABLE_ROW_REPEATED,
    Place,
    Report,
)
from taizhang.engine.templates.sandbox import Grammar, Row
from taizhang.engine.templates.values import in_words

MOST_ROWS: Final = 2_000
"""Entries in one Word document: some two hundred pages of a table."""
_NAME: Final = FORMATS["docx"]
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_DOTX: Final = b"wordprocessingml.template.main+xml"
_DOCX: Final = b"wordprocessingml.document.main+xml"
_FILLED: Final = {"/header": HEADER, "/footer": FOOTER}
"""Kinds of parts beside the body in which fields may stand."""
_NOT_FILLED: Final = ("/footnotes", "/endnotes", "/core-properties")
_BROKEN: Final = (
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError),
    *(etree.LxmlError, OpcError, PythonDocxError),
)
"""What the library trips over in a file that no program wrote."""
_SETTINGS: Final = "word/settings.xml"
_SETTINGS_LINKS: Final = "word/_rels/settings.xml.rels"
_FETCHING: Final = re.compile(
    r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Prepared:
    """A template that was looked through: its copy in plain marks, and what was found."""

    report: Report
    data: bytes
    has_rows: bool


@dataclass(slots=True)
class _Walk:
    """One part while it is looked through."""

    reader: Reader
    tables: dict[etree._Element, int] = field(default_factory=dict)
    rows: dict[etree._Element, bool] = field(default_factory=dict)
    """By row of a table, whether it is repeated."""
    paragraphs: int = 0

    def pass_by(self, paragraph: etree._Element) -> None:
        """Count what a person counts: tables, and paragraphs outside of them."""
        outside = True
        for table in paragraph.iterancestors(f"{W}tbl"):
            outside = False
            self.tables.setdefault(table, len(self.tables) + 1)
        self.paragraphs += outside

    def place(self, paragraph: etree._Element, text: str, where: str) -> Place:
        """Where a paragraph stands; `where` says the place of a header or footer."""
        said = excerpt(text)
        if where:
            return Place(where, {"text": said})
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is None:
            return Place(PARAGRAPH, {"n": self.paragraphs, "text": said})
        row = next(cell.iterancestors(f"{W}tr"))
        table = self.tables[next(row.iterancestors(f"{W}tbl"))]
        at = {"table": table, "row": _number(row), "column": _number(cell), "text": said}
        return Place(IN_TABLE, at)

    def is_repeated(self, paragraph: etree._Element) -> bool:
        """Whether it stands in a row that has the fields of an entry, outside of any rule."""
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if row is None:
            return False
        if row not in self.rows:
            text = "".join(one.text or "" for one in row.iter(f"{W}t"))
            fields = (one.inside for one in marks_of(text) if one.kind == "field")
            own = self.reader.catalogue.of_row_only
            self.rows[row] = not self.reader.in_list and any(map(own, fields))
        return self.rows[row]


def prepared(data: bytes, catalogue: Catalogue, limits: Limits = LIMITS) -> Prepared:
    """Look through a Word file that passed `guards.kind_of`."""
    reader = Reader(catalogue)
    changed: dict[str, bytes] = {}
    notes: list[Place] = []
    with opened(data, format_name=_NAME, limits=limits) as package:
        parts = _Parts(package, limits)
        for path, said in parts.filled():
            root = part_xml(parts.read(path), _NAME)
            if not said and root.tag != f"{W}document":
                raise BrokenDocument(format=_NAME)
            notes += _straightened(root, said, path, reader)
            changed[path] = _xml(root)
        for path in parts.not_filled():
            _nothing_in(part_xml(parts.read(path), _NAME), path, reader, texts=True)
        notes += _unlinked(parts, changed)
        changed[TYPES] = parts.read(TYPES).replace(_DOTX, _DOCX)
        copy = _copied(parts, changed)
    if not reader.uses and not reader.problems:
        notes.append(Place(NO_FIELDS))
    report = Report(tuple(reader.uses), tuple(reader.problems), tuple(notes))
    return Prepared(report, copy, any(use.field and use.field.of_row for use in reader.uses))


class _Parts:
    """The members of a Word file by what they are to it."""

    def __init__(self, package: zipfile.ZipFile, limits: Limits) -> None:
        self.package = package
        self.limits = limits
        self.names = package.namelist()
        self.main = main_part(package, _NAME, limits)

    def read(self, path: str) -> bytes:
        """A member as it unpacks."""
        return unpacked(self.package, path, format_name=_NAME, limits=self.limits)

    def filled(self) -> Iterator[tuple[str, str]]:
        """The body, then headers and footers; of those, how their place is said."""
        yield self.main, ""
        for kind, path in self._related(self.main):
            for ending, said in _FILLED.items():
                if kind.endswith(ending):
                    yield path, said

    def not_filled(self) -> Iterator[str]:
        """Parts that are printed, or read by the library, without being filled by us."""
        for source in ("", self.main):
            for kind, path in self._related(source):
                if kind.endswith(_NOT_FILLED):
                    yield path

    def _related(self, source: str) -> Iterator[tuple[str, str]]:
        folder, name = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        for one in relations(self.read(path), _NAME) if path in self.names else ():
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:]
            if target in self.names:
                yield one.get("Type", ""), target


def filled(
    found: Prepared,
    values: Mapping[str, Value],
    rows: Iterable[Mapping[str, Value]],
    target: IO[bytes],
) -> int:
    """Write the paper; how many entries of the list it has."""
    if found.report.problems:
        raise TemplateNotFillable(count=len(found.report.problems))
    entries: list[Row] = []
    for one in rows if found.has_rows else ():
        if len(entries) >= MOST_ROWS:
            raise TooMuchForTemplate(limit=MOST_ROWS)
        entries.append(Row({key: in_words(value) for key, value in one.items()}))
    # One that has no value is empty, not undefined: a condition may ask for it.
    said: dict[str, Any] = dict.fromkeys(found.report.keys(), "")
    said |= {key: in_words(value) for key, value in values.items()}
    document = DocxTemplate(io.BytesIO(found.data))
    try:
        document.render({**said, ROWS: entries}, Grammar(), autoescape=True)
    except (TemplateError, RecursionError, SyntaxError):
        raise TemplateNotFillable(count=1) from None
    except _BROKEN:
        raise BrokenDocument(format=_NAME) from None
    document.save(target)
    return len(entries)


def _straightened(root: etree._Element, said: str, path: str, reader: Reader) -> Iterator[Place]:
    """The marks of one part, plain; where rows are repeated."""
    walk = _Walk(reader)
    for paragraph in list(root.iter(f"{W}p")):
        _refuse_fetching(paragraph)
        walk.pass_by(paragraph)
        texts = list(_texts(paragraph))
        text = "".join(one.text or "" for one in texts)
        if not has_marks(text):
            continue
        place = walk.place(paragraph, text, said)
        in_row = walk.is_repeated(paragraph)
        for mark in reversed(list(reader.rewritten(text, place, in_row=in_row))):
            _replace(texts, mark.start, mark.end, mark.inside)
    reader.end()
    _nothing_in(root, path, reader)
    repeated = [row for row, is_repeated in walk.rows.items() if is_repeated]
    for row in repeated:
        table = walk.tables[next(row.iterancestors(f"{W}tbl"))]
        yield Place(TABLE_ROW_REPEATED, {"table": table, "row": _number(row)})
    for row in repeated:
        _wrap(row)


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Its own texts, not those of a box that is anchored in it."""
    for one in paragraph.iter(f"{W}t"):
        if next(one.iterancestors(f"{W}p"), None) is paragraph:
            yield one


def _number(element: etree._Element) -> int:
    return 1 + sum(1 for _one in element.itersiblings(element.tag, preceding=True))


def _replace(texts: list[etree._Element], start: int, end: int, said: str) -> None:
    """Put `said` for the signs from `start` to `end`, into the run in which they begin."""
    at = 0
    for one in texts:
        text = one.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            one.text = text[:first] + said + text[last:]
            one.set(_SPACE, "preserve")
            said = ""
        at += len(text)


def _wrap(row: etree._Element) -> None:
    """A walk through the list around a row."""
    for say, put in ((f"for {ROW} in {ROWS}", row.addprevious), ("endfor", row.addnext)):
        made = etree.Element(f"{W}tr")
        paragraph = etree.SubElement(etree.SubElement(made, f"{W}tc"), f"{W}p")
        text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
        text.text = f"{{%tr {say} %}}"
        put(made)


def _nothing_in(root: etree._Element, path: str, reader: Reader, *, texts: bool = False) -> None:
    """No marks where nothing fills them in: codes, links, notes, properties."""
    for one in root.iter(etree.Element):
        said = [*map(str, one.attrib.values()), one.tail or ""]
        if texts or one.tag != f"{W}t":
            said.append(one.text or "")
        wrong = next((text for text in said if has_marks(text)), None)
        if wrong is not None:
            reader.trouble(MarkOutOfPlace(text=excerpt(wrong)), Place(ELSEWHERE, {"part": path}))


def _refuse_fetching(paragraph: etree._Element) -> None:
    """No field that fetches or runs something when the document is opened."""
    codes = [one.text or "" for one in paragraph.iter(f"{W}instrText")]
    codes += [one.get(f"{W}instr") or "" for one in paragraph.iter(f"{W}fldSimple")]
    found = _FETCHING.search("".join(codes))
    if found:
        raise TemplateReachesOut(what=found[0].upper())


def _unlinked(parts: _Parts, changed: dict[str, bytes]) -> Iterator[Place]:
    """Take out the link to a form outside: opening a paper would load it, macros and all."""
    if not {_SETTINGS, _SETTINGS_LINKS} <= set(parts.names):
        return
    links = part_xml(parts.read(_SETTINGS_LINKS), _NAME)
    linked = [one for one in links if one.get("Type", "").endswith(FORM_LINK)]
    for one in linked:
        links.remove(one)
    if linked:
        settings = part_xml(parts.read(_SETTINGS), _NAME)
        for one in list(settings.iter(f"{W}attachedTemplate")):
            settings.remove(one)
        changed[_SETTINGS_LINKS], changed[_SETTINGS] = _xml(links), _xml(settings)
        yield Place(LINKED_FORM)


def _copied(parts: _Parts, changed: Mapping[str, bytes]) -> bytes:
    """The package with other parts in place of some."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for path in dict.fromkeys(parts.names):
            copy.writestr(path, changed[path] if path in changed else parts.read(path))
    return target.getvalue()


def _xml(root: etree._Element) -> bytes:
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml
