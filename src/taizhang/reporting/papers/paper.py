"""One official paper, written from top to bottom."""

from __future__ import annotations

from datetime import UTC
from math import ceil
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, RGBColor

from taizhang.reporting.papers import form
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from typing import BinaryIO

    from docx.table import _Row
    from docx.text.paragraph import Paragraph

_DIGITS: Final = "〇一二三四五六七八九"
_TITLE_CHARACTERS: Final = int(form.CORE_MM[0] * 72 / 25.4 / form.TITLE_PT)
_DATE_INDENT: Final = 4
"""Characters right of the date of signature."""
_GRID: Final = (4, 8, 4, 8)
"""Shares of label and value, twice."""
_GAPS: Final = "”》）、，的"
"""A title is broken after one of these, if one is near."""


class Paper:
    """Title, addressee, headings of four ranks, paragraphs, tables, signature; then `save`."""

    def __init__(self, *, subject: str, author: str, at: datetime) -> None:
        """`subject` and `author` stand in the file's properties, `at` is when it was drawn up."""
        self.document = Document()
        form.set_up(self.document)
        said = self.document.core_properties
        said.title, said.author, said.last_modified_by, said.comments = subject, author, author, ""
        said.created = said.modified = at.astimezone(UTC).replace(tzinfo=None)
        self._counts = [0] * len(form.RANKS)

    def title(self, text: str, *, colour: str = "") -> None:
        """Centred; over several lines when it is long, an empty line below.

        `colour` (RRGGBB) repeats what the words say; a printer without colours loses nothing.
        """
        for line in title_lines(text):
            paragraph = self._add(line, "Title")
            if colour:
                paragraph.runs[0].font.color.rgb = RGBColor.from_string(colour)
        self._add("", "Normal")

    def note(self, text: str) -> None:
        """A line flush left, before whom it is sent to: a number, a period."""
        self._add(text, "Addressee")

    def masthead(self, name: str, issue: str, issuer: str, on: date) -> None:
        """The head of a bulletin (报头): its name, which issue, who issues it and when, a line."""
        head = self._add(name, "Masthead")
        head.runs[0].font.color.rgb = RGBColor.from_string(form.RED)
        self._add(issue, "Issue")
        line = self._add(f"{issuer}\t{day(on)}", "Addressee")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(form.CORE_MM[0]), WD_TAB_ALIGNMENT.RIGHT)
        form.underline(line)
        self._add("", "Normal")

    def photo(self, data: BinaryIO, words: str) -> None:
        """A picture in the middle, no wider than the core, its words below."""
        paragraph = self._add("", "Photo")
        paragraph.add_run().add_picture(data, width=Mm(form.PHOTO_MM))
        self._add(words, "Cell")

    def addressee(self, text: str) -> None:
        """To whom it is sent, flush left, with a colon."""
        self._add(f"{text.rstrip('：:')}：", "Addressee")

    def heading(self, text: str, rank: int = 1) -> None:
        """The next heading of a rank from 1 to 4: 一、 （一） 1. （1）."""
        self._counts[rank - 1] += 1
        self._counts[rank:] = [0] * (len(self._counts) - rank)
        self._add(mark(rank, self._counts[rank - 1]) + text, f"Heading {rank}")

    def paragraph(self, text: str) -> None:
        self._add(text, "Normal")

    def paragraphs(self, text: str) -> None:
        """Of words that somebody typed: each line that says something is a paragraph."""
        for line in text.splitlines():
            if line.strip():
                self.paragraph(line.strip())

    def table(
        self, headings: Sequence[str], rows: Iterable[Sequence[str | int]], widths: Sequence[int]
    ) -> None:
        """As wide as the core; `widths` are shares. The head is said again on each page."""
        table = self.document.add_table(rows=1, cols=len(headings))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        shares = [Mm(form.CORE_MM[0] * share / sum(widths)) for share in widths]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        _fill(table.rows[0], headings, shares, "Cell heading")
        _flag(table.rows[0], "w:tblHeader")
        for row in rows:
            _fill(table.add_row(), row, shares, "Cell")
        self._add("", "Normal")

    def grid(self, rows: Iterable[Sequence[str]]) -> None:
        """A form of ruled cells: labels and values by turns; one pair takes the whole width."""
        table = self.document.add_table(rows=0, cols=len(_GRID))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        shares = [Mm(form.CORE_MM[0] * share / sum(_GRID)) for share in _GRID]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        for row in rows:
            cells = table.add_row().cells
            if len(row) == 2:  # noqa: PLR2004  # a pair
                cells[1].merge(cells[3])
            for place, text in enumerate(row):
                cells[place].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                lines = text.splitlines() or [""]
                for at, line in enumerate(lines):
                    paragraph = cells[place].paragraphs[0] if not at else None
                    paragraph = paragraph or cells[place].add_paragraph()
                    paragraph.style = "Cell text" if place % 2 else "Cell heading"
                    paragraph.add_run(_writable(line))

    def signature(self, name: str, on: date | str) -> None:
        """Who issues it, centred over the date, which stands four characters from the right.

        It never stands on a page alone: the end of what it signs goes along. A form names the
        field of its date.
        """
        dated = on if isinstance(on, str) else day(on)
        half = (_width(dated) - _width(name)) / 2
        for paragraph in (*self.document.paragraphs[-1:], self._add("", "Normal")):
            paragraph.paragraph_format.keep_with_next = True
        for text, right in ((name, max(0.0, _DATE_INDENT + half)), (dated, float(_DATE_INDENT))):
            paragraph = self._add(text, "Signature")
            form.indent(paragraph, rightChars=round(right * 100))
            paragraph.paragraph_format.keep_with_next = text == name

    def save(self, target: BinaryIO) -> None:
        self.document.save(target)

    def _add(self, text: str, style: str) -> Paragraph:
        return self.document.add_paragraph(_writable(text), style)


def mark(rank: int, number: int) -> str:
    """What stands before the heading: 一、 （一） 1. （1）."""
    return (
        f"{chinese(number)}、",
        f"（{chinese(number)}）",
        f"{number}.",
        f"（{number}）",
    )[rank - 1]


def chinese(number: int) -> str:
    """1 to 99 as 一 … 九十九; beyond that digits say it shorter."""
    tens, ones = divmod(number, 10)
    if tens > 9:  # noqa: PLR2004  # two digits
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def title_lines(text: str) -> list[str]:
    """The title over as few lines as it needs, each about as long as the others."""
    lines: list[str] = []
    rest = text.strip()
    for left in range(ceil(len(rest) / _TITLE_CHARACTERS), 1, -1):
        fair = ceil(len(rest) / left)
        gaps = [
            place
            for place in range(fair - 3, min(fair + 3, _TITLE_CHARACTERS) + 1)
            if rest[place - 1] in _GAPS
        ]
        at = min(gaps, key=lambda place: abs(place - fair), default=fair)
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def _fill(row: _Row, texts: Sequence[str | int], widths: Sequence[Mm], style: str) -> None:
    _flag(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(_writable(str(text)))


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # no name for it yet


def _width(text: str) -> float:
    """In characters; digits and Latin letters are half as wide."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _writable(text: str) -> str:
    """Without what XML cannot hold: somebody may have typed it."""
    return "".join(sign for sign in text if sign in "\t\n" or sign.isprintable())
