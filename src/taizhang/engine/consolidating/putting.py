"""From files to one ledger: read, name in one way, join, compare; values in, a result out."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from taizhang.engine.consolidating.comparing import Comparison, compared
from taizhang.engine.consolidating.deciding import Decided
from taizhang.engine.consolidating.forms import Form, Target, form_of, parts_taken
from taizhang.engine.consolidating.lines import (
    Issue,
    Line,
    Reading,
    Sheet,
    reporting_unit,
    unit_of_file,
)
from taizhang.engine.consolidating.matters import Alike, Matter, joined
from taizhang.engine.consolidating.parties import (
    Doubt,
    Names,
    counted_names,
    enterprises,
    split,
    units,
)
from taizhang.engine.consolidating.refusals import MapColumnUnknown, NoSource, TooManyRowsTogether
from taizhang.engine.consolidating.sources import Remark, Source, read_source
from taizhang.engine.errors import TaizhangError
from taizhang.engine.names import EMPTY, RosterNames
from taizhang.engine.sheets.known import Known, plain_heading
from taizhang.engine.sheets.places import LAST_ROW
from taizhang.engine.sheets.recognition import Reason
from taizhang.engine.sheets.values import said

FOOT = 1_000
"""Rows kept free for headings and notes."""
_UNITS = (Known.LEAD, Known.CO_UNITS)


@dataclass(frozen=True, slots=True)
class Input:
    """A file by name; its bytes are asked for when it is its turn."""

    name: str
    load: Callable[[], bytes]


@dataclass(frozen=True)
class Settings:
    """What a person may give besides the files."""

    today: dt.date
    form: Form | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Columns by name and the column of the form; an empty name leaves one out."""
    previous: Input | None = None
    roster: RosterNames = EMPTY
    coded: Mapping[str, str] = field(default_factory=dict)
    """Enterprises of the roster by credit code."""
    expected: Sequence[str] | None = None
    """Units that should report besides those of last time; None for all of the roster."""
    decided: Decided = field(default_factory=dict)
    """What a person decided about contradictions, now or earlier."""


@dataclass(slots=True)
class FileRead:
    """A file, what was said about it, or why it could not be read."""

    name: str
    remarks: tuple[Remark, ...] = ()
    error: TaizhangError | None = None
    no_form: TaizhangError | None = None
    """Why it could not be the form, where that was asked."""


@dataclass(slots=True)
class TableOut:
    """One table of the result."""

    target: Target
    matters: list[Matter]
    alike: list[Alike]
    comparison: Comparison | None = None

    @property
    def lines(self) -> Iterator[Line]:
        """The rows that its matters came from."""
        for matter in self.matters:
            yield from matter.lines

    def row(self, at: int) -> int:
        """The row of a matter in the result, as a person sees it."""
        return self.target.layout.first + at + 1


@dataclass(frozen=True, slots=True)
class Place:
    """File, sheet and cell; of a name that is the file's own, no cell."""

    file: str
    sheet: str
    cell: str = ""


@dataclass(slots=True)
class Result:
    """All that was put together."""

    form: Form
    files: list[FileRead]
    sheets: list[Sheet]
    tables: list[TableOut]
    issues: list[Issue]
    doubts: list[Doubt]
    enterprises: Names
    units: Names
    missing: tuple[str, ...]
    today: dt.date
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where a doubtful name stands first."""

    @property
    def clashes(self) -> int:
        """Cells in which units contradict each other, and nobody decided."""
        matters = (one for table in self.tables for one in table.matters)
        return sum(len(one.clashes) - len(one.decided) for one in matters)

    @property
    def alike(self) -> int:
        """Pairs of matters that may be one, and nobody decided."""
        return sum(one.decision is None for table in self.tables for one in table.alike)

    @property
    def unsure(self) -> int:
        """Names in doubt, and nobody decided."""
        return sum(one.decision is None for one in self.doubts)

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look at anything."""
        is_doubtful = bool(self.unsure or self.alike)
        is_wrong = bool(self.issues) or any(one.error for one in self.files)
        return bool(self.clashes or is_wrong or is_doubtful or self.missing)


