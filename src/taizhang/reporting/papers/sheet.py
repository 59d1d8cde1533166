"""A list as the office prints it: title, unit and day, a ruled table, A4 across.

The head of the table is said again on each page and the columns fill one page's width. Text stays
text: what begins like a formula is written as a string and marked as one.
"""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

import xlsxwriter

from taizhang.reporting.papers import form
from taizhang.reporting.workbooks import LONGEST, RUNNABLE, sheet_name
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, BinaryIO

    from taizhang.reporting.workbooks import Cell

_A4: Final = 9
_MARGIN_INCHES: Final = 12 / 25.4
_SMALL_PT: Final = 10
_TITLE_ROW_PT: Final = 36
_LINE_PT: Final = 20
_HEAD_ROW_PT: Final = 30
_TEXT_LINE_PT: Final = 13.5
_PADDING_PT: Final = 5
_HIGHEST_PT: Final = 400
"""A spreadsheet knows no higher row; what does not fit is read on the screen."""
_WIDE: Final = 1.95
"""Of a Chinese sign, in the widths of a column."""


class Heading(NamedTuple):
    """One column: what stands over it, how many signs wide it is."""

    text: str
    width: int
    is_long: bool = False
    """Sentences run from the left; what is short stands in the middle."""


class Frame(NamedTuple):
    """What stands around the table."""

    title: str
    unit: str
    on: date | str
    """A form names the field of its date."""
    scope: str = ""
    """What was chosen of the list, in words; empty for all of it."""
    unit_word: str = ""
    foot: str = ""
    """Below the table: `{n}` is how many rows it has."""
    nothing: str = ""
    """Instead of rows, when there are none."""
    pages: str = ""
    """In the page's foot, in the words of the format: &P of &N."""
    sheet: str = ""
    """Name of the sheet, where that is not the title."""
    is_form: bool = False
    """Whether its rows are filled in later: then they are as high as what comes into them."""


def write(
    target: BinaryIO, frame: Frame, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]]
) -> int:
    """Write the list; returns how many rows there were."""
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet_name(frame.sheet or frame.title))
    writer = _Writer(book, page, len(headings))
    top = writer.above(frame, headings)
    count = writer.rows(top, headings, rows, is_form=frame.is_form)
    writer.below(frame, top, count)
    book.close()
    return count


class _Writer:
    def __init__(self, book: Any, page: Any, width: int) -> None:  # noqa: ANN401  # no types
        self.page = page
        self.last = width - 1
        font = {"font_name": form.FANG, "font_size": _SMALL_PT, "valign": "vcenter"}
        ruled = {**font, "border": 1, "text_wrap": True}

        def made(**more: object) -> Any:  # noqa: ANN401  # as above
            return book.add_format(more)

        self.title = made(
            font_name=form.TITLE, font_size=form.TITLE_PT, align="center", valign="vcenter"
        )
        self.line = made(**font)
        self.dated = made(**font, align="right")
        self.head = made(**{**ruled, "font_name": form.HEI, "align": "center"})
        self.short, self.long = made(**ruled, align="center"), made(**ruled, align="left")
        self.guarded = made(**ruled, align="left", quote_prefix=True)
        self.day = made(**ruled, align="center", num_format="yyyy-m-d")

    def above(self, frame: Frame, headings: Sequence[Heading]) -> int:
        """Page set-up, title, unit and day, head; returns the first free row."""
        page = self.page
        page.set_paper(_A4)
        page.set_landscape()
        page.set_margins(*[_MARGIN_INCHES] * 4)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_footer(f"&C{frame.pages}", {"margin": _MARGIN_INCHES / 2})
        page.hide_gridlines(2)
        for place, heading in enumerate(headings):
            page.set_column(place, place, heading.width)
        page.set_row(0, _TITLE_ROW_PT)
        self._across(0, 0, self.last, frame.title, self.title)
        page.set_row(1, _LINE_PT)
        middle = self.last // 2
        self._across(1, 0, middle, f"{frame.unit_word}{frame.unit}", self.line)
        dated = frame.on if isinstance(frame.on, str) else day(frame.on)
        self._across(1, middle + 1, self.last, dated, self.dated)
        top = 2
        if frame.scope:
            page.set_row(top, _LINE_PT)
            self._across(top, 0, self.last, frame.scope, self.line)
            top += 1
        page.set_row(top, _HEAD_ROW_PT)
        for place, heading in enumerate(headings):
            page.write_string(top, place, heading.text, self.head)
        page.repeat_rows(top)
        page.freeze_panes(top + 1, 0)
        return top + 1

    def rows(
        self,
        top: int,
        headings: Sequence[Heading],
        rows: Iterable[Sequence[Cell]],
        *,
        is_form: bool,
    ) -> int:
        count = 0
        for count, row in enumerate(rows, start=1):  # how many there were
            if not is_form:
                # No program need work it out when it opens the file: some do not.
                self.page.set_row(top + count - 1, _height(headings, row))
            for place, (heading, value) in enumerate(zip(headings, row, strict=True)):
                self._cell(top + count - 1, place, value, self._look(heading))
        return count

    def below(self, frame: Frame, top: int, count: int) -> None:
        """The line under the table; one that says so where the table is empty."""
        if not count:
            self._across(top, 0, self.last, frame.nothing, self.short)
        bottom = top + max(count, 1)
        self.page.set_row(bottom, _LINE_PT)
        self._across(bottom, 0, self.last, frame.foot.format(n=count), self.line)
        self.page.print_area(0, 0, bottom, self.last)

    def _look(self, heading: Heading) -> Any:  # noqa: ANN401  # as above
        return self.long if heading.is_long else self.short

    def _across(self, row: int, first: int, last: int, text: str, look: Any) -> None:  # noqa: ANN401
        if first < last:
            self.page.merge_range(row, first, row, last, "", look)
        self.page.write_string(row, first, text, look)

    def _cell(self, row: int, place: int, value: Cell, look: Any) -> None:  # noqa: ANN401
        if value is None or value == "":
            self.page.write_blank(row, place, None, look)
        elif isinstance(value, str):
            text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
            guarded = self.guarded if text.startswith(RUNNABLE) else look
            self.page.write_string(row, place, text, guarded)
        elif isinstance(value, date):
            self.page.write_datetime(row, place, value, self.day)
        else:
            self.page.write_number(row, place, value, look)


def _height(headings: Sequence[Heading], row: Sequence[Cell]) -> float:
    """Of a row whose longest cell is to be read in full, in points."""
    texts = zip(headings, row, strict=True)
    lines = max(
        (_lines(value, heading.width) for heading, value in texts if isinstance(value, str)),
        default=1,
    )
    return min(lines * _TEXT_LINE_PT + _PADDING_PT, _HIGHEST_PT)


def _lines(text: str, width: int) -> int:
    """How many a column of this width makes of it; a sign is never cut in two."""
    room = max(width - 1, _WIDE)
    wide = (sum(1.0 if sign.isascii() else _WIDE for sign in part) for part in text.split("\n"))
    return sum(max(1, ceil(one / room)) for one in wide)
