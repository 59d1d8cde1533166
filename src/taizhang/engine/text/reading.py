"""From a raw text to its articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taizhang.engine.text.article import Article
from taizhang.engine.text.document import read_document
from taizhang.engine.text.layout import measure
from taizhang.engine.text.lines import Block, blocks
from taizhang.engine.text.page import read_page
from taizhang.engine.text.raw import RawText


def articles(raw: RawText) -> tuple[Article, ...]:
    """The articles of a document: lines rejoined, separated, headlines given, in reading order.

    Every character belongs to at most one article and stands in it once; `spans` are what the
    article is made of, in the order it is to be read.
    """
    found = [article for own in _by_document(raw) for article in _read(raw.text, own)]
    return tuple(replace(article, id=f"a{n}") for n, article in enumerate(found, 1))


def _read(text: str, found: Sequence[Block]) -> tuple[Article, ...]:
    layout = measure(found)
    read = read_page if layout.paged else read_document
    return read(text, found, layout)


def _by_document(raw: RawText) -> list[list[Block]]:
    """The blocks of each document inside, the one that holds the others first."""
    own: list[list[Block]] = [[] for _document in (None, *raw.documents)]
    around = [0]
    """Of the document that is read at the moment, and those that hold it."""
    begun = 0
    for block in blocks(raw):
        start = block[0].start
        while begun < len(raw.documents) and raw.documents[begun].start <= start:
            begun += 1
            around.append(begun)
        while around[-1] and raw.documents[around[-1] - 1].end <= start:
            around.pop()
        own[around[-1]].append(block)
    return [found for found in own if found]
