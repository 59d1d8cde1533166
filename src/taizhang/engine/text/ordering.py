"""The chunks of one article in the order they are to be read in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from taizhang.engine.text.chunks import Chunk
from taizhang.engine.text.evidence import Group
from taizhang.engine.text.layout import FEW

NARROWER: Final = 3
"""Cells by which a lead's column is narrower than the columns of the text below it."""


def reading_order(chunks: Sequence[Chunk], group: Group) -> tuple[tuple[int, ...], bool]:
    """The places of the group's chunks in reading order, and whether blocks had to be moved.

    What cannot be told apart stays as it stands in the file. The beginning comes first: the run
    that opens like an article, or introduces with their titles the people others only name. The
    run with the byline comes last.
    """
    paths = sorted(group.paths)
    if len(paths) > 1:
        lead = max(paths, key=lambda path: (*_opening(chunks, path, paths), -path[0]))
        paths = [lead, *(path for path in paths if path is not lead)]
        paths.sort(key=lambda path: path is not lead and _closes(chunks, path))
    order = tuple(place for path in paths for place in path)
    return order, list(order) != sorted(order)


def _opening(
    chunks: Sequence[Chunk], path: Sequence[int], paths: Sequence[Sequence[int]]
) -> tuple[bool, int, int]:
    """How well the article begins with this run: a possible start, then names it introduces."""
    first = chunks[path[0]]
    named = sum(
        _names_only(chunks, name, other)
        for name in chunks[path[0]].names
        for other in paths
        if other is not path
    )
    score = first.fresh + min(named, 4) + 3 * _is_narrow(chunks, path, paths)
    return first.can_start, score, named


def _is_narrow(
    chunks: Sequence[Chunk], path: Sequence[int], paths: Sequence[Sequence[int]]
) -> bool:
    """A single block in a narrower column than all others: that is how leads are set."""
    others = [
        chunks[place].width
        for other in paths
        if other is not path
        for place in other
        if chunks[place].lines >= FEW
    ]
    own = chunks[path[0]]
    return len(path) == 1 and own.lines >= FEW and own.width + NARROWER <= min(others, default=0)


def _names_only(chunks: Sequence[Chunk], name: str, path: Sequence[int]) -> bool:
    """Is somebody named in this run without being introduced there?"""
    return any(
        name in part.text.text and name not in chunks[place].names
        for place in path
        for part in chunks[place].parts
    )


def _closes(chunks: Sequence[Chunk], path: Sequence[int]) -> bool:
    return any(chunks[place].ends_article for place in path)
