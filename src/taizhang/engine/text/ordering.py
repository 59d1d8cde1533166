"""The chunks of one article in the order they are to be read in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from taizhang.engine.text.chunks import Chunk, Wording
from taizhang.engine.text.evidence import Group
from taizhang.engine.text.layout import FEW
from taizhang.engine.text.linking import Link

NARROWER: Final = 3
"""Cells by which a lead's column is narrower than the columns of the text below it."""

STANDING: Final = 0.97
MOVED_SURE: Final = 0.8
"""How often two blocks without a cut sentence between them follow each other: standing so, or
put so."""
BESIDE: Final = 2.0
"""What it is worth, as wording, that a caption stands right beside a chunk."""


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


def captions(
    chunks: Sequence[Chunk], orders: Sequence[Sequence[int]], wording: Wording
) -> list[tuple[int, ...]]:
    """The orders with the captions, which stand beside the article whose words they have.

    A caption comes behind the chunk above it on the page, when that is of the article; else last.
    """
    found = [list(order) for order in orders]
    placed = {place for order in orders for place in order}
    waiting = [i for i, chunk in enumerate(chunks) if chunk.is_credit and i not in placed]
    if not waiting:
        return [tuple(order) for order in orders]
    told = [frozenset().union(*(chunks[i].grams for i in order)) for order in orders]
    for place in waiting:
        chunk = chunks[place]
        near = {place - 1, place + 1}
        scores = [
            (wording.size(chunk.grams & words) + (BESIDE if near & set(order) else 0.0), -number)
            for number, (order, words) in enumerate(zip(found, told, strict=True))
        ]
        order = found[-max(scores)[1]]
        order.insert(order.index(place - 1) + 1 if place - 1 in order else len(order), place)
    return [tuple(order) for order in found]


def confidence(chunks: Sequence[Chunk], order: Sequence[int], after: Mapping[int, Link]) -> float:
    """How likely all blocks of an article are its own and in the right order, from 0 to 1.

    Each joint counts: one that a cut sentence makes is as sure as its link; one between whole
    sentences is nearly sure where the file has the blocks next to each other, less where not.
    """
    sure = 1.0
    for here, there in pairwise(place for place in order if not chunks[place].is_credit):
        if here in after and after[here].there == there:
            sure *= after[here].sure
        else:
            between = chunks[min(here, there) + 1 : max(here, there)]
            beside = there > here and all(c.is_heading or c.is_credit for c in between)
            sure *= STANDING if beside else MOVED_SURE
    if any(chunks[place].open and place not in after for place in order):
        sure *= MOVED_SURE
    return round(sure, 2)
