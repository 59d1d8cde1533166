"""How a document is set: wrapped into columns or one line to a paragraph, indented or not."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from taizhang.engine.text.lines import Block, Line
from taizhang.engine.text.marks import closed, enumerated

FEW: Final = 3
"""Lines; fewer prove nothing about the width of their column."""
SLACK: Final = 4
"""Cells by which a wrapped line may miss the column: punctuation must not begin a line."""
WIDEST_COLUMN: Final = 64
"""Cells; a newspaper's columns are narrower, a typed page is wider."""
WIDEST_LINE: Final = 160
"""Cells; longer lines were not wrapped by a column but end where a paragraph ends."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What holds for the whole document."""

    wrapped: bool
    """Lines end where the column ends."""
    paged: bool
    """Columns as on a newspaper page: blocks may stand in any order."""
    indented: bool
    """A paragraph begins with an indent."""
    column: int
    """The usual width of a full line, in cells."""


def measure(blocks: Sequence[Block]) -> Layout:
    """The layout, from the widths of lines that have a line below them."""
    running = [block for block in blocks if not _is_list(block)]
    inner = [line for block in running for line in block[:-1]]
    full = [line for block in running for line in _full_lines(block)]
    column = median_low(line.reach for line in full) if full else 0
    # Two lines in five reach the column; or, where paragraphs are short, most of the lines that
    # stop in the middle of a sentence do.
    cut = sum(not closed(line.text) for line in full)
    loose = sum(not closed(line.text) for line in inner if line.reach * 2 > column)
    wrapped = len(full) >= FEW and (len(full) * 5 >= len(inner) * 2 or cut * 2 >= loose > 0)
    return Layout(
        wrapped=wrapped,
        paged=wrapped and column <= WIDEST_COLUMN,
        indented=_indented(blocks),
        column=column,
    )


def _is_list(block: Block) -> bool:
    """Whether most lines open items: as long as each other by chance, cut off by no column."""
    return 2 * sum(enumerated(line.text) for line in block) > len(block)


def column_of(block: Block, layout: Layout) -> int:
    """The width of this block's own column; blocks of a line or two take the document's."""
    widest = max(line.reach for line in block)
    if len(block) < FEW:
        return max(widest, 0 if layout.paged else layout.column)
    return _usual(block)


def _full_lines(block: Block) -> Iterable[Line]:
    """Lines that reach, with a little slack, the width most of their block has."""
    if len(block) < FEW:
        return
    column = _usual(block)
    if column <= WIDEST_LINE and max(line.reach for line in block) <= column * 2:
        yield from (line for line in block[:-1] if abs(line.reach - column) <= SLACK)


def _usual(block: Block) -> int:
    """The width that most lines of the block have; of two as frequent the larger."""
    counts = Counter([line.reach for line in block])
    return max(zip(counts.values(), counts, strict=True))[1]


def _indented(blocks: Sequence[Block]) -> bool:
    """Whether a closed line is more often than not followed by an indented one."""
    indented = bare = 0
    for block in blocks:
        for above, below in itertools.pairwise(block):
            if closed(above.text):
                if below.indent:
                    indented += 1
                elif above.reach + SLACK < block[0].reach:
                    bare += 1
    return indented > bare
