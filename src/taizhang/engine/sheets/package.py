"""The parts of a workbook's package: which sheet is which, its XML, the texts cells share."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Final, Self

from lxml import etree

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.packed import unpacked, xml_of
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.formats.xlsx import FORMAT
from taizhang.engine.sheets.places import area_of

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
STRINGS: Final = "xl/sharedStrings.xml"
STYLES: Final = "xl/styles.xml"
ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHEET_RANGE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
LONGEST_RANGE: Final = 1_000
"""Cells of a range that a list is taken from."""


def parsed(xml: bytes) -> etree._Element:
    """A part of the package; entities and outside references are never followed."""
    return xml_of(xml, format_name=FORMAT)


def serialised(root: etree._Element) -> bytes:
    """A part of the package as it is written."""
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


class Package:
    """A workbook's parts by what they are, after `grid.checked`; closed with `with`."""

    def __init__(self, data: bytes, limits: Limits, shells: Mapping[str, bytes]) -> None:
        self.file = zipfile.ZipFile(io.BytesIO(data))
        self.limits = limits
        self._shells = shells
        self.names = frozenset(self.file.namelist())
        self._sheets = dict(self._find_sheets())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def part(self, path: str) -> bytes:
        """A member as it unpacks; nothing for one that is not there."""
        if path not in self.names:
            return b""
        return unpacked(self.file, path, format_name=FORMAT, limits=self.limits)

    @property
    def has_macros(self) -> bool:
        """Whether it carries a program."""
        return any("vbaproject" in name.lower() or "macrosheets/" in name for name in self.names)

    @property
    def shown(self) -> tuple[str, ...]:
        """The sheets that a person sees, in order."""
        return tuple(name for name, (_path, visible) in self._sheets.items() if visible)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The sheets that a person does not see."""
        return tuple(name for name, (_path, visible) in self._sheets.items() if not visible)

    def path(self, sheet: str) -> str:
        """The member that holds a sheet."""
        return self._sheets[sheet][0]

    def has(self, sheet: str) -> bool:
        """Whether there is a sheet of that name."""
        return sheet in self._sheets

    def paths(self) -> tuple[str, ...]:
        """The members of all sheets, hidden ones too."""
        return tuple(path for path, _visible in self._sheets.values())

    def sheet(self, name: str) -> bytes:
        """The XML of a sheet."""
        return self.part(self.path(name))

    def shell(self, name: str) -> etree._Element:
        """A sheet without its rows."""
        return parsed(self._shells.get(self.path(name), b"") or self.sheet(name))

    def _find_sheets(self) -> Iterator[tuple[str, tuple[str, bool]]]:
        if not {WORKBOOK, RELATIONS} <= self.names:
            raise BrokenDocument(format=FORMAT)
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in parsed(self.part(RELATIONS)).iter("{*}Relationship")
            if one.get("Type", "").endswith("/worksheet")
        }
        for sheet in parsed(self.part(WORKBOOK)).iter("{*}sheet"):
            target = targets.get(sheet.get(ID))
            if target:
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                visible = sheet.get("state", "visible") == "visible"
                yield sheet.get("name", ""), (posixpath.normpath(path), visible)

    def range(self, sheet: str, formula: str) -> list[str]:
        """The texts of the cells that a formula such as 字典!$A$2:$A$9 or a name stands for."""
        formula = self._named().get(formula.lower(), formula)
        elsewhere = _SHEET_RANGE.fullmatch(formula)
        if elsewhere:
            sheet = (elsewhere[1] or elsewhere[2]).replace("''", "'")
        area = area_of(elsewhere[3] if elsewhere else formula)
        if area is None or area.size > LONGEST_RANGE or sheet not in self._sheets:
            return []
        texts = self._texts(sheet)
        return [
            texts.get((row, column), "")
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        ]

    def _named(self) -> dict[str, str]:
        names = parsed(self.part(WORKBOOK)).iter("{*}definedName")
        return {one.get("name", "").lower(): (one.text or "") for one in names}

    def _texts(self, sheet: str) -> dict[tuple[int, int], str]:
        """By place the text of every cell of a sheet that holds any."""
        strings = self.strings()
        found: dict[tuple[int, int], str] = {}
        for cell in parsed(self.sheet(sheet)).iter("{*}c"):
            place = area_of(cell.get("r", ""))
            value = cell.findtext("{*}v") or ""
            if place is None:
                continue
            if cell.get("t") == "s" and value.isdigit() and int(value) < len(strings):
                value = strings[int(value)]
            elif cell.get("t") == "inlineStr":
                value = text_in(cell)
            found[place.top, place.left] = value
        return found

    def strings(self) -> list[str]:
        """The texts that cells share, by number."""
        xml = self.part(STRINGS)
        return [text_in(one) for one in parsed(xml).iter("{*}si")] if xml else []


def text_in(element: etree._Element) -> str:
    """All text, without the readings that stand above it."""
    return "".join(
        one.text or ""
        for one in element.iter("{*}t")
        if not any(up.tag.endswith("}rPh") for up in one.iterancestors())
    )
