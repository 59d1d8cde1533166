"""From a raw text to its articles."""

from __future__ import annotations

from taizhang.engine.text.article import Article
from taizhang.engine.text.document import read_document
from taizhang.engine.text.layout import measure
from taizhang.engine.text.lines import blocks
from taizhang.engine.text.page import read_page
from taizhang.engine.text.raw import RawText


def articles(raw: RawText) -> tuple[Article, ...]:
    """The articles of a document: lines rejoined, separated, headlines given, in reading order.

    Every character belongs to at most one article and stands in it once; `spans` are what the
    article is made of, in the order it is to be read.
    """
    found = blocks(raw)
    if not found:
        return ()
    layout = measure(found)
    read = read_page if layout.paged else read_document
    return read(raw.text, found, layout)
