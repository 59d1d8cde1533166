"""Looks of cells: the same look as a date, the same look as text that is never run."""

from __future__ import annotations

import copy
import re
from typing import Any, Final

from lxml import etree

from taizhang.engine.sheets.package import parsed, serialised

_BUILT_IN_DAYS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_FIRST_OWN: Final = 164
_NOT_CODE: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ISO: Final = "yyyy-mm-dd"


class Styles:
    """The cell formats of a workbook; new ones are added behind those that are there."""

    def __init__(self, xml: bytes) -> None:
        self.root: Any = parsed(xml) if xml else None
        self._formats: Any = self.root.find("{*}cellXfs") if self.root is not None else None
        self._made: dict[tuple[int, str], int] = {}

    def xml(self) -> bytes | None:
        """The part, with what was added."""
        if self.root is None:
            return None
        return serialised(self.root)

    def as_day(self, style: int) -> int | None:
        """The look with a date's format; None in a workbook without any."""
        base = self._format(style)
        if base is None:
            return None
        if self._is_day(int(base.get("numFmtId", "0"))):
            return style
        return self._variant(style, "day", numFmtId=str(self._iso()), applyNumberFormat="1")

    def as_text(self, style: int) -> int | None:
        """The look with the mark of text: opening or editing the cell runs nothing."""
        if self._format(style) is None:
            return None
        return self._variant(style, "text", quotePrefix="1")

    def as_heading(self) -> int | None:
        """The plainest look in bold; None in a workbook without looks."""
        fonts = self.root.find("{*}fonts") if self.root is not None else None
        if fonts is None or not len(fonts) or self._format(0) is None:
            return None
        if (0, "heading") not in self._made:
            bold = copy.deepcopy(fonts[0])
            if bold.find("{*}b") is None:
                bold.insert(0, etree.Element(f"{{{etree.QName(bold).namespace}}}b"))
            fonts.append(bold)
            fonts.set("count", str(len(fonts)))
            self._variant(0, "heading", fontId=str(len(fonts) - 1), applyFont="1")
        return self._made[0, "heading"]

    def _format(self, style: int) -> etree._Element | None:
        if self._formats is None or not 0 <= style < len(self._formats):
            return None
        return self._formats[style]

    def _variant(self, style: int, kind: str, **changes: str) -> int:
        if (style, kind) not in self._made:
            formats = self._formats
            made = copy.deepcopy(formats[style])
            for name, value in changes.items():
                made.set(name, value)
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._made[style, kind] = len(formats) - 1
        return self._made[style, kind]

    def _own(self) -> dict[int, str]:
        numbers = self.root.find("{*}numFmts")
        found = numbers if numbers is not None else ()
        return {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in found}

    def _is_day(self, number: int) -> bool:
        code = _NOT_CODE.sub("", self._own().get(number, "")).lower()
        return number in _BUILT_IN_DAYS or ("d" in code or "y" in code)

    def _iso(self) -> int:
        """The number of the format yyyy-mm-dd, made when there is none."""
        own = self._own()
        known = next((number for number, code in own.items() if code == _ISO), None)
        if known is not None:
            return known
        number = max([_FIRST_OWN - 1, *own]) + 1
        space = etree.QName(self.root).namespace
        numbers = self.root.find("{*}numFmts")
        if numbers is None:
            numbers = etree.Element(f"{{{space}}}numFmts")
            self.root.insert(0, numbers)  # the schema wants it first
        etree.SubElement(numbers, f"{{{space}}}numFmt", numFmtId=str(number), formatCode=_ISO)
        numbers.set("count", str(len(numbers)))
        return number
