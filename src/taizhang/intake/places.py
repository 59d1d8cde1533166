"""Where a place of the raw text stands in reading order."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.intake.models import Document


def reading_place(document: Document) -> Callable[[int], tuple[int, int, int, str]]:
    """A sort key for raw offsets: their place in reading order, not on the page."""
    pieces = [
        (start, end, article_place, piece_place, article["id"])
        for article_place, article in enumerate((document.reading or {}).get("articles", []))
        for piece_place, (start, end) in enumerate(article["spans"])
    ]
    pieces.sort()
    starts = [piece[0] for piece in pieces]

    def place(offset: int) -> tuple[int, int, int, str]:
        found = bisect_right(starts, offset) - 1
        if found >= 0 and offset < pieces[found][1]:
            _, _, article, piece, name = pieces[found]
            return article, piece, offset, name
        return len(pieces), 0, offset, ""

    return place
