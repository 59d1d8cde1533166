"""Rows of a sheet as XML, one at a time: text stays text, dates get a date's look."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from taizhang.engine.sheets.places import letters
from taizhang.engine.sheets.styles import Styles

Value = str | int | float | dt.date | None
LONGEST: Final = 32_767
"""Characters of one cell."""
_RUNNABLE: Final = ("=", "+", "-", "@", "\t", "\r")
_EPOCH: Final = dt.date(1899, 12, 30)
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def text_xml(text: str) -> str:
    """Text as a spreadsheet reads it back: nothing of it is markup or an escape."""
    clean = _FORBIDDEN.sub("", text.replace("\r\n", "\n"))
    clean = clean if len(clean) <= LONGEST else f"{clean[: LONGEST - 1]}…"
    return escape(_ESCAPED.sub("_x005F_", clean))


class Writer:
    """Writes rows in the looks of a model row."""

    def __init__(
        self, styles: Styles, looks: Mapping[int, int], attributes: str, prefix: str = ""
    ) -> None:
        self.styles = styles
        self.looks = dict(sorted(looks.items()))
        self.attributes = attributes
        self.prefix = prefix

    def row(self, number: int, values: Mapping[int, Value]) -> bytes:
        """A row with this number (from 1); columns without a value keep their look."""
        p = self.prefix
        columns = sorted({*self.looks, *values})
        cells = (self.cell(number, column, values.get(column)) for column in columns)
        return f'<{p}row r="{number}"{self.attributes}>{"".join(cells)}</{p}row>'.encode()

    def cell(self, row: int, column: int, value: Value) -> str:
        """One cell, with the look of its column."""
        look = self.looks.get(column)
        place, p = f"{letters(column)}{row}", self.prefix
        match value:
            case None | "":
                return f'<{p}c r="{place}" s="{look}"/>' if look is not None else ""
            case bool() | str():
                return self._text(place, str(value), look)
            case dt.date():
                style = self.styles.as_day(look or 0)
                if style is None:
                    return self._text(place, value.isoformat(), look)
                days = (value - _EPOCH).days
                return f'<{p}c r="{place}" s="{style}"><{p}v>{days}</{p}v></{p}c>'
        said = f' s="{look}"' if look is not None else ""
        return f'<{p}c r="{place}"{said}><{p}v>{value!r}</{p}v></{p}c>'

    def _text(self, place: str, text: str, look: int | None) -> str:
        p = self.prefix
        if text.startswith(_RUNNABLE):
            guarded = self.styles.as_text(look or 0)
            look = look if guarded is None else guarded
        said = f' s="{look}"' if look is not None else ""
        words = f'<{p}t xml:space="preserve">{text_xml(text)}</{p}t>'
        return f'<{p}c r="{place}"{said} t="inlineStr"><{p}is>{words}</{p}is></{p}c>'


def row_values(places: Sequence[int], row: Iterable[Value]) -> dict[int, Value]:
    """By column what a row says."""
    return dict(zip(places, row, strict=True))
