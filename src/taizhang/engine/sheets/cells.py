"""Rows of a sheet as XML, one at a time: text stays text, dates get a date's look."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from taizhang.engine.sheets.places import letters
from taizhang.engine.sheets.styles import Styles

Value = str | int | float | dt.date | None


class Formula(str):
    """A cell that is worked out: the form's own words, never those that somebody typed."""

    __slots__ = ()


LONGEST: Final = 32_767
"""Characters of one cell."""
_RUNNABLE: Final = ("=", "+", "-", "@", "\t", "\r")
_EPOCH: Final = dt.date(1899, 12, 30)
_REMEMBERED: Final = 50_000
"""Cells whose XML is kept at hand."""
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

        self._signs: dict[int, str] = {}
        self._known: dict[tuple[type, Value, int | None], str] = {}

    def row(self, number: int, values: Mapping[int, Value]) -> bytes:
        """A row with this number (from 1); columns without a value keep their look."""
        p, looks = self.prefix, self.looks
        columns = values if looks.keys() <= values.keys() else sorted({*looks, *values})
        cells = [self.cell(number, column, values.get(column)) for column in columns]
        return f'<{p}row r="{number}"{self.attributes}>{"".join(cells)}</{p}row>'.encode()

    def cell(self, row: int, column: int, value: Value) -> str:
        """One cell, with the look of its column."""
        look = self.looks.get(column)
        if look is None and (value is None or value == ""):
            return ""
        sign = self._signs.get(column) or self._signs.setdefault(column, letters(column))
        # What repeats is put into XML once: ledgers say few different things.
        key = (value.__class__, value, look)
        rest = self._known.get(key)
        if rest is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            rest = self._known[key] = self._rest(value, look)
        return f'<{self.prefix}c r="{sign}{row}"{rest}'

    def _rest(self, value: Value, look: int | None) -> str:
        """A cell's XML behind its place."""
        p = self.prefix
        match value:
            case Formula():
                said = f' s="{look}"' if look is not None else ""
                return f"{said}><{p}f>{text_xml(value)}</{p}f></{p}c>"
            case None | "":
                return f' s="{look}"/>'
            case bool() | str():
                return self._text(str(value), look)
            case dt.date():
                style = self.styles.as_day(look or 0)
                if style is None:
                    return self._text(value.isoformat(), look)
                days = (value - _EPOCH).days
                return f' s="{style}"><{p}v>{days}</{p}v></{p}c>'
        said = f' s="{look}"' if look is not None else ""
        return f"{said}><{p}v>{value!r}</{p}v></{p}c>"

    def _text(self, text: str, look: int | None) -> str:
        p = self.prefix
        if text.startswith(_RUNNABLE):
            guarded = self.styles.as_text(look or 0)
            look = look if guarded is None else guarded
        said = f' s="{look}"' if look is not None else ""
        words = f'<{p}t xml:space="preserve">{text_xml(text)}</{p}t>'
        return f'{said} t="inlineStr"><{p}is>{words}</{p}is></{p}c>'


def row_values(places: Sequence[int], row: Iterable[Value]) -> dict[int, Value]:
    """By column, from left to right, what a row says."""
    found = dict(zip(places, row, strict=True))
    return found if _is_sorted(places) else dict(sorted(found.items()))


def _is_sorted(places: Sequence[int]) -> bool:
    return all(map(operator.lt, places, places[1:]))