Progress = Callable[[int, str], None]


def consolidated(
    inputs: Sequence[Input], settings: Settings, progress: Progress = lambda _done, _name: None
) -> Result:
    """Put the tables of all files together.

    Raises:
        NoSource, MapColumnUnknown, TooManyRowsTogether: nothing can be made of them.
    """
    files: list[FileRead] = []
    reading: Reading | None = None
    form = settings.form
    waiting: list[tuple[int, Source]] = []
    for done, one in enumerate(inputs):
        progress(done, one.name)
        read, source = _read(one)
        files.append(read)
        if source is None:
            continue
        if form is None:
            form = _form(source, read)
        if form is None:
            waiting.append((done, source))
            continue
        if reading is None:
            reading = _begin(form, settings)
        for at, each in (*waiting, (done, source)):
            _take(reading, each, at)
        waiting.clear()
    progress(len(inputs), "")
    if form is None or reading is None:
        why = [one.error or one.no_form for one in files]
        raise why[0] or NoSource(reason=files[0].name)
    return _result(form, reading, files, settings)


def first_form(inputs: Iterable[Input]) -> Form | None:
    """The form of the first workbook that has one; none where not one can be read."""
    for one in inputs:
        try:
            return form_of(read_source(one.load(), one.name))
        except TaizhangError:
            continue
    return None


def _read(one: Input) -> tuple[FileRead, Source | None]:
    try:
        source = read_source(one.load(), one.name)
    except TaizhangError as error:
        return FileRead(one.name, error=error), None
    return FileRead(one.name, source.remarks), source


def _form(source: Source, read: FileRead) -> Form | None:
    """The form that the first workbook with a table gives."""
    try:
        return form_of(source)
    except TaizhangError as error:
        read.error = error if not source.parts else None
        read.no_form = error
        return None


def _begin(form: Form, settings: Settings) -> Reading:
    known = {plain_heading(one.name) for target in form.targets for one in target.columns}
    for name in settings.fixed.values():
        if name and plain_heading(name) not in known:
            columns = "、".join(one.name for target in form.targets for one in target.columns)
            raise MapColumnUnknown(column=name, columns=columns)
    return Reading(form.targets, settings.fixed)


def _take(reading: Reading, source: Source, at: int = 0) -> None:
    found = ""
    for part in parts_taken(source):
        # Only one sheet of a file says who reports; the others are of the same unit.
        found = reporting_unit(part) or found
    for part in parts_taken(source):
        unit = reporting_unit(part) or found or unit_of_file(source.name)
        reading.take(source, part, unit, at)


def _result(form: Form, reading: Reading, files: list[FileRead], settings: Settings) -> Result:
    for lines in reading.lines:
        if len(lines) > LAST_ROW - FOOT:
            raise TooManyRowsTogether(found=len(lines), allowed=LAST_ROW - FOOT)
    before, listed = _previous(form, settings)
    firms, offices = _names(reading, before, settings)
    doubts = [*firms.doubts, *offices.doubts]
    places = _places(reading, {name for one in doubts for name in (one.one, one.other)})
    _unify(reading, firms, offices)
    if before is not None:
        _unify(before, firms, offices)
    tables = []
    for place, target in enumerate(form.targets):
        found = joined(reading.lines[place], target, settings.decided)
        comparison = (
            None if before is None else compared(found.matters, before.lines[place], target)
        )
        tables.append(TableOut(target, found.matters, found.alike, comparison))
    asked = settings.expected if settings.expected is not None else _official(settings.roster)
    expected = map(offices.of, [*asked, *listed])
    came = {sheet.unit for sheet in reading.sheets if sheet.imported}
    missing = tuple(name for name in dict.fromkeys(expected) if name not in came)
    sheets, issues, today = reading.sheets, reading.issues, settings.today
    return Result(
        form, files, sheets, tables, issues, doubts, firms, offices, missing, today, places
    )


