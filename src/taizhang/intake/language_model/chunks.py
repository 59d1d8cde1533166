"""A document in parts that fit into one question each: article by article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SENTENCE: Final = re.compile(r"[^。！？；]*[。！？；]?")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of one article."""

    article: str
    text: str


def _pieces(paragraph: str, most: int) -> Iterator[str]:
    """A paragraph cut at its sentences, a sentence that is too long wherever it must be."""
    if len(paragraph) <= most:
        yield paragraph
        return
    kept = ""
    for sentence in _SENTENCE.findall(paragraph):
        if kept and len(kept) + len(sentence) > most:
            yield kept
            kept = ""
        kept += sentence
        while len(kept) > most:
            yield kept[:most]
            kept = kept[most:]
    yield kept


def chunks(reading: Mapping[str, Any], most: int) -> Iterator[Chunk]:
    """The articles of a reading, each in parts of at most `most` characters."""
    for article in reading.get("articles", []):
        kept: list[str] = []
        size = 0
        for paragraph in article["paragraphs"]:
            for piece in _pieces(paragraph.strip(), most):
                if kept and size + len(piece) + 1 > most:
                    yield Chunk(article["id"], "\n".join(kept))
                    kept, size = [], 0
                if piece:
                    kept.append(piece)
                    size += len(piece) + 1
        if kept:
            yield Chunk(article["id"], "\n".join(kept))
