"""The rows of all files, in the columns of the form: taken over, refused, or no entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from taizhang.engine.consolidating.forms import MARK, Target
from taizhang.engine.consolidating.mapping import How, Mapped, mapped
from taizhang.engine.consolidating.sources import Part, Source
from taizhang.engine.consolidating.values import Read, Reader, reader
from taizhang.engine.errors import TaizhangError
from taizhang.engine.sheets.cells import Value
from taizhang.engine.sheets.places import Area, letters
from taizhang.engine.sheets.recognition import Reason, SheetColumn, recognised
from taizhang.engine.sheets.table import Kind, Row, Table
from taizhang.engine.sheets.values import said


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


NO_MATTER: Final = _("The row does not say what the matter is; it was not taken over.")
NOTHING_TAKEN: Final = _("None of its filled cells has a column in the form.")
OTHER_FORM: Final = _("The sheet has another form than the result; its rows were not taken over.")
MORE_OF_THESE: Final = _("{count} more cells of this column are alike.")
NOT_TAKEN: Final = _("The column has no place in the form; its cells were not taken over.")
MOST_ALIKE: Final = 20
"""Cells of one column that are named with the same mistake."""
LOOKED_AT: Final = 400
"""Rows from which columns are told; the form's own are told from more."""
_LEAST: Final = 2
_REPORTER: Final = re.compile(
    r"(?:填报|报送|上报|填表|报表|制表|编制|汇总)(?:单位|部门)(?:[（(][^）)]*[）)])?[:：]\s*"
    r"(?P<unit>[^\s　:：]+)"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """What a person has to look at: file, sheet, row as seen (0: none), column, cell, why."""

    file: str
    sheet: str
    row: int
    column: str
    cell: str
    reason: Reason
    error: TaizhangError | None = None


@dataclass(slots=True)
class Sheet:
    """One table that came in, and what became of its rows."""

    file: str
    name: str
    unit: str
    at: int
    """Which of the files."""
    heading: tuple[int, int] = (0, 0)
    """First and last row of the headings, as a person sees them; 0 without a table."""
    target: int | None = None
    mapping: tuple[Mapped, ...] = ()
    seen: int = 0
    imported: int = 0
    refused: int = 0
    blank: int = 0
    """Rows between others that hold nothing of their own."""
    kinds: dict[str, int] = field(default_factory=dict)
    """How many rows there are of those that are no entries, by kind."""
    places: tuple[int | None, ...] = ()
    """By column of the form, the column of the sheet."""
    signs: tuple[str, ...] = ()
    """The same as letters; empty for a column that the sheet has not."""
    tops: dict[int, dict[int, int]] = field(default_factory=dict)
    """By column of the form, by row within a merged area, the area's first row."""
    widths: dict[tuple[int, int], int] = field(default_factory=dict)
    """By column of the form and first row, how many columns more a merged area goes over."""

    @property
    def not_data(self) -> int:
        """Rows recognised as no entries."""
        return sum(self.kinds.values())

    def place_of(self, column: int, row: int) -> str:
        """The cell that a value of a row came from, such as C15."""
        top = self.tops.get(column, {}).get(row, row)
        return f"{sign}{top}" if (sign := self.signs[column]) else ""


@dataclass(slots=True)
class Line:
    """A row of a sheet in the columns of the form."""

    sheet: Sheet
    number: int
    values: list[Value]
    changes: tuple[tuple[int, str], ...] = ()
    """Column and words that stood in its cell, where others were put in."""


class Reading:
    """Takes tables in one after the other."""

    def __init__(self, targets: Sequence[Target], fixed: Mapping[str, str]) -> None:
        self.targets = targets
        self.fixed = fixed
        self.readers = [[reader(column) for column in one.columns] for one in targets]
        self.sheets: list[Sheet] = []
        self.lines: list[list[Line]] = [[] for _target in targets]
        self.issues: list[Issue] = []
        self._words: dict[str, str] = {}

    def take(self, source: Source, part: Part, unit: str, at: int = 0) -> Sheet:
        """Take the rows of a table in."""
        sheet = Sheet(source.name, part.sheet, unit, at)
        self.sheets.append(sheet)
        if part.table is None:
            sheet.seen = sheet.refused = len(part.numbers)
            self._refuse(sheet, part.numbers, part.refusal)
            return sheet
        table, offset = part.table, part.table.offset
        sheet.heading = (table.heading.top + offset + 1, table.heading.bottom + offset + 1)
        self._choose(sheet, table)
        for row in table.rows:
            sheet.seen += 1
            if row.kind is not Kind.DATA:
                sheet.kinds[row.kind.value] = sheet.kinds.get(row.kind.value, 0) + 1
        if table.rows:
            sheet.blank = table.rows[-1].number - sheet.heading[1] - sheet.seen
        data = table.data
        if sheet.target is None:
            sheet.refused = len(data)
            self._refuse(sheet, [row.number for row in data], None)
            return sheet
        self._notice_columns(sheet, data)
        self._notice_lost(sheet, part)
        _note_merged(table, sheet, self.targets[sheet.target])
        self._take_rows(sheet, data)
        return sheet

    def _choose(self, sheet: Sheet, table: Table) -> None:
        """The table of the form that most of the columns belong to; its own name breaks a tie."""
        columns = recognised(_sample(table))
        best: tuple[float, int, tuple[Mapped, ...]] | None = None
        for place, target in enumerate(self.targets):
            found = mapped(columns, target, self.fixed)
            fitting = sum(one.target is not None for one in found)
            score = fitting + (0.5 if target.sheet == sheet.name else 0)
            if fitting >= min(_LEAST, len(target.columns)) and (best is None or score > best[0]):
                best = (score, place, found)
        if best is None:
            return
        _score, sheet.target, sheet.mapping = best
        places: list[int | None] = [None] * len(self.targets[sheet.target].columns)
        for one in sheet.mapping:
            if one.target is not None:
                places[one.target] = one.column.place
        sheet.places = tuple(places)
        sheet.signs = tuple("" if place is None else letters(place) for place in places)

    def _refuse(self, sheet: Sheet, numbers: Sequence[int], error: TaizhangError | None) -> None:
        if not numbers:
            return
        rows = f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else ""
        reason = Reason(OTHER_FORM)
        self.issues.append(Issue(sheet.file, sheet.name, numbers[0], "", rows, reason, error))

    def _notice_columns(self, sheet: Sheet, data: Sequence[Row]) -> None:
        """Columns without a place, and those that were only guessed: a person looks."""
        for one in sheet.mapping:
            is_guessed = one.how in {How.FUZZY, How.CONTENT}
            is_ours = one.how is How.NONE and one.column.name != MARK
            is_lost = is_ours and any(row.cells[one.source] != "" for row in data)
            if is_guessed or is_lost:
                at, reason = (
                    letters(one.column.place),
                    one.reason if is_guessed else Reason(NOT_TAKEN),
                )
                row, name = sheet.heading[1], one.column.name
                self.issues.append(Issue(sheet.file, sheet.name, row, at, name, reason))

    def _notice_lost(self, sheet: Sheet, part: Part) -> None:
        for row, column, why in part.lost:
            at, reason = letters(column), Reason(why)
            self.issues.append(Issue(sheet.file, sheet.name, row, at, "", reason))

    def _take_rows(self, sheet: Sheet, data: Sequence[Row]) -> None:
        target = self.targets[sheet.target or 0]
        readers = self.readers[sheet.target or 0]
        steps = [
            (one.source, one.target, readers[one.target])
            for one in sheet.mapping
            if one.target is not None
        ]
        width, matters = len(target.columns), target.matters
        lines = self.lines[sheet.target or 0]
        alike: dict[tuple[int, str], int] = {}
        for row in data:
            values: list[Value] = [None] * width
            changes = self._read(sheet, row, steps, values, alike)
            why = _refusal(values, matters)
            if why:
                sheet.refused += 1
                text = "　".join(said(cell) for cell in row.cells if cell != "")[:100]
                reason = Reason(why)
                self.issues.append(Issue(sheet.file, sheet.name, row.number, "", text, reason))
                continue
            sheet.imported += 1
            lines.append(Line(sheet, row.number, values, tuple(changes)))
        self._tell_the_rest(sheet, target.columns, alike)

    def _read(
        self,
        sheet: Sheet,
        row: Row,
        steps: Sequence[tuple[int, int, Reader]],
        values: list[Value],
        alike: dict[tuple[int, str], int],
    ) -> Iterable[tuple[int, str]]:
        changes: list[tuple[int, str]] = []
        words, cells = self._words, row.cells
        for place, to, read in steps:
            cell = cells[place]
            if cell == "":
                continue
            found = read(cell)
            value = found.value
            values[to] = words.setdefault(value, value) if value.__class__ is str else value
            if found.problem:
                self._notice(sheet, row, (to, place), found, alike)
            if found.is_changed:
                changes.append((to, said(cell)))
        return changes

    def _notice(
        self,
        sheet: Sheet,
        row: Row,
        places: tuple[int, int],
        found: Read,
        alike: dict[tuple[int, str], int],
    ) -> None:
        to, place = places
        count = alike[to, found.problem] = alike.get((to, found.problem), 0) + 1
        if count <= MOST_ALIKE:
            at = letters(sheet.places[to] or 0)
            reason = Reason(found.problem, dict(found.fields))
            text = said(row.cells[place])[:100]
            self.issues.append(Issue(sheet.file, sheet.name, row.number, at, text, reason))

    def _tell_the_rest(
        self,
        sheet: Sheet,
        columns: Sequence[SheetColumn],
        alike: Mapping[tuple[int, str], int],
    ) -> None:
        for (to, _problem), count in alike.items():
            if count > MOST_ALIKE:
                at = letters(sheet.places[to] or 0)
                reason = Reason(MORE_OF_THESE, {"count": count - MOST_ALIKE})
                name = columns[to].name
                self.issues.append(Issue(sheet.file, sheet.name, 0, at, name, reason))


def _sample(table: Table) -> Table:
    """Enough rows to tell what the columns are, from the whole of a long table."""
    rows = table.data
    step = -(-len(rows) // LOOKED_AT)
    return table if step <= 1 else replace(table, rows=rows[::step])


def _refusal(values: Sequence[Value], matters: Sequence[int]) -> str:
    """Why a row cannot be an entry."""
    if not any(value is not None for value in values):
        return NOTHING_TAKEN
    if matters and all(values[place] in {None, ""} for place in matters):
        return NO_MATTER
    return ""


def _note_merged(table: Table, sheet: Sheet, target: Target) -> None:
    """Which cells stand within a merged area, and how wide those areas may be in the form."""
    column_of = {place: to for to, place in enumerate(sheet.places) if place is not None}
    offset, length = table.offset + 1, len(table.grid.rows)
    for area in table.grid.merged:
        to = column_of.get(area.left)
        if to is None or area.top < table.first:
            continue
        width = _width(area, to, sheet, target)
        if area.bottom == area.top and not width:
            continue
        if width:
            sheet.widths[to, area.top + offset] = width
        rows = sheet.tops.setdefault(to, {})
        for row in range(area.top, min(area.bottom, length - 1) + 1):
            rows[row + offset] = area.top + offset


def _width(area: Area, to: int, sheet: Sheet, target: Target) -> int:
    """How far right the area goes in the form; not over a column that is filled from elsewhere."""
    left = target.columns[to].place
    right = left + area.right - area.left
    if right > target.layout.width - 1:
        return 0
    for other, column in enumerate(target.columns):
        place = sheet.places[other]
        if left < column.place <= right and (
            place is not None and not area.left <= place <= area.right
        ):
            return 0
    return right - left


def reporting_unit(part: Part) -> str:
    """Who reported a table, as it says above or below; empty when it does not."""
    table = part.table
    if table is None:
        return ""
    notes = (
        "　".join(said(cell) for cell in row.cells if cell != "")
        for row in table.rows
        if row.kind is Kind.NOTE
    )
    for text in (*table.titles, *notes):
        found = _REPORTER.search(text)
        if found:
            return found["unit"]
    return ""


def unit_of_file(file: str) -> str:
    """Who reported a file, as its name says."""
    stem = re.sub(r"\.\w{2,5}$", "", file.replace("\\", "/").rsplit("/", 1)[-1])
    named = re.split(r"[-_—－·\s（(]", stem)
    return next((word for word in named if _UNIT_END.search(word)), stem)


_UNIT_END: Final = re.compile(
    r"(?:局|办|委|中心|园区|街道|镇|乡|公司|集团|部|处|科|队|会|所|站|院|厅)$"
)
