"""Contradictions of a result one by one, each with where both sides stand and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from taizhang.engine.consolidating.deciding import Decision, Kind
from taizhang.engine.consolidating.lines import Line
from taizhang.engine.consolidating.matters import Alike, Matter, clash_key, shown, told
from taizhang.engine.consolidating.parties import Doubt
from taizhang.engine.consolidating.putting import Place, Result, TableOut
from taizhang.engine.name_pairs import Judged
from taizhang.engine.sheets.known import Known
from taizhang.engine.sheets.recognition import Reason


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


CLASH: Final = _("The units say different things; both stand in the cell.")
ALIKE: Final = _("Perhaps the same matter; both rows were kept.")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, who says it, and where."""

    value: str
    unit: str = ""
    file: str = ""
    sheet: str = ""
    place: str = ""
    """The cell, or of a whole row its number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One contradiction or doubt: a person decides it, or has decided it."""

    kind: Kind
    key: str
    sides: tuple[Side, ...]
    reason: Reason
    choices: tuple[str, ...] = ()
    """What can be taken, each once and in the order of the sides."""
    sheet: str = ""
    """Of the result, as `row` and `column` are."""
    row: int | None = None
    column: str = ""
    about: str = ""
    """The matter in which the cell stands, with whom it concerns."""
    detail: Judged | None = None
    """Of names, why they may be one."""
    decision: Decision | None = None


def questions(result: Result) -> Iterator[Question]:
    """All of a result, in its order: cells, rows that may be one, names."""
    for table in result.tables:
        row_of = {id(matter): table.row(at) for at, matter in enumerate(table.matters)}
        for matter in table.matters:
            for place in matter.clashes:
                yield _cell(matter, place, table, row_of[id(matter)])
        for alike in table.alike:
            yield _alike(alike, table, row_of[id(alike.one)])
    for doubt in result.doubts:
        yield _doubt(doubt, result)


def _cell(matter: Matter, place: int, table: TableOut, row: int) -> Question:
    target = table.target
    sides = tuple(
        Side(shown(line.values[place]), *_where(line, line.sheet.place_of(place, line.number)))
        for line in matter.lines
    )
    return Question(
        Kind.CELL,
        clash_key(matter, place, target),
        sides,
        Reason(CLASH),
        choices=tuple(dict.fromkeys(side.value for side in sides if side.value)),
        sheet=target.sheet,
        row=row,
        column=target.columns[place].name,
        about=_about(matter.lines[0], table),
        decision=matter.decided.get(place),
    )


def _where(line: Line, place: str) -> tuple[str, str, str, str]:
    return line.sheet.unit, line.sheet.file, line.sheet.name, place


def _about(line: Line, table: TableOut) -> str:
    party = table.target.column(Known.ENTERPRISES)
    names = "" if party is None else shown(line.values[party])
    words = told(line.values, table.target.matters)[:_LONGEST]
    return f"{names}　{words}" if names and words else names or words


def _alike(alike: Alike, table: TableOut, row: int) -> Question:
    lines = (alike.first, alike.second)
    places = table.target.matters
    return Question(
        Kind.MATTER,
        alike.key,
        tuple(
            Side(told(line.values, places)[:_LONGEST], *_where(line, str(line.number)))
            for line in lines
        ),
        Reason(ALIKE),
        choices=tuple(told(line.values, places) for line in lines),
        sheet=table.target.sheet,
        row=row,
        about=_about(alike.first, table),
        decision=alike.decision,
    )


def _doubt(doubt: Doubt, result: Result) -> Question:
    names = dict.fromkeys((doubt.one, doubt.other, *doubt.choices))
    return Question(
        doubt.kind,
        doubt.key,
        tuple(_named(name, result.places.get(name)) for name in names),
        doubt.reason,
        choices=doubt.choices,
        detail=doubt.detail,
        decision=doubt.decision,
    )


def _named(name: str, place: Place | None) -> Side:
    return Side(name) if place is None else Side(name, "", place.file, place.sheet, place.cell)
