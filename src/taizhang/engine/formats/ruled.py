"""Tables drawn with lines on a page of a PDF → their rows, cells apart by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.formats import tables
from taizhang.engine.formats.columns import Box, Row

THIN: Final = 3.0
"""Points: a rectangle not wider than that is a line; lines as near as that are one."""
MOST: Final = 400
"""Lines of one direction; a drawing has more, a table hardly ever."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character of the text layer; a line break has no place."""

    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line: where it stands, and from where to where it goes along the other axis."""

    at: float
    start: float
    end: float

    def meets(self, other: _Rule) -> bool:
        return (
            other.start - THIN <= self.at <= other.end + THIN
            and self.start - THIN <= other.at <= self.end + THIN
        )


@dataclass(frozen=True, slots=True)
class _Grid:
    level: tuple[_Rule, ...]
    upright: tuple[_Rule, ...]

    def columns(self) -> list[float]:
        """Edges from left to right; a table may be open at its sides."""
        ends = [end for rule in self.level for end in (rule.start, rule.end)]
        return _places([*(rule.at for rule in self.upright), min(ends), max(ends)])

    def rows(self) -> list[float]:
        """Edges from the top down."""
        ends = [end for rule in self.upright for end in (rule.start, rule.end)]
        return _places([*(rule.at for rule in self.level), min(ends), max(ends)])[::-1]


def taken_out(letters: Sequence[Letter], shapes: Sequence[Box]) -> tuple[list[Row], list[Letter]]:
    """The rows of all tables among the shapes, and the letters that stand in none."""
    rows: list[Row] = []
    left = list(letters)
    for grid in _grids(shapes):
        across, down = grid.columns(), grid.rows()
        if len(across) > 2 and len(down) > 2:  # noqa: PLR2004  # two of each: a frame, no table
            found, left = _filled(grid, across, down, left)
            rows += found
    return rows, left


def _grids(shapes: Sequence[Box]) -> Iterator[_Grid]:
    """Lines that meet each other, as one table."""
    level, upright = _rules(shapes)
    if not (level and upright) or max(len(level), len(upright)) > MOST:
        return
    waiting = set(range(len(upright)))
    free = set(range(len(level)))
    while waiting:
        reached = {waiting.pop()}
        mine: set[int] = set()
        while reached:
            crossed = {n for n in free if any(level[n].meets(upright[k]) for k in reached)}
            free -= crossed
            mine |= crossed
            yield_later = {k for k in waiting if any(upright[k].meets(level[n]) for n in crossed)}
            waiting -= yield_later
            reached = yield_later
        if mine:
            lines = tuple(level[n] for n in sorted(mine))
            yield _Grid(lines, tuple(rule for rule in upright if any(map(rule.meets, lines))))


def _rules(shapes: Sequence[Box]) -> tuple[list[_Rule], list[_Rule]]:
    """Level and upright lines; the sides of a rectangle are four of them."""
    level: set[_Rule] = set()
    upright: set[_Rule] = set()
    for shape in shapes:
        wide, high = shape.right - shape.left, shape.top - shape.bottom
        if high <= THIN < wide:
            level.add(_Rule((shape.top + shape.bottom) / 2, shape.left, shape.right))
        elif wide <= THIN < high:
            upright.add(_Rule((shape.left + shape.right) / 2, shape.bottom, shape.top))
        elif min(wide, high) > THIN:
            level |= {_Rule(y, shape.left, shape.right) for y in (shape.bottom, shape.top)}
            upright |= {_Rule(x, shape.bottom, shape.top) for x in (shape.left, shape.right)}
    by_place = [sorted(rules, key=lambda r: (r.at, r.start, r.end)) for rules in (level, upright)]
    return by_place[0], by_place[1]


def _places(places: Sequence[float]) -> list[float]:
    """The same without those that are nearly one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > THIN:
            kept.append(place)
    return kept


def _filled(
    grid: _Grid, across: Sequence[float], down: Sequence[float], letters: Sequence[Letter]
) -> tuple[list[Row], list[Letter]]:
    """The rows with what stands in their cells, and the letters outside."""
    cells = _cells(grid, across, down)
    inside: dict[tuple[int, int], list[str]] = {}
    outside: list[Letter] = []
    last: tuple[int, int] | None = None
    for letter in letters:
        place = _place(letter, across, down)
        if place is not None:
            last = cells[place]
            inside.setdefault(last, []).append(letter.text)
        elif letter.box is None and last is not None:
            inside[last].append("\n")  # lines inside a cell go on
            outside.append(letter)
        else:
            outside.append(letter)
            last = None
    said = {home: _joined(texts) for home, texts in inside.items()}
    return list(_rows(cells, said, across, down)), outside


def _cells(
    grid: _Grid, across: Sequence[float], down: Sequence[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each field of the grid the first field (row, column) of the cell it belongs to."""
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(down) - 1):
        middle = (down[row] + down[row + 1]) / 2
        for column in range(len(across) - 1):
            centre = (across[column] + across[column + 1]) / 2
            home = row, column
            if row and not _ruled(grid.level, down[row], centre):
                home = homes[row - 1, column]
            elif column and not _ruled(grid.upright, across[column], middle):
                home = homes[row, column - 1]
            homes[row, column] = home
    return homes


def _ruled(rules: Sequence[_Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= THIN and rule.start < through < rule.end for rule in rules)


def _place(
    letter: Letter, across: Sequence[float], down: Sequence[float]
) -> tuple[int, int] | None:
    if letter.box is None:
        return None
    x, y = (letter.box.left + letter.box.right) / 2, (letter.box.bottom + letter.box.top) / 2
    if not (across[0] < x < across[-1] and down[-1] < y < down[0]):
        return None
    column = sum(edge <= x for edge in across) - 1
    return sum(edge >= y for edge in down) - 1, column


def _joined(texts: Sequence[str]) -> str:
    """Lines of a cell without anything between them, but for a blank between Latin words."""
    lines = [" ".join(line.split()) for line in "".join(texts).split("\n")]
    said = ""
    for line in filter(None, lines):
        apart = said[-1:].isascii() and said and line[0].isascii()
        said += " " + line if apart else line
    return said


def _rows(
    cells: dict[tuple[int, int], tuple[int, int]],
    said: dict[tuple[int, int], str],
    across: Sequence[float],
    down: Sequence[float],
) -> Iterator[Row]:
    for row in range(len(down) - 1):
        homes = [cells[row, column] for column in range(len(across) - 1)]
        line = tables.line(
            (
                tables.Cell("" if number and homes[number - 1] == home else said.get(home, ""))
                for number, home in enumerate(homes)
            ),
            {},
        )
        if line.strip():
            box = Box(across[0], down[row + 1], across[-1], down[row])
            yield Row(line, box, box.top - box.bottom, alone=True)
