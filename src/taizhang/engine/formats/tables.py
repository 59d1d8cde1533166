"""Tables to lines: a row to a line, its cells apart by tabs.

A cell that goes over several rows says the same in each of them; one that goes over several
columns says it once, and leaves the others empty, so that all rows have the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

WIDEST: Final = 200
"""Columns; a cell may claim any number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, how many columns and how many rows (with its own) it goes over."""

    text: str
    columns: int = 1
    rows: int = 1
    continues: bool = False
    """It only goes on with the one above it (Word writes such cells, HTML leaves them out)."""


Above = dict[int, tuple[str, int]]
"""By column what the cell above says, and over how many more rows it goes."""


def lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Each row of a table as a line."""
    above: Above = {}
    for row in rows:
        yield line(row, above)


def line(row: Iterable[Cell], above: Above) -> str:
    """A row without the empty cells at its end; `above` is brought up to date."""
    said: list[str] = []
    for cell in row:
        _fill(said, above)
        column = len(said)
        if column >= WIDEST:
            break
        text = cell.text or (above.get(column, ("", 0))[0] if cell.continues else "")
        wide = min(cell.columns, WIDEST - column)
        said += [text] + [""] * (wide - 1)
        for place in range(column, column + wide):
            above[place] = (said[place], cell.rows - 1)
    _fill(said, above)
    while any(rows > 0 and place > len(said) for place, (_text, rows) in above.items()):
        said.append("")
        _fill(said, above)
    return "\t".join(said).rstrip("\t ")


def _fill(said: list[str], above: Above) -> None:
    """Columns that cells of earlier rows still take."""
    while (here := above.get(len(said), ("", 0)))[1] > 0:
        above[len(said)] = (here[0], here[1] - 1)
        said.append(here[0])
