"""Tables whose cells stand in lines of their own, one below the other.

Copied out of a page or a file, a table often loses its bars: each title of its head, then each
cell of each row fills a line. Its rows are known by their running number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from taizhang.engine.extract.reading import Paragraph, Reading

_NUMBERED: Final = re.compile(r"(?:序|编|顺序)号")
_LONGEST_TITLE: Final = 14
_FEWEST: Final = 3
_MOST: Final = 12
"""Columns that such a table may have."""

Cell = tuple[int, int]


def stacked(
    reading: Reading, known: Callable[[str], bool]
) -> Iterator[tuple[list[str], list[list[Cell]]]]:
    """For each table the titles of its columns and the cells of its rows, without the number.

    `known` tells whether a title is one that a table is recognised by; it takes two.
    """
    paragraphs = reading.paragraphs
    for index, paragraph in enumerate(paragraphs):
        if not _NUMBERED.fullmatch(_said(reading, paragraph)):
            continue
        titles = _titles(reading, index + 1)
        if len(titles) + 1 >= _FEWEST and sum(map(known, titles)) > 1:
            yield titles, list(_rows(reading, index + 1 + len(titles), len(titles)))


def _said(reading: Reading, paragraph: Paragraph) -> str:
    return reading.text[paragraph.start : paragraph.end].strip()


def _titles(reading: Reading, index: int) -> list[str]:
    """The titles from `index` on, up to the number of the first row; none when it is far."""
    found: list[str] = []
    for paragraph in reading.paragraphs[index : index + _MOST]:
        said = _said(reading, paragraph)
        if said == "1":
            return found
        if len(said) > _LONGEST_TITLE:
            return []
        found.append(said)
    return []


def _rows(reading: Reading, index: int, width: int) -> Iterator[list[Cell]]:
    """The rows from `index` on: behind each number its cells, up to the next number."""
    paragraphs = reading.paragraphs
    number = 1
    while index < len(paragraphs) and _said(reading, paragraphs[index]) == str(number):
        cells = [(p.start, p.end) for p in paragraphs[index + 1 : index + 1 + width]]
        if len(cells) < width:
            return
        yield cells
        index, number = index + 1 + width, number + 1
