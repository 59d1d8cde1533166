"""Rows of characters with their places on a page → blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Self

DEEPEST: Final = 12
"""Cuts within cuts; real pages need four or five."""

OPEN: Final = 40
"""Blocks that a row may still go on with; pages have no more columns."""
MARGIN: Final = 0.2
"""Part of a line's size."""
COLUMN: Final = 3
"""Lines; a block that has as many is part of a column, fewer may be two labels side by side."""
NEAR: Final = 2.5
"""Lines' sizes that paragraphs of one column lie apart at most."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; the origin of a PDF page is at its lower left."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Self:
        """The smallest box that holds them all."""
        lefts, bottoms, rights, tops = zip(
            *((b.left, b.bottom, b.right, b.top) for b in boxes), strict=True
        )
        return cls(min(lefts), min(bottoms), max(rights), max(tops))

    @staticmethod
    def usual_height(boxes: Iterable[Box]) -> float:
        """The size of the characters: the middle one of their larger sides (一 is flat)."""
        return median(max(box.top - box.bottom, box.right - box.left) for box in boxes)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the text layer."""

    text: str
    box: Box
    size: float
    alone: bool = False
    """A block of its own: a row of a table."""

    def indent(self, left: float) -> int:
        """How many characters it stands in from the left edge of its block; 0 to 4."""
        step = max(self.size, 0.1)
        return max(0, min(4, round((self.box.left - left) / step))) if step else 0


def blocks_in_order(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows as blocks, columns from left to right, each from top to bottom."""
    return list(_ordered(_blocks(rows), DEEPEST))


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows below each other, whatever stands beside them."""
    blocks: list[list[Row]] = []
    for row in rows:
        home = next((block for block in blocks[: -OPEN - 1 : -1] if _below(block[-1], row)), None)
        if home is not None:
            home.append(row)
            continue
        parted = next((block for block in blocks[: -OPEN - 1 : -1] if _parts(block, row)), None)
        if parted is not None:
            # Columns begin below a line that goes over them: what was taken for its next line.
            blocks.append([parted.pop()])
        blocks.append([row])
    return blocks


def _parts(block: Sequence[Row], row: Row) -> bool:
    """Does it stand beside the last line of the block, both below the one before?"""
    if len(block) == 1 or not _below(block[-2], row):
        return False
    last = block[-1]
    return abs(last.box.top - row.box.top) < 0.5 * max(last.size, row.size)


def _below(above: Row, row: Row) -> bool:
    """Is it the next line of the same column, in letters of the same size?"""
    size = max(above.size, row.size, 0.1)
    gap = above.box.bottom - row.box.top
    overlap = min(above.box.right, row.box.right) - max(above.box.left, row.box.left)
    alike = abs(above.size - row.size) <= 0.2 * size
    return (
        not (above.alone or row.alone)
        and alike
        and overlap > 0
        and -0.5 * size <= gap <= 1.3 * size
    )


def _ordered(blocks: list[list[Row]], depth: int) -> list[list[Row]]:
    """Cut the page where white space goes right through: first across, then down."""
    if not depth:
        return blocks
    boxes = [_core(block) for block in blocks]
    across = _cut(blocks, [(-box.top, -box.bottom) for box in boxes])
    down = _cut(blocks, [(box.left, box.right) for box in boxes])
    pieces = down if len(down) > 1 else _columns_kept(across)
    if len(pieces) == 1:
        return blocks
    return [block for piece in pieces for block in _ordered(piece, depth - 1)]


def _columns_kept(pieces: list[list[list[Row]]]) -> list[list[list[Row]]]:
    """Cuts between paragraphs that end at one height in columns side by side are none."""
    if len(pieces) < 2:  # noqa: PLR2004 - nothing was cut
        return pieces
    kept = [pieces[0]]
    for piece in pieces[1:]:
        whole = kept[-1] + piece
        if _has_columns(kept[-1]) and _near(kept[-1], piece) and _has_columns(whole):
            kept[-1] = whole
        else:
            kept.append(piece)
    return kept


def _has_columns(blocks: list[list[Row]]) -> bool:
    """Do columns of running text stand side by side?"""
    boxes = [_core(block) for block in blocks]
    columns = _cut(blocks, [(box.left, box.right) for box in boxes])
    tall = [column for column in columns if any(len(block) >= COLUMN for block in column)]
    return len(columns) == len(tall) > 1


def _near(above: list[list[Row]], below: list[list[Row]]) -> bool:
    bottom = min(row.box.bottom for block in above for row in block)
    first = max((block[0] for block in below), key=lambda row: row.box.top)
    return bottom - first.box.top <= NEAR * first.size


def _core(block: Sequence[Row]) -> Box:
    """The box of a block without its margin: letters of neighbours may reach into each other."""
    around = Box.around(row.box for row in block)
    margin = MARGIN * min(row.size for row in block)
    across = min(margin, (around.right - around.left) / 4)
    down = min(margin, (around.top - around.bottom) / 4)
    return Box(around.left + across, around.bottom + down, around.right - across, around.top - down)


def _cut(blocks: list[list[Row]], ranges: Sequence[tuple[float, float]]) -> list[list[list[Row]]]:
    """Groups of blocks whose ranges overlap, in order along the axis."""
    order = sorted(range(len(blocks)), key=lambda i: ranges[i])
    groups: list[list[int]] = []
    reach = float("-inf")
    for i in order:
        if groups and ranges[i][0] < reach:
            groups[-1].append(i)
        else:
            groups.append([i])
        reach = max(reach, ranges[i][1])
    return [[blocks[i] for i in sorted(group)] for group in groups]
