"""What every page repeats: running heads and feet, and the numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from taizhang.engine.formats.columns import Row

EDGE: Final = 2
"""Lines at the top and at the bottom of a page that may be repeated."""
REPEATED: Final = 3
"""Pages; two may well begin alike."""
_NUMBER: Final = re.compile(
    r"[-—–－·\s]*(?:第?\s*\d{1,4}\s*页?|[第共]?\s*\d{1,4}\s*页?\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)[-—–－·\s]*"
)
_DIGITS: Final = re.compile(r"\d+")
_UNFINISHED: Final = re.compile(r"[^。！？；：…”』」）)\s]$")


def without_running(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The pages without them."""
    edges = [_edges(page) for page in pages]
    counts = Counter(words for edge in edges for words in {_alike(row) for row in edge})
    return [
        [row for row in page if not (row in edge and _is_running(row, counts))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edges(page: Sequence[Row]) -> list[Row]:
    """The outermost lines; tables are none."""
    ordered = sorted((row for row in page if not row.alone), key=lambda row: -row.box.top)
    return ordered[:EDGE] + ordered[EDGE:][-EDGE:]


def _alike(row: Row) -> tuple[str, int]:
    """The same on every page but for the number in it, at the same height."""
    return _DIGITS.sub("#", row.text), round(row.box.top / 10)


def _is_running(row: Row, counts: Counter[tuple[str, int]]) -> bool:
    if _NUMBER.fullmatch(row.text):
        return not row.text.strip().isdigit() or len(row.text.strip()) < 4  # noqa: PLR2004  # a year
    return counts[_alike(row)] >= REPEATED


def joined(pages: Sequence[list[list[Row]]]) -> list[list[Row]]:
    """All blocks; a paragraph that a page cuts off goes on on the next one."""
    blocks: list[list[Row]] = []
    for page in pages:
        first = True
        for block in page:
            if first and blocks and _goes_on(blocks[-1], block):
                blocks[-1] = [*blocks[-1], *block]
            else:
                blocks.append(block)
            first = False
    return blocks


def _goes_on(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Does the last line fill its column and stop in the middle of a sentence?"""
    last, first = above[-1], below[0]
    if last.alone or first.alone or not _UNFINISHED.search(last.text):
        return False
    if abs(last.size - first.size) > 0.2 * max(last.size, first.size):
        return False
    left, right = min(row.box.left for row in above), max(row.box.right for row in above)
    level = abs(first.box.left - left) < 1.5 * first.size
    full = last.box.right > right - 2 * last.size
    wide = abs(max(row.box.right for row in below) - right) < 4 * last.size or len(below) == 1
    return level and full and wide and len(above) > 1