def _official(roster: RosterNames) -> Iterator[str]:
    seen: set[str] = set()
    for name, code in roster.units.items():
        if code not in seen:
            seen.add(code)
            yield name


def _previous(form: Form, settings: Settings) -> tuple[Reading | None, list[str]]:
    """Last time's ledger in the same columns, and the units it counted."""
    if settings.previous is None:
        return None, []
    source = read_source(settings.previous.load(), settings.previous.name)
    reading = _begin(form, settings)
    _take(reading, source)
    listed = [
        said(row.cells[0])
        for part in source.parts
        if part.sheet == "汇总情况" and part.table is not None
        for row in part.table.data
    ]
    return reading, [name for name in listed if name]


def _names(reading: Reading, before: Reading | None, settings: Settings) -> tuple[Names, Names]:
    typed: Counter[str] = Counter()
    offices: Counter[str] = Counter(sheet.unit for sheet in reading.sheets)
    codes: dict[str, set[str]] = defaultdict(set)
    for one in filter(None, (reading, before)):
        for target, lines in zip(one.targets, one.lines, strict=True):
            party, code = target.column(Known.ENTERPRISES), target.column(Known.CREDIT_CODE)
            typed.update(_said(lines, party))
            for known in _UNITS:
                offices.update(_said(lines, target.column(known)))
            if party is not None and code is not None:
                for line in lines:
                    name, its = line.values[party], line.values[code]
                    if isinstance(name, str) and isinstance(its, str):
                        codes[name].add(its)
    decided = settings.decided
    firms = enterprises(typed, codes, settings.roster, settings.coded, decided)
    return firms, units(offices, settings.roster, decided)


def _places(reading: Reading, names: set[str]) -> dict[str, Place]:
    """Where each of the names stands first, as it was typed."""
    found: dict[str, Place] = {}
    if not names:
        return found
    for target, lines in zip(reading.targets, reading.lines, strict=True):
        for known in (Known.ENTERPRISES, *_UNITS):
            place = target.column(known)
            for line in lines if place is not None else ():
                for name in names.intersection(_of(line.values[place or 0])):
                    cell = line.sheet.place_of(place or 0, line.number)
                    found.setdefault(name, Place(line.sheet.file, line.sheet.name, cell))
    for sheet in reading.sheets:
        if sheet.unit in names:
            found.setdefault(sheet.unit, Place(sheet.file, sheet.name))
    return found


@lru_cache(maxsize=100_000)
def _of(value: object) -> tuple[str, ...]:
    return tuple(split(value)) if isinstance(value, str) else ()


def _said(lines: Iterable[Line], place: int | None) -> Counter[str]:
    if place is None:
        return Counter()
    return counted_names(line.values[place] for line in lines)


def _unify(reading: Reading, firms: Names, offices: Names) -> None:
    """Write every name in the one way; what stood there is kept beside the line."""
    for sheet in reading.sheets:
        sheet.unit = offices.of(sheet.unit)
    for target, lines in zip(reading.targets, reading.lines, strict=True):
        steps = [(target.column(Known.ENTERPRISES), firms)]
        steps += [(target.column(known), offices) for known in _UNITS]
        for place, names in steps:
            if place is not None and names.written:
                _rename(lines, place, names)


def _rename(lines: Sequence[Line], place: int, names: Names) -> None:
    for line in lines:
        text = line.values[place]
        if isinstance(text, str) and (written := names.of(text)) != text:
            line.values[place] = written
            line.changes = (*line.changes, (place, text))


def remarks(result: Result) -> Iterator[tuple[str, str, Reason]]:
    """File, sheet, and what was decided about it."""
    for one in result.files:
        for remark in one.remarks:
            yield one.name, remark.sheet, remark.reason
